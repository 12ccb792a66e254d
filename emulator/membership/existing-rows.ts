import { sql } from 'kysely';
import type { RecordId } from '../../segments';
import { type Store, storedId } from '../store';
import { compileSql } from '../store/sql-text';

/** Which of these ids are no rows of a table, in the order of the list. */
export function missingRows(store: Store, tableName: string, ids: readonly RecordId[]): readonly RecordId[] {
  const table = store.tables.get(tableName);
  const statement = compileSql(sql`
    select value as id from json_each(${JSON.stringify(ids)}) where not exists (
      select 1 from ${sql.id(table.logicalName)} where ${sql.id(table.primaryId)} = value)`);
  return store.database.all(statement.sql, statement.parameters).map((row) => storedId(row['id']));
}
