import type { GroupContradiction } from '../../../segments/merge-static-groups';
import type { FailureMessage } from '../dataverse/failure-message';
import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import {
  newStaticGroup,
  parseStaticGroups,
  serialiseStaticGroups,
  type IncludeType,
  type StaticGroup,
  type StaticGroupsError,
} from '../../../segments/static-groups';

/** The groups of a definition as the column has them and as the marketer has changed them. */
export type GroupsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: FailureMessage }
  /** The column's text is shown and never written. */
  | { readonly kind: 'malformed'; readonly text: string; readonly error: StaticGroupsError }
  | GroupsReady;

export interface GroupsReady {
  readonly kind: 'ready';
  readonly groups: readonly StaticGroup[];
  /** As the server has them. */
  readonly saved: readonly StaticGroup[];
  /** The groups before the last deletion, for undo. */
  readonly beforeDeletion: readonly StaticGroup[] | undefined;
}

export type GroupsAction =
  | { readonly type: 'add'; readonly id: RecordId; readonly name: string; readonly includeType: IncludeType }
  | {
      readonly type: 'change';
      readonly id: RecordId;
      readonly name: string;
      readonly includeType: IncludeType;
    }
  | { readonly type: 'delete'; readonly id: RecordId }
  | { readonly type: 'undoDeletion' };

/** The state for a text of the column that is the same on the server and here. */
export function groupsLoaded(text: string | null | undefined): GroupsState {
  const result = parseStaticGroups(text);
  if (!result.ok) return { kind: 'malformed', text: text ?? '', error: result.error };
  return { kind: 'ready', groups: result.groups, saved: result.groups, beforeDeletion: undefined };
}

/** The state after the column got another text from the form: the server may still have the old one. */
export function groupsReplaced(state: GroupsState, text: string | null | undefined): GroupsState {
  const loaded = groupsLoaded(text);
  if (state.kind !== 'ready' || loaded.kind !== 'ready') return loaded;
  return { ...loaded, saved: state.saved };
}

/**
 * The state after the groups here were put together with those on the server. Of a contradiction the earlier
 * version stays what is taken for saved, so that it is one until somebody has decided.
 */
export function groupsMerged(
  { saved, beforeDeletion }: GroupsReady,
  groups: readonly StaticGroup[],
  theirs: readonly StaticGroup[],
  contradictions: readonly GroupContradiction[],
): GroupsReady {
  const open = new Map(contradictions.map(({ id, base }) => [id, base]));
  const known = new Set([...groups, ...theirs].map(({ id }) => id));
  return {
    kind: 'ready',
    groups,
    saved: [
      ...theirs.map((group) => open.get(group.id) ?? group),
      ...saved.filter(({ id }) => open.has(id) && !theirs.some((group) => group.id === id)),
    ],
    beforeDeletion: beforeDeletion?.filter(({ id }) => known.has(id)),
  };
}

export function changeGroups(state: GroupsReady, action: GroupsAction): GroupsReady {
  const { groups } = state;
  switch (action.type) {
    case 'add': {
      if (groups.length >= limits.groupsPerDefinition) return state;
      if (groups.some((group) => group.id === action.id)) return state;
      const added = newStaticGroup(action.id, action.name, action.includeType);
      return { ...state, groups: [...groups, added], beforeDeletion: undefined };
    }
    case 'change': {
      const { id, name, includeType } = action;
      const changed = groups.map((group) => (group.id === id ? { ...group, name, includeType } : group));
      return { ...state, groups: changed, beforeDeletion: undefined };
    }
    case 'delete':
      return { ...state, groups: groups.filter(({ id }) => id !== action.id), beforeDeletion: groups };
    case 'undoDeletion':
      return state.beforeDeletion
        ? { ...state, groups: broughtBack(state.beforeDeletion, groups), beforeDeletion: undefined }
        : state;
  }
}

/** The groups of before in their order, as they are now where they are still there, and those that came since. */
function broughtBack(before: readonly StaticGroup[], now: readonly StaticGroup[]): readonly StaticGroup[] {
  const current = new Map(now.map((group) => [group.id, group]));
  const ids = new Set(before.map(({ id }) => id));
  return [...before.map((group) => current.get(group.id) ?? group), ...now.filter(({ id }) => !ids.has(id))];
}

export function textOfGroups(state: GroupsReady): string {
  return serialiseStaticGroups(state.groups);
}

/** Whether the server does not have the groups as they are here. */
export function hasUnsavedGroups({ groups, saved }: GroupsReady): boolean {
  return serialiseStaticGroups(groups) !== serialiseStaticGroups(saved);
}

/** What differs between a group and the server's. */
export function unsavedPartOf({ saved }: GroupsReady, group: StaticGroup): 'new' | 'changed' | undefined {
  const before = saved.find(({ id }) => id === group.id);
  if (!before) return 'new';
  const isSame = before.name === group.name && before.includeType === group.includeType;
  return isSame ? undefined : 'changed';
}
