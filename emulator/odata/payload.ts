import type { ColumnDescription, RecordId } from '../../segments';
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
import {
  collectionNavigation,
  edmKind,
  edmTypeOf,
  singleNavigation,
  type CollectionNavigation,
} from '../row-json';
import { FractionalNumber, JsonFault, readJson } from './read-json';
import { readKey, readPath } from './resource-path';

/** The JSON object in a body. @throws DataverseError 400 when it is none. */
export function readJsonObject(body: string, subject: string): Record<string, unknown> {
  const parsed = parsedJson(body, subject);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw payloadError(subject, 'Microsoft.OData.ODataException: A JSON object was expected.');
  }
  return parsed as Record<string, unknown>;
}

function parsedJson(body: string, subject: string): unknown {
  try {
    return readJson(body);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw payloadError(subject, `Microsoft.OData.ODataException: Invalid JSON. ${error.message}`);
  }
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

/** A row to be made, with the rows to be made before it (those its lookups name) and after it (those that name it). */
export interface NewRow {
  readonly table: Table;
  readonly row: Row;
  readonly before: readonly { readonly lookup: LookupColumn; readonly target: NewRow }[];
  readonly after: readonly { readonly navigation: CollectionNavigation; readonly many: NewRow }[];
  /** Rows that are there and become those of its collections. */
  readonly bound: readonly { readonly navigation: CollectionNavigation; readonly id: RecordId }[];
}

/** The rows of a payload that creates related ones along. @throws DataverseError as {@link rowOfPayload}. */
export function newRowOfPayload(table: Table, payload: Record<string, unknown>, tables: Tables): NewRow {
  const own: [string, unknown][] = [];
  const before: { lookup: LookupColumn; target: NewRow }[] = [];
  const after: { navigation: CollectionNavigation; many: NewRow }[] = [];
  const bound: { navigation: CollectionNavigation; id: RecordId }[] = [];
  for (const [name, value] of Object.entries(payload)) {
    const single = isObject(value) ? singleNavigation(table, name, tables) : undefined;
    const collection = Array.isArray(value) ? collectionNavigation(table, name, tables) : undefined;
    if (single?.target !== undefined && isObject(value)) {
      before.push({ lookup: single.column, target: newRowOfPayload(single.target, value, tables) });
    } else if (collection !== undefined && Array.isArray(value)) {
      for (const item of value as readonly unknown[]) {
        if (!isObject(item))
          throw payloadError(
            collection.many.entitySetName,
            'Microsoft.OData.ODataException: A JSON object was expected.',
          );
        after.push({ navigation: collection, many: newRowOfPayload(collection.many, item, tables) });
      }
    } else if (Array.isArray(value) && name.endsWith('@odata.bind')) {
      bound.push(...boundRows(table, name.slice(0, -'@odata.bind'.length), value, tables));
    } else own.push([name, value]);
  }
  return { table, row: rowOfPayload(table, Object.fromEntries(own), tables), before, after, bound };
}

/** `collection@odata.bind`: the addresses of rows. @throws DataverseError for one that does not fit. */
function boundRows(
  table: Table,
  name: string,
  addresses: readonly unknown[],
  tables: Tables,
): { navigation: CollectionNavigation; id: RecordId }[] {
  const navigation = collectionNavigation(table, name, tables);
  if (navigation === undefined) throw undeclared(name);
  return addresses.map((address) => {
    if (typeof address !== 'string') throw lookupValueRefused(table, name);
    const { table: many, id } = readReference(address, tables);
    if (many !== navigation.many) throw doesNotFit(many, name);
    return { navigation, id };
  });
}

function undeclared(name: string): DataverseError {
  return payloadError(
    '',
    `Microsoft.OData.ODataException: An undeclared property '${name}' which only has property annotations in the ` +
      'payload but no property value was found in the payload. In OData, only declared navigation properties and ' +
      'declared named streams can be represented as properties without values.',
  );
}

function doesNotFit({ entitySetName }: Table, name: string): DataverseError {
  return badRequest(
    errorCodes.queryRefused,
    `The entity set '${entitySetName}' does not fit the navigation property '${name}'.`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof FractionalNumber)
  );
}

function writeValue(row: Row, table: Table, name: string, value: unknown, tables: Tables): void {
  const column = table.columns.get(name);
  if (column !== undefined && column.type !== 'lookup') {
    row[name] = valueFor(table, column, value);
    return;
  }
  if (isLookupRead(table, name)) {
    throw badRequest(
      errorCodes.queryRefused,
      'CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.',
    );
  }
  const navigation = singleNavigation(table, name, tables);
  if (navigation === undefined) {
    if (collectionNavigation(table, name, tables) === undefined) throw unknownColumn(table, name);
    throw payloadError(
      table.entitySetName,
      `System.NotSupportedException: Deep inserts through '${name}' are not supported here.`,
    );
  }
  if (value === null) setLookup(row, navigation.column, null, null);
  else throw lookupValueRefused(table, name);
}

/** A value as its column has it; numbers and truth values may be written as texts, as Microsoft's reader takes them. */
function valueFor(table: Table, column: ColumnDescription, value: unknown): RowValue {
  const kind = edmKind(column);
  if (value instanceof FractionalNumber) {
    if (kind !== 'int' && kind !== 'long') return Number(value.text);
    throw payloadError(
      table.entitySetName,
      `Microsoft.OData.ODataException: Cannot convert the literal '${value.text}' to the expected type '${edmTypeOf(kind)}'.`,
    );
  }
  if (
    value !== null &&
    typeof value !== 'string' &&
    typeof value !== 'number' &&
    typeof value !== 'boolean'
  ) {
    throw payloadError(
      table.entitySetName,
      `Microsoft.OData.ODataException: A primitive value was expected for the property '${column.name}'.`,
    );
  }
  if (typeof value !== 'string') return value;
  switch (kind) {
    case 'int':
    case 'long':
      return /^[+-]?\d{1,19}$/.test(value) ? Number(value) : value;
    case 'decimal':
    case 'double':
      return /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : value;
    case 'bool':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'string':
    case 'guid':
    case 'date':
    case 'datetime':
      return value;
  }
}

/** `_x_value` is how a lookup is read; it is written through its navigation property. */
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
  if (navigation === undefined) throw undeclared(name);
  if (value === null) {
    setLookup(row, navigation.column, null, null);
    return;
  }
  if (typeof value !== 'string') throw lookupValueRefused(table, name);
  const { table: target, id } = readReference(value, tables);
  if (!navigation.column.targets.includes(target.logicalName) || (navigation.target ?? target) !== target) {
    throw doesNotFit(target, name);
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
