import { sql, type RawBuilder } from 'kysely';
import type { ColumnDescription } from '../../segments';
import { targetColumn, type Table } from './catalogue';
import { compileSql } from './sql-text';
import { isStandardColumn } from './standard-columns';
import type { SqlDatabase } from './database';

/** Texts compare without regard to case, as in Dataverse. */
const sqlTypes: Readonly<Record<ColumnDescription['type'], string>> = {
  uniqueidentifier: 'text',
  lookup: 'text',
  string: 'text collate nocase',
  memo: 'text collate nocase',
  datetime: 'text',
  integer: 'integer',
  bigint: 'integer',
  boolean: 'integer',
  picklist: 'integer',
  state: 'integer',
  status: 'integer',
  choices: 'text',
  double: 'real',
  decimal: 'real',
  money: 'real',
};

/** Columns that people search and sort by most. */
const searchedColumns = new Set(['emailaddress1', 'fullname', 'lastname', 'createdon']);

/** Every SQL column of a table with its type, the targets of lookups with several included. */
export function sqlColumns(table: Table): Map<string, string> {
  const columns = new Map<string, string>();
  for (const column of table.columns.values()) {
    columns.set(column.name, sqlTypes[column.type]);
    const target = column.type === 'lookup' ? targetColumn(column) : undefined;
    if (target !== undefined) columns.set(target, 'text');
  }
  return columns;
}

/** Makes the SQL table of a Dataverse table, or adds the columns and indices that a kept database lacks. */
export function ensureTable(database: SqlDatabase, table: Table): void {
  const name = sql.id(table.logicalName);
  const definitions = [...sqlColumns(table)].map(([column, type]) =>
    column === table.primaryId
      ? sql`${sql.id(column)} text primary key not null`
      : sql`${sql.id(column)} ${sql.raw(type)}`,
  );
  execute(database, sql`create table if not exists ${name} (${sql.join(definitions)})`);
  const present = new Set(
    database.all('select name from pragma_table_info(?)', [table.logicalName]).map((row) => row['name']),
  );
  for (const [column, type] of sqlColumns(table)) {
    if (present.has(column)) continue;
    execute(database, sql`alter table ${name} add column ${sql.id(column)} ${sql.raw(type)}`);
  }
  for (const column of indexedColumns(table)) {
    const index = sql.id(`${table.logicalName}.${column}`);
    execute(
      database,
      sql`create index if not exists ${index} on ${name} (${sql.id(column)}, ${sql.id(table.primaryId)})`,
    );
  }
}

function indexedColumns(table: Table): string[] {
  const lookups = table.lookups
    .filter((column) => !isStandardColumn(column.name))
    .map((column) => column.name);
  const searched = [...table.columns.keys()].filter((column) => searchedColumns.has(column));
  return [...new Set([table.primaryName, ...searched, ...lookups])].filter(
    (column) => column !== table.primaryId,
  );
}

function execute(database: SqlDatabase, statement: RawBuilder<unknown>): void {
  database.exec(compileSql(statement).sql);
}
