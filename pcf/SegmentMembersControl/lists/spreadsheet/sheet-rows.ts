import { tableLimits, type ListRow, type ListTable } from '../list-table';

/** A row as it is filled. */
interface OpenRow {
  readonly cells: string[];
  isHidden: boolean;
}

/** Gathers the cells of a sheet, which may come in any order and its rows in pieces. */
export interface SheetRows {
  /** @param number - counted from 1. */
  beginRow(number: number, isHidden: boolean): void;
  /** Puts a text into the row that was begun. Throws SyntaxError when the place has another text. */
  put(column: number, text: string): void;
  textAt(row: number, column: number): string;
  /** Replaces a text that is there. */
  replace(row: number, column: number, text: string): void;
  /** Rows with a text so far. */
  count(): number;
  table(formulasWithoutResult: number): ListTable;
}

/** Row elements that a sheet may have: rows in pieces may be more than rows. */
const mostPieces = 2 * tableLimits.rows;

/** Throws SyntaxError when the bounds of {@link tableLimits} are passed. */
export function createSheetRows(): SheetRows {
  const rows = new Map<number, OpenRow>();
  let current: OpenRow | undefined;
  let currentNumber = 0;
  let pieces = 0;
  let cells = 0;
  let last = 0;
  let isInOrder = true;

  /** A row is kept when the first text comes: empty rows cost nothing. */
  function openRow(): OpenRow {
    if (current && current.cells.length > 0) return current;
    const open = current ?? { cells: [], isHidden: false };
    if (currentNumber < last) isInOrder = false;
    last = Math.max(last, currentNumber);
    rows.set(currentNumber, open);
    return open;
  }

  return {
    beginRow(number, isHidden) {
      pieces += 1;
      if (number > tableLimits.rows || pieces > mostPieces) throw new SyntaxError('too many rows');
      currentNumber = number;
      current = number > last ? undefined : rows.get(number);
      if (current) current.isHidden ||= isHidden;
      else current = { cells: [], isHidden };
    },
    put(column, text) {
      if (text === '') return;
      const open = openRow();
      const before = open.cells[column] ?? '';
      if (before !== '' && before !== text) throw new SyntaxError('two texts in one cell');
      cells += Math.max(0, column + 1 - open.cells.length);
      if (cells > tableLimits.cells) throw new SyntaxError('too many cells');
      while (open.cells.length < column) open.cells.push('');
      open.cells[column] = text;
    },
    textAt: (row, column) => rows.get(row)?.cells[column] ?? '',
    replace(row, column, text) {
      const open = rows.get(row);
      if (open && column < open.cells.length) open.cells[column] = text;
    },
    count: () => rows.size,
    table(formulasWithoutResult) {
      const numbered = [...rows];
      if (!isInOrder) numbered.sort(([a], [b]) => a - b);
      return {
        rows: numbered.map(([line, { cells: texts, isHidden }]): ListRow =>
          isHidden ? { line, cells: texts, isHidden } : { line, cells: texts },
        ),
        lineCount: last,
        continuedLines: 0,
        instructionLines: [],
        brokenLines: [],
        formulasWithoutResult,
      };
    },
  };
}
