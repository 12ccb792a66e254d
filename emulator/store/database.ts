import Libsql from 'libsql';
import { badRequest, errorCodes } from '../dataverse-error';
import type { RowValue } from './row';
import { heard } from './statement-log';

export type SqlRow = Record<string, string | number | null>;

/**
 * SQLite with a cache of prepared statements. libsql ends the process when a boolean or `undefined` is bound,
 * so every parameter passes through here.
 */
export class SqlDatabase {
  private readonly connection: Libsql.Database;
  private readonly statements = new Map<string, Libsql.Statement>();
  private readonly isKept: boolean;
  private depth = 0;

  constructor(file = ':memory:', keeping: 'durable' | 'temporary' | 'read' = 'durable') {
    this.connection = new Libsql(file, { timeout: 5000 });
    this.isKept = file !== ':memory:' && keeping !== 'read';
    if (keeping === 'read') return;
    // A write copies each page it touches first; ids are spread over many pages.
    this.exec('pragma page_size = 2048');
    if (!this.isKept) return;
    // Others may read while this one writes.
    this.exec('pragma journal_mode = wal');
    this.exec(`pragma synchronous = ${keeping === 'durable' ? 'normal' : 'off'}`);
  }

  exec(sql: string): void {
    this.connection.exec(sql);
  }

  all(sql: string, parameters: readonly RowValue[] = []): SqlRow[] {
    const run = (): SqlRow[] => this.prepare(sql).all(bindable(parameters)) as SqlRow[];
    return heard(sql, run, (rows) => rows.length);
  }

  get(sql: string, parameters: readonly RowValue[] = []): SqlRow | undefined {
    const run = (): SqlRow | undefined => this.prepare(sql).get(bindable(parameters)) as SqlRow | undefined;
    const row = heard(sql, run, (found) => (found === undefined ? 0 : 1));
    // libsql adds its timing to a single row.
    if (row !== undefined) delete row['_metadata'];
    return row;
  }

  /** Returns the number of rows changed. */
  run(sql: string, parameters: readonly RowValue[] = []): number {
    return heard(
      sql,
      () => this.prepare(sql).run(bindable(parameters)).changes,
      (changes) => changes,
    );
  }

  get inTransaction(): boolean {
    return this.depth > 0;
  }

  transaction<T>(work: () => T): T {
    const level = this.depth;
    this.exec(level === 0 ? 'begin immediate' : `savepoint level${level}`);
    this.depth = level + 1;
    try {
      const result = work();
      this.exec(level === 0 ? 'commit' : `release level${level}`);
      return result;
    } catch (error) {
      this.exec(level === 0 ? 'rollback' : `rollback to level${level}; release level${level}`);
      throw error;
    } finally {
      this.depth = level;
    }
  }

  close(): void {
    this.statements.clear();
    if (this.isKept) this.exec('pragma wal_checkpoint(truncate)');
    this.connection.close();
  }

  /** @throws DataverseError for a statement that nests deeper than SQLite reads. */
  private prepared(sql: string): Libsql.Statement {
    try {
      return this.connection.prepare(sql);
    } catch (error) {
      const isTooDeep =
        error instanceof Error && /parser stack overflow|Expression tree is too large/.test(error.message);
      throw isTooDeep ? badRequest(errorCodes.invalidArgument, 'The query is too complex.') : error;
    }
  }

  private prepare(sql: string): Libsql.Statement {
    const cached = this.statements.get(sql);
    if (cached !== undefined) return cached;
    const statement = this.prepared(sql);
    const oldest = this.statements.keys().next();
    if (this.statements.size >= 500 && oldest.done !== true) this.statements.delete(oldest.value);
    this.statements.set(sql, statement);
    return statement;
  }
}

export function bindable(parameters: readonly RowValue[]): (string | number | null)[] {
  return parameters.map((value) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    throw new TypeError(`A value of type ${typeof value} cannot be bound to SQL.`);
  });
}
