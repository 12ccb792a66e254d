import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { GivenList } from './given-list';

/** What is to happen to a group: first the additions, then the removals (the other way round where room is short). */
export interface ChangePlan {
  readonly add: readonly RecordId[];
  readonly remove: readonly RecordId[];
  /** Ids of the list given that were members before, for the report. */
  readonly alreadyThere: readonly RecordId[];
  /** Ids of the list given that are to be removed and were no members before, for the report. */
  readonly notMembers?: readonly RecordId[];
  /** Entries of the list given that no record was found for, for the report. */
  readonly notFound: readonly string[];
  /** The list given, for the report; absent when records were picked. */
  readonly list?: GivenList;
}

export type Operation = 'add' | 'remove';

/**
 * The plan without what is so already, so that "added" and "removed" are what the change did, and an undo takes
 * nobody out who was in before. What is left out is named: nothing of the plan is lost. The page gets its turns.
 *
 * @param before - the members, where they are known to the last one.
 */
export async function planAgainst(
  plan: ChangePlan,
  before: ReadonlySet<RecordId> | undefined,
): Promise<ChangePlan> {
  if (!before) return plan;
  const slices = createSlices();
  const isMember = (id: RecordId): boolean => before.has(id);
  const isNone = (id: RecordId): boolean => !before.has(id);
  const together = async (...lists: readonly (readonly RecordId[])[]): Promise<readonly RecordId[]> => [
    ...(await slices.setOf(lists.flat())),
  ];
  return {
    ...plan,
    add: await slices.filter(plan.add, isNone),
    remove: await slices.filter(plan.remove, isMember),
    alreadyThere: await together(plan.alreadyThere, await slices.filter(plan.add, isMember)),
    notMembers: await together(plan.notMembers ?? [], await slices.filter(plan.remove, isNone)),
  };
}

/** Additions come first, so that nobody is missing in between; where the group would be too full they come last. */
export function orderOf(plan: ChangePlan, memberCount: number): readonly Operation[] {
  const fits = memberCount + plan.add.length <= limits.membersPerGroup;
  return fits ? ['add', 'remove'] : ['remove', 'add'];
}
