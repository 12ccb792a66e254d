import { DataverseError, errorCodes, recordNotFound, resourceNotFound } from '../dataverse-error';
import { answerFetch, fetchOf } from '../fetchxml';
import { csdlDocument } from '../metadata/csdl';
import { answerDefinitions, isDefinitionPath } from '../metadata/definition-routes';
import type { Condition, Row, Table } from '../store';
import { readAggregate } from './apply';
import { findMessage, invoke } from './invoke';
import { collectionNavigation, columnOfProperty, singleNavigation } from './property';
import { readQueryOptions, type QueryOptions } from './query-options';
import {
  countCollection,
  methodNotAllowed,
  readCollection,
  readOne,
  readProperty,
  readReferences,
  type Collection,
} from './read';
import { emptyResponse, errorResponse, textResponse } from './responses';
import { readKey, readPath, type PathSegment } from './resource-path';
import { lookupTarget } from './row-json';
import { serviceDocument } from './service-document';
import { queryRefused } from './syntax-error';
import type { Exchange, WebApiResponse } from './web-api-request';
import { createOne, deleteOne, updateOrCreate, writeProperty, writeReference } from './write';

/**
 * Answers one request to the Web API. Whatever goes wrong becomes an error in Dataverse's envelope; the
 * answer comes at once unless a message takes its time.
 */
export function answer(exchange: Exchange): WebApiResponse | Promise<WebApiResponse> {
  try {
    exchange.environment.authorise?.(exchange.request);
    const response = route(exchange);
    return response instanceof Promise ? response.catch(failureResponse) : response;
  } catch (error) {
    return failureResponse(error);
  }
}

export function failureResponse(error: unknown): WebApiResponse {
  if (error instanceof DataverseError) return errorResponse(error);
  const cause = error instanceof Error ? error.message : '';
  if (/database or disk is full|disk I\/O|readonly database/i.test(cause)) {
    return errorResponse(
      new DataverseError(503, errorCodes.unexpected, `The local database cannot be written: ${cause}.`),
    );
  }
  if (isBeyondSqlite(cause)) {
    return errorResponse(queryRefused(`The query is too complex: ${cause}.`));
  }
  return errorResponse(new DataverseError(500, errorCodes.unexpected, 'An unexpected error occurred.'));
}

/** Limits that no query of a person meets, but one that a program made up may. */
function isBeyondSqlite(cause: string): boolean {
  return /^(?:too many (?:columns|SQL variables|terms)|Expression tree is too large|parser stack overflow)/i.test(
    cause,
  );
}

function route(exchange: Exchange): WebApiResponse | Promise<WebApiResponse> {
  const { request, environment } = exchange;
  const [first, ...rest] = readPath(request.path);
  if (first === undefined) return serviceDocument(exchange);
  if (first.name === '$metadata' && rest.length === 0) return metadataDocument(exchange);
  const options = readQueryOptions(request.query);
  if (isDefinitionPath(first.name)) return answerDefinitions([first, ...rest], options, exchange);
  const table = environment.store.tables.findSet(first.name);
  if (table !== undefined) {
    return first.inside === undefined
      ? routeSet({ table, where: [] }, rest, options, exchange)
      : routeRow(table, readKey(first.inside, table.primaryId), rest, options, exchange);
  }
  if (rest.length > 0) throw resourceNotFound(first.name);
  return invoke(findMessage(first.name, exchange), first.inside, options, exchange);
}

function metadataDocument({ request, environment }: Exchange): WebApiResponse {
  if (request.method !== 'GET') throw methodNotAllowed(request.method);
  const csdl = csdlDocument(environment.store.tables, environment.messages.values());
  return textResponse(csdl, 'application/xml');
}

function routeSet(
  collection: Collection,
  rest: readonly PathSegment[],
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const { method } = exchange.request;
  const [next, ...more] = rest;
  if (next === undefined) {
    if (method === 'GET') return readSet(collection, options, exchange);
    if (method === 'POST' && collection.where.length === 0)
      return createOne(collection.table, options, exchange);
    throw methodNotAllowed(method);
  }
  if (next.name === '$count' && more.length === 0) {
    if (method === 'GET') return countCollection(collection, options, exchange);
    throw methodNotAllowed(method);
  }
  throw resourceNotFound(next.name);
}

/** Rows by OData's query options, aggregated ones, or rows by FetchXML or a view. */
function readSet(collection: Collection, options: QueryOptions, exchange: Exchange): WebApiResponse {
  const apply = options.get('$apply');
  if (apply !== undefined) return readAggregate(collection, apply, options, exchange);
  const asked = fetchOf(collection.table, options, exchange);
  if (asked === undefined) return readCollection(collection, options, exchange);
  if (collection.where.length > 0) {
    throw queryRefused('FetchXML and views are for whole entity sets, not for the rows of a relationship.');
  }
  return answerFetch(asked, collection.table, exchange);
}

