import type { RecordId } from '../../../segments/record-id';

/** A group that holds the person, as the explanation names it. */
export interface NamedGroup {
  readonly id: RecordId;
  readonly name: string;
}

/** What is known of one person and one segment. */
export interface Situation {
  /** The including and excluding groups that hold the person now, the older columns of listed members among them. */
  readonly includedBy: readonly NamedGroup[];
  readonly excludedBy: readonly NamedGroup[];
  /** Whether the segment's definition has a query besides its groups. */
  readonly hasQuery: boolean;
  /** Whether the last evaluation found the person; undefined while the segment has none that can be read. */
  readonly wasEvaluatedIn: boolean | undefined;
  /** Including groups that the person was taken out of since, as far as it happened on this form. */
  readonly removedFrom: readonly NamedGroup[];
}

/** What the next evaluation makes of the person; only the server can tell what a query finds. */
export type AfterPublishing = 'in' | 'out' | 'asTheQueryFinds';

/** Why a person is in a segment or not. */
export type Explanation =
  | { readonly kind: 'inThroughGroups'; readonly groups: readonly NamedGroup[] }
  | { readonly kind: 'inThroughQuery' }
  /** The last evaluation found the person; the groups say otherwise by now. */
  | {
      readonly kind: 'inUntilPublished';
      readonly because: 'excluded';
      readonly groups: readonly NamedGroup[];
    }
  | { readonly kind: 'inUntilPublished'; readonly because: 'removed'; readonly groups: readonly NamedGroup[] }
  | {
      readonly kind: 'outThroughGroups';
      readonly groups: readonly NamedGroup[];
      readonly though: readonly NamedGroup[];
    }
  | { readonly kind: 'outUntilPublished'; readonly groups: readonly NamedGroup[] }
  | { readonly kind: 'outNowhere'; readonly hasQuery: boolean }
  /** The segment has not been evaluated: what the groups alone would make of the person. */
  | { readonly kind: 'wouldBeIn'; readonly groups: readonly NamedGroup[] }
  | {
      readonly kind: 'wouldBeOut';
      readonly groups: readonly NamedGroup[];
      readonly though: readonly NamedGroup[];
    }
  | { readonly kind: 'wouldBeAsTheQueryFinds' }
  | { readonly kind: 'wouldBeNowhere' };

/** Includes add, excludes win, the query adds (source: "Build segments"). */
export function afterPublishing({ includedBy, excludedBy, hasQuery }: Situation): AfterPublishing {
  if (excludedBy.length > 0) return 'out';
  if (includedBy.length > 0) return 'in';
  return hasQuery ? 'asTheQueryFinds' : 'out';
}

/** Why this person is in the segment or not, in the order in which the rules decide. */
export function explain(situation: Situation): Explanation {
  switch (situation.wasEvaluatedIn) {
    case undefined:
      return explainDraft(situation);
    case true:
      return explainMember(situation);
    case false:
      return explainStranger(situation);
  }
}

function explainDraft({ includedBy, excludedBy, hasQuery }: Situation): Explanation {
  if (excludedBy.length > 0) return { kind: 'wouldBeOut', groups: excludedBy, though: includedBy };
  if (includedBy.length > 0) return { kind: 'wouldBeIn', groups: includedBy };
  return { kind: hasQuery ? 'wouldBeAsTheQueryFinds' : 'wouldBeNowhere' };
}

function explainMember({ includedBy, excludedBy, hasQuery, removedFrom }: Situation): Explanation {
  if (excludedBy.length > 0) return { kind: 'inUntilPublished', because: 'excluded', groups: excludedBy };
  if (includedBy.length > 0) return { kind: 'inThroughGroups', groups: includedBy };
  // Somebody removed here may be found by the query too; that they were removed is what is known.
  if (removedFrom.length > 0 || !hasQuery)
    return { kind: 'inUntilPublished', because: 'removed', groups: removedFrom };
  return { kind: 'inThroughQuery' };
}

function explainStranger({ includedBy, excludedBy, hasQuery }: Situation): Explanation {
  if (excludedBy.length > 0) return { kind: 'outThroughGroups', groups: excludedBy, though: includedBy };
  if (includedBy.length > 0) return { kind: 'outUntilPublished', groups: includedBy };
  return { kind: 'outNowhere', hasQuery };
}
