import type { RecordId } from '../../segments';
import { columns } from './build-query';
import type { Condition, Query } from './query';
import { storedId } from './row';
import type { Store } from './store';

/** The ids of a table's rows that meet a condition. */
export function idsWhere(
  store: Store,
  table: string,
  condition: Condition,
  more: Pick<Query, 'orderBy' | 'limit'> = {},
): readonly RecordId[] {
  const select = columns({ id: store.tables.get(table).primaryId });
  return store.select({ table, select, where: condition, ...more }).map((row) => storedId(row['id']));
}
