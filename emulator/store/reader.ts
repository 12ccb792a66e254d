import type { RecordId } from '../../segments';
import type { Tables } from './catalogue';
import type { Query } from './query';
import type { Row } from './row';

/** Rows as they were at one moment; reading them holds nobody up. */
export interface Reader {
  readonly tables: Tables;
  retrieve(table: string, id: RecordId): Promise<Row | undefined>;
  select(query: Query): Promise<readonly Row[]>;
  count(query: Query): Promise<number>;
}
