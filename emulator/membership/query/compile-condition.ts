import { parseRecordId } from '../../../segments';
import {
  dateOfText,
  typeOfColumn,
  type Column,
  type Condition as SegmentCondition,
  type DatePart,
  type NamesInReach,
  type Value,
} from '../../../segments/query';
import {
  isoSeconds,
  type ColumnReference,
  type Comparison,
  type Condition,
  type RowValue,
  type Scalar,
} from '../../store';

const comparisons: Readonly<Record<string, Comparison>> = {
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
};
const textTests = { CONTAINS: 'contains', STARTSWITH: 'startsWith', ENDSWITH: 'endsWith' } as const;
const functions = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' } as const;

/** Seconds of the parts of a date that have a fixed length. */
const secondsOf = { DAY: 86_400, HOUR: 3600, MINUTE: 60, SECOND: 1 } as const;

/** Turns the conditions at one place of a checked query into those of the store. */
export class ConditionCompiler {
  constructor(
    private readonly names: NamesInReach,
    /** Now, to the minute, as the language has it. */
    private readonly now: Date,
  ) {}

  condition(condition: SegmentCondition): Condition {
    switch (condition.kind) {
      case 'logical': {
        const conditions = condition.operands.map((operand) => this.condition(operand));
        return { kind: condition.operator === '&&' ? 'and' : 'or', conditions };
      }
      case 'not':
        return { kind: 'not', condition: this.condition(condition.condition) };
      case 'null': {
        const isNull: Condition = { kind: 'null', of: this.column(condition.column) };
        return condition.negated ? { kind: 'not', condition: isNull } : isNull;
      }
      case 'textTest': {
        const text: Scalar = { kind: 'value', value: condition.text };
        return { kind: 'text', test: textTests[condition.test], of: this.column(condition.column), text };
      }
      case 'in': {
        const values = condition.values.map((value) => this.literal(value.value, condition.column));
        return { kind: 'in', of: this.column(condition.column), values };
      }
      case 'comparison': {
        const { left, right } = condition;
        const operator = comparisons[condition.operator] ?? 'eq';
        return { kind: 'compare', operator, left: this.value(left, right), right: this.value(right, left) };
      }
    }
  }

  /** A column by the alias before it. */
  column(column: Column): ColumnReference {
    const name = column.name.toLowerCase();
    if (column.alias === undefined || this.names.isOwn(column.alias)) return { kind: 'column', column: name };
    return { kind: 'column', column: name, source: column.alias.toLowerCase() };
  }

  /** A value; `beside` is what it is compared with, which says what a text stands for. */
  private value(value: Value, beside?: Value): Scalar {
    switch (value.kind) {
      case 'column':
        return this.column(value);
      case 'text':
      case 'number':
      case 'boolean':
        return { kind: 'value', value: this.literal(value.value, beside) };
      case 'now':
        return this.dated(this.now, beside);
      case 'date':
        return this.dated(dateOfParts(value.parts), beside);
      case 'dateAdd':
        return this.dateAdd(value.part, value.amount, value.to);
      case 'dateDiff':
        return this.dateDiff(value.part, value.from, value.to);
      case 'arithmetic':
        return {
          kind: 'call',
          function: functions[value.operator],
          of: [this.value(value.left), this.value(value.right)],
        };
    }
  }

  private literal(literal: string | number | boolean, beside: Value | undefined): RowValue {
    if (typeof literal !== 'string' || beside === undefined) return literal;
    const description = beside.kind === 'column' ? this.description(beside) : undefined;
    const type = description === undefined ? undefined : typeOfColumn(description.type);
    if (type === 'id') return parseRecordId(literal) ?? literal;
    const isDate =
      type === 'date' || beside.kind === 'now' || beside.kind === 'date' || beside.kind === 'dateAdd';
    const date = isDate ? dateOfText(literal) : undefined;
    if (date === undefined) return literal;
    return isDateOnly(description) ? isoSeconds(date).slice(0, 10) : isoSeconds(date);
  }

  private description(column: Column): ReturnType<NamesInReach['table']['columns']['get']> {
    return this.names.tableOf(column.alias)?.columns.get(column.name.toLowerCase());
  }

  private dated(date: Date, beside: Value | undefined): Scalar {
    const text = isoSeconds(date);
    const description = beside?.kind === 'column' ? this.description(beside) : undefined;
    return { kind: 'value', value: isDateOnly(description) ? text.slice(0, 10) : text };
  }

  private date(value: Value): Scalar {
    return value.kind === 'text'
      ? { kind: 'value', value: isoSeconds(dateOfText(value.value) ?? this.now) }
      : this.value(value);
  }

  private dateAdd(part: DatePart, amount: number, to: Value): Scalar {
    const [unit, units] =
      part === 'MILLISECOND' ? (['second', amount / 1000] as const) : [part.toLowerCase(), amount];
    const modifier: Scalar = { kind: 'value', value: `${units < 0 ? '-' : '+'}${Math.abs(units)} ${unit}s` };
    return { kind: 'call', function: 'moveDate', of: [this.date(to), modifier] };
  }

  /** Boundaries crossed between two dates, as in Transact-SQL. */
  private dateDiff(part: DatePart, from: Value, to: Value): Scalar {
    return subtract(count(part, this.date(to)), count(part, this.date(from)));
  }
}

/** The number of years, months, days … that begin up to a date. */
function count(part: DatePart, date: Scalar): Scalar {
  const year: Scalar = { kind: 'call', function: 'year', of: [date] };
  if (part === 'YEAR') return year;
  if (part === 'MONTH') {
    const months: Scalar = { kind: 'call', function: 'multiply', of: [year, { kind: 'value', value: 12 }] };
    return { kind: 'call', function: 'add', of: [months, { kind: 'call', function: 'month', of: [date] }] };
  }
  const seconds: Scalar = { kind: 'call', function: 'seconds', of: [date] };
  if (part === 'MILLISECOND') {
    return { kind: 'call', function: 'multiply', of: [seconds, { kind: 'value', value: 1000 }] };
  }
  const length: Scalar = { kind: 'value', value: secondsOf[part] };
  return {
    kind: 'call',
    function: 'floor',
    of: [{ kind: 'call', function: 'divide', of: [seconds, length] }],
  };
}

function subtract(left: Scalar, right: Scalar): Scalar {
  return { kind: 'call', function: 'subtract', of: [left, right] };
}

function dateOfParts(parts: readonly number[]): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
}

function isDateOnly(description: ReturnType<NamesInReach['table']['columns']['get']>): boolean {
  return description?.type === 'datetime' && description.dateOnly === true;
}
