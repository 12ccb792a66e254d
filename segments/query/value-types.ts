import { parseRecordId } from '../record-id';
import type { ColumnType } from '../table-description';
import type { Comparison, Value } from './ast';

/** What a value is to comparisons. */
export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'id' | 'choice';

const typesOfColumns: Readonly<Record<ColumnType, ValueType>> = {
  uniqueidentifier: 'id',
  lookup: 'id',
  string: 'text',
  memo: 'text',
  integer: 'number',
  bigint: 'number',
  double: 'number',
  decimal: 'number',
  money: 'number',
  boolean: 'boolean',
  datetime: 'date',
  picklist: 'choice',
  state: 'choice',
  status: 'choice',
  choices: 'text',
};

/** What the values of a column are to comparisons. */
export function typeOfColumn(type: ColumnType): ValueType {
  return typesOfColumns[type];
}

/** In words, for messages. */
export const typeNames: Readonly<Record<ValueType, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date',
  id: 'an id',
  choice: 'a choice',
};

const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** The time a text in a query stands for, as ISO text; without a zone it is UTC. Undefined for other texts. */
export function dateOfText(text: string): Date | undefined {
  if (!isoDate.test(text)) return undefined;
  const spelled = text.replace(' ', 'T');
  const zoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(spelled) || spelled.length === 10 ? spelled : `${spelled}Z`;
  const date = new Date(zoned);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Whether a value may stand where `wanted` is; texts stand for ids and dates, numbers for choices. */
export function fits(value: Value, type: ValueType | undefined, wanted: ValueType): boolean {
  if (type === undefined || type === wanted) return true;
  if (value.kind === 'text' && wanted === 'id') return parseRecordId(value.value) !== undefined;
  if (value.kind === 'text' && wanted === 'date') return dateOfText(value.value) !== undefined;
  if (value.kind === 'number' && wanted === 'choice') return Number.isInteger(value.value);
  return wanted === 'number' && type === 'choice' && value.kind === 'column';
}

/** Whether values of a type have an order; texts, ids and truth values are only equal or not. */
export function mayCompare(type: ValueType | undefined, operator: Comparison): boolean {
  if (operator === '==' || operator === '!=') return true;
  return type === undefined || type === 'number' || type === 'date' || type === 'choice';
}
