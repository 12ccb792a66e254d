import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import { Cancelled } from '../bulk/slices';
import type { Dataverse, TextColumn } from '../dataverse/dataverse';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import type { MembersStore, Purpose } from '../members';
import { createStore, type Store } from '../kit/store';
import { recognise, type Recognised, type Recognition } from '../lists/columns/recognise';
import { collectEntries } from '../lists/entries';
import { readList, readPaste, type ChosenFile, type ReadList } from '../lists/read-list';
import type { Encoding } from '../lists/text/encodings';
import { UnreadableList, type ReadProblem } from '../lists/unreadable-list';
import { checkOf, type Check } from './check';
import { readInactive } from './inactive-records';
import { readMarketingLists } from './marketing-lists';
import { matchValues } from './match-values';
import { firstChoices, previewOf, previewOfRecords, type Choices, type Preview } from './preview';
import { SourceTooLarge, type Source } from './sources';
import { readViews } from './views';

/** Why the list that was given leads nowhere. */
export type ImportProblem =
  | { readonly kind: 'unreadable'; readonly problem: ReadProblem }
  /** More different values than a group can have members. */
  | { readonly kind: 'tooMany'; readonly values: number }
  | { readonly kind: 'failed'; readonly reason: FailureMessage };

export type ImportState =
  | { readonly kind: 'choosing'; readonly problem?: ImportProblem; readonly kept?: KeptList }
  | { readonly kind: 'reading' }
  | TableState
  /** Records are being read; nobody knows how many there are. */
  | { readonly kind: 'collecting'; readonly done: number }
  | { readonly kind: 'matching'; readonly done: number; readonly total: number }
  | PreviewState;

interface PreviewState {
  readonly kind: 'preview';
  readonly preview: Preview;
  readonly members: ReadonlySet<RecordId>;
  /** The list that was looked up; undefined for records that were picked. */
  readonly source: TableState | undefined;
  /** What was decided when its user went back. */
  readonly choices: Choices;
  /** As it was made last: with these choices, or with those before. */
  readonly check: Check;
}

/** The list of before, which stays until another one is read. */
export interface KeptList {
  readonly table: TableState;
  /** What was pasted; empty for a file. */
  readonly text: string;
  /** Name of the file; empty for a paste. */
  readonly fileName: string;
}

/** A list that was read. The marketer may correct how, and what was recognised in it. */
export interface TableState {
  readonly kind: 'table';
  readonly list: ReadList;
  /** What was recognised first: the columns to choose among, and whether that is a guess. */
  readonly recognised: Recognised;
  /** Undefined when nothing was recognised or chosen. */
  readonly recognition: Recognition | undefined;
  /** Whether rows that their sheet hides are taken. */
  readonly withHidden: boolean;
  /** Further columns of the member table to compare with. */
  readonly textColumns: readonly TextColumn[];
}

/** The way from a list to the records it stands for. */
export interface ImportStore {
  readonly state: Store<ImportState>;
  paste(text: string): Promise<void>;
  /** @param language - the reader's as a BCP 47 tag, which decides between encodings where the bytes do not. */
  choose(file: ChosenFile, language?: string): Promise<void>;
  /** Reads another sheet of the workbook on show. */
  chooseSheet(name: string): Promise<void>;
  /** Reads the text on show in another encoding. */
  chooseEncoding(encoding: Encoding): Promise<void>;
  takeHidden(withHidden: boolean): void;
  recogniseAs(recognition: Recognition): void;
  /** Looks up the values of the recognised column. */
  match(): Promise<void>;
  /** Goes on with records that need no looking up. */
  take(read: Source['read']): Promise<void>;
  /** The views and marketing lists to choose from. Throws Cancelled. */
  viewsAndLists(signal: AbortSignal): Promise<readonly Source[]>;
  /** The other segments and their groups. Throws Cancelled. */
  segments(signal: AbortSignal): Promise<readonly Source[]>;
  /** One step back; what was given and put right stays. */
  back(decided?: Pick<PreviewState, 'choices' | 'check'>): void;
  /** Goes on with the list that was kept. */
  goOn(): void;
  /** Whether a list would be lost. */
  holdsList(): boolean;
  dispose(): void;
}

interface ImportParts {
  readonly dataverse: Dataverse;
  readonly table: MemberTable;
  readonly members: MembersStore;
  readonly purpose: Purpose;
  readonly readSegments?: ImportStore['segments'];
}

