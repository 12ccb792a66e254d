import { createSlices } from '../bulk/slices';
import { findAddresses } from './addresses/find-addresses';
import { findIds } from './addresses/find-ids';
import { valueText } from './addresses/visible-text';
import type { Recognition } from './columns/recognise';
import type { ListRow, ListTable } from './list-table';

export type InvalidReason = 'notAnId' | 'notAnEmail';

/** What a row of a list leads to before anybody is looked up. A row may name several people: one entry each. */
export type ListEntry = {
  readonly line: number;
  /** Place of the row in its table. */
  readonly row: number;
  /** As it is looked up; what is invalid as it stands in the list. */
  readonly value: string;
} & (
  | { readonly kind: 'wanted'; readonly key: string }
  /** Named before. */
  | { readonly kind: 'duplicate'; readonly key: string }
  | { readonly kind: 'invalid'; readonly reason: InvalidReason }
  /** The row says something, but nothing in the columns that tell people. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'title' }
  | { readonly kind: 'heading' }
  /** Left out because its sheet hides it. */
  | { readonly kind: 'hidden' }
);

/** A value that people are looked for by, with the line it first stands in. */
export interface WantedValue {
  readonly line: number;
  readonly value: string;
}

/** Lines of a file that are no rows. */
export interface OtherLines {
  readonly blank: number;
  /** Lines inside a quoted cell of the row before. */
  readonly continued: number;
  /** Lines that say how to read the file. */
  readonly instructions: number;
}

export interface CollectedEntries {
  /** By the key that {@link keyOf} gives. */
  readonly wanted: ReadonlyMap<string, WantedValue>;
  /** In the order of the list; each row has at least one. */
  readonly entries: readonly ListEntry[];
  readonly otherLines: OtherLines;
  readonly lineCount: number;
}

/** What two values have in common that Dataverse takes for the same: case counts for nothing, nor does a sigma's place. */
export function keyOf(value: string): string {
  return value.trim().toLowerCase().replace(/ς/g, 'σ');
}

/** The entries of the recognised columns. Throws Cancelled. */
export async function collectEntries(
  table: ListTable,
  recognition: Recognition,
  { withHidden = false, signal }: { readonly withHidden?: boolean; readonly signal?: AbortSignal } = {},
): Promise<CollectedEntries> {
  const wanted = new Map<string, WantedValue>();
  const entries: ListEntry[] = [];
  const headings = recognition.headings ?? -1;
  const slices = createSlices(signal);
  const unnumbered = withoutNumbers(table.rows, headings + 1, recognition);
  for (let row = 0; row < table.rows.length; row += 1) {
    const listRow = table.rows[row];
    if (!listRow) continue;
    const { line } = listRow;
    const text = listRow.cells[recognition.columns[0] ?? 0] ?? '';
    if (row < headings) entries.push({ line, row, value: text, kind: 'title' });
    else if (row === headings) entries.push({ line, row, value: text, kind: 'heading' });
    else if (listRow.isHidden && !withHidden) entries.push({ line, row, value: text, kind: 'hidden' });
    else {
      const values = valuesOf(unnumbered(listRow, row), recognition);
      for (const { value, key } of values.found) {
        const isNew = !wanted.has(key);
        if (isNew) wanted.set(key, { line, value });
        entries.push({ line, row, value, key, kind: isNew ? 'wanted' : 'duplicate' });
      }
      const reason = recognition.matchBy.kind === 'id' ? 'notAnId' : 'notAnEmail';
      for (const value of values.invalid) entries.push({ line, row, value, kind: 'invalid', reason });
      if (values.found.length + values.invalid.length === 0)
        entries.push({ line, row, value: '', kind: 'empty' });
    }
    if (slices.isOver()) await slices.next();
  }
  const continued = table.continuedLines;
  const instructions = table.instructionLines.length;
  const blank = table.lineCount - table.rows.length - continued - instructions;
  return { wanted, entries, otherLines: { blank, continued, instructions }, lineCount: table.lineCount };
}

/** Rows from which a list counts as numbered. */
const rowsForNumbers = 3;

/** Takes the numbers of a numbered list, `1.nora@example.com` and so on, from its addresses: else they look like a part. */
function withoutNumbers(
  rows: readonly ListRow[],
  first: number,
  { columns, matchBy }: Recognition,
): (row: ListRow, place: number) => ListRow {
  const [column = 0] = columns;
  const textBehind = (row: ListRow | undefined, place: number): string | undefined => {
    const text = row?.cells[column] ?? '';
    const number = `${place - first + 1}.`;
    return text.startsWith(number) ? text.slice(number.length) : undefined;
  };
  const begins = Array.from({ length: rowsForNumbers }, (_, index) => first + index);
  const isNumbered =
    matchBy.kind === 'email' && begins.every((place) => textBehind(rows[place], place) !== undefined);
  if (!isNumbered) return (row) => row;
  return (row, place) => {
    const text = textBehind(row, place);
    return text === undefined
      ? row
      : { ...row, cells: row.cells.map((cell, at) => (at === column ? text : cell)) };
  };
}

interface RowValues {
  readonly found: readonly { readonly value: string; readonly key: string }[];
  readonly invalid: readonly string[];
}

/** The values of a row: of all its columns, or of the first that tells somebody. */
function valuesOf({ cells }: ListRow, { columns, take, matchBy }: Recognition): RowValues {
  const texts = columns.map((column) => cells[column] ?? '').filter((text) => valueText(text) !== '');
  const values = texts.map((text) => valuesIn(text, matchBy.kind));
  if (take === 'each')
    return { found: values.flatMap(({ found }) => found), invalid: values.flatMap(({ invalid }) => invalid) };
  return values.find(({ found }) => found.length > 0) ?? values[0] ?? { found: [], invalid: [] };
}

function valuesIn(text: string, kind: Recognition['matchBy']['kind']): RowValues {
  switch (kind) {
    case 'id': {
      const ids = findIds(text);
      return { found: ids.map((id) => ({ value: id, key: id })), invalid: ids.length === 0 ? [text] : [] };
    }
    case 'email': {
      const { addresses, broken } = findAddresses(text);
      const found = addresses.map((value) => ({ value, key: keyOf(value) }));
      return { found, invalid: addresses.length + broken.length === 0 ? [text] : broken };
    }
    case 'text': {
      const value = valueText(text);
      return { found: [{ value, key: keyOf(value) }], invalid: [] };
    }
  }
}
