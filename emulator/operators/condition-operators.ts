import { parseRecordId, type ColumnDescription } from '../../segments';
import { badRequest, errorCodes } from '../dataverse-error';
import {
  and,
  call,
  compare,
  equals,
  isNull,
  not,
  numbersOfChoices,
  oneOf,
  or,
  ROOT_BUSINESS_UNIT,
  value,
  type Comparison,
  type Condition,
  type RowValue,
  type Scalar,
  type Table,
} from '../store';
import { dateCondition, dateOperands, isDateOperator } from './date-operators';

/** A column and the operator and texts a condition compares it with. */
export interface OperatorCondition {
  /** As FetchXML names it, e.g. `last-x-days`. */
  readonly operator: string;
  readonly of: Scalar;
  readonly column: ColumnDescription;
  readonly table: Table;
  readonly values: readonly RowValue[];
}

export interface OperatorEnvironment {
  readonly user: string;
  now(): Date;
}

const comparisons: Readonly<Record<string, Comparison>> = {
  eq: 'eq',
  ne: 'ne',
  neq: 'ne',
  gt: 'gt',
  ge: 'ge',
  lt: 'lt',
  le: 'le',
};

/** The comparison that an operator of Dataverse stands for; undefined for all that compare nothing with one value. */
export function comparisonOf(operator: string): Comparison | undefined {
  return Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
}

const patterns: Readonly<Record<string, (text: string) => string>> = {
  like: (text) => text,
  'begins-with': (text) => `${text}%`,
  'ends-with': (text) => `%${text}`,
};

/** Operators that say the opposite of another one. */
const negations: Readonly<Record<string, string>> = {
  'not-like': 'like',
  'not-begin-with': 'begins-with',
  'not-end-with': 'ends-with',
  'not-in': 'in',
  'not-between': 'between',
  'not-null': 'null',
  'ne-userid': 'eq-userid',
  'ne-businessid': 'eq-businessid',
  'not-under': 'under',
  'not-contain-values': 'contain-values',
};

/**
 * The condition of one of Dataverse's operators. Values are taken as the column keeps them.
 * @throws DataverseError when the operator is unknown or its values do not fit.
 */
export function operatorCondition(condition: OperatorCondition, environment: OperatorEnvironment): Condition {
  const { operator, of, values } = condition;
  const opposite = Object.hasOwn(negations, operator) ? negations[operator] : undefined;
  if (opposite !== undefined) {
    return not(operatorCondition({ ...condition, operator: opposite }, environment));
  }
  if (isDateOperator(operator)) return dateOperator(condition, environment);
  const comparison = comparisonOf(operator);
  if (comparison !== undefined) {
    return compare(of, comparison, value(storedValue(condition, onlyValue(condition))));
  }
  const around = Object.hasOwn(patterns, operator) ? patterns[operator] : undefined;
  if (around !== undefined) return { kind: 'like', of, pattern: around(String(onlyValue(condition))) };
  switch (operator) {
    case 'null':
      return isNull(of);
    case 'in':
      return oneOf(
        of,
        values.map((given) => storedValue(condition, given)),
      );
    case 'between':
      return between(condition);
    case 'eq-userid':
      return equals(of, environment.user);
    case 'eq-businessid':
      return equals(of, ROOT_BUSINESS_UNIT);
    case 'eq-useroruserteams':
    case 'eq-useroruserhierarchy':
    case 'eq-useroruserhierarchyandteams':
      return equals(of, environment.user);
    case 'eq-userteams':
      return { kind: 'never' };
    case 'eq-userlanguage':
      return equals(of, 1033);
    case 'contain-values':
      return containsValues(condition);
    case 'above':
    case 'eq-or-above':
    case 'under':
    case 'eq-or-under':
      return hierarchy(condition);
    default:
      throw badRequest(errorCodes.fetchXmlInvalid, `The condition operator '${operator}' is not supported.`);
  }
}

function between(condition: OperatorCondition): Condition {
  const { of, values } = condition;
  const [from, to] = values.map((given) => storedValue(condition, given));
  if (from === undefined || to === undefined || values.length !== 2) {
    throw badRequest(errorCodes.fetchXmlInvalid, `The operator '${condition.operator}' needs two values.`);
  }
  return and(compare(of, 'ge', value(from)), compare(of, 'le', value(to)));
}

