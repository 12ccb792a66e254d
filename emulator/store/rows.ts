import { sql, type RawBuilder } from 'kysely';
import type { RecordId } from '../../segments';
import { DataverseError, errorCodes, recordNotFound } from '../dataverse-error';
import { targetColumn, type Table, type Tables } from './catalogue';
import type { SqlDatabase, SqlRow } from './database';
import type { Row } from './row';
import { sqlColumns } from './schema';
import { compileSql } from './sql-text';
import { isStandardColumn } from './standard-columns';

/** Single rows of SQL tables, as they are. Checks and rules are the store's. */
export class Rows {
  // Sample data inserts the same statement a million times.
  private readonly insertColumns = new Map<Table, readonly string[]>();
  private readonly insertStatements = new Map<Table, string>();

  constructor(
    private readonly database: SqlDatabase,
    private readonly tables: Tables,
  ) {}

  read(table: Table, id: RecordId): Row | undefined {
    const row = this.database.get(
      ...text(sql`select * from ${sql.id(table.logicalName)} where ${sql.id(table.primaryId)} = ${id}`),
    );
    return row === undefined ? undefined : rowOfSql(table, row);
  }

  insert(table: Table, row: Row): void {
    const columns = this.insertColumns.get(table) ?? [...sqlColumns(table).keys()];
    this.insertColumns.set(table, columns);
    const statement = this.insertStatements.get(table) ?? insertStatement(table, columns);
    this.insertStatements.set(table, statement);
    try {
      this.database.run(
        statement,
        columns.map((column) => row[column] ?? null),
      );
    } catch (error) {
      throw isConstraint(error) ? duplicate() : error;
    }
  }

  update(table: Table, id: RecordId, changes: Row): void {
    const assignments = Object.entries(changes).map(([column, value]) => sql`${sql.id(column)} = ${value}`);
    if (assignments.length === 0) return;
    this.database.run(
      ...text(
        sql`update ${sql.id(table.logicalName)} set ${sql.join(assignments)} where ${sql.id(table.primaryId)} = ${id}`,
      ),
    );
  }

  /** Deletes a row and its links; lookups to it become empty, as with Dataverse's RemoveLink. */
  delete(table: Table, id: RecordId): void {
    for (const { link, near } of this.tables.manyToMany(table.logicalName)) {
      this.database.run(
        ...text(sql`delete from ${sql.id(link.logicalName)} where ${sql.id(near.column)} = ${id}`),
      );
    }
    for (const { many, column } of this.tables.oneToMany(table.logicalName)) {
      if (isStandardColumn(column)) continue;
      const lookup = this.tables.get(many).lookups.find(({ name }) => name === column);
      const target = lookup === undefined ? undefined : targetColumn(lookup);
      const cleared = [column, ...(target === undefined ? [] : [target])].map(
        (name) => sql`${sql.id(name)} = null`,
      );
      this.database.run(
        ...text(sql`update ${sql.id(many)} set ${sql.join(cleared)} where ${sql.id(column)} = ${id}`),
      );
    }
    this.database.run(
      ...text(sql`delete from ${sql.id(table.logicalName)} where ${sql.id(table.primaryId)} = ${id}`),
    );
  }

  /** @throws DataverseError 404 when a lookup of the row points nowhere. */
  checkLookups(table: Table, row: Row, known: Set<string>): void {
    for (const column of table.lookups) {
      const id = row[column.name];
      if (typeof id !== 'string') continue;
      const [only] = column.targets;
      const named = targetColumn(column) === undefined ? only : row[targetColumn(column) ?? ''];
      const target = typeof named === 'string' ? this.tables.find(named) : undefined;
      if (target === undefined || known.has(`${target.logicalName}:${id}`)) continue;
      const found = this.database.get(
        ...text(
          sql`select 1 as found from ${sql.id(target.logicalName)} where ${sql.id(target.primaryId)} = ${id}`,
        ),
      );
      if (found === undefined) throw recordNotFound(target.logicalName, id);
      known.add(`${target.logicalName}:${id}`);
    }
  }
}

/** Turns SQLite's 0 and 1 into booleans where the column is one. */
function rowOfSql(table: Table, values: SqlRow): Row {
  const row: Row = values;
  for (const column of table.columns.values()) {
    if (column.type !== 'boolean') continue;
    const value = row[column.name];
    if (typeof value === 'number') row[column.name] = value === 1;
  }
  return row;
}

function insertStatement(table: Table, columns: readonly string[]): string {
  const names = sql.join(columns.map((column) => sql.id(column)));
  const values = sql.join(columns.map(() => sql.raw('?')));
  return compileSql(sql`insert into ${sql.id(table.logicalName)} (${names}) values (${values})`).sql;
}

function text(builder: RawBuilder<unknown>): Parameters<SqlDatabase['run']> {
  const { sql: statement, parameters } = compileSql(builder);
  return [statement, parameters];
}

function isConstraint(error: unknown): boolean {
  return error instanceof Error && /UNIQUE constraint failed/.test(error.message);
}

function duplicate(): DataverseError {
  return new DataverseError(
    412,
    errorCodes.duplicateRecord,
    'A record with matching key values already exists.',
  );
}
