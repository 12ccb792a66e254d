import type {
  AggregateFunction,
  ColumnReference,
  Comparison,
  Condition,
  Query,
  Scalar,
  ScalarFunction,
  Selection,
} from './query';
import type { RowValue } from './row';
import type { SqlText } from './sql-text';

/** A column of a query's own table or, with a source, of a join or an enclosing query. */
export function column(name: string, source?: string): ColumnReference {
  return source === undefined ? { kind: 'column', column: name } : { kind: 'column', column: name, source };
}

/** Columns of a query's own table under the keys that its result rows have. */
export function columns(keys: Readonly<Record<string, string>>): readonly Selection[] {
  return Object.entries(keys).map(([as, name]) => ({ as, value: column(name) }));
}

export function value(of: RowValue): Extract<Scalar, { kind: 'value' }> {
  return { kind: 'value', value: of };
}

export function call(name: ScalarFunction, ...of: readonly Scalar[]): Scalar {
  return { kind: 'call', function: name, of };
}

export function aggregate(name: AggregateFunction, of?: Scalar): Scalar {
  return of === undefined ? { kind: 'aggregate', function: name } : { kind: 'aggregate', function: name, of };
}

export function compare(left: Scalar, operator: Comparison, right: Scalar): Condition {
  return { kind: 'compare', operator, left, right };
}

export function equals(left: Scalar, right: RowValue): Condition {
  return compare(left, 'eq', value(right));
}

/** Each of these columns of a query's own table has the value beside it. */
export function columnsEqual(values: Readonly<Record<string, RowValue>>): Condition {
  return and(...Object.entries(values).map(([name, of]) => equals(column(name), of)));
}

export function textTest(
  of: Scalar,
  test: Extract<Condition, { kind: 'text' }>['test'],
  text: string,
): Condition {
  return { kind: 'text', test, of, text: value(text) };
}

export function isNull(of: Scalar): Condition {
  return { kind: 'null', of };
}

export function oneOf(of: Scalar, values: readonly RowValue[]): Condition {
  return { kind: 'in', of, values };
}

/** The value is in the first column of a query. */
export function inQuery(of: Scalar, query: Query): Condition {
  return { kind: 'inQuery', of, query };
}

/** The value is in the first column of a statement of our own. */
export function inSql(of: Scalar, statement: SqlText): Condition {
  return { kind: 'inSql', of, ...statement };
}

export function and(...conditions: readonly Condition[]): Condition {
  return { kind: 'and', conditions };
}

export function or(...conditions: readonly Condition[]): Condition {
  return { kind: 'or', conditions };
}

export function not(condition: Condition): Condition {
  return { kind: 'not', condition };
}

/** All of these conditions as a query takes them; nothing where there are none. */
export function where(conditions: readonly Condition[]): Pick<Query, 'where'> {
  return conditions.length === 0 ? {} : { where: { kind: 'and', conditions } };
}
