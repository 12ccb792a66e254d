import { readPreferences, type Preferences } from '../odata/preferences';
import { nextLink } from '../odata/read';
import { jsonResponse, type Json } from '../odata/responses';
import { selectedNames } from '../odata/select';
import type { Exchange, WebApiResponse } from '../odata/web-api-request';
import type { Table } from '../store';
import { rowsToJson } from './fetch-json';
import { nextToken } from './paging-cookie';
import type { RequestedFetch } from './requested-fetch';
import { runFetch, type FetchedRows } from './run-fetch';

/** The rows of a FetchXML query. @throws DataverseError when it names what does not exist or does not fit. */
export function answerFetch(
  { fetch, hasNextLink }: RequestedFetch,
  table: Table,
  exchange: Exchange,
): WebApiResponse {
  const { environment, request } = exchange;
  const preferences = readPreferences(request.headers['prefer']);
  const fetched = runFetch(fetch, environment.store, { user: request.user, now: () => environment.now() });
  const body: Json = {
    '@odata.context': `${request.root}$metadata#${table.entitySetName}${selection(fetched)}`,
    ...annotations(fetched, preferences),
    value: rowsToJson(fetched, environment.store, preferences),
  };
  if (hasNextLink && fetched.moreRecords) {
    body['@odata.nextLink'] = nextLink(exchange, nextToken(fetch.page ?? 1, fetched.pagingCookie));
  }
  return jsonResponse(200, body, preferences);
}

/** The selected columns of the table, as they stand in a context URL. */
function selection({ columns, table, hasRows }: FetchedRows): string {
  const own = columns.filter(({ kind }) => kind === 'own').map(({ column }) => column);
  if (!hasRows || own.length === table.columns.size) return '';
  return `(${selectedNames(own).join(',')})`;
}

function annotations({ total, moreRecords, pagingCookie }: FetchedRows, preferences: Preferences): Json {
  const all: readonly (readonly [string, unknown])[] = [
    ['totalrecordcount', total?.count ?? -1],
    ['totalrecordcountlimitexceeded', total?.limitExceeded ?? false],
    ['fetchxmlpagingcookie', pagingCookie],
    ['morerecords', moreRecords],
  ];
  const wanted = all
    .map(([name, value]) => [`Microsoft.Dynamics.CRM.${name}`, value] as const)
    .filter(([name, value]) => value !== undefined && preferences.wants(name))
    .map(([name, value]) => [`@${name}`, value] as const);
  return {
    ...(total === undefined ? {} : { '@odata.count': total.count }),
    ...Object.fromEntries(wanted),
  };
}
