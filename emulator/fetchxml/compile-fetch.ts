import type { OperatorEnvironment } from '../operators';
import { value, type Join, type Order, type Query, type Scalar, type Selection, type Tables } from '../store';
import { selectColumn, type AnswerColumn, type SelectedColumn } from './answer-column';
import type { Fetch, FetchAttribute } from './fetch';
import { aggregateColumn } from './fetch-aggregate';
import { fetchError, shortened } from './fetch-error';
import { filterContext } from './fetch-condition';
import { filtersOf, joinedPlaces, joinsOf } from './fetch-filter';
import { ordersOf, type FetchedOrder } from './fetch-order';
import { checkAlias, columnAt, Places, referenceAt, type LinkPlace, type Place } from './places';

export interface CompiledFetch {
  /** Without limit and position. */
  readonly query: Query;
  readonly columns: readonly AnswerColumn[];
  /** Whether the answer has whole rows of the query's own table, with an id and a version. */
  readonly hasRows: boolean;
  /** The orders by which a paging cookie tells its place; undefined where none can. */
  readonly cookieOrders: readonly FetchedOrder[] | undefined;
}

/** Key of the value that rows are sorted by at this place of the order. */
export function sortKey(index: number): string {
  return `$sort${index}`;
}

/** Key of a row's version. */
export const VERSION = '$version';

/** @throws DataverseError when the query names what does not exist or does not fit. */
export function compileFetch(fetch: Fetch, tables: Tables, environment: OperatorEnvironment): CompiledFetch {
  const places = new Places(fetch.entity, tables);
  const context = filterContext(places, tables, environment);
  const where = filtersOf(places.root, context);
  const joins = joinsOf(places.root, context);
  const linked = joinedPlaces(places.root);
  const base = {
    table: places.root.table.logicalName,
    ...(where === undefined ? {} : { where }),
  };
  return fetch.aggregate
    ? aggregateQuery(fetch, places, tables, base, joins, linked)
    : rowQuery(fetch, places, tables, base, joins, linked);
}

type Base = Pick<Query, 'table' | 'where'>;

function aggregateQuery(
  fetch: Fetch,
  places: Places,
  tables: Tables,
  base: Base,
  joins: readonly Join[],
  linked: readonly LinkPlace[],
): CompiledFetch {
  const columns = [places.root, ...linked].flatMap((place) =>
    namedAttributes(place).map((attribute) => aggregateColumn(place, attribute)),
  );
  if (columns.length === 0)
    throw fetchError('plainColumnInAggregate', 'An aggregate query needs at least one attribute.');
  checkUnique(columns);
  const given = ordersOf(places.root, {
    places,
    tables,
    aliased: valuesByKey(columns),
    sortsByValue: fetch.sortsByValue,
  });
  const groupBy = columns.flatMap((column) => column.groupBy);
  const orders = [...given.map(({ order }) => order), ...groupBy.map((by): Order => ({ by }))];
  const query: Query = {
    ...base,
    select: columns.flatMap(({ selections }) => selections),
    joins: withSortJoins(joins, given),
    groupBy,
    orderBy: groupBy.length === 0 ? [] : orders,
  };
  return { query, columns: columns.map(({ answer }) => answer), hasRows: false, cookieOrders: undefined };
}

/** What an order by alias sorts by. */
function valuesByKey(columns: readonly SelectedColumn[]): ReadonlyMap<string, Scalar> {
  return new Map(
    columns.map(({ answer, selections }) => [answer.key.toLowerCase(), selections[0]?.value ?? value(null)]),
  );
}

function rowQuery(
  fetch: Fetch,
  places: Places,
  tables: Tables,
  base: Base,
  joins: readonly Join[],
  linked: readonly LinkPlace[],
): CompiledFetch {
  const { root } = places;
  const columns = [...ownColumns(root, fetch.distinct), ...linked.flatMap(linkedColumns)];
  checkUnique(columns);
  const values = columns.flatMap(({ selections }) => selections);
  const given = ordersOf(root, {
    places,
    tables,
    aliased: valuesByKey(columns),
    sortsByValue: fetch.sortsByValue,
  });
  const tail = fetch.distinct ? values.map((selection) => selection.value) : rowIds(root, linked);
  const orders = uniqueOrders(given, tail, root);
  const query: Query = {
    ...base,
    select: [...values, ...hiddenSelections(root, orders, fetch.distinct)],
    joins: withSortJoins(joins, orders),
    orderBy: orders.map(({ order }) => order),
    ...(fetch.distinct ? { distinct: true } : {}),
  };
  const oneRowEach = linked.every(({ entity, table }) => entity.from === table.primaryId);
  const hasCookie = !fetch.distinct && oneRowEach && orders.every(({ column }) => column !== undefined);
  return {
    query,
    columns: columns.map(({ answer }) => answer),
    hasRows: !fetch.distinct,
    cookieOrders: hasCookie ? orders : undefined,
  };
}

