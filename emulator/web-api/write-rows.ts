import type { RecordId } from '../../segments';
import { DataverseError, errorCodes, recordNotFound } from '../dataverse-error';
import { newRowOfPayload, readJsonObject, rowOfPayload, setLookup, type NewRow } from '../odata';
import type { Row } from '../store';
import type { Exchange, WebApiResponse } from './exchange';
import type { Outcome } from './outcome';
import { link, linkColumns, type Linking } from './links';
import { checkVersion } from './preconditions';
import { rowOutcome, shapeOf } from './read-row';
import { existingRow, type Relation, type Resource, type RowResource } from './resources';
import { emptyResponse } from './responses';

/** `POST contacts`: 204 with OData-EntityId, or 201 with the row when the client prefers it. */
export function createRow({ collection }: Resource<'set' | 'count'>, exchange: Exchange): Outcome {
  const { table, relation } = collection;
  const { store } = exchange.environment;
  const { user, body } = exchange.request;
  const made = newRowOfPayload(table, readJsonObject(body, table.entitySetName), store.tables);
  return written(201, table, exchange, () =>
    store.transaction(() => createAll(made, relation, { store, user })),
  );
}

/** Makes a row and those that come with it, each linked to it. */
function createAll(
  { table, row, before, after, bound }: NewRow,
  relation: Relation | undefined,
  linking: Linking,
): RecordId {
  const { store, user } = linking;
  const values: Row = { ...row, ...linkColumns(relation) };
  for (const { lookup, target } of before) {
    setLookup(values, lookup, createAll(target, undefined, linking), target.table.logicalName);
  }
  const id = store.create(table.logicalName, values, { user });
  if (relation?.navigation.kind === 'manyToMany') link(relation, id, linking);
  for (const { navigation, id: related } of bound) {
    existingRow({ table: navigation.many, id: related }, store);
    link({ from: { table, id }, navigation }, related, linking);
  }
  for (const { navigation, many } of after) createAll(many, { from: { table, id }, navigation }, linking);
  return id;
}

function payloadOf(table: RowResource['table'], { request, environment }: Exchange): Row {
  return rowOfPayload(table, readJsonObject(request.body, table.entitySetName), environment.store.tables);
}

/** `PATCH contacts(<id>)`: updates, or creates the row when there is none, as If-Match and If-None-Match allow. */
export function updateOrCreate({ row }: Resource<'row'>, exchange: Exchange): Outcome {
  const { table, id } = row;
  const { store } = exchange.environment;
  const { user } = exchange.request;
  const { ifMatch, ifNoneMatch } = exchange.preconditions;
  const previous = store.retrieve(table.logicalName, id);
  const values = payloadOf(table, exchange);
  if (previous === undefined) {
    if (ifMatch !== undefined) throw recordNotFound(table.logicalName, id);
    return written(201, table, exchange, () =>
      store.create(table.logicalName, { ...values, [table.primaryId]: id }, { user }),
    );
  }
  if (ifNoneMatch === '*') {
    throw new DataverseError(
      412,
      errorCodes.duplicateRecord,
      'A record with matching key values already exists.',
    );
  }
  checkVersion(previous, exchange);
  return written(200, table, exchange, () => {
    store.update(table.logicalName, id, values, { user });
    return id;
  });
}

/** Writes a row and answers with its address, or with the row itself when the client prefers it. */
function written(
  status: 200 | 201,
  table: RowResource['table'],
  exchange: Exchange,
  write: () => RowResource['id'],
): Outcome {
  const addressOf = (id: string): Record<string, string> => ({
    'OData-EntityId': `${exchange.request.root}${table.entitySetName}(${id})`,
  });
  if (!exchange.preferences.returnRepresentation) return emptyResponse(addressOf(write()));
  // What cannot be answered is refused before anything is written.
  const asked = shapeOf(table, exchange);
  // An update answers with nothing expanded. Source: "Update with data returned".
  const shape = status === 200 ? { ...asked, expands: [] } : asked;
  const id = write();
  return rowOutcome(status, { table, id }, shape, exchange, status === 201 ? addressOf(id) : {});
}

/** `DELETE contacts(<id>)`. */
export function deleteRow({ row }: Resource<'row'>, exchange: Exchange): WebApiResponse {
  const { store } = exchange.environment;
  checkVersion(existingRow(row, store), exchange);
  store.delete(row.table.logicalName, row.id, { user: exchange.request.user });
  return emptyResponse();
}
