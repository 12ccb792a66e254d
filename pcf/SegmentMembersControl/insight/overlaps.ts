import type { IncludeType } from '../../../segments/static-groups';
import type { RecordId } from '../../../segments/record-id';
import type { SetMask } from './membership-table';

/** A group as far as counting needs it; its position in the list is its bit in the masks. */
export interface CountedGroup {
  readonly id: RecordId;
  readonly includeType: IncludeType;
}

export interface GroupOverlaps {
  readonly id: RecordId;
  readonly members: number;
  /** Members that no other group of the segment has. */
  readonly onlyHere: number;
  /** Members shared with each group, in the order of the groups; with itself all of them. */
  readonly sharedWith: readonly number[];
  /** Members that are in a group of the other kind as well: they never reach the segment. */
  readonly alsoOpposite: number;
}

export interface Overlaps {
  readonly groups: readonly GroupOverlaps[];
  /** People in an including and an excluding group at once. */
  readonly includedAndExcluded: number;
  /** Who the groups alone make a member: included and not excluded. */
  readonly throughGroups: number;
}

/** The bits of the groups of one kind. */
export function maskOfKind(groups: readonly CountedGroup[], kind: IncludeType): SetMask {
  return groups.reduce(
    (mask, { includeType }, index) => (includeType === kind ? mask | (1 << index) : mask),
    0,
  );
}

/** How the groups of a segment overlap, from how many people have each mask. Bits behind the groups' count for nothing. */
export function overlapsOf(groups: readonly CountedGroup[], counts: ReadonlyMap<SetMask, number>): Overlaps {
  const all = (1 << groups.length) - 1;
  const including = maskOfKind(groups, 'Include');
  const excluding = maskOfKind(groups, 'Exclude');
  const inGroups = [...counts].map(([mask, count]) => [mask & all, count] as const);
  const countWhere = (accepts: (mask: SetMask) => boolean): number =>
    inGroups.reduce((sum, [mask, count]) => (accepts(mask) ? sum + count : sum), 0);
  return {
    groups: groups.map(({ id, includeType }, index) => {
      const bit = 1 << index;
      const opposite = includeType === 'Include' ? excluding : including;
      return {
        id,
        members: countWhere((mask) => (mask & bit) !== 0),
        onlyHere: countWhere((mask) => mask === bit),
        sharedWith: groups.map((_, other) =>
          countWhere((mask) => (mask & bit) !== 0 && (mask & (1 << other)) !== 0),
        ),
        alsoOpposite: countWhere((mask) => (mask & bit) !== 0 && (mask & opposite) !== 0),
      };
    }),
    includedAndExcluded: countWhere((mask) => (mask & including) !== 0 && (mask & excluding) !== 0),
    throughGroups: countWhere((mask) => isThroughGroups(mask, including, excluding)),
  };
}

/** Whether groups alone make somebody a member. Excluding wins (source: "Build segments"). */
export function isThroughGroups(mask: SetMask, including: SetMask, excluding: SetMask): boolean {
  return (mask & including) !== 0 && (mask & excluding) === 0;
}

/** What publishing again would change, as far as the groups say. */
export interface ChangesSinceEvaluation {
  /** In an including group and in no excluding one, not among the evaluated members: publishing brings them in. */
  readonly joining: number;
  /** Evaluated members whom an excluding group has now: publishing takes them out. */
  readonly excludedSince: number;
  /**
   * Evaluated members that no including group has now. Without a query publishing takes them out; with one, the query
   * may have found them.
   */
  readonly inNoGroup: number;
}

/** `evaluated` is the bit of the evaluated members, behind those of the groups. */
export function changesSinceEvaluation(
  groups: readonly CountedGroup[],
  evaluated: SetMask,
  counts: ReadonlyMap<SetMask, number>,
): ChangesSinceEvaluation {
  const including = maskOfKind(groups, 'Include');
  const excluding = maskOfKind(groups, 'Exclude');
  const changes = { joining: 0, excludedSince: 0, inNoGroup: 0 };
  for (const [mask, count] of counts) {
    if ((mask & evaluated) === 0) changes.joining += isThroughGroups(mask, including, excluding) ? count : 0;
    else if ((mask & excluding) !== 0) changes.excludedSince += count;
    else if ((mask & including) === 0) changes.inNoGroup += count;
  }
  return changes;
}

/** Ways to put groups together: who is in all of them, in any, or in them and in no other. */
export const combinations = ['all', 'any', 'only'] as const;
export type Combination = (typeof combinations)[number];

/** Whether a mask belongs to what the chosen of the first `count` groups make together; nobody without a choice. */
export function accepting(
  combination: Combination,
  chosen: SetMask,
  count: number,
): (mask: SetMask) => boolean {
  const others = ((1 << count) - 1) & ~chosen;
  return (mask) => {
    if ((mask & chosen) === 0) return false;
    if (combination === 'all') return (mask & chosen) === chosen;
    return combination === 'any' || (mask & others) === 0;
  };
}
