import type { ColumnDescription } from '../../segments';
import {
  targetColumn,
  type Condition,
  type Order,
  type Query,
  type Row,
  type RowValue,
  type Table,
} from '../store';
import { splitOutside, type Expand, type Shape } from './expand';
import { parseFilter, type FilterEnvironment } from './filter';
import { readOrderBy } from './order-by';
import type { Preferences } from './preferences';
import { QueryScope } from './query-scope';
import type { Json } from './responses';
import { etagOf, lookupTarget, namesOfLookups, rowToJson } from './row-json';
import type { Exchange } from './web-api-request';

/** A selection of rows of one table. */
export interface Selection {
  readonly shape: Shape;
  readonly filter?: string | undefined;
  readonly orderBy?: string | undefined;
  /** Conditions beside the filter, e.g. those of a relationship. */
  readonly where?: readonly Condition[];
  readonly limit: number;
  readonly after?: (orders: number) => readonly RowValue[];
}

export interface SelectedRows {
  readonly rows: readonly Row[];
  readonly json: readonly Json[];
  /** The query without its limit, for counting. */
  readonly query: Query;
  /** Position of the last row, for the next page. */
  readonly position: readonly RowValue[];
  /** Whether more rows were found than were to be kept. */
  readonly hasMore: boolean;
}

const SORT = '$sort';

export function filterEnvironment(
  exchange: Exchange,
  aliases: ReadonlyMap<string, string>,
): FilterEnvironment {
  const { store, now } = exchange.environment;
  return { tables: store.tables, aliases, user: exchange.request.user, now };
}

/** Reads rows and the rows they expand to; of those found only the first `keep` are answered. */
export function selectRows(
  selection: Selection,
  exchange: Exchange,
  filters: FilterEnvironment,
  preferences: Preferences,
  keep = selection.limit,
): SelectedRows {
  const { store } = exchange.environment;
  const { table } = selection.shape;
  const scope = new QueryScope(store.tables, table);
  const filter =
    selection.filter === undefined || selection.filter === ''
      ? []
      : [parseFilter(selection.filter, scope, filters)];
  const orders = uniqueOrder(readOrderBy(selection.orderBy, scope), table);
  const conditions = [...(selection.where ?? []), ...filter];
  const query: Query = {
    table: table.logicalName,
    select: [
      ...neededColumns(selection.shape).map((name) => ({
        as: name,
        value: { kind: 'column', column: name } as const,
      })),
      ...orders.map(({ by }, index) => ({ as: `${SORT}${index}`, value: by })),
    ],
    joins: scope.joins,
    ...(conditions.length === 0 ? {} : { where: { kind: 'and', conditions } }),
    orderBy: orders,
  };
  const after = selection.after?.(orders.length);
  const found = store.select({ ...query, limit: selection.limit, ...(after === undefined ? {} : { after }) });
  const rows = found.slice(0, keep);
  const last = rows[rows.length - 1];
  return {
    rows,
    hasMore: found.length > keep,
    json: jsonOfRows(selection.shape, rows, exchange, filters, preferences, true),
    query,
    position: last === undefined ? [] : orders.map((_, index) => last[`${SORT}${index}`] ?? null),
  };
}

/** An order in which every row has its own place, so that pages neither miss nor repeat one. */
function uniqueOrder(orders: readonly Order[], table: Table): readonly Order[] {
  const id = { by: { kind: 'column', column: table.primaryId } as const };
  const present = orders.some(
    ({ by }) => by.kind === 'column' && by.column === table.primaryId && by.source === undefined,
  );
  return present ? orders : [...orders, id];
}

/** Columns to read: the selected ones and those that expanding, linking and versions need. */
function neededColumns(shape: Shape): string[] {
  const { table } = shape;
  const columns = shape.columns ?? [...table.columns.values()];
  const lookups = shape.expands.flatMap((expand) =>
    expand.kind === 'many' ? [] : [expand.navigation.column],
  );
  const all = [...columns, ...lookups].flatMap((column) => {
    const target = column.type === 'lookup' ? targetColumn(column) : undefined;
    return target === undefined ? [column.name] : [column.name, target];
  });
  const version = table.columns.has('versionnumber') ? ['versionnumber'] : [];
  return [...new Set([...all, table.primaryId, ...version])];
}

