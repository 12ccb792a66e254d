import { DataverseError, errorCodes, recordNotFound } from '../dataverse-error';
import type { Condition, Row, Table } from '../store';
import { contextOf, readShape, type Shape } from './expand';
import { readPreferences } from './preferences';
import { readCount, readTop, type QueryOptions } from './query-options';
import { emptyResponse, jsonResponse, textResponse, type Json } from './responses';
import { etagOf } from './row-json';
import { filterEnvironment, jsonOfRows, selectRows } from './rows-of-shape';
import { readSkipToken, skipToken } from './skip-token';
import type { Exchange, WebApiResponse } from './web-api-request';

/** Most rows a count tells of. Source: "Count rows using OData". */
const MOST_COUNTED = 5000;
const LARGEST_PAGE = 5000;

/** Rows of a table, or those of them that a relationship leads to. */
export interface Collection {
  readonly table: Table;
  readonly where: readonly Condition[];
}

/** `GET contacts?...` */
export function readCollection(
  collection: Collection,
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const { store } = exchange.environment;
  const { request } = exchange;
  const preferences = readPreferences(request.headers['prefer']);
  const shape = readShape(collection.table, options.get('$select'), options.get('$expand'), store.tables);
  const wantsCount = readCount(options.get('$count'));
  // "If you include both, $top is ignored."
  const top = preferences.maxPageSize === undefined ? readTop(options.get('$top')) : undefined;
  const pageSize = Math.min(top ?? preferences.maxPageSize ?? LARGEST_PAGE, LARGEST_PAGE);
  const token = options.get('$skiptoken');
  let page = 1;
  const found = selectRows(
    {
      shape,
      filter: options.get('$filter'),
      orderBy: options.get('$orderby'),
      where: collection.where,
      limit: top === undefined ? pageSize + 1 : pageSize,
      ...(token === undefined
        ? {}
        : {
            after: (orders) => {
              const position = readSkipToken(token, orders);
              page = position.page;
              return position.after;
            },
          }),
    },
    exchange,
    filterEnvironment(exchange, options.aliases),
    preferences,
    pageSize,
  );
  const body: Json = {
    '@odata.context': `${request.root}$metadata#${collection.table.entitySetName}${contextOf(shape)}`,
  };
  const count = wantsCount ? store.count(found.query) : undefined;
  if (count !== undefined) body['@odata.count'] = Math.min(count, MOST_COUNTED);
  addTotals(body, count, preferences.wants);
  body['value'] = found.json;
  if (found.hasMore && top === undefined) {
    body['@odata.nextLink'] = nextLink(exchange, skipToken({ page: page + 1, after: found.position }));
  }
  return jsonResponse(200, body, preferences);
}

function addTotals(body: Json, count: number | undefined, wants: (annotation: string) => boolean): void {
  const total = 'Microsoft.Dynamics.CRM.totalrecordcount';
  const exceeded = 'Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded';
  if (wants(total)) body[`@${total}`] = count === undefined ? -1 : Math.min(count, MOST_COUNTED);
  if (wants(exceeded)) body[`@${exceeded}`] = count !== undefined && count > MOST_COUNTED;
}

/** The request's own address with the token of the next page. */
export function nextLink(exchange: Exchange, token: string): string {
  const { root, path, query } = exchange.request;
  const kept = query.split('&').filter((part) => part !== '' && !/^(?:\$|%24)skiptoken=/i.test(part));
  return `${root}${path}?${[...kept, `$skiptoken=${encodeURIComponent(token)}`].join('&')}`;
}

/** `GET contacts/$count`: a plain number. */
export function countCollection(
  collection: Collection,
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const shape: Shape = { table: collection.table, columns: [], expands: [] };
  const found = selectRows(
    { shape, filter: options.get('$filter'), where: collection.where, limit: 0 },
    exchange,
    filterEnvironment(exchange, options.aliases),
    readPreferences(undefined),
  );
  return textResponse(String(Math.min(exchange.environment.store.count(found.query), MOST_COUNTED)));
}

/** `GET contacts(<id>)?$select=...&$expand=...`; 304 when the client has this version already. */
export function readOne(table: Table, id: string, options: QueryOptions, exchange: Exchange): WebApiResponse {
  const { store } = exchange.environment;
  const row = store.retrieve(table.logicalName, id);
  if (row === undefined) throw recordNotFound(table.logicalName, id);
  const known = exchange.request.headers['if-none-match'];
  if (known !== undefined && known === etagOf(row)) {
    return { status: 304, headers: { 'OData-Version': '4.0' } };
  }
  return rowResponse(200, table, row, options, exchange);
}

/** A single row as an answer. */
export function rowResponse(
  status: number,
  table: Table,
  row: Row,
  options: QueryOptions,
  exchange: Exchange,
  headers: Readonly<Record<string, string>> = {},
): WebApiResponse {
  const { store } = exchange.environment;
  const preferences = readPreferences(exchange.request.headers['prefer']);
  const shape = readShape(table, options.get('$select'), options.get('$expand'), store.tables);
  const filters = filterEnvironment(exchange, options.aliases);
  const [json] = jsonOfRows(shape, [row], exchange, filters, preferences, true);
  const context = `${exchange.request.root}$metadata#${table.entitySetName}${contextOf(shape)}/$entity`;
  return jsonResponse(status, { '@odata.context': context, ...json }, preferences, {
    ETag: etagOf(row),
    ...headers,
  });
}

/** `GET contacts(<id>)/<navigation>/$ref`: the address of the row, or of each row. */
export function readReferences(
  rows: readonly { readonly table: Table; readonly id: string }[],
  isCollection: boolean,
  exchange: Exchange,
): WebApiResponse {
  const { root } = exchange.request;
  const links = rows.map(({ table, id }) => ({ '@odata.id': `${root}${table.entitySetName}(${id})` }));
  if (isCollection) {
    return jsonResponse(200, { '@odata.context': `${root}$metadata#Collection($ref)`, value: links });
  }
  const [link] = links;
  return link === undefined
    ? emptyResponse()
    : jsonResponse(200, { '@odata.context': `${root}$metadata#$ref`, ...link });
}

/** `GET contacts(<id>)/fullname` and, as plain text, `.../fullname/$value`. */
export function readProperty(
  table: Table,
  row: Row,
  property: string,
  column: string,
  plain: boolean,
  exchange: Exchange,
): WebApiResponse {
  const value = row[column] ?? null;
  if (value === null) return emptyResponse();
  if (plain) return textResponse(String(value));
  const id = String(row[table.primaryId]);
  const context = `${exchange.request.root}$metadata#${table.entitySetName}(${id})/${property}`;
  return jsonResponse(200, { '@odata.context': context, value });
}

/** 405 for a method that a resource does not know. */
export function methodNotAllowed(method: string): DataverseError {
  return new DataverseError(
    405,
    errorCodes.queryRefused,
    `The requested resource does not support http method '${method}'.`,
  );
}
