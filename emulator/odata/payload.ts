import { type RecordId } from '../../segments';
import { badRequest, errorCodes, type DataverseError } from '../dataverse-error';
import {
  payloadError,
  targetColumn,
  unknownColumn,
  type LookupColumn,
  type Row,
  type RowValue,
  type Table,
  type Tables,
} from '../store';
import { readKey, readPath } from './resource-path';
import { singleNavigation } from '../row-json';

/** The JSON object in a body. @throws DataverseError 400 when it is none. */
export function readJsonObject(body: string, subject: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    const reason = `Microsoft.OData.ODataException: Invalid JSON. ${(error as Error).message}`;
    throw payloadError(subject, reason);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw payloadError(subject, 'Microsoft.OData.ODataException: A JSON object was expected.');
  }
  return parsed as Record<string, unknown>;
}

/**
 * The columns that a JSON payload writes. `x@odata.bind` sets a lookup by the address of a row; other
 * annotations are ignored.
 * @throws DataverseError for a property that the table does not have or a value of another shape.
 */
export function rowOfPayload(table: Table, payload: Record<string, unknown>, tables: Tables): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(payload)) {
    if (name.endsWith('@odata.bind')) bind(row, table, name.slice(0, -'@odata.bind'.length), value, tables);
    else if (!name.includes('@')) writeValue(row, table, name, value, tables);
  }
  return row;
}

function writeValue(row: Row, table: Table, name: string, value: unknown, tables: Tables): void {
  const column = table.columns.get(name);
  if (column?.type === 'lookup' || column === undefined) {
    if (isLookupRead(table, name)) return;
    const navigation = singleNavigation(table, name, tables);
    if (navigation === undefined) {
      if (tables.oneToMany(table.logicalName).some((relationship) => relationship.name === name)) {
        throw payloadError(
          table.entitySetName,
          `System.NotSupportedException: Deep inserts through '${name}' are not supported here.`,
        );
      }
      throw unknownColumn(table, name);
    }
    if (value === null) setLookup(row, navigation.column, null, null);
    else throw lookupValueRefused(table, name);
    return;
  }
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
    throw payloadError(
      table.entitySetName,
      `Microsoft.OData.ODataException: A primitive value was expected for the property '${name}'.`,
    );
  }
  row[name] = value as RowValue;
}

/** `_x_value` is how a lookup is read; a client that sends a row back sends it too, and it is ignored. */
function isLookupRead(table: Table, name: string): boolean {
  const lookup = /^_(.+)_value$/.exec(name)?.[1];
  return lookup !== undefined && table.columns.get(lookup)?.type === 'lookup';
}

function lookupValueRefused(table: Table, name: string): DataverseError {
  return payloadError(
    table.entitySetName,
    `Microsoft.OData.ODataException: A value without a type name was found and no expected type is available for the ` +
      `navigation property '${name}'. Use '${name}@odata.bind' to set it.`,
  );
}

function bind(row: Row, table: Table, name: string, value: unknown, tables: Tables): void {
  const navigation = singleNavigation(table, name, tables);
  if (navigation === undefined) {
    throw payloadError(
      '',
      `Microsoft.OData.ODataException: An undeclared property '${name}' which only has property annotations in the ` +
        'payload but no property value was found in the payload. In OData, only declared navigation properties and ' +
        'declared named streams can be represented as properties without values.',
    );
  }
  if (value === null) {
    setLookup(row, navigation.column, null, null);
    return;
  }
  if (typeof value !== 'string') throw lookupValueRefused(table, name);
  const { table: target, id } = readReference(value, tables);
  if (!navigation.column.targets.includes(target.logicalName) || (navigation.target ?? target) !== target) {
    throw badRequest(
      errorCodes.queryRefused,
      `The entity set '${target.entitySetName}' does not fit the navigation property '${name}'.`,
    );
  }
  setLookup(row, navigation.column, id, target.logicalName);
}

export function setLookup(row: Row, column: LookupColumn, id: string | null, target: string | null): void {
  row[column.name] = id;
  const named = targetColumn(column);
  if (named !== undefined) row[named] = target;
}

/** The row that an address stands for: `/contacts(<id>)`, `contacts(<id>)` or the whole URL. */
export function readReference(address: string, tables: Tables): { table: Table; id: RecordId } {
  const path = address.replace(/^.*\/api\/data\/v9\.\d\//, '').replace(/^\//, '');
  const [segment, ...rest] = readPath(path);
  const table = segment === undefined ? undefined : tables.findSet(segment.name);
  if (table === undefined || segment?.inside === undefined || rest.length > 0) {
    throw badRequest(
      errorCodes.queryRefused,
      `Invalid URI '${address.slice(0, 200)}': the address of a row was expected.`,
    );
  }
  return { table, id: readKey(segment.inside, table.primaryId) };
}