function routeRow(
  table: Table,
  id: string,
  rest: readonly PathSegment[],
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const [next, ...more] = rest;
  if (next === undefined) return routeWholeRow(table, id, options, exchange);
  if (more.length === 1 && more[0]?.name === '$ref') {
    return routeReference(table, id, next, options, exchange);
  }
  const { store } = exchange.environment;
  if (columnOfProperty(table, next.name) !== undefined) {
    return routeProperty(table, id, next.name, more, exchange);
  }
  const row = existingRow(table, id, exchange);
  const single = singleNavigation(table, next.name, store.tables);
  if (single !== undefined) {
    const related = row[single.column.name];
    const target = store.tables.find(lookupTarget(single.column, row) ?? '');
    if (typeof related !== 'string' || target === undefined) return emptyResponse();
    if (single.target !== undefined && single.target !== target) return emptyResponse();
    return routeRow(target, related, more, options, exchange);
  }
  const many = collectionNavigation(table, next.name, store.tables);
  if (many === undefined) throw resourceNotFound(next.name);
  if (next.inside !== undefined) {
    return routeRow(many.many, readKey(next.inside, many.many.primaryId), more, options, exchange);
  }
  if (exchange.request.method === 'POST' && more.length === 0) {
    return createOne(many.many, options, exchange, {
      [many.column]: id,
      ...targetOf(many.many, many.column, table),
    });
  }
  return routeSet({ table: many.many, where: [equalTo(many.column, id)] }, more, options, exchange);
}

function targetOf(many: Table, column: string, one: Table): Row {
  const lookup = many.lookups.find(({ name }) => name === column);
  return lookup !== undefined && lookup.targets.length > 1 ? { [`${column}type`]: one.logicalName } : {};
}

function equalTo(column: string, id: string): Condition {
  return {
    kind: 'compare',
    operator: 'eq',
    left: { kind: 'column', column },
    right: { kind: 'value', value: id },
  };
}

function existingRow(table: Table, id: string, exchange: Exchange): Row {
  const row = exchange.environment.store.retrieve(table.logicalName, id);
  if (row === undefined) throw recordNotFound(table.logicalName, id);
  return row;
}

function routeWholeRow(table: Table, id: string, options: QueryOptions, exchange: Exchange): WebApiResponse {
  switch (exchange.request.method) {
    case 'GET':
      return readOne(table, id, options, exchange);
    case 'PATCH':
      return updateOrCreate(table, id, options, exchange);
    case 'DELETE':
      return deleteOne(table, id, exchange);
    default:
      throw methodNotAllowed(exchange.request.method);
  }
}

function routeProperty(
  table: Table,
  id: string,
  property: string,
  more: readonly PathSegment[],
  exchange: Exchange,
): WebApiResponse {
  const { method } = exchange.request;
  const plain = more[0]?.name === '$value';
  if (more.length > (plain ? 1 : 0)) throw resourceNotFound(more[more.length - 1]?.name ?? '');
  if (method === 'GET') {
    const column = columnOfProperty(table, property)?.name ?? property;
    return readProperty(table, existingRow(table, id, exchange), property, column, plain, exchange);
  }
  if ((method === 'PUT' || method === 'DELETE') && !plain)
    return writeProperty(table, id, property, exchange);
  throw methodNotAllowed(method);
}

function routeReference(
  table: Table,
  id: string,
  property: PathSegment,
  options: QueryOptions,
  exchange: Exchange,
): WebApiResponse {
  const { method } = exchange.request;
  if (method === 'GET') return routeReadReference(table, id, property.name, exchange);
  if (!['PUT', 'POST', 'DELETE'].includes(method)) throw methodNotAllowed(method);
  const many = collectionNavigation(table, property.name, exchange.environment.store.tables);
  const related =
    property.inside === undefined || many === undefined
      ? undefined
      : readKey(property.inside, many.many.primaryId);
  return writeReference(table, id, property.name, related, options, exchange);
}

function routeReadReference(table: Table, id: string, property: string, exchange: Exchange): WebApiResponse {
  const { store } = exchange.environment;
  const row = existingRow(table, id, exchange);
  const single = singleNavigation(table, property, store.tables);
  if (single !== undefined) {
    const target = store.tables.find(lookupTarget(single.column, row) ?? '');
    const related = row[single.column.name];
    const fits = target !== undefined && (single.target ?? target) === target && typeof related === 'string';
    return readReferences(fits ? [{ table: target, id: related }] : [], false, exchange);
  }
  const many = collectionNavigation(table, property, store.tables);
  if (many === undefined) throw resourceNotFound(property);
  const found = store.select({
    table: many.many.logicalName,
    select: [{ as: 'id', value: { kind: 'column', column: many.many.primaryId } }],
    where: equalTo(many.column, id),
    orderBy: [{ by: { kind: 'column', column: many.many.primaryId } }],
    limit: 5000,
  });
  const rows = found.map((related) => ({ table: many.many, id: String(related['id']) }));
  return readReferences(rows, true, exchange);
}
