import { tableLimits } from '../list-table';

/** A place in a sheet; both count from 0, and what the reference leaves out is undefined. */
export interface CellPlace {
  readonly column: number | undefined;
  readonly row: number | undefined;
}

/** Reads `B7`, `b7`, `$B$7`, `B` and `7`. Throws SyntaxError for places outside any sheet. */
export function cellPlace(reference: string): CellPlace {
  let column = 0;
  let row = 0;
  let at = reference.charCodeAt(0) === dollar ? 1 : 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 0x41 || letter > 0x5a) break;
    column = column * 26 + letter - 0x40;
  }
  if (reference.charCodeAt(at) === dollar) at += 1;
  for (; at < reference.length; at += 1) {
    const digit = reference.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) throw new SyntaxError('no reference to a cell');
    row = row * 10 + digit;
  }
  if (column + row === 0 || column > tableLimits.columns || row > tableLimits.rows)
    throw new SyntaxError('no cell of a sheet');
  return { column: column === 0 ? undefined : column - 1, row: row === 0 ? undefined : row - 1 };
}

const dollar = 0x24;

/** A rectangle of cells, ends included. */
export interface CellRange {
  readonly columns: readonly [first: number, last: number];
  readonly rows: readonly [first: number, last: number];
}

/** Reads `A2` and `A2:B5`. Throws SyntaxError. */
export function cellRange(reference: string): CellRange {
  const [from = '', to = from] = reference.split(':');
  const first = cellPlace(from);
  const last = cellPlace(to);
  return {
    columns: [first.column ?? 0, last.column ?? tableLimits.columns - 1],
    rows: [first.row ?? 0, last.row ?? tableLimits.rows - 1],
  };
}
