import { type RecordId, parseRecordId } from '../../../segments/record-id';
import { formattedIn, idIn, textIn, type Row } from './dataverse';

/** What a query asks for and how it is read out of a row: one value is the select list and the row's shape. */
export interface Column<Value> {
  /** Names for `$select`; none for what every row has. */
  readonly names: readonly string[];
  readonly read: (row: Row) => Value;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** The row of a query for these columns. */
export type RowOf<Asked extends Columns> = {
  readonly [Name in keyof Asked]: ReturnType<Asked[Name]['read']>;
};

const single = <Value>(name: string, read: (row: Row, name: string) => Value): Column<Value> => ({
  names: [name],
  read: (row) => read(row, name),
});

/** A text; empty for a missing one. */
export const text = (name: string): Column<string> => single(name, textIn);

/** A key. @throws DataverseFailure when the answer has none there. */
export const id = (name: string): Column<RecordId> => single(name, idIn);

/** A look-up, or a text that may be an id. */
export const idOrNone = (name: string): Column<RecordId | undefined> =>
  single(name, (row) => parseRecordId(textIn(row, name)));

export const number = (name: string): Column<number | undefined> =>
  single(name, (row) => valueIn(row, name, 'number') as number | undefined);

export const flag = (name: string): Column<boolean | undefined> =>
  single(name, (row) => valueIn(row, name, 'boolean') as boolean | undefined);

/** A value as the user's settings say it. */
export const formatted = (name: string): Column<string> => single(name, formattedIn);

export const etag: Column<string> = { names: [], read: (row) => textIn(row, '@odata.etag') };

function valueIn(row: Row, name: string, type: 'number' | 'boolean'): unknown {
  const value = row[name];
  return typeof value === type ? value : undefined;
}

/** The names for `$select`, each once. */
export function namesOf(columns: Columns): readonly string[] {
  return [...new Set(Object.values(columns).flatMap(({ names }) => names))];
}

/** @throws DataverseFailure when a row has no id where one is due. */
export function readRow<Asked extends Columns>(columns: Asked, row: Row): RowOf<Asked> {
  const read = Object.entries(columns).map(([name, column]) => [name, column.read(row)]);
  return Object.fromEntries(read) as RowOf<Asked>;
}
