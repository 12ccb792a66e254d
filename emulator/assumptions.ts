/**
 * What no public source settles, one named choice each. Defaults are the strictest plausible behaviour;
 * tests run the control and the connector under both answers. Listed in FIDELITY.md.
 */
export interface Assumptions {
  /** Whether the static members actions also take the id of the segment definition as SegmentId. */
  readonly definitionIdAsSegmentId: boolean;
  /** What adding an id of no row does: refuse the whole call, skip that id, or add it all the same. */
  readonly unknownMemberIds: 'refuse' | 'ignore' | 'accept';
  /** What an id that occurs twice in one call does. */
  readonly duplicateMemberIds: 'refuse' | 'ignore';
  /** What removing an id that is no member does. */
  readonly removingNonMembers: 'refuse' | 'ignore';
  /** What a GroupId that the definition does not list does. */
  readonly unknownGroups: 'refuse' | 'accept';
  /** Ids in one call of RemoveStaticMembers; the page states a maximum for Add only. */
  readonly removeIdsPerCall: number;
  /** What a call does that would take a group over its limit: nothing, or fill the group up. */
  readonly overGroupLimit: 'refuse' | 'fill';
  /** Largest PageSize of ListGroupMembers; none is documented. */
  readonly largestPageSize: number;
  /** What a larger PageSize does: refuse the call, or answer with a page of the largest size. */
  readonly pageSizeOverLimit: 'refuse' | 'cap';
  /** What the text in ListGroupMembers' answer holds; the page shows the first. */
  readonly groupMembersAnswer: 'entityIds' | 'members' | 'array';
  /** The order of ids over the pages of ListGroupMembers and in MembersList. */
  readonly memberOrder: 'added' | 'id';
  /** How ids are spelled in answers. */
  readonly idSpelling: 'plain' | 'upperCase' | 'braces';
  /** Whether the ids of a group that is taken out of the definition are gone when the group comes back. */
  readonly idsOfRemovedGroups: 'keep' | 'forget';
  /** Whether adding to a group of a live segment needs a publish before MembersList shows it. */
  readonly membersNeedPublish: boolean;
  /** What MembersList answers for a segment that was never published. */
  readonly membersOfDraft: 'none' | 'current' | 'refuse';
  /** What publishing a query that cannot be read does: refuse it at once, or end in the error state. */
  readonly unreadableQueryAtPublish: 'refuse' | 'fail';
  /** Milliseconds a published segment stays in each state on its way to live. */
  readonly publishingMilliseconds: number;
  /** Whether letters with and without accents differ: the collation that the base language brings. */
  readonly accents: 'count' | 'ignore';
  /** Whether the environment scopes segments to the business unit of their owner. */
  readonly businessUnitScoping: boolean;
  /** Whether a query in a definition is checked when it is saved, or only when it is published. */
  readonly checkQueryOnSave: boolean;
}

export const defaultAssumptions: Assumptions = {
  definitionIdAsSegmentId: false,
  unknownMemberIds: 'refuse',
  duplicateMemberIds: 'ignore',
  removingNonMembers: 'ignore',
  unknownGroups: 'refuse',
  removeIdsPerCall: 1000,
  overGroupLimit: 'refuse',
  largestPageSize: 5000,
  pageSizeOverLimit: 'refuse',
  groupMembersAnswer: 'entityIds',
  memberOrder: 'added',
  idSpelling: 'plain',
  idsOfRemovedGroups: 'keep',
  membersNeedPublish: true,
  membersOfDraft: 'none',
  unreadableQueryAtPublish: 'refuse',
  publishingMilliseconds: 200,
  accents: 'count',
  businessUnitScoping: false,
  checkQueryOnSave: false,
};

/** The values each option may have; numbers are whole and not below the one that is given. */
export const assumptionValues: {
  readonly [Name in keyof Assumptions]: Assumptions[Name] extends number
    ? { readonly atLeast: number }
    : readonly Assumptions[Name][];
} = {
  definitionIdAsSegmentId: [true, false],
  unknownMemberIds: ['refuse', 'ignore', 'accept'],
  duplicateMemberIds: ['refuse', 'ignore'],
  removingNonMembers: ['refuse', 'ignore'],
  unknownGroups: ['refuse', 'accept'],
  removeIdsPerCall: { atLeast: 1 },
  overGroupLimit: ['refuse', 'fill'],
  largestPageSize: { atLeast: 1 },
  pageSizeOverLimit: ['refuse', 'cap'],
  groupMembersAnswer: ['entityIds', 'members', 'array'],
  memberOrder: ['added', 'id'],
  idSpelling: ['plain', 'upperCase', 'braces'],
  idsOfRemovedGroups: ['keep', 'forget'],
  membersNeedPublish: [true, false],
  membersOfDraft: ['none', 'current', 'refuse'],
  unreadableQueryAtPublish: ['refuse', 'fail'],
  publishingMilliseconds: { atLeast: 0 },
  accents: ['count', 'ignore'],
  businessUnitScoping: [true, false],
  checkQueryOnSave: [true, false],
};

/** The environment's assumptions: the defaults, with those that were flipped. @throws Error naming a wrong one. */
export function assumptionsWith(flipped: Partial<Assumptions> = {}): Assumptions {
  const texts = Object.entries(flipped).map(([name, value]) => `${name}=${String(value)}`);
  return { ...defaultAssumptions, ...readAssumptions(texts) };
}

/** Reads `name=value` texts. @throws Error with the names there are, or the values of the name. */
export function readAssumptions(pairs: readonly string[]): Partial<Assumptions> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', text = ''] = pair.split(/=(.*)/s);
      if (!isName(name)) {
        throw new Error(
          `There is no option '${name}'. There are ${Object.keys(assumptionValues).join(', ')}.`,
        );
      }
      return [name, valueOf(name, text)];
    }),
  );
}

function isName(name: string): name is keyof Assumptions {
  return Object.hasOwn(assumptionValues, name);
}

function valueOf(name: keyof Assumptions, text: string): string | number | boolean {
  const values: readonly (string | boolean)[] | { readonly atLeast: number } = assumptionValues[name];
  if ('atLeast' in values) {
    if (/^\d{1,9}$/.test(text) && Number(text) >= values.atLeast) return Number(text);
    throw new Error(`${name} is a whole number from ${values.atLeast} up; '${text}' is none.`);
  }
  const value = values.find((known) => String(known) === text);
  if (value === undefined) throw new Error(`${name} is ${values.join(' or ')}; '${text}' is neither.`);
  return value;
}
