import { createSlices } from '../bulk/slices';
import { columnFacts } from './columns/column-facts';
import { formatOf } from './file-format';
import type { ListTable } from './list-table';
import { openWorkbook, type SheetName, type Workbook } from './spreadsheet/workbook';
import type { Encoding } from './text/encodings';
import { decodeText, encodingsOf } from './text/read-bytes';
import { readText } from './text/read-text';
import { UnreadableList } from './unreadable-list';

/** Larger files cannot be lists of 200,000 people that somebody wants to read in a browser. */
const largestFile = 100 * 1024 * 1024;

/** The file as the browser gives it. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** An encoding that a text may be in, with lines of it in which the choice makes a difference. */
export interface EncodingChoice {
  readonly encoding: Encoding;
  readonly lines: readonly string[];
}

/** A list that was read, with the choices that its reading left. */
export type ReadList =
  | { readonly kind: 'paste'; readonly table: ListTable }
  | {
      readonly kind: 'text';
      readonly table: ListTable;
      readonly encoding: Encoding;
      /** Empty where the encoding is certain. */
      readonly encodings: readonly EncodingChoice[];
      readAs(encoding: Encoding, signal?: AbortSignal): Promise<ReadList>;
    }
  | {
      readonly kind: 'workbook';
      readonly table: ListTable;
      readonly sheet: string;
      /** Names of the visible sheets with rows, in the order of their tabs. */
      readonly sheets: readonly string[];
      readSheet(name: string, signal?: AbortSignal): Promise<ReadList>;
    };

interface ReadOptions {
  /** The reader's language as a BCP 47 tag: it decides where bytes do not. */
  readonly language: string;
  readonly signal?: AbortSignal;
}

/** Reads a text that was pasted. Throws UnreadableList, Cancelled. */
export async function readPaste(text: string, signal?: AbortSignal): Promise<ReadList> {
  return { kind: 'paste', table: withRows(await readText(text, signal)) };
}

/**
 * Reads CSV, TSV, other delimited text and XLSX; what a file is follows from its bytes, not from its name.
 * Throws UnreadableList, Cancelled.
 */
export async function readList(file: ChosenFile, { language, signal }: ReadOptions): Promise<ReadList> {
  if (file.size === 0) throw new UnreadableList('empty');
  if (file.size > largestFile) throw new UnreadableList('tooLarge');
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new UnreadableList('unreadable');
  }
  const format = formatOf(bytes);
  switch (format.kind) {
    case 'refused':
      throw new UnreadableList(format.problem);
    case 'zip':
      return readWorkbook(await openWorkbook(bytes, signal), signal);
    case 'text': {
      const candidates = await encodingsOf(bytes, language, signal);
      const encodings = candidates.length > 1 ? await choicesAmong(candidates, bytes, signal) : [];
      return textAs(bytes, encodings, candidates[0], signal);
    }
  }
}

async function textAs(
  bytes: Uint8Array,
  encodings: readonly EncodingChoice[],
  encoding: Encoding,
  signal: AbortSignal | undefined,
): Promise<ReadList> {
  const table = withRows(await readText(await decodeText(bytes, encoding, signal), signal));
  return {
    kind: 'text',
    table,
    encoding,
    encodings,
    readAs: (next, nextSignal) => textAs(bytes, encodings, next, nextSignal),
  };
}

/** Bytes in which the lines of a preview are looked for, and how many lines there are. */
const previewBytes = 256 * 1024;
const previewLines = 3;

/** Encodings that read the text in different ways. */
async function choicesAmong(
  candidates: readonly Encoding[],
  bytes: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<readonly EncodingChoice[]> {
  const choices = new Map<string, EncodingChoice>();
  const slices = createSlices(signal);
  for (const encoding of candidates) {
    const text = await decodeText(bytes, encoding, signal, previewBytes);
    const different = text.split(/\r\n|\n|\r/).filter((line) => /[^\0-\x7f]/.test(line));
    const key = different.join('\n');
    if (!choices.has(key)) choices.set(key, { encoding, lines: different.slice(0, previewLines) });
    if (slices.isOver()) await slices.next();
  }
  return choices.size > 1 ? [...choices.values()] : [];
}

/** Rows of a sheet that are looked at to tell whether it has people. */
const rowsPeeked = 500;

async function readWorkbook(workbook: Workbook, signal: AbortSignal | undefined): Promise<ReadList> {
  const filled: { readonly sheet: SheetName; readonly people: number }[] = [];
  for (const sheet of workbook.sheets) {
    const { rows } = await workbook.readSheet(sheet, signal, rowsPeeked);
    if (rows.length > 0) filled.push({ sheet, people: peopleIn(rows) });
    // Nothing is to be chosen, so the one sheet is not read twice.
    if (workbook.sheets.length === 1) break;
  }
  const [first] = filled;
  if (!first) throw new UnreadableList('emptySheets');
  // A note with the address of the organiser is no list: the first with three, or the one with most.
  const most = Math.max(...filled.map(({ people }) => people));
  const chosen = filled.find(({ people }) => people >= Math.min(3, most)) ?? first;
  const sheets = filled.map(({ sheet }) => sheet);
  return sheetOf(workbook, sheets, chosen.sheet, signal);
}

function peopleIn(rows: ListTable['rows']): number {
  return Math.max(0, ...columnFacts(rows).map(({ distinct }) => distinct));
}

async function sheetOf(
  workbook: Workbook,
  sheets: readonly SheetName[],
  sheet: SheetName,
  signal: AbortSignal | undefined,
): Promise<ReadList> {
  return {
    kind: 'workbook',
    table: withRows(await workbook.readSheet(sheet, signal)),
    sheet: sheet.name,
    sheets: sheets.map(({ name }) => name),
    async readSheet(name, nextSignal) {
      const next = sheets.find((each) => each.name === name) ?? sheet;
      return sheetOf(workbook, sheets, next, nextSignal);
    },
  };
}

function withRows(table: ListTable): ListTable {
  if (table.rows.length === 0) throw new UnreadableList('empty');
  return table;
}
