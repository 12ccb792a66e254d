import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import { Cancelled } from '../bulk/slices';
import type { Dataverse, TextColumn } from '../dataverse/dataverse';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import type { MembersStore, Purpose } from '../members';
import { createStore, type Store } from '../kit/store';
import { collectValues } from '../lists/collect-values';
import { recognise, type Recognition } from '../lists/column-recognition';
import { readDelimitedText } from '../lists/delimited-text';
import { matchValues } from './match-values';
import { previewOf, previewOfRecords, type Preview } from './preview';
import { readFile, type ChosenFile } from '../lists/read-file';
import { UnreadableTable, type ReadProblem, type TextTable } from '../lists/text-table';
import { readIdsOfView, readViews, ViewTooLarge, type View } from './views';

/** Why the list that was given leads nowhere. */
export type ImportProblem =
  | { readonly kind: 'unreadable'; readonly problem: ReadProblem }
  /** More different values than a group can have members. */
  | { readonly kind: 'tooMany'; readonly values: number }
  | { readonly kind: 'failed'; readonly reason: FailureMessage };

export type ImportState =
  | { readonly kind: 'choosing'; readonly problem?: ImportProblem }
  | { readonly kind: 'reading' }
  /** The marketer may correct what was recognised. `recognition` is undefined when nothing was. */
  | {
      readonly kind: 'table';
      readonly table: TextTable;
      readonly recognition: Recognition | undefined;
      /** Further columns of the member table to compare with. */
      readonly textColumns: readonly TextColumn[];
    }
  /** Records are being read; nobody knows how many there are. */
  | { readonly kind: 'collecting'; readonly done: number }
  | { readonly kind: 'matching'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'preview';
      readonly preview: Preview;
      readonly members: ReadonlySet<RecordId>;
    };

/** The way from a list to the records it stands for. */
export interface ImportStore {
  readonly state: Store<ImportState>;
  paste(text: string): Promise<void>;
  choose(file: ChosenFile): Promise<void>;
  recogniseAs(recognition: Recognition): void;
  /** Looks up the values of the recognised column. */
  match(): Promise<void>;
  /** Goes on with records that need no looking up. */
  take(
    read: (onProgress: (count: number) => void, signal: AbortSignal) => Promise<readonly RecordId[]>,
  ): Promise<void>;
  /** The views to choose from. Throws Cancelled. */
  views(signal: AbortSignal): Promise<readonly View[]>;
  /** Goes on with the records of a view. */
  takeView(view: View): Promise<void>;
  startAgain(): void;
  dispose(): void;
}

interface ImportParts {
  readonly dataverse: Dataverse;
  readonly table: MemberTable;
  readonly members: MembersStore;
  readonly purpose: Purpose;
}

export function createImportStore({ dataverse, table, members, purpose }: ImportParts): ImportStore {
  const state = createStore<ImportState>({ kind: 'choosing' });
  let work = new AbortController();
  /** Read once; a list can be compared with ids and e-mail addresses even when they cannot be read. */
  let columnsOfTable: Promise<readonly TextColumn[]> | undefined;

  /** Does one step; its failure leads back to the choice of a list, a newer step makes it void. */
  async function step(action: (signal: AbortSignal) => Promise<ImportState>): Promise<void> {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    try {
      const next = await action(signal);
      if (!signal.aborted) state.set(next);
    } catch (error) {
      if (signal.aborted || error instanceof Cancelled) return;
      state.set({ kind: 'choosing', problem: problemOf(error) });
    }
  }

  async function read(action: (signal: AbortSignal) => Promise<TextTable>): Promise<void> {
    state.set({ kind: 'reading' });
    await step(async (signal) => {
      const read = await action(signal);
      if (read.rows.length === 0) throw new UnreadableTable('empty');
      const textColumns = await (columnsOfTable ??= dataverse.textColumns(table.logicalName).catch(() => []));
      const names = textColumns.map(({ name }) => name);
      return { kind: 'table', table: read, recognition: recognise(read, table, names), textColumns };
    });
  }

  async function match(text: TextTable, recognition: Recognition): Promise<void> {
    state.set({ kind: 'matching', done: 0, total: text.rows.length });
    await step(async (signal) => {
      const values = await collectValues(text, recognition, signal);
      const { size } = values.wanted;
      if (purpose !== 'remove' && size > limits.membersPerGroup) {
        return { kind: 'choosing', problem: { kind: 'tooMany', values: size } };
      }
      const onProgress = (done: number, total: number): void => {
        if (!signal.aborted) state.set({ kind: 'matching', done, total });
      };
      const matchBy = recognition.matchBy;
      const matches = await matchValues(dataverse, values.wanted, { table, matchBy, onProgress, signal });
      return {
        kind: 'preview',
        preview: await previewOf(values, matches, signal),
        members: await members.all(),
      };
    });
  }

  async function take(readIds: Parameters<ImportStore['take']>[0]): Promise<void> {
    state.set({ kind: 'collecting', done: 0 });
    await step(async (signal) => {
      const onProgress = (done: number): void => {
        if (!signal.aborted) state.set({ kind: 'collecting', done });
      };
      const ids = await readIds(onProgress, signal);
      if (ids.length === 0) return { kind: 'choosing' };
      return { kind: 'preview', preview: previewOfRecords(ids), members: await members.all() };
    });
  }

  return {
    state,
    paste: (text) => read((signal) => readDelimitedText(text, signal)),
    choose: (file) => read((signal) => readFile(file, signal)),
    recogniseAs(recognition) {
      const current = state.get();
      if (current.kind === 'table') state.set({ ...current, recognition });
    },
    async match() {
      const current = state.get();
      if (current.kind === 'table' && current.recognition) await match(current.table, current.recognition);
    },
    take,
    views: (signal) => readViews(dataverse, table, signal),
    takeView: (view) =>
      take((onProgress, signal) => readIdsOfView(dataverse, table, view, onProgress, signal)),
    startAgain() {
      work.abort();
      state.set({ kind: 'choosing' });
    },
    dispose() {
      work.abort();
      state.dispose();
    },
  };
}

function problemOf(error: unknown): ImportProblem {
  if (error instanceof ViewTooLarge) return { kind: 'tooMany', values: error.rows };
  if (error instanceof UnreadableTable) return { kind: 'unreadable', problem: error.problem };
  return { kind: 'failed', reason: failureMessageOf(error) };
}
