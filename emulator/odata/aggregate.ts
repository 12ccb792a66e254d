import type { ColumnDescription } from '../../segments';
import { badRequest } from '../dataverse-error';
import {
  annotationNames,
  edmKind,
  formattedValue,
  lookupKey,
  lookupTarget,
  namesOfLookups,
  propertyName,
  type Json,
} from '../row-json';
import {
  aggregate,
  where,
  type AggregateFunction,
  type Condition,
  type Query,
  type Row,
  type RowValue,
  type Scalar,
  type Selection,
  type Table,
} from '../store';
import { splitOutside } from './expand';
import { parseFilter, type FilterEnvironment } from './filter';
import { QueryScope } from './query-scope';
import { readTop, type QueryOptions } from './query-options';
import type { Reading } from './reading';
import { notSupported, queryRefused, syntaxError } from './syntax-error';
import { TokenReader } from './token-reader';

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

/** What Microsoft's library calls the transformations; none but filters comes before another. */
const nodeOf: Readonly<Record<string, string>> = {
  filter: 'Filter',
  groupby: 'GroupBy',
  aggregate: 'Aggregate',
};

/**
 * The rows of `GET contacts?$apply=...`.
 *
 *     APPLY     := ("filter" "(" FILTER ")" "/")* (GROUPBY | AGGREGATE)
 *     GROUPBY   := "groupby" "(" "(" PATH ("," PATH)* ")" ("," AGGREGATE)? ")"
 *     AGGREGATE := "aggregate" "(" ITEM ("," ITEM)* ")"
 *     ITEM      := "$count" "as" NAME | PATH "with" METHOD "as" NAME
 */
export async function readAggregate(
  table: Table,
  among: readonly Condition[],
  apply: string,
  options: QueryOptions,
  reading: Reading,
): Promise<readonly Json[]> {
  const refused = options.names.find((name) => !['$apply', '$top', '$count'].includes(name));
  if (refused === '$orderby') {
    throw queryRefused('The query node SingleValueOpenPropertyAccess is not supported');
  }
  if (refused !== undefined) throw queryRefused(`${refused} cannot be combined with $apply.`);
  const { reader } = reading;
  const scope = new QueryScope(reading.tables, table);
  const { results, conditions } = readTransformations(apply, scope, reading);
  const rows: Query = {
    table: table.logicalName,
    select: [],
    joins: scope.joins,
    ...where([...among, ...conditions]),
  };
  if ((await reader.count(rows)) > MOST_AGGREGATED) {
    throw badRequest('0x8004e023', 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.');
  }
  const groups = results.filter((result) => result.isGroup);
  const found = await reader.select({
    ...rows,
    select: results.map(({ value }, index): Selection => ({ as: `$${index}`, value })),
    ...(groups.length === 0 ? {} : { groupBy: groups.map(({ value }) => value) }),
    orderBy: groups.map(({ value }) => ({ by: value })),
    limit: Math.min(readTop(options.get('$top')) ?? 5000, 5000),
  });
  return Promise.all(found.map((row) => resultJson(results, row, reading)));
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
    const [, name, inside = ''] = found;
    if (results !== undefined) throw notSupported(nodeOf[name ?? ''] ?? '');
    if (name === 'filter') conditions.push(parseFilter(inside, scope, filters));
    else results = name === 'groupby' ? readGroupBy(inside, scope) : readAggregates(inside, scope);
  }
  if (results === undefined) throw notSupported('Filter');
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
    return { name, value: aggregate('countRows'), column: undefined, isGroup: false };
  }
  reader.expect('with');
  const { text: method, at } = reader.expectKind('name');
  const { reference, column } = scope.column(path);
  const name = readAlias(reader);
  const used = Object.hasOwn(functions, method) ? functions[method] : undefined;
  if (method === 'countdistinct') throw notSupported('CountDistinct');
  if (used === undefined) throw queryRefused(`Unrecognized with '${method}' at '${at}' in '${text}'.`);
  const isNumber = ['int', 'long', 'decimal', 'double'].includes(edmKind(column));
  if (!isNumber && (used === 'sum' || used === 'average')) {
    throw queryRefused(`The aggregation method '${method}' needs a number; '${column.name}' is none.`);
  }
  const shown = used === 'average' && column.type !== 'money' ? undefined : column;
  return { name, value: aggregate(used, reference), column: shown, isGroup: false };
}

function readAlias(reader: TokenReader): string {
  reader.expect('as');
  const alias = reader.expectKind('name').text;
  reader.finish();
  return alias;
}

/** One group; properties without a value are left out, as Dataverse does. */
async function resultJson(results: readonly Result[], row: Row, reading: Reading): Promise<Json> {
  const json: Json = {};
  for (const [index, { name, column }] of results.entries()) {
    const value = row[`$${index}`] ?? null;
    if (value === null) continue;
    const formatted = reading.annotations.formatted
      ? await formattedResult(column, value, reading)
      : undefined;
    if (formatted !== undefined) json[`${name}@${annotationNames.formatted}`] = formatted;
    json[name] = value;
  }
  return json;
}

async function formattedResult(
  column: ColumnDescription | undefined,
  value: RowValue,
  { reader }: Reading,
): Promise<string | undefined> {
  if (column === undefined) return typeof value === 'number' ? value.toLocaleString('en-US') : undefined;
  if (column.type !== 'lookup') return formattedValue(column, value);
  const row: Row = { [column.name]: value };
  const target = lookupTarget(column, row);
  if (target === undefined) return undefined;
  return (await namesOfLookups(reader, [column], [row])).get(lookupKey(target, String(value)));
}
