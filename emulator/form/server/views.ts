import { compileFetch, readFetch } from '../../fetchxml';
import {
  column,
  equals,
  SYSTEM_USER,
  where,
  type Condition,
  type Query,
  type Store,
  type Table,
} from '../../store';

/** Which records a list shows. */
export interface ListedView {
  /** What the address calls it: the id of a saved view, or a name. */
  readonly key: string;
  /** English where the app names it, as it was saved elsewhere. */
  readonly label: string;
  /** Joins and conditions; without columns and order. */
  readonly query: Pick<Query, 'joins' | 'where'>;
}

/** The saved views of a table, the default one first, then those that the app makes of the state of the records. */
export function viewsOf(store: Store, table: Table): readonly ListedView[] {
  const saved = savedViews(store, table);
  const inState = (state: number): ListedView['query'] => where([equals(column('statecode'), state)]);
  const active = { key: 'active', label: 'Active', query: inState(0) };
  return [
    ...saved,
    ...(saved.length === 0 ? [active] : []),
    { key: 'inactive', label: 'Inactive', query: inState(1) },
    { key: 'all', label: 'All', query: {} },
  ];
}

function savedViews(store: Store, { logicalName }: Table): readonly ListedView[] {
  if (!store.tables.find('savedquery')) return [];
  const conditions: readonly Condition[] = [
    equals(column('returnedtypecode'), logicalName),
    equals(column('querytype'), 0),
  ];
  const rows = store.select({
    table: 'savedquery',
    select: ['savedqueryid', 'name', 'fetchxml', 'isdefault'].map((as) => ({ as, value: column(as) })),
    ...where(conditions),
    orderBy: [{ by: column('isdefault'), descending: true }, { by: column('name') }],
  });
  return rows.map((row) => {
    const fetch = readFetch(String(row['fetchxml'] ?? ''));
    const { query } = compileFetch(fetch, store.tables, { user: SYSTEM_USER, now: () => new Date() });
    const { joins, where: condition } = query;
    return {
      key: String(row['savedqueryid']),
      label: String(row['name']),
      query: { ...(joins ? { joins } : {}), ...(condition ? { where: condition } : {}) },
    };
  });
}
