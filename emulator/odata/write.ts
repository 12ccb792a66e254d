import type { RecordId } from '../../segments';
import { badRequest, DataverseError, errorCodes, recordNotFound } from '../dataverse-error';
import { payloadError, type Row, type Table } from '../store';
import { readJsonObject, readReference, rowOfPayload, setLookup } from './payload';
import { readPreferences } from './preferences';
import { collectionNavigation, columnOfProperty, singleNavigation } from './property';
import type { QueryOptions } from './query-options';
import { rowResponse } from './read';
import { emptyResponse } from './responses';
import { etagOf } from './row-json';
import { unknownProperty } from './syntax-error';
import type { Exchange, WebApiResponse } from './web-api-request';

/** `POST contacts`: 204 with OData-EntityId, or 201 with the row when the client prefers it. */
export function createOne(
  table: Table,
  options: QueryOptions,
  exchange: Exchange,
  more: Row = {},
): WebApiResponse {
  const { store } = exchange.environment;
  const payload = readJsonObject(exchange.request.body, table.entitySetName);
  const values = { ...rowOfPayload(table, payload, store.tables), ...more };
  const id = store.create(table.logicalName, values, { user: exchange.request.user });
  return writtenResponse(201, table, id, options, exchange);
}

/** `PATCH contacts(<id>)`: updates, or creates the row when there is none, as If-Match and If-None-Match allow. */
export function updateOrCreate(
  table: Table,
  id: RecordId,
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const { store } = exchange.environment;
  const { headers, user, body } = exchange.request;
  const previous = store.retrieve(table.logicalName, id);
  const payload = readJsonObject(body, table.entitySetName);
  const values = rowOfPayload(table, payload, store.tables);
  if (previous === undefined) {
    if (headers['if-match'] !== undefined) throw recordNotFound(table.logicalName, id);
    store.create(table.logicalName, { ...values, [table.primaryId]: id }, { user });
    return writtenResponse(201, table, id, options, exchange);
  }
  if (headers['if-none-match'] === '*') {
    throw new DataverseError(
      412,
      errorCodes.duplicateRecord,
      'A record with matching key values already exists.',
    );
  }
  checkVersion(previous, exchange);
  store.update(table.logicalName, id, values, { user });
  return writtenResponse(200, table, id, options, exchange);
}

/** 412 when the row is no longer the version the client knows. */
function checkVersion(row: Row, exchange: Exchange): void {
  const expected = exchange.request.headers['if-match'];
  if (expected === undefined || expected === '*' || expected === etagOf(row)) return;
  throw new DataverseError(
    412,
    errorCodes.concurrencyMismatch,
    "The version of the existing record doesn't match the RowVersion property provided.",
  );
}

function writtenResponse(
  status: 200 | 201,
  table: Table,
  id: RecordId,
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const { store } = exchange.environment;
  const row = store.retrieve(table.logicalName, id);
  const address = { 'OData-EntityId': `${exchange.request.root}${table.entitySetName}(${id})` };
  const preferences = readPreferences(exchange.request.headers['prefer']);
  if (!preferences.returnRepresentation || row === undefined) return emptyResponse(address);
  return rowResponse(status, table, row, options, exchange, status === 201 ? address : {});
}

/** `DELETE contacts(<id>)`. */
export function deleteOne(table: Table, id: RecordId, exchange: Exchange): WebApiResponse {
  const { store } = exchange.environment;
  const previous = store.retrieve(table.logicalName, id);
  if (previous === undefined) throw recordNotFound(table.logicalName, id);
  checkVersion(previous, exchange);
  store.delete(table.logicalName, id, { user: exchange.request.user });
  return emptyResponse();
}

/** `PUT contacts(<id>)/firstname` with `{"value": ...}`, and DELETE, which empties it. */
export function writeProperty(
  table: Table,
  id: RecordId,
  property: string,
  exchange: Exchange,
): WebApiResponse {
  const { store } = exchange.environment;
  const column = columnOfProperty(table, property);
  if (column === undefined) throw unknownProperty(property, table.logicalName);
  const previous = store.retrieve(table.logicalName, id);
  if (previous === undefined) throw recordNotFound(table.logicalName, id);
  checkVersion(previous, exchange);
  const values =
    exchange.request.method === 'DELETE'
      ? { [column.name]: null }
      : rowOfPayload(table, { [property]: valueOf(table, exchange) }, store.tables);
  store.update(table.logicalName, id, values, { user: exchange.request.user });
  return emptyResponse();
}

function valueOf(table: Table, exchange: Exchange): unknown {
  const payload = readJsonObject(exchange.request.body, table.entitySetName);
  if ('value' in payload) return payload['value'];
  throw payloadError(table.entitySetName, "Microsoft.OData.ODataException: The property 'value' is missing.");
}

/** `PUT|POST|DELETE contacts(<id>)/<navigation>/$ref` */
export function writeReference(
  table: Table,
  id: RecordId,
  property: string,
  related: string | undefined,
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const { store } = exchange.environment;
  const { user, method } = exchange.request;
  if (store.retrieve(table.logicalName, id) === undefined) throw recordNotFound(table.logicalName, id);
  const single = singleNavigation(table, property, store.tables);
  if (single !== undefined) {
    const values: Row = {};
    if (method === 'DELETE') setLookup(values, single.column, null, null);
    else {
      const target = readReference(referenceOf(table, exchange), store.tables);
      if (!single.column.targets.includes(target.table.logicalName))
        throw wrongTarget(property, target.table);
      setLookup(values, single.column, target.id, target.table.logicalName);
    }
    store.update(table.logicalName, id, values, { user });
    return emptyResponse();
  }
  const many = collectionNavigation(table, property, store.tables);
  if (many === undefined) throw unknownProperty(property, table.logicalName);
  const other = { table: many.many, id: related ?? readRelated(table, many.many, options, exchange) };
  const lookup = many.many.lookups.find((column) => column.name === many.column);
  if (lookup === undefined) throw unknownProperty(property, table.logicalName);
  const values: Row = {};
  const isRemoval = method === 'DELETE';
  setLookup(values, lookup, isRemoval ? null : id, isRemoval ? null : table.logicalName);
  store.update(other.table.logicalName, other.id, values, { user });
  return emptyResponse();
}

/** The row to link is in the body, or, when a link is removed, in `$id`. */
function readRelated(table: Table, many: Table, options: QueryOptions, exchange: Exchange): RecordId {
  const { request, environment } = exchange;
  const address = request.method === 'DELETE' ? (options.get('$id') ?? '') : referenceOf(table, exchange);
  const target = readReference(address, environment.store.tables);
  if (target.table !== many) throw wrongTarget('$id', target.table);
  return target.id;
}

function referenceOf(table: Table, exchange: Exchange): string {
  const address = readJsonObject(exchange.request.body, table.entitySetName)['@odata.id'];
  if (typeof address === 'string') return address;
  throw payloadError(
    table.entitySetName,
    "Microsoft.OData.ODataException: The property '@odata.id' is missing.",
  );
}

function wrongTarget(property: string, table: Table): DataverseError {
  return badRequest(
    errorCodes.queryRefused,
    `A row of '${table.entitySetName}' does not fit the navigation property '${property}'.`,
  );
}
