import { limits } from '../../../segments/limits';
import type { Side } from '../../../segments/merge-static-groups';
import type { RecordId } from '../../../segments/record-id';
import { parseStaticGroups, serialiseStaticGroups, type StaticGroup } from '../../../segments/static-groups';
import { realClock, type Clock } from '../bulk/clock';
import type { Dataverse } from '../dataverse/dataverse';
import { failureOf } from '../dataverse/errors';
import { failureMessageOf } from '../dataverse/failure-message';
import { patiently } from '../dataverse/patient';
import { createStore, type Store } from '../kit/store';
import { createFormColumn } from './form-column';
import { readStoredGroups, writeStoredGroups, type StoredGroups } from './groups-column';
import {
  changeGroups,
  groupsLoaded,
  groupsMerged,
  groupsReplaced,
  hasUnsavedGroups,
  textOfGroups,
  type GroupsAction,
  type GroupsState,
} from './groups-state';
import { areSameGroups, mergedWithServer, repairOf } from './groups-watch';
import { oneAtATime } from './one-at-a-time';
import { createSaveWatch } from './save-watch';
import type { SavingState } from './saving-state';

/** Attempts at a write that somebody else is always quicker with. */
const mostWrites = 5;

/** The groups of one definition. */
export interface GroupsStore {
  readonly state: Store<GroupsState>;
  readonly saving: Store<SavingState>;
  /** Whether saving the form saves the groups too. */
  readonly isSavedWithForm: boolean;
  /** Reads the column from the server and puts what is unsaved here together with it. */
  load(): Promise<void>;
  /** The form has this text in the bound column. */
  formHas(text: string | null): void;
  change(action: GroupsAction): void;
  /** Writes the groups to the server, together with what others have changed there since they were read. */
  save(): Promise<void>;
  /** Ends a conflict with one of its two sides, or puts it off: then nothing is written. */
  resolve(side: Side | 'later'): Promise<void>;
  /** Whether the server still lists the group; undefined when that cannot be read. */
  stillHas(groupId: RecordId): Promise<boolean | undefined>;
  /** The group's name, empty for a group that is not listed here. */
  nameOf(groupId: RecordId): string;
  dispose(): void;
}

interface GroupsStoreParts {
  readonly dataverse: Dataverse;
  readonly definitionId: RecordId;
  /** Text of the bound column when the form's column is the groups column, else undefined. */
  readonly formText: string | null | undefined;
  /** Called with the column's new text after a change by the marketer. */
  readonly onChange: (text: string) => void;
  readonly clock?: Clock;
}

/** Groups to write, and the groups here that they were made from. */
interface MadeGroups {
  readonly groups: readonly StaticGroup[];
  readonly madeFrom: readonly StaticGroup[];
}

