import type { RecordId } from '../../segments';
import type { Tables } from './catalogue';
import type { Query } from './query';
import type { Row } from './row';
import type { SqlText } from './sql-text';

/** Rows as they were at one moment; reading them holds nobody up. */
export interface Reader {
  readonly tables: Tables;
  retrieve(table: string, id: RecordId): Promise<Row | undefined>;
  select(query: Query): Promise<readonly Row[]>;
  count(query: Query): Promise<number>;
  /** The ids that a statement of our own selects as `id`, in slices that leave time for others between them. */
  ids(statement: SqlText): AsyncIterable<readonly RecordId[]>;
}
