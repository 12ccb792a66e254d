import type { RecordId } from '../../segments';
import { recordNotFound, resourceNotFound } from '../dataverse-error';
import { isDefinitionPath } from '../metadata';
import type { Message } from '../messages';
import { readKey, type PathSegment } from '../odata';
import {
  collectionNavigation,
  columnOfProperty,
  lookupTarget,
  singleNavigation,
  type CollectionNavigation,
  type SingleNavigation,
} from '../row-json';
import { type Row, type Store, type Table, type Tables, storedId } from '../store';
import type { Exchange } from './exchange';

/** A row at the end of a path. */
export interface RowResource {
  readonly table: Table;
  readonly id: RecordId;
}

/** The rows that a relationship leads to, with the row it begins at. */
export interface Relation {
  readonly from: RowResource;
  readonly navigation: CollectionNavigation;
}

/** Rows of a table, or those of them that a relationship leads to. */
export interface Collection {
  readonly table: Table;
  readonly relation: Relation | undefined;
}

interface Operation {
  readonly message: Message;
  readonly inside: string | undefined;
  /** The row that a bound message is called on. */
  readonly row?: RowResource;
}

interface Property {
  readonly row: RowResource;
  readonly property: string;
}

interface Resources {
  readonly service: object;
  readonly metadata: object;
  readonly definitions: { readonly path: readonly PathSegment[] };
  readonly set: { readonly collection: Collection };
  readonly count: { readonly collection: Collection };
  readonly row: { readonly row: RowResource };
  /** A row behind a lookup: it is read there, and changed at its own address. */
  readonly relatedRow: { readonly row: RowResource };
  readonly property: Property;
  readonly propertyText: Property;
  /** With the id in brackets behind the property. */
  readonly references: Property & { readonly related: RecordId | undefined };
  /** A lookup without a row behind it. */
  readonly nothing: object;
  readonly action: Operation;
  readonly function: Operation;
}

export type Kind = keyof Resources;

/** What a path leads to. */
export type Resource<K extends Kind = Kind> = { [P in K]: { readonly kind: P } & Resources[P] }[K];

/** @throws DataverseError 404 for a path that leads nowhere. */
export function findResource(exchange: Exchange): Resource {
  const { path, environment } = exchange;
  const [first, ...rest] = path;
  if (first === undefined) return { kind: 'service' };
  if (first.name === '$metadata' && rest.length === 0) return { kind: 'metadata' };
  if (isDefinitionPath(first.name)) return { kind: 'definitions', path };
  const table = environment.store.tables.findSet(first.name);
  if (table !== undefined) {
    return first.inside === undefined
      ? inSet({ table, relation: undefined }, rest)
      : inRow({ table, id: readKey(first.inside, table.primaryId) }, rest, exchange);
  }
  const message = environment.messages.get(first.name.replace(/^Microsoft\.Dynamics\.CRM\./, ''));
  if (rest.length > 0 || message === undefined || message.boundTable !== undefined) {
    throw resourceNotFound(first.name);
  }
  return { kind: message.kind, message, inside: first.inside };
}

function inSet(collection: Collection, [next, ...more]: readonly PathSegment[]): Resource {
  if (next === undefined) return { kind: 'set', collection };
  if (next.name === '$count' && more.length === 0) return { kind: 'count', collection };
  throw resourceNotFound(next.name);
}

function inRow(row: RowResource, path: readonly PathSegment[], exchange: Exchange): Resource {
  const [next, ...more] = path;
  if (next === undefined) return { kind: 'row', row };
  if (more.length === 1 && more[0]?.name === '$ref') return references(row, next, exchange);
  const message = more.length === 0 ? boundMessage(row, next.name, exchange) : undefined;
  if (message !== undefined) return { kind: message.kind, message, inside: next.inside, row };
  if (columnOfProperty(row.table, next.name) !== undefined) return property(row, next.name, more);
  return inNavigation(row, next, more, exchange);
}

function boundMessage({ table }: RowResource, name: string, { environment }: Exchange): Message | undefined {
  const unqualified = /^Microsoft\.Dynamics\.CRM\.(.+)$/.exec(name)?.[1];
  const message = unqualified === undefined ? undefined : environment.messages.get(unqualified);
  return message?.boundTable === table.logicalName ? message : undefined;
}

function property(row: RowResource, name: string, [next, ...more]: readonly PathSegment[]): Resource {
  const unknown = next?.name === '$value' ? more[more.length - 1] : (more[more.length - 1] ?? next);
  if (unknown !== undefined) throw resourceNotFound(unknown.name);
  return { kind: next === undefined ? 'property' : 'propertyText', row, property: name };
}

function references(row: RowResource, { name, inside }: PathSegment, { environment }: Exchange): Resource {
  const many = collectionNavigation(row.table, name, environment.store.tables)?.many;
  const related = inside === undefined || many === undefined ? undefined : readKey(inside, many.primaryId);
  return { kind: 'references', row, property: name, related };
}

function inNavigation(
  row: RowResource,
  { name, inside }: PathSegment,
  more: readonly PathSegment[],
  exchange: Exchange,
): Resource {
  const { store } = exchange.environment;
  const { tables } = store;
  const values = existingRow(row, store);
  const single = singleNavigation(row.table, name, tables);
  if (single !== undefined) {
    const target = rowBehind(single, values, tables);
    if (target === undefined) return { kind: 'nothing' };
    return more.length === 0 ? { kind: 'relatedRow', row: target } : inRow(target, more, exchange);
  }
  const many = collectionNavigation(row.table, name, tables);
  if (many === undefined) throw resourceNotFound(name);
  if (inside !== undefined) {
    return inRow({ table: many.many, id: readKey(inside, many.many.primaryId) }, more, exchange);
  }
  return inSet({ table: many.many, relation: { from: row, navigation: many } }, more);
}

/** The row behind a lookup; undefined when it is empty or leads to a table that the property does not. */
export function rowBehind(
  { column, target }: SingleNavigation,
  row: Row,
  tables: Tables,
): RowResource | undefined {
  const id = row[column.name];
  const table = tables.find(lookupTarget(column, row) ?? '');
  return typeof id === 'string' && table !== undefined && (target ?? table) === table
    ? { table, id: storedId(id) }
    : undefined;
}

/** @throws DataverseError 404 */
export function existingRow({ table, id }: RowResource, store: Store): Row {
  const row = store.retrieve(table.logicalName, id);
  if (row === undefined) throw recordNotFound(table.logicalName, id);
  return row;
}
