/**
 * What no public source settles, one named choice each. Defaults are the strictest plausible behaviour;
 * tests run the control and the connector under both answers. Listed in FIDELITY.md.
 */
export interface Assumptions {
  /** Whether the static members actions also take the id of the segment definition as SegmentId. */
  readonly definitionIdAsSegmentId: boolean;
  /** What adding an id of no row does: refuse the whole call, or skip that id. */
  readonly unknownMemberIds: 'refuse' | 'ignore';
  /** What removing an id that is no member does. */
  readonly removingNonMembers: 'refuse' | 'ignore';
  /** What a GroupId that the definition does not list does. */
  readonly unknownGroups: 'refuse' | 'accept';
  /** Ids in one call of RemoveStaticMembers; the page states a maximum for Add only. */
  readonly removeIdsPerCall: number;
  /** Largest PageSize of ListGroupMembers; none is documented. */
  readonly largestPageSize: number;
  /** Whether adding to a group of a live segment needs a publish before MembersList shows it. */
  readonly membersNeedPublish: boolean;
  /** Milliseconds a published segment stays in each state on its way to live. */
  readonly publishingMilliseconds: number;
  /** Whether a query in a definition is checked when it is saved, or only when it is published. */
  readonly checkQueryOnSave: boolean;
}

export const defaultAssumptions: Assumptions = {
  definitionIdAsSegmentId: false,
  unknownMemberIds: 'refuse',
  removingNonMembers: 'ignore',
  unknownGroups: 'refuse',
  removeIdsPerCall: 1000,
  largestPageSize: 5000,
  membersNeedPublish: true,
  publishingMilliseconds: 200,
  checkQueryOnSave: false,
};