export function createImportStore(parts: ImportParts): ImportStore {
  const { dataverse, table, members, purpose, readSegments = () => Promise.resolve([]) } = parts;
  const state = createStore<ImportState>({ kind: 'choosing' });
  let work = new AbortController();
  /** Read once; a list can be compared with ids and e-mail addresses even when they cannot be read. */
  let given = { text: '', fileName: '' };
  /** The table that was read last, with what was recognised in it. */
  let lastTable: TableState | undefined;
  let checked: PreviewState | undefined;
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
      state.set(choosing(problemOf(error)));
    }
  }

  function choosing(problem?: ImportProblem): ImportState {
    return {
      kind: 'choosing',
      ...(problem ? { problem } : {}),
      ...(lastTable ? { kept: { ...given, table: lastTable } } : {}),
    };
  }

  async function read(action: (signal: AbortSignal) => Promise<ReadList>): Promise<void> {
    lastTable = undefined;
    state.set({ kind: 'reading' });
    await step(async (signal) => {
      const list = await action(signal);
      const textColumns = await (columnsOfTable ??= dataverse.textColumns(table.logicalName).catch(() => []));
      const names = textColumns.map(({ name }) => name);
      const recognised = recognise(list.table, table, names);
      const { recognition } = recognised;
      return { kind: 'table', list, recognised, recognition, withHidden: false, textColumns };
    });
  }

  async function match(source: TableState, recognition: Recognition): Promise<void> {
    const list = source.list.table;
    state.set({ kind: 'matching', done: 0, total: list.rows.length });
    await step(async (signal) => {
      const values = await collectEntries(list, recognition, { withHidden: source.withHidden, signal });
      const { size } = values.wanted;
      if (purpose !== 'remove' && size > limits.membersPerGroup) {
        return choosing({ kind: 'tooMany', values: size });
      }
      const onProgress = (done: number, total: number): void => {
        if (!signal.aborted) state.set({ kind: 'matching', done, total });
      };
      const matchBy = recognition.matchBy;
      const matches = await matchValues(dataverse, values.wanted, { table, matchBy, onProgress, signal });
      return checkedPreview(await previewOf(values, matches, signal), signal, source);
    });
  }

  async function take(readIds: Parameters<ImportStore['take']>[0]): Promise<void> {
    state.set({ kind: 'collecting', done: 0 });
    await step(async (signal) => {
      const onProgress = (done: number): void => {
        if (!signal.aborted) state.set({ kind: 'collecting', done });
      };
      const ids = await readIds(onProgress, signal);
      if (ids.length === 0) return choosing();
      if (purpose !== 'remove' && ids.length > limits.membersPerGroup) throw new SourceTooLarge(ids.length);
      const inactive = await readInactive(dataverse, table, ids, signal);
      return checkedPreview(await previewOfRecords(ids, inactive, signal), signal);
    });
  }

  async function checkedPreview(
    preview: Preview,
    signal: AbortSignal,
    source?: TableState,
  ): Promise<PreviewState> {
    const list = { preview, members: await members.all(), source };
    const choices = firstChoices;
    return { kind: 'preview', ...list, choices, check: await checkOf({ purpose, ...list }, choices, signal) };
  }

  return {
    state,
    paste(text) {
      given = { text, fileName: '' };
      return read((signal) => readPaste(text, signal));
    },
    choose(file, language = 'en') {
      given = { text: '', fileName: file.name };
      return read((signal) => readList(file, { language, signal }));
    },
    async chooseSheet(name) {
      const current = state.get();
      if (current.kind !== 'table' || current.list.kind !== 'workbook') return;
      const { list } = current;
      await read((signal) => list.readSheet(name, signal));
    },
    async chooseEncoding(encoding) {
      const current = state.get();
      if (current.kind !== 'table' || current.list.kind !== 'text') return;
      const { list } = current;
      await read((signal) => list.readAs(encoding, signal));
    },
    takeHidden(withHidden) {
      const current = state.get();
      if (current.kind === 'table') state.set({ ...current, withHidden });
    },
    recogniseAs(recognition) {
      const current = state.get();
      if (current.kind === 'table') state.set({ ...current, recognition });
    },
    async match() {
      const current = state.get();
      if (current.kind !== 'table' || !current.recognition) return;
      lastTable = current;
      if (checked?.source === current) state.set(checked);
      else await match(current, current.recognition);
    },
    take,
    async viewsAndLists(signal) {
      const [views, lists] = await Promise.all([
        readViews(dataverse, table, signal),
        // Not every environment has marketing lists, and not everybody may read them.
        readMarketingLists(dataverse, table, signal).catch(() => []),
      ]);
      return [...views, ...lists];
    },
    segments: readSegments,
    back(decided) {
      work.abort();
      const current = state.get();
      if (current.kind === 'table') lastTable = current;
      if (current.kind === 'preview' && current.source) {
        checked = { ...current, ...decided };
        state.set(current.source);
      } else state.set(choosing());
    },
    goOn() {
      if (lastTable) state.set(lastTable);
    },
    holdsList: () => lastTable !== undefined || state.get().kind !== 'choosing',
    dispose() {
      work.abort();
      state.dispose();
    },
  };
}

function problemOf(error: unknown): ImportProblem {
  if (error instanceof SourceTooLarge) return { kind: 'tooMany', values: error.rows };
  if (error instanceof UnreadableList) return { kind: 'unreadable', problem: error.problem };
  return { kind: 'failed', reason: failureMessageOf(error) };
}
