import { limits } from '../../../segments/limits';
import type { GroupContradiction, Side } from '../../../segments/merge-static-groups';
import type { RecordId } from '../../../segments/record-id';
import { parseStaticGroups, serialiseStaticGroups, type StaticGroup } from '../../../segments/static-groups';
import { realClock, type Clock } from '../bulk/clock';
import type { Dataverse } from '../dataverse/dataverse';
import { failureOf } from '../dataverse/errors';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { patiently } from '../dataverse/patient';
import { createStore, type Store } from '../kit/store';
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
import { areSameGroups, looksAfterSave, mergedWithServer, repairOf, type RecentSave } from './groups-watch';

export type SavingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly reason: FailureMessage }
  /** Two people have done what cannot both be; all else is put together already. */
  | {
      readonly kind: 'conflict';
      readonly contradictions: readonly GroupContradiction[];
      readonly theirs: StoredGroups;
    }
  /** What both have added is more than a definition can hold. */
  | { readonly kind: 'tooMany'; readonly count: number };

/** Milliseconds after the last sign of life of the form before the server is asked whether it has been saved. */
const restBeforeChecking = 500;

/** Milliseconds after a sign of life in which a text that was given to the form may have been saved by it. */
const formIsAlive = 2000;

/** Milliseconds between two looks at the server while the form holds groups that are not saved. */
const lookWhileUnsaved = 5000;

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
  const isBound = formText !== undefined;
  const state = createStore<GroupsState>(isBound ? groupsLoaded(formText) : { kind: 'loading' });
  const saving = createStore<SavingState>({ kind: 'idle' });
  const disposal = new AbortController();
  /** Texts that the form was given and may save, each with the groups on the server that it was made from. */
  const given = new Map<string, readonly StaticGroup[]>();
  let lastFormText = formText;
  let stored: StoredGroups | undefined;
  let knownEtag: string | undefined;
  let lastSignOfForm = -Infinity;
  let recent: RecentSave | undefined;
  /** The server's text whose contradictions somebody wants to think about. */
  let putOff: string | undefined;
  let loading: Promise<void> | undefined;
  let isLoadWanted = false;
  let endCheck: (() => void) | undefined;
  let endLook: (() => void) | undefined;
  let endLooksAfterSave: readonly (() => void)[] = [];

  function isUnsaved(): boolean {
    const current = state.get();
    return current.kind === 'ready' && hasUnsavedGroups(current);
  }

  /** Whether the form would write the column now, with a text that was right when it was given. */
  function mayBeSavedByForm(): boolean {
    return isBound && (given.size > 0 || isUnsaved());
  }

  function giveToForm(text: string, saved: readonly StaticGroup[]): void {
    if (text === lastFormText) return;
    lastFormText = text;
    given.set(text, saved);
    onChange(text);
    lookLater();
  }

  /** What others save while the form is open is put into the form's text before it is saved. */
  function lookLater(): void {
    endLook?.();
    endLook = clock.after(lookWhileUnsaved, () => {
      if (mayBeSavedByForm()) void store.load().then(lookLater);
    });
  }

  async function read(): Promise<StoredGroups> {
    stored = await patiently(() => readStoredGroups(dataverse, definitionId), disposal.signal, clock);
    return stored;
  }

  /** For some seconds after a save the server is looked at: a form that was opened earlier may overwrite it. */
  function watch(save: RecentSave): void {
    recent = save;
    endLooksAfterSave.forEach((end) => end());
    const last = looksAfterSave[looksAfterSave.length - 1];
    endLooksAfterSave = looksAfterSave.map((seconds) =>
      clock.after(seconds * 1000, () => {
        const isLast = seconds === last;
        void store.load().then(() => {
          if (isLast && recent === save) recent = undefined;
        });
      }),
    );
  }

  /** Notices that the form has saved one of the texts it was given, over whatever the server had by then. */
  function noticeFormSave(text: string, theirs: readonly StaticGroup[]): void {
    const current = state.get();
    const madeFrom = given.get(text);
    if (!madeFrom || current.kind !== 'ready') return;
    given.clear();
    if (text !== lastFormText && lastFormText) given.set(lastFormText, current.saved);
    const meant = mergedWithServer({
      saved: madeFrom,
      theirs: current.saved,
      mine: theirs,
      recent: undefined,
    });
    watch({ before: current.saved, meant: meant.groups });
    state.set({ ...current, saved: theirs });
  }

  /** Puts what is here together with what the server has; leaves what contradicts as it is here. */
  async function take(theirsStored: StoredGroups): Promise<void> {
    const result = parseStaticGroups(theirsStored.text);
    const current = state.get();
    if (!result.ok || current.kind !== 'ready') {
      if (!isUnsaved()) state.set(groupsLoaded(theirsStored.text));
      return;
    }
    // What this store has written itself, or has seen before, is no news of the form.
    const isFormAlive = clock.now() - lastSignOfForm < formIsAlive;
    if (isFormAlive && theirsStored.etag !== knownEtag) noticeFormSave(theirsStored.text, result.groups);
    knownEtag = theirsStored.etag;
    const known = state.get();
    if (known.kind !== 'ready') return;
    const { groups: mine, saved } = known;
    const save = recent;
    const { groups, contradictions } = mergedWithServer(
      { saved, theirs: result.groups, mine, recent },
      'mine',
    );
    const merged = groupsMerged(known, groups, result.groups, contradictions);
    state.set(merged);
    if (isBound && given.size > 0) giveToForm(textOfGroups(merged), merged.saved);
    if (save && repairOf(result.groups, save)) {
      await write((theirs) => {
        const groups = repairOf(theirs, save);
        return groups && { groups, madeFrom: merged.saved };
      }, theirsStored);
    }
    // The form would save this side without asking.
    else if (isBound && contradictions.length > 0 && putOff !== theirsStored.text) {
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
          watch({ before: theirs.groups, meant: groups });
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
    if (isBound && given.size > 0) giveToForm(textOfGroups(merged), result.groups);
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
    const { groups, contradictions } = mergedWithServer({ saved, theirs, mine, recent }, side);
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

  /** One reading after the other, so that an older one never comes last. */
  async function loadWhileWanted(): Promise<void> {
    while (isLoadWanted && saving.get().kind !== 'saving') {
      isLoadWanted = false;
      try {
        await take(await read());
      } catch (error) {
        if (state.get().kind === 'loading') state.set({ kind: 'failed', reason: failureMessageOf(error) });
      }
    }
  }

  const store: GroupsStore = {
    state,
    saving,
    isSavedWithForm: isBound,

    async load() {
      isLoadWanted = true;
      loading ??= loadWhileWanted().finally(() => (loading = undefined));
      await loading;
    },

    formHas(text) {
      if (text === lastFormText) {
        // The platform updates controls after a save and does not say that there was one.
        endCheck?.();
        lastSignOfForm = clock.now();
        if (!mayBeSavedByForm()) return;
        void store.load();
        endCheck = clock.after(restBeforeChecking, () => void store.load());
        return;
      }
      lastFormText = text;
      given.clear();
      state.set(groupsReplaced(state.get(), text));
    },

    change(action) {
      const current = state.get();
      if (current.kind !== 'ready') return;
      const next = changeGroups(current, action);
      if (next === current) return;
      state.set(next);
      if (!isBound) return;
      giveToForm(textOfGroups(next), next.saved);
      // What others have saved since the form was opened has to be in the text before the form is saved.
      void store.load();
    },

    async save() {
      const { kind } = state.get();
      if (kind !== 'ready' || saving.get().kind === 'saving') return;
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
      try {
        const result = parseStaticGroups((await read()).text);
        if (result.ok && stored) await take(stored);
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
      endCheck?.();
      endLook?.();
      endLooksAfterSave.forEach((end) => end());
      state.dispose();
      saving.dispose();
    },
  };
  return store;
}
