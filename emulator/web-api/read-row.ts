import { contextOf, readShape, rowWriter, type Reading, type Shape } from '../odata';
import { recordNotFound } from '../dataverse-error';
import { etagOf } from '../row-json';
import type { Row, Table } from '../store';
import type { Exchange, WebApiResponse } from './exchange';
import { readingOutcome, type Outcome } from './outcome';
import type { Resource, RowResource } from './resources';
import { notModified, objectResponse } from './responses';

/** `GET contacts(<id>)?$select=...&$expand=...`; 304 when the client has this version already. */
export function readRow({ row }: Resource<'row' | 'relatedRow'>, exchange: Exchange): Outcome {
  const { preconditions, options, preferences } = exchange;
  // What is expanded or annotated has no version of its own, so that it is answered anew.
  const isPlain =
    !options.names.includes('$expand') && !Object.values(preferences.annotations).includes(true);
  const known = isPlain ? preconditions.ifNoneMatch : undefined;
  const shape = shapeOf(row.table, exchange);
  return rowOutcome(200, row, shape, exchange, {}, (found) => known === etagOf(found));
}

/** @throws DataverseError when `$select` or `$expand` name what does not exist or fit. */
export function shapeOf(table: Table, { options, environment }: Exchange): Shape {
  return readShape(table, options.get('$select'), options.get('$expand'), environment.store.tables);
}

/** A single row as an answer, as it is when it is read. */
export function rowOutcome(
  status: 200 | 201,
  { table, id }: RowResource,
  shape: Shape,
  exchange: Exchange,
  headers: Readonly<Record<string, string>> = {},
  isKnown: (row: Row) => boolean = () => false,
): Outcome {
  const read = async (reading: Reading): Promise<WebApiResponse> => {
    const row = await reading.reader.retrieve(table.logicalName, id);
    if (row === undefined) throw recordNotFound(table.logicalName, id);
    return isKnown(row) ? notModified() : foundRow(status, shape, table, row, exchange, reading, headers);
  };
  return readingOutcome(exchange, read, headers);
}

async function foundRow(
  status: 200 | 201,
  shape: Shape,
  table: Table,
  row: Row,
  { request, preferences }: Exchange,
  reading: Reading,
  headers: Readonly<Record<string, string>>,
): Promise<WebApiResponse> {
  const write = await rowWriter(shape, [row], reading);
  const context = `${request.root}$metadata#${table.entitySetName}${contextOf(shape)}/$entity`;
  return objectResponse(status, { '@odata.context': context, ...write(row) }, preferences, {
    ETag: etagOf(row),
    ...headers,
  });
}
