import {
  contextOf,
  queryOf,
  readAggregate,
  readCount,
  readShape,
  readSkipToken,
  readTop,
  rowWriter,
  selectRows,
  skipToken,
} from '../odata';
import { belongsTo, type Json } from '../row-json';
import type { Condition } from '../store';
import type { Exchange } from './exchange';
import { nextLink, totalsOf } from './paging';
import { readFetchedRows } from './fetch-rows';
import { readingOutcome, type Outcome } from './outcome';
import { requestedFetch } from './requested-fetch';
import type { Collection, Resource } from './resources';
import { jsonResponse, rowsResponse, textResponse } from './responses';

/** Most rows a count tells of. Source: "Count rows using OData". */
const MOST_COUNTED = 5000;
const LARGEST_PAGE = 5000;

/** `GET contacts?...`: rows by OData's query options, aggregated ones, or rows by FetchXML or a view. */
export function readRows({ collection }: Resource<'set' | 'count'>, exchange: Exchange): Outcome {
  const { options } = exchange;
  const apply = options.get('$apply');
  if (apply !== undefined) return aggregatedRows(collection, apply, exchange);
  const asked = requestedFetch(collection.table, exchange);
  if (asked === undefined) return selectedRows(collection, exchange);
  return readFetchedRows(asked, collection.table, conditionsOf(collection), exchange);
}

function conditionsOf({ relation }: Collection): readonly Condition[] {
  return relation === undefined ? [] : [belongsTo(relation.navigation, [relation.from.id])];
}

function aggregatedRows(collection: Collection, apply: string, exchange: Exchange): Outcome {
  const { options, preferences, request } = exchange;
  return readingOutcome(exchange, async (reading) => {
    const value = await readAggregate(collection.table, conditionsOf(collection), apply, options, reading);
    const context = `${request.root}$metadata#${collection.table.entitySetName}`;
    return jsonResponse(200, { '@odata.context': context, value }, preferences);
  });
}

function selectedRows(collection: Collection, exchange: Exchange): Outcome {
  const { options, preferences, request, environment } = exchange;
  const { table } = collection;
  const shape = readShape(table, options.get('$select'), options.get('$expand'), environment.store.tables);
  const wantsCount = readCount(options.get('$count'));
  // "If you include both, $top is ignored."
  const top = preferences.maxPageSize === undefined ? readTop(options.get('$top')) : undefined;
  const limit = Math.min(top ?? preferences.maxPageSize ?? LARGEST_PAGE, LARGEST_PAGE);
  const token = options.get('$skiptoken');
  return readingOutcome(exchange, async (reading) => {
    let page = 1;
    const after = (orders: number) => {
      const position = readSkipToken(token ?? '', orders);
      page = position.page;
      return position.after;
    };
    const found = await selectRows(
      {
        shape,
        filter: options.get('$filter'),
        orderBy: options.get('$orderby'),
        where: conditionsOf(collection),
        limit,
        after: token === undefined ? undefined : after,
      },
      reading,
    );
    const count = wantsCount ? await reading.reader.count(found.query) : undefined;
    const first: Json = {
      '@odata.context': `${request.root}$metadata#${table.entitySetName}${contextOf(shape)}`,
      ...(count === undefined ? {} : { '@odata.count': Math.min(count, MOST_COUNTED) }),
      ...totalsOf(count, MOST_COUNTED, preferences),
    };
    const last: Json =
      found.hasMore && top === undefined
        ? { '@odata.nextLink': nextLink(request, skipToken({ page: page + 1, after: found.position })) }
        : {};
    return rowsResponse(first, found.rows, await rowWriter(shape, found.rows, reading), last, preferences);
  });
}

/** `GET contacts/$count`: a plain number. */
export function countRows({ collection }: Resource<'set' | 'count'>, exchange: Exchange): Outcome {
  const shape = { table: collection.table, columns: [], expands: [] };
  const filter = exchange.options.get('$filter');
  return readingOutcome(exchange, async (reading) => {
    const { query } = queryOf({ shape, filter, where: conditionsOf(collection), limit: 0 }, reading);
    // The text of a count begins with a byte order mark.
    return textResponse(`\uFEFF${Math.min(await reading.reader.count(query), MOST_COUNTED)}`);
  });
}
