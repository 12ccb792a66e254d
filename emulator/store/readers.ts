import Libsql from 'libsql/promise';
import type { RecordId } from '../../segments';
import { DataverseError, errorCodes } from '../dataverse-error';
import { column, equals } from './build-query';
import type { Tables } from './catalogue';
import { compileCount, compileQuery, booleanKeys } from './compile-query';
import { bindable, type SqlRow } from './database';
import type { Query } from './query';
import type { Reader } from './reader';
import { restoreBooleans } from './restore-booleans';
import { storedId, type Row } from './row';
import { sqlColumns } from './schema';
import { compileSql, type SqlText } from './sql-text';
import { statementListener } from './statement-log';

/** Statements of one connection run on a thread of their own; the others wait for one that is free. */
const MOST_CONNECTIONS = 12;
// Read when the first connection opens; as many threads as processors would let few long statements hold up all.
process.env['TOKIO_WORKER_THREADS'] ??= String(MOST_CONNECTIONS + 4);

/** Rows that are made JavaScript values before others get their turn. */
const ROWS_AT_ONCE = 200;
const IDS_AT_ONCE = 2000;

/** Dataverse ends a statement after two minutes. */
const STATEMENT_MILLISECONDS = 120_000;

/** Connections beside the one that writes, for reading off the thread that serves. */
export class Readers {
  private readonly free: ReadingConnection[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly reading = new Set<AbortController>();
  private isClosed = false;
  private open = 0;

  constructor(
    private readonly file: string,
    private readonly tables: Tables,
    private readonly statementMilliseconds = STATEMENT_MILLISECONDS,
  ) {}

  /** @throws DataverseError when a statement takes too long; whatever `work` throws. */
  async read<T>(work: (reader: Reader) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = await this.take();
    const ended = new AbortController();
    const end = (): void => {
      ended.abort();
    };
    signal?.addEventListener('abort', end);
    this.reading.add(ended);
    try {
      if (signal?.aborted === true || this.isClosed) end();
      return await connection.snapshot(this.tables, work, ended.signal);
    } finally {
      signal?.removeEventListener('abort', end);
      this.reading.delete(ended);
      if (ended.signal.aborted) this.drop(connection);
      else this.give(connection);
    }
  }

  /** Ends what is being read. */
  close(): void {
    this.isClosed = true;
    for (const ended of this.reading) ended.abort();
    for (const connection of this.free.splice(0)) connection.close();
  }

  private async take(): Promise<ReadingConnection> {
    while (this.free.length === 0 && this.open >= MOST_CONNECTIONS) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const free = this.free.pop();
    if (free !== undefined) return free;
    this.open += 1;
    return new ReadingConnection(this.file, this.statementMilliseconds);
  }

  /** A statement that was left between its rows stays open, and SQLite then interrupts whatever comes after it. */
  private drop(connection: ReadingConnection): void {
    connection.close();
    this.open -= 1;
    this.waiting.shift()?.();
  }

  private give(connection: ReadingConnection): void {
    if (this.isClosed) connection.close();
    else this.free.push(connection);
    this.waiting.shift()?.();
  }
}

interface Statement {
  iterate(parameters: readonly unknown[]): Promise<Iterable<SqlRow>>;
}

interface BegunRows {
  readonly first: IteratorResult<SqlRow, unknown>;
  readonly others: Iterator<SqlRow, unknown>;
}

class ReadingConnection {
  private readonly connection: Libsql;
  private readonly statements = new Map<string, Statement>();

  constructor(
    file: string,
    private readonly statementMilliseconds: number,
  ) {
    this.connection = new Libsql(file, { timeout: 5000 });
  }

  close(): void {
    this.statements.clear();
    this.connection.close();
  }

