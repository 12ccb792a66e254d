import type { Column, Condition, Value } from './ast';

type Change = (column: Column) => Column;

/** The condition with every column changed, and nothing else. */
export function mapColumns(condition: Condition, change: Change): Condition {
  switch (condition.kind) {
    case 'logical':
      return { ...condition, operands: condition.operands.map((operand) => mapColumns(operand, change)) };
    case 'not':
      return { ...condition, condition: mapColumns(condition.condition, change) };
    case 'comparison':
      return { ...condition, left: inValue(condition.left, change), right: inValue(condition.right, change) };
    case 'textTest':
    case 'null':
    case 'in':
      return { ...condition, column: change(condition.column) };
  }
}

function inValue(value: Value, change: Change): Value {
  switch (value.kind) {
    case 'column':
      return change(value);
    case 'arithmetic':
      return { ...value, left: inValue(value.left, change), right: inValue(value.right, change) };
    case 'dateDiff':
      return { ...value, from: inValue(value.from, change), to: inValue(value.to, change) };
    case 'dateAdd':
      return { ...value, to: inValue(value.to, change) };
    case 'boolean':
    case 'number':
    case 'text':
    case 'now':
    case 'date':
      return value;
  }
}
