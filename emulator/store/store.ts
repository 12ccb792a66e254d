import type { RecordId } from '../../segments';
import type { Query } from './query';
import type { Reader } from './reader';
import type { Row } from './row';
import type { SqlDatabase } from './database';
import type { Snapshots } from './snapshots';
import type { Table, Tables } from './catalogue';

/** Who writes, and what the write is to look like. */
export interface WriteOptions {
  /** The user in createdby, modifiedby and ownerid; the system user when absent. */
  readonly user?: RecordId;
  /** Writes read-only columns too (the platform's own work); a client's values for them are ignored. */
  readonly system?: boolean;
}

/** One create, update or delete as rules see it. */
export interface Write {
  readonly kind: 'create' | 'update' | 'delete';
  readonly table: Table;
  readonly id: RecordId;
  /** The columns to be written, checked and completed; a `before` rule may change them. */
  readonly values: Row;
  /** The row as it is before the write; undefined for a create. */
  readonly previous: Row | undefined;
  readonly user: RecordId;
}

/**
 * What a table does beyond its columns, as a plug-in does in Dataverse: `before` may change or refuse a write
 * (by throwing a DataverseError), `after` may follow it. Both run in the write's transaction.
 */
export interface TableRule {
  readonly table: string;
  before?(write: Write, store: Store): void;
  after?(write: Write, store: Store): void;
}

/** Rows of Dataverse tables in SQLite. All work is synchronous; every write runs in a transaction. */
export interface Store {
  readonly tables: Tables;
  /** For set operations over tables of one's own; Dataverse tables have their logical names there. */
  readonly database: SqlDatabase;
  /** Undefined for rows in memory. */
  readonly snapshots: Snapshots | undefined;
  now(): Date;
  /** @throws DataverseError when a column, a value or an id is refused. */
  create(table: string, values: Row, options?: WriteOptions): RecordId;
  /** Creates many rows in one transaction, with the same checks. Returns how many. */
  createMany(table: string, rows: Iterable<Row>, options?: WriteOptions): number;
  retrieve(table: string, id: RecordId): Row | undefined;
  /** @throws DataverseError 404 when there is no such row. */
  update(table: string, id: RecordId, values: Row, options?: WriteOptions): void;
  delete(table: string, id: RecordId, options?: WriteOptions): void;
  select(query: Query): Row[];
  count(query: Query): number;
  /**
   * Reads beside whatever else goes on; all of it sees the rows of one moment.
   * @throws DataverseError when the time of a statement is up, and whatever `work` throws.
   */
  read<T>(work: (reader: Reader) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Runs the work in a transaction; inside another one it is a savepoint. */
  transaction<T>(work: () => T): T;
  close(): void;
}