  /** All that is read within sees the rows of one moment. */
  async snapshot<T>(tables: Tables, work: (reader: Reader) => Promise<T>, ended: AbortSignal): Promise<T> {
    const select = async (query: Query): Promise<readonly Row[]> => {
      const rows: Row[] = await this.all(atOnce(compileSql(compileQuery(query, tables))), ended);
      restoreBooleans(rows, booleanKeys(query, tables));
      return rows;
    };
    const reader: Reader = {
      tables,
      select,
      count: async (query) => {
        const [row] = await this.all(compileSql(compileCount(query, tables)), ended);
        return Number(row?.['n'] ?? 0);
      },
      ids: (statement) => this.slices(atOnce(statement), ended),
      retrieve: async (name: string, id: RecordId) => (await select(wholeRow(tables, name, id)))[0],
    };
    await this.connection.exec('begin');
    try {
      return await work(reader);
    } finally {
      // An interrupted statement may have ended the transaction already.
      await Promise.resolve(this.connection.exec('rollback')).catch(() => undefined);
    }
  }

  private async all(text: SqlText, ended: AbortSignal): Promise<SqlRow[]> {
    const rows: SqlRow[] = [];
    for await (const slice of this.rows(text, ended, ROWS_AT_ONCE)) rows.push(...slice);
    return rows;
  }

  private async *slices(text: SqlText, ended: AbortSignal): AsyncGenerator<readonly RecordId[]> {
    for await (const slice of this.rows(text, ended, IDS_AT_ONCE)) yield slice.map(({ id }) => storedId(id));
  }

  private async *rows(text: SqlText, ended: AbortSignal, atOnce: number): AsyncGenerator<SqlRow[]> {
    let slice: SqlRow[] = [];
    let count = 0;
    const start = performance.now();
    const rows = await this.begun(text, ended);
    const milliseconds = performance.now() - start;
    for (let next = rows.first; next.done !== true; next = rows.others.next()) {
      slice.push(next.value);
      count += 1;
      if (slice.length < atOnce) continue;
      yield slice;
      slice = [];
      await new Promise(setImmediate);
      ended.throwIfAborted();
    }
    statementListener()?.({ sql: text.sql, rows: count, milliseconds });
    yield slice;
  }

  /** Starts a statement; what it selects is there when this is, or was refused because it took too long. */
  private async begun({ sql, parameters }: SqlText, ended: AbortSignal): Promise<BegunRows> {
    ended.throwIfAborted();
    const late = new AbortController();
    let again: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      this.connection.interrupt();
      // A statement that is only about to start does not hear the first call.
      again ??= setInterval(interrupt, 50);
    };
    const time = setTimeout(() => {
      late.abort();
      interrupt();
    }, this.statementMilliseconds);
    ended.addEventListener('abort', interrupt);
    try {
      const rows = await (await this.prepared(sql)).iterate(bindable(parameters));
      const others = rows[Symbol.iterator]();
      // That a statement was ended is told where its first row is read.
      return { first: others.next(), others };
    } catch (error) {
      if (late.signal.aborted) throw new DataverseError(500, errorCodes.sqlTimeout, 'SQL timeout expired.');
      ended.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(time);
      clearInterval(again);
      ended.removeEventListener('abort', interrupt);
    }
  }

  private async prepared(sql: string): Promise<Statement> {
    const cached = this.statements.get(sql);
    if (cached !== undefined) return cached;
    const statement = (await this.connection.prepare(sql)) as Statement;
    const oldest = this.statements.keys().next();
    if (this.statements.size >= 50 && oldest.done !== true) this.statements.delete(oldest.value);
    this.statements.set(sql, statement);
    return statement;
  }
}

/** SQLite finds all rows in its thread before the first is read; else the next ones are found where they are read. */
function atOnce({ sql, parameters }: SqlText): SqlText {
  return { sql: `with page as materialized (${sql}) select * from page`, parameters };
}

function wholeRow(tables: Tables, tableName: string, id: RecordId): Query {
  const table = tables.get(tableName);
  return {
    table: tableName,
    select: [...sqlColumns(table).keys()].map((name) => ({ as: name, value: column(name) })),
    where: equals(column(table.primaryId), id),
  };
}
