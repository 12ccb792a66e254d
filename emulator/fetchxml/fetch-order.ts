import type { ColumnDescription } from '../../segments';
import type { Join, Order, Scalar, Tables } from '../store';
import type { FetchOrder } from './fetch';
import { fetchError, shortened } from './fetch-error';
import { columnAt, referenceAt, type Place, type Places } from './places';

/** An order of rows, and how a paging cookie calls it. */
export interface FetchedOrder {
  readonly order: Order;
  /** Column of the query's own table; undefined for any other value, which no cookie can hold. */
  readonly column?: ColumnDescription;
  /** Joins that bring the names lookups are sorted by. */
  readonly joins: readonly Join[];
}

/** The orders of a place and then those of its links, as Dataverse applies them. */
export function ordersOf(
  place: Place,
  places: Places,
  tables: Tables,
  aliased: ReadonlyMap<string, Scalar>,
): readonly FetchedOrder[] {
  return [
    ...place.entity.orders.map((order) => orderOf(order, place, places, tables, aliased)),
    ...place.links.flatMap((link) => ordersOf(link, places, tables, aliased)),
  ];
}

function orderOf(
  order: FetchOrder,
  place: Place,
  places: Places,
  tables: Tables,
  aliased: ReadonlyMap<string, Scalar>,
): FetchedOrder {
  const { descending } = order;
  if (order.alias !== undefined) {
    const by = aliased.get(order.alias.toLowerCase());
    if (by === undefined)
      throw fetchError('unknownAlias', `Alias '${shortened(order.alias)}' does not exist in the query.`);
    return { order: { by, descending }, joins: [] };
  }
  const target = order.entityName === undefined ? place : places.named(order.entityName);
  const column = columnAt(target, order.attribute ?? '');
  const by = referenceAt(target, column.name);
  const own = target.alias === undefined ? { column } : {};
  if (column.type !== 'lookup') return { order: { by, descending }, joins: [], ...own };
  const joins = column.targets.flatMap((name): Join[] => {
    const table = tables.find(name);
    const alias = `$sorted_${target.alias ?? ''}_${column.name}_${name}`;
    return table === undefined ? [] : [{ alias, table: name, kind: 'outer', from: by, to: table.primaryId }];
  });
  const names = joins.map(({ alias, table }): Scalar => ({
    kind: 'column',
    source: alias,
    column: tables.get(table).primaryName,
  }));
  const [only] = names;
  // A lookup sorts by the name of the row it points to.
  const name: Scalar =
    only === undefined ? by : names.length === 1 ? only : { kind: 'call', function: 'coalesce', of: names };
  return { order: { by: name, descending }, joins };
}
