import { edmTypeOf, type EdmKind } from '../row-json';
import {
  compare,
  isNull,
  isoSeconds,
  not,
  value,
  type Comparison,
  type Condition,
  type RowValue,
  type Scalar,
} from '../store';
import type { Expression } from './expression';
import { queryRefused } from './syntax-error';

/** One side of a comparison. */
export interface Value {
  readonly scalar: Scalar;
  /** Undefined for null, which fits everything. */
  readonly kind: EdmKind | undefined;
}

const numeric: ReadonlySet<EdmKind> = new Set(['int', 'long', 'decimal', 'double']);
const operatorNames: Readonly<Record<string, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

export function isNumeric(kind: EdmKind): boolean {
  return numeric.has(kind);
}

/** Null compares as OData says: it equals null only, and is neither less nor greater than anything. */
export function comparison(operator: Comparison, left: Value, right: Value): Condition {
  const fitted = fit(operator, left, right);
  const comparedWithNull = isNullValue(fitted.right)
    ? fitted.left
    : isNullValue(fitted.left)
      ? fitted.right
      : undefined;
  if (comparedWithNull === undefined) return compare(fitted.left, operator, fitted.right);
  if (operator === 'eq') return isNull(comparedWithNull);
  return operator === 'ne' ? not(isNull(comparedWithNull)) : { kind: 'never' };
}

/** Both sides as they are stored. @throws DataverseError when their types cannot be compared. */
function fit(operator: Comparison, left: Value, right: Value): { left: Scalar; right: Scalar } {
  if (left.kind === undefined || right.kind === undefined || left.kind === right.kind) {
    return { left: left.scalar, right: right.scalar };
  }
  if (isNumeric(left.kind) && isNumeric(right.kind)) return { left: left.scalar, right: right.scalar };
  const leftAsRight = converted(left, right.kind);
  if (leftAsRight !== undefined) return { left: leftAsRight, right: right.scalar };
  const rightAsLeft = converted(right, left.kind);
  if (rightAsLeft !== undefined) return { left: left.scalar, right: rightAsLeft };
  throw queryRefused(
    `A binary operator with incompatible types was detected. Found operand types '${edmTypeOf(left.kind)}' and ` +
      `'${edmTypeOf(right.kind)}' for operator kind '${operatorNames[operator] ?? operator}'.`,
  );
}

export function literal(expression: Extract<Expression, { kind: 'literal' }>): Value {
  const scalar = value(literalValue(expression));
  return { scalar, kind: expression.type === 'null' ? undefined : expression.type };
}

export function literalValue(expression: Extract<Expression, { kind: 'literal' }>): RowValue {
  return expression.type === 'datetime' ? isoSeconds(new Date(String(expression.value))) : expression.value;
}

function isNullValue(scalar: Scalar): boolean {
  return scalar.kind === 'value' && scalar.value === null;
}

/** A literal as a value of another type, where OData converts it by itself. */
function converted({ scalar, kind: from }: Value, kind: EdmKind): Scalar | undefined {
  if (scalar.kind !== 'value') return undefined;
  const given = scalar.value;
  if (from === 'date' && kind === 'datetime') return value(`${String(given)}T00:00:00Z`);
  if (from === 'datetime' && kind === 'date') return value(String(given).slice(0, 10));
  if (from !== 'string' || typeof given !== 'string') return undefined;
  const isGuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(given);
  return kind === 'guid' && isGuid ? value(given.toLowerCase()) : undefined;
}
