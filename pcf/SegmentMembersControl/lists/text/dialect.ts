import type { Slices } from '../../bulk/slices';
import { isAddress } from '../addresses/address';
import { visibleText } from '../addresses/visible-text';
import { isRecordId } from '../../../../segments/record-id';
import { createRowReader, type Dialect } from './row-reader';

const delimiters = ['\t', ';', ',', '|'] as const;

/** What no text has: each line is one cell. */
const noDelimiter = '\0';

/** Characters that are judged: all of a short text, else its start and windows all over it. */
const wholeSample = 128 * 1024;
const windows = 16;
const windowLength = 8 * 1024;

/**
 * How a text parts its cells, judged by rows from all over it: the delimiter that cuts most rows into the same number
 * of cells, and cells that are addresses or ids from what stands beside them. Throws Cancelled.
 */
export async function dialectOf(text: string, start: number, slices: Slices): Promise<Dialect> {
  const sample = sampleOf(text, start);
  const hasBackslashes = escapesWithBackslashes(text);
  let best: Dialect = { delimiter: ',', hasBackslashes };
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const { score, width } = await scoreOf(sample, { delimiter, hasBackslashes }, slices);
    if (score > bestScore) [best, bestScore] = [{ delimiter, hasBackslashes, width }, score];
    else if (score < 0 && best.delimiter === delimiter) best = { delimiter: noDelimiter, hasBackslashes };
  }
  return best;
}

/** The delimiter that a first line such as `sep=;` asks for. */
export function delimiterInstruction(
  text: string,
  start: number,
): { readonly delimiter: string; readonly end: number } | undefined {
  const [all = '', delimiter] = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(text.slice(start, start + 10)) ?? [];
  return delimiter === undefined ? undefined : { delimiter, end: start + all.length };
}

function sampleOf(text: string, start: number): string {
  if (text.length - start <= wholeSample) return text.slice(start);
  const pieces = [linesIn(text, start, start + 2 * windowLength)];
  const step = (text.length - start) / windows;
  for (let window = 1; window < windows; window += 1) {
    const from = Math.floor(start + window * step);
    const lineStart = text.indexOf('\n', from) + 1;
    if (lineStart > 0 && lineStart < from + windowLength)
      pieces.push(linesIn(text, lineStart, lineStart + windowLength));
  }
  return pieces.join('\n');
}

/** Whole lines from a place on. */
function linesIn(text: string, from: number, to: number): string {
  const end = text.lastIndexOf('\n', to);
  return text.slice(from, end > from ? end : to);
}

/** Share of the rows that a separator has to cut alike. */
const fewRows = 0.34;
/** Rows with as many tabs that are enough by themselves, as sections of a report have different ones. */
const rowsWithTabs = 3;

interface Score {
  /** Below 0 where most rows do not have the delimiter: it is part of what the others say, as in a name. */
  readonly score: number;
  readonly width: number;
}

async function scoreOf(sample: string, dialect: Dialect, slices: Slices): Promise<Score> {
  if (!sample.includes(dialect.delimiter)) return { score: -1, width: 1 };
  const reader = createRowReader(sample, 0, dialect);
  const widths = new Map<number, number>();
  let rows = 0;
  let clean = 0;
  for (let row = reader.nextRow(); row; row = reader.nextRow()) {
    if (slices.isOver()) await slices.next();
    if (row.cells.every((cell) => cell === '')) continue;
    rows += 1;
    widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1);
    if (row.cells.some(tellsSomebody)) clean += 1;
  }
  let width = 1;
  let most = 0;
  for (const [each, count] of widths) {
    if (each < 2) continue;
    const weight = count * Math.log2(1 + Math.min(each, 4));
    if (weight > most) [width, most] = [each, weight];
  }
  const alike = widths.get(width) ?? 0;
  const share = alike / Math.max(1, rows);
  // A separator that few rows have is part of what they say, such as a comma behind an address.
  const isEnough = share >= fewRows || (dialect.delimiter === '\t' && alike >= rowsWithTabs);
  if (!isEnough || width < 2) return { score: (widths.get(1) ?? 0) > rows / 2 ? -1 : 0, width: 1 };
  return { score: share * share * Math.log2(1 + Math.min(width, 4)) + clean / rows, width };
}

/** Whether a cell is an address or an id and nothing else. */
function tellsSomebody(cell: string): boolean {
  if (cell.length < 5) return false;
  return cell.includes('@') ? isAddress(visibleText(cell)) : isRecordId(cell);
}

const mostLooked = 1000;

/** Whether quotes inside quotes are written `\"` and never `""`. A backslash before the end of a cell is none of these. */
function escapesWithBackslashes(text: string): boolean {
  let escaped = false;
  let at = text.indexOf('\\"');
  for (let looked = 0; at >= 0 && looked < mostLooked && !escaped; looked += 1) {
    escaped = /[^,;\t|\r\n"]/.test(text.slice(at + 2, at + 3));
    at = text.indexOf('\\"', at + 2);
  }
  return escaped && !/[^,;\t|\r\n"\\]""[^,;\t|\r\n"]/.test(text);
}
