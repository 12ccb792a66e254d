import { parseRecordId, type ColumnDescription } from '../../segments';
import { badRequest, errorCodes, type DataverseError } from '../dataverse-error';
import type { Table } from './catalogue';
import type { RowValue } from './row';

const INTEGER_RANGE = { min: -2_147_483_648, max: 2_147_483_647 } as const;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
/** The first year that SQL Server's dates know. */
const EARLIEST_YEAR = 1753;
const helpLink = 'https://go.microsoft.com/fwlink/?linkid=2195293';

/** 400 for a payload that does not fit the table, in Dataverse's words (without its stack). */
export function payloadError(entitySetName: string, reason: string): DataverseError {
  return badRequest(
    errorCodes.payloadRefused,
    `Error identified in Payload provided by the user for Entity :'${entitySetName}', For more information on ` +
      `this error please follow this help link ${helpLink}  ---->  InnerException : ${reason}`,
  );
}

/** 400 for a column that the table does not have. */
export function unknownColumn(table: Table, column: string): DataverseError {
  return payloadError(
    table.entitySetName,
    `Microsoft.OData.ODataException: The property '${column}' does not exist on type ` +
      `'Microsoft.Dynamics.CRM.${table.logicalName}'. Make sure to only use property names that are defined by the type.`,
  );
}

/** The value as the store keeps it. @throws DataverseError when it does not fit the column. */
export function checkValue(table: Table, column: ColumnDescription, value: RowValue): RowValue {
  if (value === null) return null;
  switch (column.type) {
    case 'uniqueidentifier':
    case 'lookup':
      return checkId(table, value);
    case 'string':
    case 'memo':
      return checkText(table, column, value);
    case 'integer':
      return checkInteger(table, column, value);
    case 'bigint':
      return Number.isSafeInteger(value) ? value : refuse(table, value, 'Edm.Int64');
    case 'double':
    case 'decimal':
    case 'money':
      return checkNumber(table, column, value);
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse(table, value, 'Edm.Boolean');
    case 'datetime':
      return column.dateOnly === true ? checkDate(table, value) : checkDateTime(table, value);
    case 'picklist':
    case 'state':
    case 'status':
      return checkOption(table, column, value);
    case 'choices':
      return checkOptions(table, column, value);
  }
}

function refuse(table: Table, value: RowValue, type: string): never {
  throw payloadError(
    table.entitySetName,
    `Microsoft.OData.ODataException: Cannot convert the literal '${String(value)}' to the expected type '${type}'.`,
  );
}

function checkId(table: Table, value: RowValue): RowValue {
  const id = typeof value === 'string' ? parseRecordId(value) : undefined;
  return id ?? refuse(table, value, 'Edm.Guid');
}

/** What XML cannot hold, Dataverse does not take. Source: "Invalid characters in field". */
const notXml = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

function checkText(
  table: Table,
  column: Extract<ColumnDescription, { type: 'string' | 'memo' }>,
  value: RowValue,
): RowValue {
  if (typeof value !== 'string') return refuse(table, value, 'Edm.String');
  if (value.length > column.maxLength) {
    throw badRequest(
      errorCodes.textTooLong,
      `A validation error occurred.  The length of the '${column.name}' attribute of the '${table.logicalName}' ` +
        `entity exceeded the maximum allowed length of '${column.maxLength}'.`,
    );
  }
  if (notXml.test(value)) {
    throw badRequest(
      errorCodes.charactersInvalid,
      `The field '${column.name}' contains one or more invalid characters.`,
    );
  }
  // Dataverse keeps an empty text as null.
  return value === '' ? null : value;
}

function checkInteger(
  table: Table,
  column: Extract<ColumnDescription, { type: 'integer' }>,
  value: RowValue,
): RowValue {
  if (typeof value !== 'number' || !Number.isInteger(value)) return refuse(table, value, 'Edm.Int32');
  if (value < INTEGER_RANGE.min || value > INTEGER_RANGE.max) return refuse(table, value, 'Edm.Int32');
  return checkRange(table, column, value, {
    min: column.min ?? INTEGER_RANGE.min,
    max: column.max ?? INTEGER_RANGE.max,
  });
}