export function createGroupsStore(parts: GroupsStoreParts): GroupsStore {
  const { dataverse, definitionId, formText, onChange, clock = realClock } = parts;
  const state = createStore<GroupsState>(
    formText === undefined ? { kind: 'loading' } : groupsLoaded(formText),
  );
  const saving = createStore<SavingState>({ kind: 'idle' });
  const disposal = new AbortController();
  const load = oneAtATime(readAndTake);
  const form = createFormColumn({ formText, onChange, hasUnsaved, load, clock });
  const saves = createSaveWatch(load, clock);
  let stored: StoredGroups | undefined;
  let knownEtag: string | undefined;
  /** Of what the form has saved, or somebody who had just the same. */
  let formsEtag: string | undefined;
  /** The server's text whose contradictions somebody wants to think about. */
  let putOff: string | undefined;

  function hasUnsaved(): boolean {
    const current = state.get();
    return current.kind === 'ready' && hasUnsavedGroups(current);
  }

  async function read(): Promise<StoredGroups> {
    stored = await patiently(() => readStoredGroups(dataverse, definitionId), disposal.signal, clock);
    return stored;
  }

  /**
   * Notices that the form has saved one of the texts it was given, over whatever the server had by then. What this
   * store has written itself, or has seen before, is no news of the form.
   */
  function noticeFormSave(
    { text, etag }: StoredGroups,
    theirs: readonly StaticGroup[],
    askedAt: number,
  ): void {
    const current = state.get();
    if (current.kind !== 'ready') return;
    const madeFrom = etag === knownEtag ? undefined : form.madeFrom(text);
    knownEtag = etag;
    if (madeFrom) {
      formsEtag = etag;
      const versions = { saved: madeFrom, theirs: current.saved, mine: theirs, recent: undefined };
      saves.watch({ before: current.saved, meant: mergedWithServer(versions).groups });
      state.set({ ...current, saved: theirs });
    }
    if (etag === formsEtag) form.takeSaved(text, current.saved, askedAt);
  }

  /** Puts what is here together with what the server has; leaves what contradicts as it is here. */
  async function take(theirsStored: StoredGroups, askedAt: number): Promise<void> {
    const result = parseStaticGroups(theirsStored.text);
    const current = state.get();
    if (!result.ok || current.kind !== 'ready') {
      if (!hasUnsaved()) state.set(groupsLoaded(theirsStored.text));
      return;
    }
    noticeFormSave(theirsStored, result.groups, askedAt);
    const known = state.get();
    if (known.kind !== 'ready') return;
    const { groups: mine, saved } = known;
    const save = saves.recent();
    const { groups, contradictions } = mergedWithServer(
      { saved, theirs: result.groups, mine, recent: save },
      'mine',
    );
    const merged = groupsMerged(known, groups, result.groups, contradictions);
    state.set(merged);
    // A form that has dropped what it was given while it saved gets it again.
    if (form.holdsGiven() || (form.isBound && hasUnsaved())) form.give(textOfGroups(merged), merged.saved);
    if (save && repairOf(result.groups, save)) {
      await write((theirs) => {
        const groups = repairOf(theirs, save);
        return groups && { groups, madeFrom: merged.saved };
      }, theirsStored);
    }
    // The form would save this side without asking.
    else if (form.isBound && contradictions.length > 0 && putOff !== theirsStored.text) {
      saving.set({ kind: 'conflict', contradictions, theirs: theirsStored });
    }
  }

  /**
   * Writes what `make` makes of the server's groups; makes it anew when somebody was quicker. `make` gives
   * undefined to write nothing.
   */
  async function write(
    make: (theirs: readonly StaticGroup[], stored: StoredGroups) => MadeGroups | undefined,
    first: StoredGroups,
  ): Promise<void> {
    let theirsStored = first;
    for (let attempt = 1; ; attempt += 1) {
      const theirs = parseStaticGroups(theirsStored.text);
      if (!theirs.ok) {
        state.set(groupsLoaded(theirsStored.text));
        return;
      }
      const made = make(theirs.groups, theirsStored);
      if (!made) return;
      const { groups } = made;
      const text = areSameGroups(groups, theirs.groups) ? theirsStored.text : serialiseStaticGroups(groups);
      try {
        if (text !== theirsStored.text) {
          await writeStoredGroups(dataverse, definitionId, { text, etag: theirsStored.etag });
          saves.watch({ before: theirs.groups, meant: groups });
        }
        settle(text, made.madeFrom);
        if (text !== theirsStored.text) knownEtag = (await read()).etag;
        return;
      } catch (error) {
        if (failureOf(error).status !== 412 || attempt >= mostWrites) throw error;
        theirsStored = await read();
      }
    }
  }

  /** The server has this text now; changes of the last moment stay unsaved. */
  function settle(text: string, madeFrom: readonly StaticGroup[]): void {
    const current = state.get();
    const result = parseStaticGroups(text);
    if (current.kind !== 'ready' || !result.ok) return;
    const versions = { saved: madeFrom, theirs: result.groups, mine: current.groups, recent: undefined };
    const merged = groupsMerged(current, mergedWithServer(versions, 'mine').groups, result.groups, []);
    state.set(merged);
    if (form.holdsGiven()) form.give(textOfGroups(merged), result.groups);
  }

  /** What to write of the groups here; undefined when somebody has to decide first. */
  function groupsToWrite(
    theirs: readonly StaticGroup[],
    theirsStored: StoredGroups,
    side?: Side,
  ): MadeGroups | undefined {
    const current = state.get();
    if (current.kind !== 'ready') return undefined;
    const { groups: mine, saved } = current;
    const { groups, contradictions } = mergedWithServer(
      { saved, theirs, mine, recent: saves.recent() },
      side,
    );
    if (contradictions.length > 0 && !side) {
      saving.set({ kind: 'conflict', contradictions, theirs: theirsStored });
      return undefined;
    }
    if (groups.length > limits.groupsPerDefinition) {
      saving.set({ kind: 'tooMany', count: groups.length });
      return undefined;
    }
    return { groups, madeFrom: mine };
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    saving.set({ kind: 'saving' });
    try {
      await work();
      if (saving.get().kind === 'saving') saving.set({ kind: 'idle' });
    } catch (error) {
      saving.set({ kind: 'failed', reason: failureMessageOf(error) });
    }
  }

  async function readAndTake(): Promise<void> {
    if (saving.get().kind === 'saving') return;
    const askedAt = clock.now();
    try {
      await take(await read(), askedAt);
    } catch (error) {
      if (state.get().kind === 'loading') state.set({ kind: 'failed', reason: failureMessageOf(error) });
    }
  }

  return {
    state,
    saving,
    isSavedWithForm: form.isBound,

    load,

    formHas(text) {
      if (form.takeText(text)) state.set(groupsReplaced(state.get(), text));
    },

    change(action) {
      const current = state.get();
      if (current.kind !== 'ready') return;
      const next = changeGroups(current, action);
      if (next === current) return;
      state.set(next);
      if (!form.isBound) return;
      form.give(textOfGroups(next), next.saved);
      // What others have saved since the form was opened has to be in the text before the form is saved.
      void load();
    },

    async save() {
      if (state.get().kind !== 'ready' || saving.get().kind === 'saving') return;
      await attempt(async () => write(groupsToWrite, stored ?? (await read())));
    },

    async resolve(side) {
      const conflict = saving.get();
      if (conflict.kind !== 'conflict') return;
      putOff = side === 'later' ? conflict.theirs.text : undefined;
      if (side === 'later') saving.set({ kind: 'idle' });
      else await attempt(() => write((theirs, at) => groupsToWrite(theirs, at, side), conflict.theirs));
    },

    async stillHas(groupId) {
      const askedAt = clock.now();
      try {
        const result = parseStaticGroups((await read()).text);
        if (result.ok && stored) await take(stored, askedAt);
        return result.ok ? result.groups.some(({ id }) => id === groupId) : undefined;
      } catch {
        return undefined;
      }
    },

    nameOf(groupId) {
      const current = state.get();
      return current.kind === 'ready' ? (current.groups.find(({ id }) => id === groupId)?.name ?? '') : '';
    },

    dispose() {
      disposal.abort();
      form.dispose();
      saves.dispose();
      state.dispose();
      saving.dispose();
    },
  };
}
