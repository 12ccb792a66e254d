import type { JsonObject, JsonValue } from '../../../../scripts/picturing/flow-definition';
import { evaluate, ExpressionFailure } from './expressions';
import type { Place } from './run-scope';

type Test = (left: JsonValue, right: JsonValue) => boolean;

const tests: Readonly<Record<string, Test>> = {
  equals: (left, right) => JSON.stringify(left) === JSON.stringify(right),
  greater: (left, right) => Number(left) > Number(right),
  greaterOrEquals: (left, right) => Number(left) >= Number(right),
  less: (left, right) => Number(left) < Number(right),
  lessOrEquals: (left, right) => Number(left) <= Number(right),
  contains: (left, right) => {
    if (typeof left === 'string') return left.includes(String(right));
    if (Array.isArray(left)) return left.some((item) => JSON.stringify(item) === JSON.stringify(right));
    return typeof left === 'object' && left !== null && String(right) in left;
  },
  startsWith: (left, right) => String(left).startsWith(String(right)),
  endsWith: (left, right) => String(left).endsWith(String(right)),
};

/**
 * Whether a condition as the designer writes it holds: `{ and: [...] }`, `{ or: [...] }`, `{ not: ... }`,
 * `{ equals: [a, b] }` and its like, or an expression in text.
 * @throws ExpressionFailure
 */
export function holds(condition: JsonValue | undefined, place: Place): boolean {
  if (typeof condition === 'string') return evaluate(condition, place) === true;
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
    throw new ExpressionFailure('A condition is neither an expression nor an object.');
  }
  const entries = Object.entries(condition as JsonObject);
  const [[operator, operands] = ['', null]] = entries;
  if (entries.length !== 1) throw new ExpressionFailure('A condition has one operator.');
  if (operator === 'not') return !holds(operands, place);
  const list = Array.isArray(operands) ? (operands as readonly JsonValue[]) : [];
  if (operator === 'and') return list.every((part) => holds(part, place));
  if (operator === 'or') return list.some((part) => holds(part, place));
  const test = tests[operator];
  if (!test || list.length !== 2) throw new ExpressionFailure(`"${operator}" is no operator of a condition.`);
  return test(evaluate(list[0], place), evaluate(list[1], place));
}
