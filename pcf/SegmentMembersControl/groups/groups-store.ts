import type { RecordId } from '../../../segments/record-id';
import { parseStaticGroups, serialiseStaticGroups, type StaticGroup } from '../../../segments/static-groups';
import { realClock } from '../bulk/clock';
import type { Dataverse } from '../dataverse/dataverse';
import { failureOf } from '../dataverse/errors';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { patiently } from '../dataverse/patient';
import { createStore, type Store } from '../kit/store';
import { readStoredGroups, writeStoredGroups, type StoredGroups } from './groups-column';
import {
  changeGroups,
  groupsLoaded,
  groupsReplaced,
  groupsSaved,
  hasUnsavedGroups,
  textOfGroups,
  type GroupsAction,
  type GroupsState,
} from './groups-state';

export type SavingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly reason: FailureMessage }
  /** Somebody else has written the column since it was read. */
  | { readonly kind: 'conflict'; readonly mine: string; readonly theirs: StoredGroups };

/** Milliseconds after the last sign of life of the form before the server is asked whether it has been saved. */
const restBeforeChecking = 500;

/** The groups of one definition. */
export interface GroupsStore {
  readonly state: Store<GroupsState>;
  readonly saving: Store<SavingState>;
  /** Whether saving the form saves the groups too. */
  readonly isSavedWithForm: boolean;
  /** Reads the column from the server; keeps what is unsaved here. */
  load(): Promise<void>;
  /** The form has this text in the bound column. */
  formHas(text: string | null): void;
  change(action: GroupsAction): void;
  /** Writes the groups to the server if nobody has changed them there since they were read. */
  save(): Promise<void>;
  /** Ends a conflict with one of its two sides. */
  resolve(side: 'mine' | 'theirs'): Promise<void>;
  dispose(): void;
}

interface GroupsStoreParts {
  readonly dataverse: Dataverse;
  readonly definitionId: RecordId;
  /** Text of the bound column when the form's column is the groups column, else undefined. */
  readonly formText: string | null | undefined;
  /** Called with the column's new text after a change by the marketer. */
  readonly onChange: (text: string) => void;
}

export function createGroupsStore(parts: GroupsStoreParts): GroupsStore {
  const { dataverse, definitionId, formText, onChange } = parts;
  const state = createStore<GroupsState>(
    formText === undefined ? { kind: 'loading' } : groupsLoaded(formText),
  );
  const saving = createStore<SavingState>({ kind: 'idle' });
  let lastFormText = formText;
  const disposal = new AbortController();
  let stored: StoredGroups | undefined;
  let endCheck: (() => void) | undefined;

  async function read(): Promise<StoredGroups> {
    stored = await patiently(() => readStoredGroups(dataverse, definitionId), disposal.signal);
    return stored;
  }

  function isUnsaved(): boolean {
    const current = state.get();
    return current.kind === 'ready' && hasUnsavedGroups(current);
  }

  async function write(text: string, etag: string): Promise<void> {
    saving.set({ kind: 'saving' });
    try {
      await writeStoredGroups(dataverse, definitionId, { text, etag });
      await read();
      state.set(groupsSaved(state.get(), text));
      saving.set({ kind: 'idle' });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.status === 412) await offerBothSides(text);
      else saving.set({ kind: 'failed', reason: failureMessageOf(error) });
    }
  }

  async function offerBothSides(mine: string): Promise<void> {
    try {
      saving.set({ kind: 'conflict', mine, theirs: await read() });
    } catch (error) {
      saving.set({ kind: 'failed', reason: failureMessageOf(error) });
    }
  }

  const store: GroupsStore = {
    state,
    saving,
    isSavedWithForm: formText !== undefined,

    async load() {
      try {
        const { text } = await read();
        state.set(isUnsaved() ? groupsSaved(state.get(), text) : groupsLoaded(text));
      } catch (error) {
        if (state.get().kind === 'loading') state.set({ kind: 'failed', reason: failureMessageOf(error) });
      }
    },

    formHas(text) {
      if (text === lastFormText) {
        // The platform updates controls after a save and does not say that there was one.
        endCheck?.();
        if (isUnsaved()) endCheck = realClock.after(restBeforeChecking, () => void store.load());
        return;
      }
      lastFormText = text;
      state.set(groupsReplaced(state.get(), text));
    },

    change(action) {
      const current = state.get();
      if (current.kind !== 'ready') return;
      const next = changeGroups(current, action);
      if (next === current) return;
      state.set(next);
      lastFormText = textOfGroups(next);
      onChange(lastFormText);
    },

    async save() {
      const current = state.get();
      if (current.kind !== 'ready' || saving.get().kind === 'saving') return;
      saving.set({ kind: 'saving' });
      try {
        const { etag, text } = stored ?? (await read());
        const mine = textOfGroups(current);
        if (isText(text, current.saved)) await write(mine, etag);
        else saving.set({ kind: 'conflict', mine, theirs: { text, etag } });
      } catch (error) {
        saving.set({ kind: 'failed', reason: failureMessageOf(error) });
      }
    },

    async resolve(side) {
      const conflict = saving.get();
      if (conflict.kind !== 'conflict') return;
      if (side === 'mine') return write(conflict.mine, conflict.theirs.etag);
      const { text } = conflict.theirs;
      state.set(groupsLoaded(text));
      saving.set({ kind: 'idle' });
      lastFormText = text;
      onChange(text);
    },

    dispose() {
      disposal.abort();
      endCheck?.();
      state.dispose();
      saving.dispose();
    },
  };
  return store;
}

/** Whether a text of the column stands for these groups. */
function isText(text: string, groups: readonly StaticGroup[]): boolean {
  const result = parseStaticGroups(text);
  return result.ok && serialiseStaticGroups(result.groups) === serialiseStaticGroups(groups);
}
