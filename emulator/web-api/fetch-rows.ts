import { fetchedRowWriter, nextToken, runFetch, type FetchedRows } from '../fetchxml';
import { selectedNames } from '../odata';
import type { Json } from '../row-json';
import type { Condition, Table } from '../store';
import type { Exchange } from './exchange';
import { readingOutcome, type Outcome } from './outcome';
import { METADATA_VERSION, nextLink, wanted } from './paging';
import type { RequestedFetch } from './requested-fetch';
import { rowsResponse } from './responses';

/** The rows of a FetchXML query. */
export function readFetchedRows(
  { fetch, hasNextLink }: RequestedFetch,
  table: Table,
  among: readonly Condition[],
  exchange: Exchange,
): Outcome {
  const { request, preferences } = exchange;
  return readingOutcome(exchange, async (reading) => {
    const fetched = await runFetch(fetch, reading.reader, reading, among);
    const { total, moreRecords, pagingCookie } = fetched;
    const first: Json = {
      '@odata.context': `${request.root}$metadata#${table.entitySetName}${selection(fetched)}`,
      ...(total === undefined ? {} : { '@odata.count': total.count }),
      ...wanted(preferences.wants, {
        totalrecordcount: total?.count ?? -1,
        totalrecordcountlimitexceeded: total?.limitExceeded ?? false,
        globalmetadataversion: METADATA_VERSION,
        fetchxmlpagingcookie: pagingCookie,
        morerecords: moreRecords,
      }),
    };
    const last: Json =
      hasNextLink && moreRecords
        ? { '@odata.nextLink': nextLink(request, nextToken(fetch.page ?? 1, pagingCookie)) }
        : {};
    const write = await fetchedRowWriter(fetched, reading.reader, preferences.annotations);
    return rowsResponse(first, fetched.rows, write, last, preferences);
  });
}

/** The selected columns of the table, as they stand in a context URL. */
function selection({ columns, table, hasRows }: FetchedRows): string {
  const own = columns.filter(({ kind }) => kind === 'own').map(({ column }) => column);
  if (!hasRows || own.length === table.columns.size) return '';
  return `(${selectedNames(own).join(',')})`;
}
