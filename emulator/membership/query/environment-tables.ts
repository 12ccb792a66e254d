import type { QueryTables } from '../../../segments/query';
import { queryTables } from '../../../segments/query';
import type { Store } from '../../store';
import { findSegment } from './referenced-segment';

/** The tables of a store as segment queries see them. */
export function tablesOf(store: Store): QueryTables {
  const relationships = store.tables.all.flatMap((table) => store.tables.manyToOne(table.logicalName));
  return queryTables(store.tables.all, relationships, (name) => findSegment(store, name)?.table);
}
