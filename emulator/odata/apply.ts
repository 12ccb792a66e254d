import type { ColumnDescription } from '../../segments';
import { badRequest } from '../dataverse-error';
import type { AggregateFunction, Condition, Query, Row, RowValue, Scalar, Selection } from '../store';
import { splitOutside } from './expand';
import { parseFilter, type FilterEnvironment } from './filter';
import { formattedValue } from './formatted-value';
import { readPreferences, type Preferences } from './preferences';
import { edmKind, propertyName } from './property';
import { QueryScope } from './query-scope';
import { readTop, type QueryOptions } from './query-options';
import type { Collection } from './read';
import { jsonResponse, type Json } from './responses';
import { FORMATTED, lookupKey, lookupTarget, namesOfLookups } from './row-json';
import { filterEnvironment } from './rows-of-shape';
import { notSupported, queryRefused, syntaxError } from './syntax-error';
import { TokenReader } from './token-reader';
import type { Exchange, WebApiResponse } from './web-api-request';

/** Dataverse aggregates no more rows. Source: "Aggregate data using OData". */
const MOST_AGGREGATED = 50_000;

/** A property of the answer: a grouped column or an aggregate. */
interface Result {
  readonly name: string;
  readonly value: Scalar;
  readonly column: ColumnDescription | undefined;
  readonly isGroup: boolean;
}

const functions: Readonly<Record<string, AggregateFunction>> = {
  sum: 'sum',
  average: 'average',
  min: 'min',
  max: 'max',
};