function namedAttributes(place: Place): readonly FetchAttribute[] {
  return typeof place.entity.attributes === 'string' ? [] : place.entity.attributes;
}

/** Without attributes a query gives all columns; its id comes along unless rows are to be distinct. */
function ownColumns(root: Place, distinct: boolean): readonly SelectedColumn[] {
  const { attributes } = root.entity;
  const isAll = attributes === 'all' || (attributes !== 'none' && attributes.length === 0);
  if (isAll)
    return [...root.table.columns.values()].map((column) => selectColumn(root, column, column.name, 'own'));
  const named = namedAttributes(root).map((attribute) => {
    const column = columnAt(root, attribute.name);
    if (attribute.alias === undefined) return selectColumn(root, column, column.name, 'own');
    checkAlias(attribute.alias);
    return selectColumn(root, column, attribute.alias, 'aliased');
  });
  const { primaryId } = root.table;
  const hasId = named.some(({ answer }) => answer.kind === 'own' && answer.key === primaryId);
  const columns =
    distinct || hasId ? named : [...named, selectColumn(root, columnAt(root, primaryId), primaryId, 'own')];
  if (columns.length === 0) throw fetchError('badElement', 'A distinct query needs at least one attribute.');
  return columns.filter(isFirstOfItsName);
}

/** A column named twice is one. */
function isFirstOfItsName(
  { answer }: SelectedColumn,
  index: number,
  all: readonly SelectedColumn[],
): boolean {
  return answer.kind !== 'own' || all.findIndex((other) => other.answer.key === answer.key) === index;
}

function linkedColumns(place: LinkPlace): readonly SelectedColumn[] {
  if (place.entity.attributes === 'all') {
    return [...place.table.columns.values()].map((column) =>
      selectColumn(place, column, `${place.alias}.${column.name}`, 'aliased'),
    );
  }
  return namedAttributes(place).map((attribute) => {
    const column = columnAt(place, attribute.name);
    if (attribute.alias !== undefined) checkAlias(attribute.alias);
    return selectColumn(place, column, attribute.alias ?? `${place.alias}.${column.name}`, 'aliased');
  });
}

/** @throws DataverseError when two values would have one name in the answer. */
function checkUnique(columns: readonly SelectedColumn[]): void {
  const keys = new Set<string>();
  for (const { answer } of columns) {
    if (keys.has(answer.key))
      throw fetchError('badAlias', `Alias '${shortened(answer.key)}' is used more than once.`);
    keys.add(answer.key);
  }
}

/** An order in which every row has its own place, so that pages neither miss nor repeat one. */
function uniqueOrders(
  given: readonly FetchedOrder[],
  tail: readonly Scalar[],
  root: Place,
): readonly FetchedOrder[] {
  const present = new Set(given.map(({ order }) => JSON.stringify(order.by)));
  const missing = tail.filter((by) => !present.has(JSON.stringify(by)));
  return [
    ...given,
    ...missing.map((by): FetchedOrder => {
      const column =
        by.kind === 'column' && by.source === undefined ? root.table.columns.get(by.column) : undefined;
      return { order: { by }, joins: [], ...(column === undefined ? {} : { column }) };
    }),
  ];
}

function rowIds(root: Place, linked: readonly LinkPlace[]): readonly Scalar[] {
  const many = linked.filter(({ entity, table }) => entity.from !== table.primaryId);
  return [root, ...many].map((place) => referenceAt(place, place.table.primaryId));
}

function hiddenSelections(
  root: Place,
  orders: readonly FetchedOrder[],
  distinct: boolean,
): readonly Selection[] {
  if (distinct) return [];
  const sorts = orders.map(({ order }, index) => ({ as: sortKey(index), value: order.by }));
  const version = root.table.columns.has('versionnumber')
    ? [{ as: VERSION, value: referenceAt(root, 'versionnumber') }]
    : [];
  return [...sorts, ...version];
}

function withSortJoins(joins: readonly Join[], orders: readonly FetchedOrder[]): readonly Join[] {
  const added = new Map(orders.flatMap((order) => order.joins).map((join) => [join.alias, join]));
  return [...joins, ...added.values()];
}
