import { sql, type RawBuilder } from 'kysely';
import type { ColumnDescription } from '../../segments';
import { badRequest, errorCodes } from '../dataverse-error';
import type { Table, Tables } from './catalogue';
import type { AggregateFunction, ColumnReference, Join, Query, Scalar, ScalarFunction } from './query';
import type { RowValue } from './row';
import { sqlColumns } from './schema';

type Expression = RawBuilder<unknown>;

/** What names mean at one place of a query: its own table, its joins, and those of the queries around it. */
export interface Scope {
  readonly tables: Tables;
  readonly rootAlias: string;
  tableOf(reference: ColumnReference): Table;
  joinClauses(joins: readonly Join[]): Expression;
  /** The SQL of a query that stands inside this one and does not see its names. */
  select(query: Query): Expression;
  within(alias: string, table: Table, joins: readonly Join[]): Scope;
}

/** The SQL of a value. @throws DataverseError when a column does not exist. */
export function compileScalar(scalar: Scalar, scope: Scope): Expression {
  switch (scalar.kind) {
    case 'column':
      return sql.id(scalar.source ?? scope.rootAlias, existingColumn(scalar, scope));
    case 'value':
      return sql`${scalar.value}`;
    case 'call':
      return call(
        scalar.function,
        scalar.of.map((part) => compileScalar(part, scope)),
      );
    case 'place':
      return place(compileScalar(scalar.of, scope), scalar.among);
    case 'aggregate':
      return aggregate(
        scalar.function,
        scalar.of === undefined ? undefined : compileScalar(scalar.of, scope),
      );
  }
}

/** The description of a value that is a plain column; undefined for anything computed. */
export function columnOf(scalar: Scalar, scope: Scope): ColumnDescription | undefined {
  if (scalar.kind === 'column') return scope.tableOf(scalar).columns.get(scalar.column);
  if (scalar.kind === 'aggregate' && (scalar.function === 'min' || scalar.function === 'max')) {
    return scalar.of === undefined ? undefined : columnOf(scalar.of, scope);
  }
  return undefined;
}

function existingColumn(reference: ColumnReference, scope: Scope): string {
  const table = scope.tableOf(reference);
  if (table.columns.has(reference.column) || sqlColumns(table).has(reference.column)) return reference.column;
  throw badRequest(
    errorCodes.columnUnknown,
    `'${table.logicalName}' entity doesn't contain attribute with Name = '${reference.column}'.`,
  );
}

function aggregate(name: AggregateFunction, of: Expression | undefined): Expression {
  if (of === undefined || name === 'countRows') return sql`count(*)`;
  switch (name) {
    case 'count':
      return sql`count(${of})`;
    case 'countDistinct':
      return sql`count(distinct ${of})`;
    case 'sum':
      return sql`sum(${of})`;
    case 'average':
      return sql`avg(${of})`;
    case 'min':
      return sql`min(${of})`;
    case 'max':
      return sql`max(${of})`;
  }
}

function place(of: Expression, among: readonly RowValue[]): Expression {
  if (among.length === 0) return sql`null`;
  const cases = among.map((value, index) => sql` when ${value} then ${sql.lit(index)}`);
  return sql`case ${of}${sql.join(cases, sql.raw(''))} end`;
}

function datePart(format: string, of: Expression | undefined): Expression {
  return sql`cast(strftime(${sql.lit(format)}, ${of}) as integer)`;
}

function call(name: ScalarFunction, of: readonly Expression[]): Expression {
  const [a, b, c] = of;
  switch (name) {
    case 'toLower':
      return sql`(lower(${a}) collate nocase)`;
    case 'toUpper':
      return sql`(upper(${a}) collate nocase)`;
    case 'length':
      return sql`length(${a})`;
    case 'trim':
      return sql`(trim(${a}) collate nocase)`;
    case 'concat':
      return sql`((${a} || ${b}) collate nocase)`;
    case 'coalesce':
      return sql`(coalesce(${sql.join(of)}) collate nocase)`;
    case 'indexOf':
      return sql`(instr(lower(${a}), lower(${b})) - 1)`;
    case 'substring':
      return c === undefined
        ? sql`(substr(${a}, ${b} + 1) collate nocase)`
        : sql`(substr(${a}, ${b} + 1, ${c}) collate nocase)`;
    case 'year':
      return datePart('%Y', a);
    case 'month':
      return datePart('%m', a);
    case 'day':
      return datePart('%d', a);
    case 'hour':
      return datePart('%H', a);
    case 'minute':
      return datePart('%M', a);
    case 'second':
      return datePart('%S', a);
    case 'week':
      // ISO week: that of the Thursday in the same week.
      return sql`((strftime('%j', ${a}, '-3 days', 'weekday 4') - 1) / 7 + 1)`;
    case 'quarter':
      return sql`((strftime('%m', ${a}) + 2) / 3)`;
    case 'date':
      return sql`date(${a})`;
    case 'seconds':
      // Counted from the year 0, so that whole division rounds down for dates before 1970 as well.
      return sql`(unixepoch(${a}) + 62167219200)`;
    case 'moveDate':
      return sql`strftime('%Y-%m-%dT%H:%M:%SZ', ${a}, ${b})`;
    case 'round':
      return sql`round(${a})`;
    case 'truncate':
      return sql`cast(${a} as integer)`;
    case 'floor':
      return sql`floor(${a})`;
    case 'ceiling':
      return sql`ceil(${a})`;
    case 'add':
      return sql`(${a} + ${b})`;
    case 'subtract':
      return sql`(${a} - ${b})`;
    case 'multiply':
      return sql`(${a} * ${b})`;
    case 'divide':
      return sql`(${a} / ${b})`;
    case 'modulo':
      return sql`(${a} % ${b})`;
    case 'negate':
      return sql`(-${a})`;
  }
}
