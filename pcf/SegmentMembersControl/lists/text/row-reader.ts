import { tableLimits } from '../list-table';

/** How a text parts its cells. */
export interface Dialect {
  readonly delimiter: string;
  /** Whether `\"` is a quote inside quotes, beside `""`. */
  readonly hasBackslashes: boolean;
  /** Cells that most rows have, where that is known. */
  readonly width?: number;
}

/** A row of a text. */
export interface TextRow {
  /** The line that it begins in, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether a quote in it is never closed, so that the line was read as it stands. */
  readonly isBroken: boolean;
  /** Whether it has more cells or characters than any row may have, so that it is not whole. */
  readonly isTooLong: boolean;
}

export interface RowReader {
  /** The next row, blank ones included; undefined at the end. */
  nextRow(): TextRow | undefined;
  /** The place in the text that the next row begins at. */
  place(): number;
  /** Lines read so far. */
  lines(): number;
}

/** Longest cell that a quote may keep together; spreadsheets allow a third of it. */
const longestCell = 100_000;

/** Characters after which a row ends in any case: it is read in one go, while the page waits. */
const longestRow = 2_000_000;

const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

interface Cell {
  readonly text: string;
  readonly end: number;
  readonly hasLineEnds: boolean;
}

/**
 * Reads rows from front to back. Quotes keep delimiters and line ends; a quote that is not closed where a cell can end,
 * or that would swallow lines which are rows by themselves, counts as a broken one and keeps nothing together. What is
 * read again because of broken quotes is bounded, so that the time stays in proportion to the text.
 */
