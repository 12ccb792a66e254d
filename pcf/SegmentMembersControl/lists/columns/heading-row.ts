import type { MemberTable } from '../../../../segments/member-tables';
import { findAddresses } from '../addresses/find-addresses';
import type { ListRow } from '../list-table';
import { emailHeading, idHeading, type HeadingMeaning } from './headings';

/** Rows at the start of a list in which its headings may stand, below titles. */
const mostTitles = 30;

/** A column and where its first value stands. */
interface ColumnStart {
  readonly column: number;
  readonly kind: 'id' | 'email';
  readonly firstRow: number;
}

/**
 * The place of the row of headings: the one that names the column's kind, else the last row of text above the first
 * value. What stands above it are titles. Undefined when the list begins with values.
 */
export function headingRow(
  rows: readonly ListRow[],
  { column, kind, firstRow }: ColumnStart,
  table: MemberTable,
): number | undefined {
  const meaningOf = (row: ListRow | undefined): HeadingMeaning => {
    const cell = row?.cells[column] ?? '';
    return kind === 'id' ? idHeading(cell, table) : emailHeading(cell, table);
  };
  const first = rows.slice(0, mostTitles);
  const exact = first.findIndex((row) => meaningOf(row) === 'exact');
  if (exact >= 0) return exact;
  if (firstRow === 0 || firstRow > mostTitles) return undefined;
  const above = [...first.slice(0, firstRow).keys()].filter(
    (place) => (rows[place]?.cells[column] ?? '') !== '',
  );
  const named = above.filter((place) => !['none', 'exact'].includes(meaningOf(rows[place])));
  const widest = (places: readonly number[]): number | undefined =>
    places.reduce<number | undefined>(
      (best, place) => (best === undefined || filledIn(rows[place]) >= filledIn(rows[best]) ? place : best),
      undefined,
    );
  const byName = widest(named);
  if (byName !== undefined) return byName;
  const last = above[above.length - 1];
  if (last === undefined) return titleAbove(rows, firstRow);
  // Above the headings of a table stand titles, which are narrower; other rows above are values that are wrong.
  const others = above.slice(0, -1);
  const isWidest = others.every((place) => filledIn(rows[place]) < filledIn(rows[last]));
  const found = isWidest ? last : (above[0] ?? last);
  const { cells = [] } = rows[found] ?? {};
  // A row that names somebody in another column is no heading.
  const isHeading =
    looksLikeHeading(cells[column] ?? '') && !cells.some((cell) => findAddresses(cell).addresses.length > 0);
  return isHeading ? found : undefined;
}

/** A row of headings in which the column of people has none. */
function titleAbove(rows: readonly ListRow[], firstRow: number): number | undefined {
  const place = firstRow - 1;
  const cells = rows[place]?.cells ?? [];
  return cells.some((cell) => cell !== '') && cells.every(looksLikeHeading) ? place : undefined;
}

export function filledIn(row: ListRow | undefined): number {
  return row ? row.cells.filter((cell) => cell !== '').length : 0;
}

/** A broken id or address in the first row is a value to complain about, not a heading. */
function looksLikeHeading(text: string): boolean {
  return text.length <= 100 && !text.includes('@') && !/\d{3}/.test(text);
}
