import type { ColumnDescription } from '../../segments';
import {
  call,
  column as columnReference,
  type Join,
  type LookupColumn,
  type Order,
  type Scalar,
  type Tables,
} from '../store';
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

/** What orders may refer to beside the columns of their own table. */
export interface OrderContext {
  readonly places: Places;
  readonly tables: Tables;
  /** Values by their alias in lower case. */
  readonly aliased: ReadonlyMap<string, Scalar>;
  readonly sortsByValue: boolean;
}

/** The orders of a place and then those of its links, as Dataverse applies them. */
export function ordersOf(place: Place, context: OrderContext): readonly FetchedOrder[] {
  return [
    ...place.entity.orders.map((order) => orderOf(order, place, context)),
    ...place.links.flatMap((link) => ordersOf(link, context)),
  ];
}

function orderOf(order: FetchOrder, place: Place, context: OrderContext): FetchedOrder {
  const { descending } = order;
  if (order.alias !== undefined) {
    const by = context.aliased.get(order.alias.toLowerCase());
    if (by === undefined) {
      throw fetchError('unknownAlias', `Alias '${shortened(order.alias)}' does not exist in the query.`);
    }
    return { order: { by, descending }, joins: [] };
  }
  const target = order.entityName === undefined ? place : context.places.named(order.entityName);
  const column = columnAt(target, order.attribute ?? '');
  const by = referenceAt(target, column.name);
  if (column.type === 'lookup') return byName(column, target, descending, context);
  const value = context.sortsByValue ? by : sortedByLabel(by, column);
  return { order: { by: value, descending }, joins: [], ...(target.alias === undefined ? { column } : {}) };
}

/** Choices are sorted by their labels. Source: "Order rows using FetchXml". */
function sortedByLabel(by: Scalar, column: ColumnDescription): Scalar {
  if (column.type !== 'picklist' && column.type !== 'state' && column.type !== 'status') return by;
  const labelled = [...column.options].sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return { kind: 'place', of: by, among: labelled.map(({ value }) => value) };
}

/** A lookup sorts by the name of the row it points to. */
function byName(
  column: LookupColumn,
  place: Place,
  descending: boolean,
  { tables }: OrderContext,
): FetchedOrder {
  const from = referenceAt(place, column.name);
  const joins = column.targets.flatMap((name): Join[] => {
    const table = tables.find(name);
    const alias = `$sorted_${place.alias ?? ''}_${column.name}_${name}`;
    return table === undefined ? [] : [{ alias, table: name, kind: 'outer', from, to: table.primaryId }];
  });
  const names = joins.map(({ alias, table }) => columnReference(tables.get(table).primaryName, alias));
  const [only] = names;
  const by: Scalar = only === undefined ? from : names.length === 1 ? only : call('coalesce', ...names);
  return { order: { by, descending }, joins };
}
