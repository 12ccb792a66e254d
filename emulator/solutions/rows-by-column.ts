import type { RecordId } from '../../segments';
import { columns, columnsEqual, type Row, type RowValue, type Store, storedId } from '../store';

type Values = Readonly<Record<string, RowValue>>;

/** Rows of a table whose columns have these values. */
export function rowsWith(store: Store, table: string, values: Values): Row[] {
  const names = Array.from(store.tables.get(table).columns.keys());
  const select = columns(Object.fromEntries(names.map((name) => [name, name])));
  return store.select({ table, select, where: columnsEqual(values) });
}

export function rowWith(store: Store, table: string, values: Values): Row | undefined {
  return rowsWith(store, table, values)[0];
}

/** Updates the row that has this key, or creates it. Returns its id. */
export function putRow(store: Store, table: string, key: Values, values: Row, user: RecordId): RecordId {
  const { primaryId } = store.tables.get(table);
  const existing = rowWith(store, table, key)?.[primaryId];
  const write = { user, system: true };
  if (typeof existing !== 'string') return store.create(table, { ...key, ...values }, write);
  const id = storedId(existing);
  store.update(table, id, values, write);
  return id;
}