/** `GET contacts?$apply=filter(...)/groupby((...),aggregate(...))` */
export function readAggregate(
  collection: Collection,
  apply: string,
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const refused = options.names.find((name) => !['$apply', '$top', '$count'].includes(name));
  if (refused === '$orderby') throw notSupported('SingleValueOpenPropertyAccess');
  if (refused !== undefined) throw queryRefused(`${refused} cannot be combined with $apply.`);
  const { store } = exchange.environment;
  const scope = new QueryScope(store.tables, collection.table);
  const filters = filterEnvironment(exchange, options.aliases);
  const { results, conditions } = readTransformations(apply, scope, filters);
  const where: Condition = { kind: 'and', conditions: [...collection.where, ...conditions] };
  const rows: Query = { table: collection.table.logicalName, select: [], joins: scope.joins, where };
  if (store.count(rows) > MOST_AGGREGATED) {
    throw badRequest('0x8004e023', 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.');
  }
  const groups = results.filter((result) => result.isGroup);
  const found = store.select({
    ...rows,
    select: results.map(({ value }, index): Selection => ({ as: `$${index}`, value })),
    ...(groups.length === 0 ? {} : { groupBy: groups.map(({ value }) => value) }),
    orderBy: groups.map(({ value }) => ({ by: value })),
    limit: Math.min(readTop(options.get('$top')) ?? 5000, 5000),
  });
  const preferences = readPreferences(exchange.request.headers['prefer']);
  const context = `${exchange.request.root}$metadata#${collection.table.entitySetName}`;
  const value = found.map((row) => resultJson(results, row, exchange, preferences));
  return jsonResponse(200, { '@odata.context': context, value }, preferences);
}

function readTransformations(
  apply: string,
  scope: QueryScope,
  filters: FilterEnvironment,
): { results: readonly Result[]; conditions: readonly Condition[] } {
  const conditions: Condition[] = [];
  let results: readonly Result[] | undefined;
  for (const part of splitOutside(apply, '/')) {
    const found = /^\s*(filter|groupby|aggregate)\s*\(([\s\S]*)\)\s*$/.exec(part);
    if (found === null) throw syntaxError(apply, apply.indexOf(part));
    if (results !== undefined) throw notSupported('a transformation after groupby or aggregate');
    const [, name, inside = ''] = found;
    if (name === 'filter') conditions.push(parseFilter(inside, scope, filters));
    else results = name === 'groupby' ? readGroupBy(inside, scope) : readAggregates(inside, scope);
  }
  if (results === undefined) throw notSupported('$apply without groupby or aggregate');
  return { results, conditions };
}

function readGroupBy(text: string, scope: QueryScope): Result[] {
  const [list = '', aggregates, ...rest] = splitOutside(text, ',');
  const inside = /^\s*\(([\s\S]*)\)\s*$/.exec(list)?.[1];
  if (inside === undefined || rest.length > 0) throw syntaxError(text, 0);
  const groups = inside.split(',').map((path) => groupOf(path.trim().split('/'), scope));
  if (aggregates === undefined) return groups;
  const found = /^\s*aggregate\s*\(([\s\S]*)\)\s*$/.exec(aggregates);
  if (found === null) throw syntaxError(text, list.length + 1);
  return [...groups, ...readAggregates(found[1] ?? '', scope)];
}

function groupOf(path: readonly string[], scope: QueryScope): Result {
  const { reference, column, table } = scope.column(path);
  if (edmKind(column) === 'datetime') throw queryRefused('groupby with datetime values is not supported.');
  const name = path.length === 1 ? propertyName(column) : `${table.logicalName}_${column.name}`;
  return { name, value: reference, column, isGroup: true };
}

function readAggregates(text: string, scope: QueryScope): Result[] {
  return splitOutside(text, ',').map((part) => readAggregateOf(part.trim(), scope));
}

function readAggregateOf(text: string, scope: QueryScope): Result {
  const reader = new TokenReader(text);
  const path = [reader.expectKind('name').text];
  while (reader.take('/')) path.push(reader.expectKind('name').text);
  if (path.length === 1 && path[0] === '$count') {
    const name = readAlias(reader);
    return { name, value: { kind: 'aggregate', function: 'countRows' }, column: undefined, isGroup: false };
  }
  reader.expect('with');
  const method = reader.expectKind('name').text;
  const { reference, column } = scope.column(path);
  const name = readAlias(reader);
  const aggregate = Object.hasOwn(functions, method) ? functions[method] : undefined;
  if (aggregate === undefined) throw notSupported(`the aggregation method '${method}'`);
  const isNumber = ['int', 'long', 'decimal', 'double'].includes(edmKind(column));
  if (!isNumber && (aggregate === 'sum' || aggregate === 'average')) {
    throw queryRefused(`The aggregation method '${method}' needs a number; '${column.name}' is none.`);
  }
  const shown = aggregate === 'average' && column.type !== 'money' ? undefined : column;
  return {
    name,
    value: { kind: 'aggregate', function: aggregate, of: reference },
    column: shown,
    isGroup: false,
  };
}

function readAlias(reader: TokenReader): string {
  reader.expect('as');
  const alias = reader.expectKind('name').text;
  reader.finish();
  return alias;
}

/** One group; properties without a value are left out, as Dataverse does. */
function resultJson(
  results: readonly Result[],
  row: Row,
  exchange: Exchange,
  preferences: Preferences,
): Json {
  const json: Json = {};
  for (const [index, { name, column }] of results.entries()) {
    const value = row[`$${index}`] ?? null;
    if (value === null) continue;
    const formatted = preferences.wants(FORMATTED) ? formattedResult(column, value, exchange) : undefined;
    if (formatted !== undefined) json[`${name}@${FORMATTED}`] = formatted;
    json[name] = value;
  }
  return json;
}

function formattedResult(
  column: ColumnDescription | undefined,
  value: RowValue,
  exchange: Exchange,
): string | undefined {
  if (column === undefined) return typeof value === 'number' ? value.toLocaleString('en-US') : undefined;
  if (column.type !== 'lookup') return formattedValue(column, value);
  const row: Row = { [column.name]: value };
  const target = lookupTarget(column, row);
  if (target === undefined) return undefined;
  return namesOfLookups(exchange.environment.store, [column], [row]).get(lookupKey(target, String(value)));
}