export function createRowReader(text: string, start: number, dialect: Dialect): RowReader {
  const delimiter = dialect.delimiter.charCodeAt(0);
  let at = start;
  let line = 0;
  let rereading = 2 * text.length + 1_000_000;

  const isLineEnd = (code: number): boolean => code === lineFeed || code === carriageReturn;
  const isCellEnd = (code: number): boolean => code === delimiter || isLineEnd(code) || Number.isNaN(code);

  /** Whether nothing but blanks stands between a place and the end of its cell. */
  function endsCell(from: number): boolean {
    let next = from;
    while (text.charCodeAt(next) === space && delimiter !== space) next += 1;
    return isCellEnd(text.charCodeAt(next));
  }

  /** Whether a cell begins at a place. */
  function beginsCell(place: number): boolean {
    let before = place - 1;
    while (before >= start && text.charCodeAt(before) === space && delimiter !== space) before -= 1;
    return before < start || isCellEnd(text.charCodeAt(before));
  }

  function plainCell(from: number): Cell {
    const last = from + longestRow;
    let end = from;
    while (end < last && !isCellEnd(text.charCodeAt(end))) end += 1;
    return { text: text.slice(from, end), end, hasLineEnds: false };
  }

  /** A quoted cell as it has to be: its quotes are doubled, and the one that closes it ends the cell. */
  function properCell(open: number, mayCrossLines: boolean): Cell | undefined {
    let kept = '';
    let from = open + 1;
    let hasLineEnds = false;
    const last = Math.min(text.length, open + longestCell);
    let place = from;
    for (; place < last; place += 1) {
      const code = text.charCodeAt(place);
      if (isLineEnd(code)) {
        if (!mayCrossLines) return undefined;
        hasLineEnds = true;
      } else if (isQuoteInside(place)) {
        kept += `${text.slice(from, place)}"`;
        place += 1;
        from = place + 1;
      } else if (code === quote) {
        if (!endsCell(place + 1)) break;
        return { text: kept + text.slice(from, place), end: plainCell(place + 1).end, hasLineEnds };
      }
    }
    rereading -= place - open;
    return undefined;
  }

  /** Whether a quote that belongs to a cell is written here, as `""` or, where the text does so, as `\"`. */
  function isQuoteInside(place: number): boolean {
    const code = text.charCodeAt(place);
    return (
      (code === quote || (code === backslash && dialect.hasBackslashes)) &&
      text.charCodeAt(place + 1) === quote
    );
  }

  /**
   * A quoted cell of which the quotes are not as they have to be, on one line: it has quotes of its own, or goes on
   * behind its closing quote. Undefined when nothing closes it.
   */
  function improperCell(open: number): Cell | undefined {
    const last = Math.min(text.length, open + longestRow);
    let first: number | undefined;
    for (let place = open + 1; place < last && !isLineEnd(text.charCodeAt(place)); place += 1) {
      if (isQuoteInside(place)) place += 1;
      else if (text.charCodeAt(place) === quote) {
        if (endsCell(place + 1)) {
          return { text: unquoted(open + 1, place), end: plainCell(place + 1).end, hasLineEnds: false };
        }
        if (beginsCell(place)) break;
        first ??= place;
      }
    }
    if (first === undefined) return undefined;
    const tail = plainCell(first + 1);
    return { text: unquoted(open + 1, first) + tail.text, end: tail.end, hasLineEnds: false };
  }

  const unquoted = (from: number, to: number): string => text.slice(from, to).replace(/""/g, '"');

  interface ReadRow {
    readonly cells: string[];
    readonly end: number;
    readonly hasLineEnds: boolean;
    readonly isBroken: boolean;
  }

  function readRow(from: number, mayCrossLines: boolean): ReadRow {
    const cells: string[] = [];
    let place = from;
    let isBroken = false;
    let hasLineEnds = false;
    for (;;) {
      while (text.charCodeAt(place) === space && delimiter !== space) place += 1;
      let cell: Cell | undefined;
      if (text.charCodeAt(place) === quote) {
        cell = properCell(place, mayCrossLines) ?? improperCell(place);
        if (!cell && mayCrossLines) return { cells, end: place, hasLineEnds, isBroken: true };
        isBroken ||= !cell;
        cell ??= plainCell(place + 1);
      } else cell = plainCell(place);
      hasLineEnds ||= cell.hasLineEnds;
      cells.push(cell.text.trim());
      place = cell.end;
      const isEnough = cells.length > tableLimits.columns || place - from > longestRow;
      if (isEnough || text.charCodeAt(place) !== delimiter)
        return { cells, end: place, hasLineEnds, isBroken };
      place += 1;
    }
  }

  /**
   * Whether a row over several lines has taken in lines that are rows by themselves: some where the row does not fit
   * the table, all but the first and last, and with people in them, where it does.
   */
  function swallowsRows({ cells, end }: ReadRow, from: number): boolean {
    const { width = 0 } = dialect;
    if (width < 2) return false;
    const lines = text.slice(from, end).split(/\r\n|\n|\r/);
    const isRow = (line: string): boolean => line.split(dialect.delimiter).length === width;
    if (cells.length !== width) return lines.slice(1).some(isRow);
    const inner = lines.slice(1, -1);
    return inner.length > 0 && inner.every((line) => isRow(line) && line.includes('@'));
  }

  return {
    nextRow() {
      if (at >= text.length) return undefined;
      const from = at;
      const mayCrossLines = rereading > 0;
      let row = readRow(from, mayCrossLines);
      const isUnclosed = mayCrossLines && (row.isBroken || (row.hasLineEnds && swallowsRows(row, from)));
      if (isUnclosed) {
        rereading -= row.end - from;
        row = { ...readRow(from, false), isBroken: true };
      }
      const first = line + 1;
      line = first + (row.hasLineEnds ? lineEndsIn(from, row.end) : 0);
      at = row.end;
      const isTooLong = at < text.length && !isLineEnd(text.charCodeAt(at));
      if (text.charCodeAt(at) === carriageReturn) at += 1;
      if (text.charCodeAt(at) === lineFeed) at += 1;
      return { line: first, cells: row.cells, isBroken: row.isBroken, isTooLong };
    },
    place: () => at,
    lines: () => line,
  };

  function lineEndsIn(from: number, end: number): number {
    let count = 0;
    for (let place = from; place < end; place += 1) {
      const code = text.charCodeAt(place);
      if (code === lineFeed && text.charCodeAt(place - 1) === carriageReturn && place > from) continue;
      if (isLineEnd(code)) count += 1;
    }
    return count;
  }
}
