import { createSlices, roundsPerLook, type Slices } from '../bulk/slices';
import type { TextTable } from './text-table';

const candidates = ['\t', ';', ','] as const;

/** Characters at the start of a text in which the delimiter is looked for. */
const sampleLength = 10_000;

/**
 * Reads CSV or TSV: quotes with doubled quotes inside, any line ends, a byte order mark, blank lines left out.
 * Gives the page its turn while it works. Throws Cancelled.
 */
export async function readDelimitedText(text: string, signal?: AbortSignal): Promise<TextTable> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const reader = createReader(text, start, delimiterOf(text.slice(start, start + sampleLength)));
  const rows: string[][] = [];
  const slices: Slices = createSlices(signal);
  for (let round = 1; ; round += 1) {
    const row = reader.nextRow();
    if (!row) return { rows };
    if (row.some((cell) => cell !== '')) rows.push(row);
    if (round % roundsPerLook === 0 && slices.isOver()) await slices.next();
  }
}

/** The delimiter that cuts the first lines into the same number of cells most often; a comma when none does. */
export function delimiterOf(sample: string): string {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const firstLines = lines.slice(0, 20);
  let best = ',';
  let bestScore = 0;
  for (const candidate of candidates) {
    const counts = firstLines.map((line) => countOutsideQuotes(line, candidate));
    const inFirst = counts[0] ?? 0;
    const score = inFirst * counts.filter((count) => count === inFirst).length;
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

function countOutsideQuotes(line: string, character: string): number {
  let count = 0;
  let isQuoted = false;
  for (const each of line) {
    if (each === '"') isQuoted = !isQuoted;
    else if (each === character && !isQuoted) count += 1;
  }
  return count;
}

interface RowReader {
  /** The next row's cells without the white space around them, `undefined` at the end. */
  nextRow(): string[] | undefined;
}

function createReader(text: string, start: number, delimiter: string): RowReader {
  let at = start;

  /** A cell in quotes; ends after the closing quote. A quote that is never closed ends with the text. */
  function quotedCell(): string {
    let cell = '';
    for (let from = at + 1; ;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) {
        at = text.length;
        return cell + text.slice(from);
      }
      cell += text.slice(from, quote);
      if (text[quote + 1] !== '"') {
        at = quote + 1;
        return cell;
      }
      cell += '"';
      from = quote + 2;
    }
  }

  function plainCell(): string {
    const from = at;
    while (at < text.length && !isEndOfCell(text[at])) at += 1;
    return text.slice(from, at);
  }

  function isEndOfCell(character: string | undefined): boolean {
    return character === delimiter || character === '\n' || character === '\r';
  }

  return {
    nextRow() {
      if (at >= text.length) return undefined;
      const cells: string[] = [];
      for (;;) {
        while (text[at] === ' ') at += 1;
        // What stands between a closing quote and the delimiter is kept rather than lost.
        cells.push((text[at] === '"' ? quotedCell() + plainCell() : plainCell()).trim());
        if (text[at] !== delimiter || at >= text.length) break;
        at += 1;
      }
      if (text[at] === '\r') at += 1;
      if (text[at] === '\n') at += 1;
      return cells;
    },
  };
}
