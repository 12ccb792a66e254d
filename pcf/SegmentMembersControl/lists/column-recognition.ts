import { isRecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import type { TextTable } from './text-table';

/** What the values of a column are compared with. */
export interface MatchBy {
  readonly kind: 'id' | 'email' | 'text';
  /** Logical name of the column of the member table. */
  readonly column: string;
}

export interface Recognition {
  readonly hasHeadings: boolean;
  /** The column to read, counted from 0. */
  readonly column: number;
  readonly matchBy: MatchBy;
}

const email = /^[^\s@]+@[^\s@]+$/;

export function isEmail(text: string): boolean {
  return text.length <= 100 && email.test(text);
}

/** Rows that are looked at. */
const sampleSize = 200;

const headingsOfEmails = ['emailaddress1', 'email', 'e-mail', 'mail', 'emailaddress', 'email address'];

/**
 * The column with most record ids or, when none has any, most e-mail addresses; else one whose heading names a
 * column of the member table. Undefined when the table has nothing to tell members by.
 */
export function recognise(
  { rows }: TextTable,
  table: MemberTable,
  textColumns: readonly string[] = [],
): Recognition | undefined {
  const width = rows.slice(0, sampleSize).reduce((most, row) => Math.max(most, row.length), 0);
  const byId: MatchBy = { kind: 'id', column: table.primaryId };
  const byEmail: MatchBy = { kind: 'email', column: table.emailColumn };
  const best = mostFilled(rows, width, isRecordId) ?? mostFilled(rows, width, isEmail);
  if (best) {
    const matchBy = best.holds === isRecordId ? byId : byEmail;
    const first = rows[0]?.[best.column] ?? '';
    return {
      hasHeadings: !best.holds(first) && rows.length > 1 && looksLikeHeading(first),
      column: best.column,
      matchBy,
    };
  }
  const headings = (rows[0] ?? []).map((heading) => heading.toLowerCase());
  const named = (names: readonly string[]): number =>
    headings.findIndex((heading) => names.includes(heading));
  const idColumn = named([table.primaryId, 'id']);
  if (idColumn >= 0) return { hasHeadings: true, column: idColumn, matchBy: byId };
  const emailColumn = named(headingsOfEmails);
  if (emailColumn >= 0) return { hasHeadings: true, column: emailColumn, matchBy: byEmail };
  const textColumn = named(textColumns);
  if (textColumn < 0) return undefined;
  const column = headings[textColumn] ?? '';
  return { hasHeadings: true, column: textColumn, matchBy: { kind: 'text', column } };
}

/** A broken id or address in the first row is a value to complain about, not a heading. */
function looksLikeHeading(text: string): boolean {
  return !text.includes('@') && !/\d{3}/.test(text);
}

function mostFilled(
  rows: TextTable['rows'],
  width: number,
  holds: (text: string) => boolean,
): { column: number; holds: (text: string) => boolean } | undefined {
  let best: { column: number; count: number } | undefined;
  const sample = rows.slice(0, sampleSize);
  for (let column = 0; column < width; column += 1) {
    const count = sample.filter((row) => holds(row[column] ?? '')).length;
    if (count > (best?.count ?? 0)) best = { column, count };
  }
  return best && { column: best.column, holds };
}
