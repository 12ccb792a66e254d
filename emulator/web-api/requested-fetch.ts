import { parseRecordId } from '../../segments';
import { badRequest, errorCodes, recordNotFound } from '../dataverse-error';
import { fetchError, readFetch, tokenOf, type Fetch } from '../fetchxml';
import { readCount, type QueryOptions } from '../odata';
import type { Table } from '../store';
import type { Exchange } from './exchange';

/** A FetchXML query that a request to a set of rows asks for. */
export interface RequestedFetch {
  readonly fetch: Fetch;
  /** Whether the answer leads to its next page by a link, as the rows of a view do. */
  readonly hasNextLink: boolean;
}

/**
 * The query in `?fetchXml=`, or that of the view in `?savedQuery=` or `?userQuery=`; undefined without any.
 * @throws DataverseError when it is no FetchXML, is about another table, or there is no such view.
 */
export function requestedFetch(table: Table, exchange: Exchange): RequestedFetch | undefined {
  const { options } = exchange;
  const text = options.get('fetchXml');
  const view = viewOf(options);
  if (text === undefined && view === undefined) return undefined;
  const fetch = readFetch(text ?? fetchXmlOfView(view?.table ?? '', view?.id ?? '', exchange));
  exchange.environment.store.tables.get(fetch.entity.name);
  if (fetch.entity.name !== table.logicalName) {
    throw fetchError(
      'invalidArgument',
      `The entity '${fetch.entity.name}' of the FetchXML does not match the entity set '${table.entitySetName}' of the request.`,
    );
  }
  const counted = readCount(options.get('$count')) ? { ...fetch, returnTotalRecordCount: true } : fetch;
  return text === undefined
    ? { fetch: pageOfView(counted, exchange), hasNextLink: true }
    : { fetch: counted, hasNextLink: false };
}

function viewOf(options: QueryOptions): { table: string; id: string } | undefined {
  for (const [name, table] of [
    ['savedQuery', 'savedquery'],
    ['userQuery', 'userquery'],
  ] as const) {
    const id = options.get(name);
    if (id !== undefined) return { table, id };
  }
  return undefined;
}

function fetchXmlOfView(view: string, text: string, exchange: Exchange): string {
  const id = parseRecordId(text);
  if (id === undefined) {
    throw badRequest(errorCodes.queryRefused, `'${text.slice(0, 100)}' is not a valid Guid.`);
  }
  const row = exchange.environment.store.retrieve(view, id);
  if (row === undefined) throw recordNotFound(view, id);
  return String(row['fetchxml'] ?? '');
}

/** Views are paged as other rows are: by the preferred size of pages and the token of a link. */
function pageOfView(fetch: Fetch, { options, preferences }: Exchange): Fetch {
  const size = preferences.maxPageSize;
  const { top, ...rest } = fetch;
  const sized = size === undefined ? fetch : { ...rest, count: Math.min(size, top ?? size) };
  const token = options.get('$skiptoken');
  if (token === undefined) return sized;
  const { page, cookie } = tokenOf(token);
  return { ...sized, page, ...(cookie === undefined ? {} : { pagingCookie: cookie }) };
}
