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
  call,
  column,
  compare,
  isNull,
  isoSeconds,
  not,
  oneOf,
  textTest,
  value as literal,
  type ColumnReference,
  type Condition,
  type RowValue,
  type Scalar,
} from '../../store';

export const comparisons = {
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
} as const;
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
        return not(this.condition(condition.condition));
      case 'null': {
        const empty = isNull(this.column(condition.column));
        return condition.negated ? not(empty) : empty;
      }
      case 'textTest':
        return textTest(this.column(condition.column), textTests[condition.test], condition.text);
      case 'in': {
        const values = condition.values.map((value) => this.literal(value.value, condition.column));
        return oneOf(this.column(condition.column), values);
      }
      case 'comparison': {
        const { left, right } = condition;
        return compare(this.value(left, right), comparisons[condition.operator], this.value(right, left));
      }
    }
  }

  /** A column by the alias before it. */
  column({ alias, name }: Column): ColumnReference {
    const isOwn = alias === undefined || this.names.isOwn(alias);
    return column(name.toLowerCase(), isOwn ? undefined : alias.toLowerCase());
  }

  /** A value; `beside` is what it is compared with, which says what a text stands for. */
  private value(value: Value, beside?: Value): Scalar {
    switch (value.kind) {
      case 'column':
        return this.column(value);
      case 'text':
      case 'number':
      case 'boolean':
        return literal(this.literal(value.value, beside));
      case 'now':
        return this.dated(this.now, beside);
      case 'date':
        return this.dated(dateOfParts(value.parts), beside);
      case 'dateAdd':
        return this.dateAdd(value.part, value.amount, value.to);
      case 'dateDiff':
        return this.dateDiff(value.part, value.from, value.to);
      case 'arithmetic':
        return call(functions[value.operator], this.value(value.left), this.value(value.right));
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
    return literal(isDateOnly(description) ? text.slice(0, 10) : text);
  }

  private date(value: Value): Scalar {
    return value.kind === 'text'
      ? literal(isoSeconds(dateOfText(value.value) ?? this.now))
      : this.value(value);
  }

  private dateAdd(part: DatePart, amount: number, to: Value): Scalar {
    const [unit, units] =
      part === 'MILLISECOND' ? (['second', amount / 1000] as const) : [part.toLowerCase(), amount];
    const modifier = `${units < 0 ? '-' : '+'}${Math.abs(units)} ${unit}s`;
    return call('moveDate', this.date(to), literal(modifier));
  }

  /** Boundaries crossed between two dates, as in Transact-SQL. */
  private dateDiff(part: DatePart, from: Value, to: Value): Scalar {
    return call('subtract', count(part, this.date(to)), count(part, this.date(from)));
  }
}

/** The number of years, months, days … that begin up to a date. */
function count(part: DatePart, date: Scalar): Scalar {
  const year = call('year', date);
  if (part === 'YEAR') return year;
  if (part === 'MONTH') return call('add', call('multiply', year, literal(12)), call('month', date));
  const seconds = call('seconds', date);
  if (part === 'MILLISECOND') return call('multiply', seconds, literal(1000));
  return call('floor', call('divide', seconds, literal(secondsOf[part])));
}

function dateOfParts(parts: readonly number[]): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
}

function isDateOnly(description: ReturnType<NamesInReach['table']['columns']['get']>): boolean {
  return description?.type === 'datetime' && description.dateOnly === true;
}