/** The smallest and the largest number of a column that is no whole number. Source: column types of Dataverse. */
export function numberRange({ type }: ColumnDescription): { readonly min: number; readonly max: number } {
  const most = type === 'money' ? 922_337_203_685_477 : 100_000_000_000;
  return { min: -most, max: most };
}

function checkNumber(table: Table, column: ColumnDescription, value: RowValue): RowValue {
  if (typeof value !== 'number') return refuse(table, value, 'Edm.Decimal');
  return checkRange(table, column, value, numberRange(column));
}

function checkRange(
  table: Table,
  column: ColumnDescription,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  if (value >= min && value <= max) return value;
  throw badRequest(
    errorCodes.valueOutOfRange,
    `A validation error occurred. The value of '${column.name}' on record of type '${table.logicalName}' is ` +
      `outside the valid range. Accepted Values: ${min} to ${max}`,
  );
}

function checkDate(table: Table, value: RowValue): RowValue {
  if (typeof value !== 'string' || !DATE.test(value) || !isCalendarDay(value)) {
    return refuse(table, value, 'Edm.Date');
  }
  checkYear(value);
  return value;
}

function checkDateTime(table: Table, value: RowValue): RowValue {
  if (typeof value !== 'string' || !DATE_TIME.test(value) || !isCalendarDay(value.slice(0, 10))) {
    return refuse(table, value, 'Edm.DateTimeOffset');
  }
  const time = Date.parse(value);
  if (Number.isNaN(time)) return refuse(table, value, 'Edm.DateTimeOffset');
  checkYear(value);
  return isoSeconds(new Date(time));
}

/** @throws DataverseError for a day before those that the database knows. */
function checkYear(value: string): void {
  const [year = '', month = '', day = ''] = value.slice(0, 10).split('-');
  if (Number(year) >= EARLIEST_YEAR) return;
  const time = /T(\d{2}:\d{2}(?::\d{2})?)/.exec(value)?.[1] ?? '00:00:00';
  throw badRequest(
    errorCodes.dateTooEarly,
    'DateTime is less than minumum value supported by CrmDateTime. Actual value: ' +
      `${month}/${day}/${year} ${time}, Minimum value supported: 01/01/${EARLIEST_YEAR} 00:00:00`,
  );
}

/** JavaScript turns 30 February into 2 March. */
function isCalendarDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

/** A time as Dataverse writes it: to the second, with Z. */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function checkOptions(
  table: Table,
  column: Extract<ColumnDescription, { type: 'choices' }>,
  value: RowValue,
): RowValue {
  const numbers = typeof value === 'string' ? numbersOfChoices(value) : undefined;
  if (numbers === undefined) return refuse(table, value, 'Edm.String');
  for (const number of numbers) checkOption(table, column, number);
  return numbers.length === 0 ? null : numbers.join(',');
}

/** The numbers in `3,1`, sorted and each once, as Dataverse keeps them; undefined when the text is none. */
export function numbersOfChoices(text: string): readonly number[] | undefined {
  if (text.trim() === '') return [];
  const numbers = text
    .split(',')
    .map((part) => (/^\s*-?\d{1,10}\s*$/.test(part) ? Number(part) : Number.NaN));
  return numbers.some(Number.isNaN) ? undefined : [...new Set(numbers)].sort((a, b) => a - b);
}

function checkOption(
  table: Table,
  column: Extract<ColumnDescription, { type: 'picklist' | 'state' | 'status' | 'choices' }>,
  value: RowValue,
): RowValue {
  if (typeof value !== 'number' || !Number.isInteger(value)) return refuse(table, value, 'Edm.Int32');
  if (column.options.some((option) => option.value === value)) return value;
  throw badRequest(
    errorCodes.optionUnknown,
    `A validation error occurred. The value of '${column.name}' on record of type '${table.logicalName}' is ` +
      `outside the valid range. Accepted Values: ${column.options.map((option) => option.value).join(',')}`,
  );
}
