import type { RecordId } from '../../segments';
import { badRequest, errorCodes, resourceNotFound, type DataverseError } from '../dataverse-error';
import { readJsonObject, readReference, setLookup, unknownProperty } from '../odata';
import {
  belongsTo,
  collectionNavigation,
  singleNavigation,
  type CollectionNavigation,
  type Json,
} from '../row-json';
import { column, columns, payloadError, storedId, type Row, type Table } from '../store';
import type { Exchange, WebApiResponse } from './exchange';
import { link as linkRow, unlink } from './links';
import { readingOutcome, type Outcome } from './outcome';
import { existingRow, rowBehind, type Resource, type RowResource } from './resources';
import { emptyResponse, jsonResponse } from './responses';

type References = Resource<'references'>;

/** `GET contacts(<id>)/<navigation>/$ref`: the address of the row, or of each row. */
export function readReferences({ row, property }: References, exchange: Exchange): Outcome {
  const { store } = exchange.environment;
  const { root } = exchange.request;
  const values = existingRow(row, store);
  const link = ({ table, id }: RowResource): Json => ({
    '@odata.id': `${root}${table.entitySetName}(${id})`,
  });
  const single = singleNavigation(row.table, property, store.tables);
  if (single !== undefined) {
    const target = rowBehind(single, values, store.tables);
    return target === undefined
      ? emptyResponse()
      : jsonResponse(200, { '@odata.context': `${root}$metadata#$ref`, ...link(target) });
  }
  const navigation = collectionNavigation(row.table, property, store.tables);
  if (navigation === undefined) throw resourceNotFound(property);
  const { many } = navigation;
  const id = column(many.primaryId);
  return readingOutcome(exchange, async ({ reader }) => {
    const found = await reader.select({
      table: many.logicalName,
      select: columns({ id: many.primaryId }),
      where: belongsTo(navigation, [row.id]),
      orderBy: [{ by: id }],
      limit: 5000,
    });
    const value = found.map((related) => link({ table: many, id: storedId(related['id']) }));
    return jsonResponse(200, { '@odata.context': `${root}$metadata#Collection($ref)`, value });
  });
}

/** `PUT|POST|DELETE contacts(<id>)/<navigation>/$ref` */
export function changeReference(reference: References, exchange: Exchange): WebApiResponse {
  const { row, property } = reference;
  const { table } = row;
  const { store } = exchange.environment;
  const isRemoval = exchange.request.method === 'DELETE';
  existingRow(row, store);
  const single = singleNavigation(table, property, store.tables);
  if (single !== undefined) {
    const values: Row = {};
    if (isRemoval) setLookup(values, single.column, null, null);
    else {
      const target = readReference(referenceOf(table, exchange), store.tables);
      if (!single.column.targets.includes(target.table.logicalName))
        throw wrongTarget(property, target.table);
      setLookup(values, single.column, target.id, target.table.logicalName);
    }
    return update(row, values, exchange);
  }
  const navigation = collectionNavigation(table, property, store.tables);
  if (navigation === undefined) throw unknownProperty(property, table.logicalName);
  const id = reference.related ?? relatedId(table, navigation, exchange);
  existingRow({ table: navigation.many, id }, store);
  const change = isRemoval ? unlink : linkRow;
  change({ from: row, navigation }, id, { store, user: exchange.request.user });
  return emptyResponse();
}

function update({ table, id }: RowResource, values: Row, { environment, request }: Exchange): WebApiResponse {
  environment.store.update(table.logicalName, id, values, { user: request.user });
  return emptyResponse();
}

/** The row to link is in the body, or, when a link is removed, in `$id`. */
function relatedId(table: Table, { many }: CollectionNavigation, exchange: Exchange): RecordId {
  const { request, environment, options } = exchange;
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
