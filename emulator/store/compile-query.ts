import { sql, type RawBuilder } from 'kysely';
import { badRequest, errorCodes } from '../dataverse-error';
import type { Table, Tables } from './catalogue';
import { compileCondition } from './compile-condition';
import { columnOf, compileScalar, type Scope } from './compile-scalar';
import type { ColumnReference, Join, Order, Query } from './query';
import type { RowValue } from './row';

type Expression = RawBuilder<unknown>;

/** Alias of a query's own table; an alias that a client chooses cannot hold a dollar sign. */
const ROOT = '$root';

/** SQLite joins at most 64 tables. */
const MOST_JOINS = 30;

/** A select statement with bound parameters. @throws DataverseError when it names what does not exist. */
export function compileQuery(query: Query, tables: Tables): Expression {
  const scope = scopeOf(query, tables);
  const columns = query.select.map(({ as, value }) => sql`${compileScalar(value, scope)} as ${sql.id(as)}`);
  const clauses = [
    sql`select ${sql.raw(query.distinct === true ? 'distinct ' : '')}${sql.join(columns)}`,
    ...fromClauses(query, scope),
    ...(query.groupBy === undefined || query.groupBy.length === 0
      ? []
      : [sql`group by ${sql.join(query.groupBy.map((part) => compileScalar(part, scope)))}`]),
    ...(query.having === undefined ? [] : [sql`having ${compileCondition(query.having, scope)}`]),
    ...orderClauses(query.orderBy ?? [], scope),
    ...limitClauses(query),
  ];
  return sql.join(clauses, sql.raw(' '));
}

/** The number of rows a query has without its limit. */
export function compileCount(query: Query, tables: Tables): Expression {
  if (query.groupBy === undefined && query.distinct !== true) {
    const scope = scopeOf(query, tables);
    return sql.join([sql`select count(*) as n`, ...fromClauses(query, scope)], sql.raw(' '));
  }
  const { limit: _limit, offset: _offset, after: _after, orderBy: _order, ...all } = query;
  return sql`select count(*) as n from (${compileQuery(all, tables)})`;
}

/** Keys of the result whose SQL value is 0 or 1 and means false or true. */
export function booleanKeys(query: Query, tables: Tables): string[] {
  const scope = scopeOf(query, tables);
  return query.select.filter(({ value }) => columnOf(value, scope)?.type === 'boolean').map(({ as }) => as);
}

function scopeOf(query: Query, tables: Tables): Scope {
  return makeScope(tables, ROOT, new Map([[ROOT, tables.get(query.table)]]), query.joins ?? []);
}

function makeScope(
  tables: Tables,
  rootAlias: string,
  outer: ReadonlyMap<string, Table>,
  joins: readonly Join[],
): Scope {
  if (joins.length > MOST_JOINS) {
    throw badRequest(errorCodes.invalidArgument, `A query may link at most ${MOST_JOINS} tables.`);
  }
  const named = new Map(outer);
  for (const join of joins) named.set(join.alias, tables.get(join.table));
  const scope: Scope = {
    tables,
    rootAlias,
    tableOf(reference: ColumnReference) {
      const table = named.get(reference.source ?? rootAlias);
      if (table !== undefined) return table;
      throw badRequest(
        errorCodes.invalidArgument,
        `Link entity with name or alias ${reference.source ?? ''} is not found.`,
      );
    },
    select: (query) => compileQuery(query, tables),
    joinClauses: (list) =>
      sql.join(
        list.map((join) => joinClause(join, scope)),
        sql.raw(''),
      ),
    within: (alias, table, inner) => makeScope(tables, alias, new Map([...named, [alias, table]]), inner),
  };
  return scope;
}

function joinClause(join: Join, scope: Scope): Expression {
  const to = compileScalar({ kind: 'column', source: join.alias, column: join.to }, scope);
  const linked = sql`${to} = ${compileScalar(join.from, scope)}`;
  const on =
    join.on === undefined
      ? linked
      : sql`${linked} and ${compileCondition(join.on, onScope(join.alias, scope))}`;
  const kind = sql.raw(join.kind === 'inner' ? ' inner join ' : ' left join ');
  return sql`${kind}${sql.id(join.table)} as ${sql.id(join.alias)} on ${on}`;
}

/** In the conditions of a join, columns without a source are those of the joined table. */
function onScope(alias: string, scope: Scope): Scope {
  return {
    ...scope,
    rootAlias: alias,
    tableOf: (reference) => scope.tableOf({ ...reference, source: reference.source ?? alias }),
  };
}

function fromClauses(query: Query, scope: Scope): Expression[] {
  const joins = scope.joinClauses(query.joins ?? []);
  const from = sql`from ${sql.id(query.table)} as ${sql.id(ROOT)}`;
  const conditions = [
    ...(query.where === undefined ? [] : [compileCondition(query.where, scope)]),
    ...(query.after === undefined ? [] : [afterPosition(query.orderBy ?? [], query.after, scope)]),
  ];
  const where = conditions.length === 0 ? [] : [sql`where ${sql.join(conditions, sql.raw(' and '))}`];
  return query.joins === undefined || query.joins.length === 0
    ? [from, ...where]
    : [sql`${from}${joins}`, ...where];
}

function orderClauses(orders: readonly Order[], scope: Scope): Expression[] {
  if (orders.length === 0) return [];
  const parts = orders.map(
    ({ by, descending }) => sql`${compileScalar(by, scope)}${sql.raw(descending === true ? ' desc' : '')}`,
  );
  return [sql`order by ${sql.join(parts)}`];
}

function limitClauses(query: Query): Expression[] {
  if (query.limit === undefined && query.offset === undefined) return [];
  return [sql`limit ${query.limit ?? -1} offset ${query.offset ?? 0}`];
}

/**
 * Rows that come after a position in the order, nulls being smallest. The bound on the first column says
 * nothing new, but lets SQLite seek in an index instead of walking all earlier rows.
 */
function afterPosition(orders: readonly Order[], position: readonly RowValue[], scope: Scope): Expression {
  const steps = orders.map((order, index) => ({
    column: compileScalar(order.by, scope),
    descending: order.descending === true,
    value: position[index] ?? null,
  }));
  const alternatives = steps.map((step, index) => {
    const equal = steps.slice(0, index).map(({ column, value }) => sql`${column} is ${value}`);
    return sql`(${sql.join([...equal, isBeyond(step)], sql.raw(' and '))})`;
  });
  const beyond = sql`(${sql.join(alternatives, sql.raw(' or '))})`;
  const [first] = steps;
  if (first === undefined || first.value === null || first.descending) return beyond;
  return sql`${first.column} >= ${first.value} and ${beyond}`;
}

function isBeyond(step: { column: Expression; descending: boolean; value: RowValue }): Expression {
  if (step.descending) {
    return step.value === null ? sql`0` : sql`(${step.column} < ${step.value} or ${step.column} is null)`;
  }
  return step.value === null ? sql`${step.column} is not null` : sql`${step.column} > ${step.value}`;
}