function dateOperator(condition: OperatorCondition, environment: OperatorEnvironment): Condition {
  const { operator, of, column } = condition;
  if (column.type !== 'datetime') throw wrongType(condition, 'datetime');
  const needs = dateOperands(operator);
  const texts = condition.values.map(String);
  const numbers = needs === 'number' || needs === 'twoNumbers' ? texts.map(wholeNumber) : [];
  const day = needs === 'day' ? dayOf(texts[0] ?? '') : undefined;
  const missing = {
    none: false,
    number: numbers.length < 1,
    twoNumbers: numbers.length < 2,
    day: day === undefined,
  };
  if (missing[needs]) {
    throw badRequest(errorCodes.fetchXmlInvalid, `The operator '${operator}' lacks a value.`);
  }
  return dateCondition(operator, of, column.dateOnly === true, { numbers, day }, environment.now());
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text.trim())) return Number(text);
  throw badRequest(errorCodes.fetchXmlInvalid, `'${text}' is not a whole number.`);
}

function dayOf(text: string): Date {
  const time = Date.parse(text.slice(0, 10));
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time)) return new Date(time);
  throw badRequest(errorCodes.fetchXmlInvalid, `'${text}' is not a date.`);
}

/** One of several choices is among those of a row, which are kept as `1,3`. */
function containsValues(condition: OperatorCondition): Condition {
  const { of, column, values } = condition;
  if (column.type !== 'choices') throw wrongType(condition, 'multi-select picklist');
  const between = call('concat', call('concat', value(','), of), value(','));
  const numbers = values.flatMap((given) => numbersOfChoices(String(given)) ?? [Number.NaN]);
  if (numbers.length === 0 || numbers.some(Number.isNaN)) throw wrongType(condition, 'multi-select picklist');
  return or(
    ...numbers.map((number): Condition => ({
      kind: 'text',
      test: 'contains',
      of: between,
      text: value(`,${number},`),
    })),
  );
}

/** Rows above or under one in the tree that a table's lookup to itself makes. */
function hierarchy(condition: OperatorCondition): Condition {
  const { operator, of, table } = condition;
  const id = String(storedValue(condition, onlyValue(condition)));
  const parent = table.lookups.find(
    (lookup) => lookup.targets.length === 1 && lookup.targets[0] === table.logicalName,
  );
  if (parent === undefined) {
    throw badRequest(errorCodes.fetchXmlInvalid, `Table '${table.logicalName}' has no hierarchy.`);
  }
  const step = operator.endsWith('under')
    ? `select row."${table.primaryId}" from "${table.logicalName}" row join tree on row."${parent.name}" = tree.id`
    : `select row."${parent.name}" from "${table.logicalName}" row join tree on row."${table.primaryId}" = tree.id`;
  const self = operator.startsWith('eq-or') ? '' : ' where id <> ?';
  return {
    kind: 'inSql',
    of,
    sql: `with recursive tree(id) as (select ? union ${step}) select id from tree${self}`,
    parameters: self === '' ? [id] : [id, id],
  };
}

function onlyValue(condition: OperatorCondition): RowValue {
  const [only] = condition.values;
  if (only !== undefined && condition.values.length === 1) return only;
  throw badRequest(errorCodes.fetchXmlInvalid, `The operator '${condition.operator}' needs one value.`);
}

/** A value of a query as the column keeps it. @throws DataverseError when it is of another type. */
function storedValue(condition: OperatorCondition, given: RowValue): RowValue {
  const { column } = condition;
  if (given === null) return null;
  const text = String(given).trim();
  switch (column.type) {
    case 'string':
    case 'memo':
      return String(given);
    case 'choices': {
      const numbers = numbersOfChoices(text);
      if (numbers === undefined) throw wrongType(condition, 'multi-select picklist');
      return numbers.join(',');
    }
    case 'uniqueidentifier':
    case 'lookup': {
      const id = parseRecordId(text);
      if (id === undefined) throw wrongType(condition, 'uniqueidentifier');
      return id;
    }
    case 'boolean':
      if (given === true || text === '1' || text === 'true') return true;
      if (given === false || text === '0' || text === 'false') return false;
      throw wrongType(condition, 'boolean');
    case 'datetime': {
      const time = Date.parse(
        /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`,
      );
      if (Number.isNaN(time)) throw wrongType(condition, 'datetime');
      const iso = `${new Date(time).toISOString().slice(0, 19)}Z`;
      return column.dateOnly === true ? iso.slice(0, 10) : iso;
    }
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
    case 'picklist':
    case 'state':
    case 'status': {
      const number = text === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(number)) throw wrongType(condition, column.type);
      return number;
    }
  }
}

function wrongType(condition: OperatorCondition, type: string): Error {
  return badRequest(
    errorCodes.invalidArgument,
    `Condition for attribute '${condition.table.logicalName}.${condition.column.name}': expected argument(s) of type ` +
      `'${type}' but received '${condition.values.map(String).join(', ').slice(0, 200)}'.`,
  );
}
