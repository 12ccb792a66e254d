import { limits, type ParametersOf, type RecordId, type segmentActions } from '../../../segments';
import type { Assumptions } from '../../assumptions';
import type { Store } from '../../store';
import { missingRows } from '../existing-rows';
import { MemberSets, type SetName } from '../member-sets';
import { idOf, idsOf, refusal } from '../refusal';
import { groupsOf, groupSet, realTimeSegment, type RealTimeSegment } from './segment';

interface Environment {
  readonly store: Store;
  readonly assumptions: Assumptions;
}

type GroupChange = ParametersOf<
  typeof segmentActions.addStaticMembers | typeof segmentActions.removeStaticMembers
>;

/**
 * Adds people to a static members group: all of them or none.
 * @throws DataverseError for unknown segments, groups and people, and above the group's limit.
 */
export function addStaticMembers(environment: Environment, change: GroupChange): void {
  const { store, assumptions } = environment;
  const { segment, set } = groupOf(environment, change);
  const ids = idsInCall(change.EntityIds, limits.idsPerCall, assumptions);
  const wanted = existingPeople(store, segment, ids, assumptions);
  const sets = MemberSets.in(store.database);
  store.transaction(() => {
    const room = limits.membersPerGroup - sets.size(set);
    sets.add(set, wanted.length <= room ? wanted : fitting(sets, set, wanted, room, assumptions));
  });
}

/** Those of too many people that may be added, when some of them are members already or the group may be filled. */
function fitting(
  sets: MemberSets,
  set: SetName,
  wanted: readonly RecordId[],
  room: number,
  assumptions: Assumptions,
): readonly RecordId[] {
  const present = sets.which(set, wanted);
  const added = wanted.filter((id) => !present.has(id));
  if (added.length > room && assumptions.overGroupLimit === 'refuse') {
    throw refusal(
      `A static members group can contain at most ${limits.membersPerGroup} entity ids; this one has room for ${room} more, and ${added.length} were to be added`,
    );
  }
  return added.slice(0, Math.max(room, 0));
}

/** Removes people from a static members group. @throws DataverseError for unknown segments and groups. */
export function removeStaticMembers(environment: Environment, change: GroupChange): void {
  const { store, assumptions } = environment;
  const { set } = groupOf(environment, change);
  const ids = idsInCall(change.EntityIds, assumptions.removeIdsPerCall, assumptions);
  const sets = MemberSets.in(store.database);
  if (assumptions.removingNonMembers === 'refuse') {
    const present = sets.which(set, ids);
    const stranger = ids.find((id) => !present.has(id));
    if (stranger !== undefined) throw refusal(`${stranger} is no member of the group`);
  }
  sets.remove(set, ids);
}

/** One page of a group's ids; pages are counted from 1. */
export function groupMembers(
  environment: Environment,
  asked: ParametersOf<typeof segmentActions.listGroupMembers>,
): readonly RecordId[] {
  const { store, assumptions } = environment;
  const { set } = groupOf(environment, asked);
  if (asked.PageSize > assumptions.largestPageSize && assumptions.pageSizeOverLimit === 'refuse') {
    throw refusal(`PageSize ${asked.PageSize} is over the maximum of ${assumptions.largestPageSize}`);
  }
  const size = Math.min(asked.PageSize, assumptions.largestPageSize);
  return MemberSets.in(store.database).page(set, (asked.PageNo - 1) * size, size, assumptions.memberOrder);
}

function groupOf(
  environment: Environment,
  asked: { readonly SegmentId: string; readonly GroupId: string },
): { readonly segment: RealTimeSegment; readonly set: SetName } {
  const segment = realTimeSegment(environment, asked.SegmentId);
  const groupId = idOf('GroupId', asked.GroupId);
  if (environment.assumptions.unknownGroups === 'refuse') {
    const known = groupsOf(segment).some((group) => group.id === groupId);
    if (!known) throw refusal(`The segment definition has no static members group ${groupId}`);
  }
  return { segment, set: groupSet(segment.definitionId, groupId) };
}

function idsInCall(values: readonly string[], atMost: number, assumptions: Assumptions): readonly RecordId[] {
  if (values.length > atMost) {
    throw refusal(`EntityIds can contain at most ${atMost} ids; the call has ${values.length}`);
  }
  const ids = idsOf('EntityIds', values);
  const unique = [...new Set(ids)];
  if (unique.length < ids.length && assumptions.duplicateMemberIds === 'refuse') {
    const twice = ids.find((id, index) => ids.indexOf(id) < index);
    throw refusal(`EntityIds contains ${String(twice)} more than once`);
  }
  return unique;
}

function existingPeople(
  store: Store,
  segment: RealTimeSegment,
  ids: readonly RecordId[],
  assumptions: Assumptions,
): readonly RecordId[] {
  if (assumptions.unknownMemberIds === 'accept') return ids;
  const missing = missingRows(store, segment.baseTable, ids);
  const [first] = missing;
  if (first === undefined) return ids;
  if (assumptions.unknownMemberIds === 'refuse') {
    const others = missing.length === 1 ? '' : ` and ${missing.length - 1} more`;
    throw refusal(`Entity '${segment.baseTable}' With Id = ${first}${others} Does Not Exist`);
  }
  const absent = new Set(missing);
  return ids.filter((id) => !absent.has(id));
}
