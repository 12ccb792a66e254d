import type { ColumnDescription } from '../table-description';
import { positionOf, type Column, type Condition, type Name, type Value } from './ast';
import type { QueryProblem } from './query-problem';
import type { NamesInReach } from './query-tables';
import { fits, mayCompare, typeNames, typeOfColumn, type ValueType } from './value-types';

type Report = (reason: QueryProblem['reason'], message: string, where: Column | Name) => void;

/** Checks the conditions at one place of a query. */
export class ConditionCheck {
  constructor(
    private readonly names: NamesInReach,
    /** Whether dates that are computed and tests of parts of a text are forbidden. */
    private readonly restricted: boolean,
    private readonly report: Report,
  ) {}

  condition(condition: Condition): void {
    switch (condition.kind) {
      case 'logical':
        for (const operand of condition.operands) this.condition(operand);
        return;
      case 'not':
        this.condition(condition.condition);
        return;
      case 'null':
        this.column(condition.column);
        return;
      case 'textTest':
        this.textTest(condition);
        return;
      case 'in':
        this.list(condition);
        return;
      case 'comparison':
        this.comparison(condition);
    }
  }

  /** The description of a column; undefined, after a report, when there is none. */
  column(column: Column): ColumnDescription | undefined {
    const table = this.names.tableOf(column.alias);
    if (table === undefined) {
      this.report('unknownAlias', `Nothing here is called '${column.alias ?? ''}'.`, column);
      return undefined;
    }
    const description = table.columns.get(column.name.toLowerCase());
    if (description === undefined) {
      this.report('unknownColumn', `'${table.logicalName}' has no column '${column.name}'.`, column);
    }
    return description;
  }

  private textTest({ column, test }: Extract<Condition, { kind: 'textTest' }>): void {
    if (this.restricted) this.forbid(test, column);
    const description = this.column(column);
    if (description === undefined || typeOfColumn(description.type) === 'text') return;
    this.report('wrongType', `${test} needs a text; '${column.name}' is none.`, column);
  }

  private list({ column, values }: Extract<Condition, { kind: 'in' }>): void {
    const description = this.column(column);
    if (description === undefined) return;
    const wanted = typeOfColumn(description.type);
    for (const value of values) {
      if (!fits(value, this.type(value), wanted)) this.mismatch(value, wanted, column.name);
    }
  }

  private comparison({ left, right, operator }: Extract<Condition, { kind: 'comparison' }>): void {
    const leftType = this.type(left);
    const rightType = this.type(right);
    const types = [
      left.kind === 'column' ? leftType : undefined,
      right.kind === 'column' ? rightType : undefined,
    ];
    const wanted = types[0] ?? types[1] ?? leftType;
    if (wanted === undefined) return;
    if (!mayCompare(wanted, operator)) {
      const message = `${operator} has no meaning for ${typeNames[wanted]}; only == and != have.`;
      this.report('wrongType', message, placeOf(left));
    }
    const what = left.kind === 'column' ? left.name : 'the other side';
    if (!fits(right, rightType, wanted)) this.mismatch(right, wanted, what);
    if (!fits(left, leftType, wanted)) this.mismatch(left, wanted, 'the other side');
  }

  private type(value: Value): ValueType | undefined {
    switch (value.kind) {
      case 'text':
      case 'number':
      case 'boolean':
        return value.kind;
      case 'column': {
        const description = this.column(value);
        return description === undefined ? undefined : typeOfColumn(description.type);
      }
      case 'now':
        if (this.restricted) this.forbid('DATETIMEUTCNOW', value);
        return 'date';
      case 'date':
        if (this.restricted) this.forbid('DATE', value);
        this.datePartsExist(value);
        return 'date';
      case 'dateAdd':
        if (this.restricted) this.forbid('DATEADD', value);
        this.expect(value.to, 'date', 'DATEADD');
        return 'date';
      case 'dateDiff':
        if (this.restricted) this.forbid('DATEDIFF', value);
        this.expect(value.from, 'date', 'DATEDIFF');
        this.expect(value.to, 'date', 'DATEDIFF');
        return 'number';
      case 'arithmetic':
        this.expect(value.left, 'number', value.operator);
        this.expect(value.right, 'number', value.operator);
        return 'number';
    }
  }

  private datePartsExist(value: Extract<Value, { kind: 'date' }>): void {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = value.parts;
    const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
    if (date.getUTCDate() === day && date.getUTCMonth() === month - 1 && date.getUTCMinutes() === minute)
      return;
    this.report('wrongType', `There is no date ${value.parts.join(', ')}.`, placeOf(value));
  }

  private expect(value: Value, wanted: ValueType, by: string): void {
    if (!fits(value, this.type(value), wanted)) this.mismatch(value, wanted, by);
  }

  private mismatch(value: Value, wanted: ValueType, what: string): void {
    this.report('wrongType', `${typeNames[wanted]} is needed beside '${what}'.`, placeOf(value));
  }

  private forbid(what: string, value: Value): void {
    this.report('notAllowed', `${what} is not allowed in a filter of an interaction.`, placeOf(value));
  }
}

/** Where a value stands, with its text as far as that is known. */
function placeOf(value: Value): Column | Name {
  if (value.kind === 'column') return value;
  const texts: Partial<Record<Value['kind'], string>> = {
    now: 'DATETIMEUTCNOW',
    date: 'DATE',
    dateDiff: 'DATEDIFF',
    dateAdd: 'DATEADD',
  };
  const literal = value.kind === 'number' || value.kind === 'boolean' ? String(value.value) : undefined;
  const quoted = value.kind === 'text' ? `'${value.value}'` : undefined;
  return { text: texts[value.kind] ?? literal ?? quoted ?? '', at: positionOf(value) };
}
