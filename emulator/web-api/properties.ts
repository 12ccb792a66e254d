import { readJsonObject, rowOfPayload, unknownProperty } from '../odata';
import { columnOfProperty } from '../row-json';
import { payloadError, type RowValue } from '../store';
import type { Exchange, WebApiResponse } from './exchange';
import { checkVersion } from './preconditions';
import { existingRow, type Resource } from './resources';
import { emptyResponse, jsonResponse, textResponse } from './responses';

type Property = Resource<'property' | 'propertyText'>;

function valueOf({ row, property }: Property, { environment }: Exchange): RowValue {
  const column = columnOfProperty(row.table, property)?.name ?? property;
  return existingRow(row, environment.store)[column] ?? null;
}

/** `GET contacts(<id>)/fullname` */
export function readProperty(resource: Property, exchange: Exchange): WebApiResponse {
  const value = valueOf(resource, exchange);
  if (value === null) return emptyResponse();
  const { row, property } = resource;
  const { root } = exchange.request;
  const context = `${root}$metadata#${row.table.entitySetName}(${row.id})/${property}`;
  return jsonResponse(200, { '@odata.context': context, value });
}

/** `GET contacts(<id>)/fullname/$value`: as plain text. */
export function readPropertyText(resource: Property, exchange: Exchange): WebApiResponse {
  const value = valueOf(resource, exchange);
  return value === null ? emptyResponse() : textResponse(String(value));
}

/** `PUT contacts(<id>)/firstname` with `{"value": ...}`, and DELETE, which empties it. */
export function writeProperty({ row, property }: Property, exchange: Exchange): WebApiResponse {
  const { store } = exchange.environment;
  const { method, user } = exchange.request;
  const { table, id } = row;
  const column = columnOfProperty(table, property);
  if (column === undefined) throw unknownProperty(property, table.logicalName);
  checkVersion(existingRow(row, store), exchange);
  const values =
    method === 'DELETE'
      ? { [column.name]: null }
      : rowOfPayload(table, { [property]: givenValue(table.entitySetName, exchange) }, store.tables);
  store.update(table.logicalName, id, values, { user });
  return emptyResponse();
}

function givenValue(entitySetName: string, { request }: Exchange): unknown {
  const payload = readJsonObject(request.body, entitySetName);
  if ('value' in payload) return payload['value'];
  throw payloadError(entitySetName, "Microsoft.OData.ODataException: The property 'value' is missing.");
}
