import type { RecordId } from './record-id';
import type { StaticGroup } from './static-groups';

/** Two people have done to one group what cannot both be. `undefined` is a deleted group. */
export interface GroupContradiction {
  readonly id: RecordId;
  readonly base: StaticGroup | undefined;
  readonly theirs: StaticGroup | undefined;
  readonly mine: StaticGroup | undefined;
}

export interface MergedGroups {
  /** Theirs in their order, then what is only mine. Of a contradiction it has the preferred side. */
  readonly groups: readonly StaticGroup[];
  readonly contradictions: readonly GroupContradiction[];
}

interface Versions {
  /** What both began with. */
  readonly base: readonly StaticGroup[];
  readonly theirs: readonly StaticGroup[];
  readonly mine: readonly StaticGroup[];
}

export type Side = 'mine' | 'theirs';

/**
 * Puts together what two people have made of the same groups, group by group and value by value: who renames a
 * group and who switches it to excluding do not contradict one another. Members of the JSON that are unknown here
 * are theirs, as nobody changes them here.
 */
export function mergeStaticGroups(
  { base, theirs, mine }: Versions,
  preferred: Side = 'theirs',
): MergedGroups {
  const contradictions: GroupContradiction[] = [];
  const [bases, ours] = [byId(base), byId(mine)];
  const theirIds = new Set(theirs.map(({ id }) => id));

  function merge(id: RecordId, their: StaticGroup | undefined): readonly StaticGroup[] {
    const versions = { base: bases.get(id), theirs: their, mine: ours.get(id) };
    const merged = mergeGroup(versions, preferred);
    if (merged.isContradiction) contradictions.push({ id, ...versions });
    return merged.group ? [merged.group] : [];
  }

  const groups = [
    ...theirs.flatMap((group) => merge(group.id, group)),
    ...mine.filter(({ id }) => !theirIds.has(id)).flatMap(({ id }) => merge(id, undefined)),
  ];
  return { groups, contradictions };
}

type OneGroup = Omit<GroupContradiction, 'id'>;

interface MergedGroup {
  readonly group: StaticGroup | undefined;
  readonly isContradiction: boolean;
}

function mergeGroup({ base, theirs, mine }: OneGroup, preferred: Side): MergedGroup {
  if (theirs && mine) {
    const name = mergeValue(base?.name, theirs.name, mine.name, preferred);
    const includeType = mergeValue(base?.includeType, theirs.includeType, mine.includeType, preferred);
    return {
      group: { ...theirs, name: name.value, includeType: includeType.value },
      isContradiction: name.isContradiction || includeType.isContradiction,
    };
  }
  const [kept, keptBy]: [StaticGroup | undefined, Side] = theirs ? [theirs, 'theirs'] : [mine, 'mine'];
  // Added by one of them, or deleted by one and left alone by the other.
  if (!base || !kept) return { group: kept, isContradiction: false };
  if (isSameGroup(kept, base)) return { group: undefined, isContradiction: false };
  return { group: keptBy === preferred ? kept : undefined, isContradiction: true };
}

function mergeValue<Value>(
  base: Value | undefined,
  theirs: Value,
  mine: Value,
  preferred: Side,
): { readonly value: Value; readonly isContradiction: boolean } {
  if (theirs === mine || mine === base) return { value: theirs, isContradiction: false };
  if (theirs === base) return { value: mine, isContradiction: false };
  return { value: preferred === 'mine' ? mine : theirs, isContradiction: true };
}

/** Whether two versions of a group are the same, white space in their JSON aside; two missing ones are. */
export function isSameGroup(one: StaticGroup | undefined, other: StaticGroup | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    one.name === other.name &&
    one.includeType === other.includeType &&
    withoutWhiteSpace(one.text) === withoutWhiteSpace(other.text)
  );
}

/** A group that was not saved yet has no text; its text says nothing beyond its values. */
function withoutWhiteSpace(text: string): string {
  if (text === '') return '{}';
  const {
    groupId: _,
    name: __,
    includeType: ___,
    inputType: ____,
    ...unknown
  } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(unknown);
}

function byId(groups: readonly StaticGroup[]): ReadonlyMap<RecordId, StaticGroup> {
  return new Map(groups.map((group) => [group.id, group]));
}
