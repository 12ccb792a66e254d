import { isoSeconds, type Comparison, type Condition, type RowValue, type Scalar } from '../store';
import type { Expression } from './expression';
import { edmTypeOf, type EdmKind } from './property';
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
  const isNull = isNullValue(fitted.right)
    ? fitted.left
    : isNullValue(fitted.left)
      ? fitted.right
      : undefined;
  if (isNull !== undefined) {
    if (operator === 'eq') return { kind: 'null', of: isNull };
    if (operator === 'ne') return { kind: 'not', condition: { kind: 'null', of: isNull } };
    return { kind: 'never' };
  }
  return { kind: 'compare', operator, left: fitted.left, right: fitted.right };
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
  const value: Scalar = { kind: 'value', value: literalValue(expression) };
  return { scalar: value, kind: expression.type === 'null' ? undefined : expression.type };
}

export function literalValue(expression: Extract<Expression, { kind: 'literal' }>): RowValue {
  return expression.type === 'datetime' ? isoSeconds(new Date(String(expression.value))) : expression.value;
}

function isNullValue(scalar: Scalar): boolean {
  return scalar.kind === 'value' && scalar.value === null;
}

/** A literal as a value of another type, where OData converts it by itself. */
function converted(value: Value, kind: EdmKind): Scalar | undefined {
  if (value.scalar.kind !== 'value') return undefined;
  const given = value.scalar.value;
  if (value.kind === 'date' && kind === 'datetime')
    return { kind: 'value', value: `${String(given)}T00:00:00Z` };
  if (value.kind === 'datetime' && kind === 'date')
    return { kind: 'value', value: String(given).slice(0, 10) };
  if (value.kind !== 'string' || typeof given !== 'string') return undefined;
  const isGuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(given);
  return kind === 'guid' && isGuid ? { kind: 'value', value: given.toLowerCase() } : undefined;
}