/** Rows that were read already, as JSON with what they expand to. */
export function jsonOfRows(
  shape: Shape,
  rows: readonly Row[],
  exchange: Exchange,
  filters: FilterEnvironment,
  preferences: Preferences,
  withEtag: boolean,
): Json[] {
  const columns: readonly ColumnDescription[] = shape.columns ?? [...shape.table.columns.values()];
  const wantsNames = preferences.wants('OData.Community.Display.V1.FormattedValue');
  const names = wantsNames
    ? namesOfLookups(exchange.environment.store, columns, rows)
    : new Map<string, string>();
  const json = rows.map((row) =>
    rowToJson(shape.table, columns, row, preferences, names, withEtag ? { '@odata.etag': etagOf(row) } : {}),
  );
  for (const expand of shape.expands) {
    if (expand.kind === 'one') expandOne(expand, rows, json, exchange, filters, preferences);
    else if (expand.kind === 'principal') expandPrincipal(expand, rows, json);
    else expandMany(expand, shape, rows, json, exchange, filters, preferences);
  }
  return json;
}

type One = Extract<Expand, { kind: 'one' }>;
type Many = Extract<Expand, { kind: 'many' }>;

function expandOne(
  expand: One,
  rows: readonly Row[],
  json: Json[],
  exchange: Exchange,
  filters: FilterEnvironment,
  preferences: Preferences,
): void {
  const { column, name } = expand.navigation;
  const { table } = expand.shape;
  const idOf = (row: Row): string | undefined => {
    const id = row[column.name];
    return typeof id === 'string' && lookupTarget(column, row) === table.logicalName ? id : undefined;
  };
  if (expand.reference) {
    for (const [index, row] of rows.entries()) {
      const id = idOf(row);
      const link =
        id === undefined ? null : { '@odata.id': `${exchange.request.root}${table.entitySetName}(${id})` };
      Object.assign(json[index] ?? {}, { [name]: link });
    }
    return;
  }
  const ids = [...new Set(rows.map(idOf).filter((id) => id !== undefined))];
  const where: Condition = { kind: 'in', of: { kind: 'column', column: table.primaryId }, values: ids };
  const found = selectRows(
    { shape: expand.shape, where: [where], limit: ids.length },
    exchange,
    filters,
    preferences,
  );
  const byId = new Map(
    found.rows.map((row, index) => [row[table.primaryId], withoutEtag(found.json[index])]),
  );
  for (const [index, row] of rows.entries()) {
    Object.assign(json[index] ?? {}, { [name]: byId.get(idOf(row) ?? null) ?? null });
  }
}

function expandPrincipal(
  { navigation }: Extract<Expand, { kind: 'principal' }>,
  rows: readonly Row[],
  json: Json[],
): void {
  for (const [index, row] of rows.entries()) {
    const id = row[navigation.column.name];
    const type = `#Microsoft.Dynamics.CRM.${lookupTarget(navigation.column, row) ?? 'principal'}`;
    const principal = typeof id === 'string' ? { '@odata.type': type, ownerid: id } : null;
    Object.assign(json[index] ?? {}, { [navigation.name]: principal });
  }
}

function withoutEtag(json: Json | undefined): Json | undefined {
  if (json === undefined) return undefined;
  const { '@odata.etag': _etag, ...rest } = json;
  return rest;
}

/** Related rows of one row in an answer; further ones are behind the next link. */
const MOST_RELATED = 5000;

function expandMany(
  expand: Many,
  parent: Shape,
  rows: readonly Row[],
  json: Json[],
  exchange: Exchange,
  filters: FilterEnvironment,
  preferences: Preferences,
): void {
  const { name, column } = expand.navigation;
  for (const [index, row] of rows.entries()) {
    const id = row[parent.table.primaryId] ?? null;
    const where: Condition = {
      kind: 'compare',
      operator: 'eq',
      left: { kind: 'column', column },
      right: { kind: 'value', value: id },
    };
    const limit = Math.min(expand.top ?? MOST_RELATED, MOST_RELATED);
    const { shape, filter, orderBy } = expand;
    const found = selectRows(
      { shape, filter, orderBy, where: [where], limit },
      exchange,
      filters,
      preferences,
    );
    const query = splitOutside(expand.options, ';').join('&');
    const next = `${exchange.request.root}${parent.table.entitySetName}(${String(id)})/${name}${query === '' ? '' : `?${query}`}`;
    // Dataverse gives the link for every expanded collection, unless another one is nested in it.
    const link = shape.expands.length === 0 ? { [`${name}@odata.nextLink`]: next } : {};
    Object.assign(json[index] ?? {}, { [name]: found.json, ...link });
  }
}
