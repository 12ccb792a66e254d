import {
  isSameGroup,
  mergeStaticGroups,
  type MergedGroups,
  type Side,
} from '../../../segments/merge-static-groups';
import type { RecordId } from '../../../segments/record-id';
import type { StaticGroup } from '../../../segments/static-groups';

/**
 * A save of the last seconds. A colleague's form that was opened before it may overwrite it, as forms write whole
 * columns without looking; then the column has the groups of before the save again.
 */
export interface RecentSave {
  /** What the server had before. */
  readonly before: readonly StaticGroup[];
  /** What it was meant to have after it. */
  readonly meant: readonly StaticGroup[];
}

/** Seconds after a save in which somebody may overwrite it without knowing, as moments to look. */
export const looksAfterSave = [1, 3, 6, 10, 15] as const;

interface Versions {
  /** As the server was known to be. */
  readonly saved: readonly StaticGroup[];
  readonly theirs: readonly StaticGroup[];
  readonly mine: readonly StaticGroup[];
  readonly recent: RecentSave | undefined;
}

/** What is on the server now and what was made here, put together. */
export function mergedWithServer({ saved, theirs, mine, recent }: Versions, side?: Side): MergedGroups {
  const base = recent ? baseSeenThrough(recent, saved, theirs) : saved;
  return mergeStaticGroups({ base, theirs, mine }, side);
}

/**
 * What the server should have when a save of the last seconds was overwritten; undefined when it was not, or when
 * people have to say what they want.
 */
export function repairOf(
  theirs: readonly StaticGroup[],
  recent: RecentSave,
): readonly StaticGroup[] | undefined {
  const base = baseSeenThrough(recent, recent.meant, theirs);
  const { groups, contradictions } = mergeStaticGroups({ base, theirs, mine: recent.meant });
  return contradictions.length > 0 || areSameGroups(groups, theirs) ? undefined : groups;
}

/**
 * What has to be compared with: where the server is back at what it had before the save changed it, that; else what
 * it was known to have.
 */
function baseSeenThrough(
  { before, meant }: RecentSave,
  known: readonly StaticGroup[],
  theirs: readonly StaticGroup[],
): readonly StaticGroup[] {
  const groupIn = (groups: readonly StaticGroup[], wanted: RecordId): StaticGroup | undefined =>
    groups.find(({ id }) => id === wanted);
  const isOverwritten = (id: RecordId): boolean =>
    !isSameGroup(groupIn(before, id), groupIn(meant, id)) &&
    isSameGroup(groupIn(before, id), groupIn(theirs, id));
  const ids = new Set([...before, ...known].map(({ id }) => id));
  return [...ids]
    .map((id) => groupIn(isOverwritten(id) ? before : known, id))
    .filter((group) => group !== undefined);
}

/** Whether two lists have the same groups, in any order. */
export function areSameGroups(one: readonly StaticGroup[], other: readonly StaticGroup[]): boolean {
  const others = new Map(other.map((group) => [group.id, group]));
  return one.length === other.length && one.every((group) => isSameGroup(group, others.get(group.id)));
}
