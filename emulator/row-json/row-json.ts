import type { ColumnDescription } from '../../segments';
import {
  column as columnOf,
  columns as namedColumns,
  navigationProperty,
  oneOf,
  targetColumn,
  type LookupColumn,
  type Reader,
  type Row,
  type Table,
} from '../store';
import { annotationNames, type Annotations } from './annotations';
import { formattedValue } from './formatted-value';
import { isPrincipal, propertyName } from './property';

export type Json = Record<string, unknown>;

/** Names of the rows that lookups point to, by table and id. */
export type LookupNames = ReadonlyMap<string, string>;

export function lookupKey(table: string, id: string): string {
  return `${table}:${id}`;
}

/** The table a lookup of a row points to. */
export function lookupTarget(column: LookupColumn, row: Row): string | undefined {
  const named = targetColumn(column);
  const target = named === undefined ? column.targets[0] : row[named];
  return typeof target === 'string' ? target : undefined;
}

export function etagOf(row: Row): string {
  return `W/"${String(row['versionnumber'] ?? 0)}"`;
}

/** The names that formatted values of lookups show, read with one query for each target table. */
export async function namesOfLookups(
  reader: Reader,
  columns: readonly ColumnDescription[],
  rows: readonly Row[],
): Promise<LookupNames> {
  const wanted = new Map<string, Set<string>>();
  for (const column of columns) {
    if (column.type !== 'lookup') continue;
    for (const row of rows) {
      const id = row[column.name];
      const target = lookupTarget(column, row);
      if (typeof id !== 'string' || target === undefined) continue;
      wanted.set(target, (wanted.get(target) ?? new Set()).add(id));
    }
  }
  const names = new Map<string, string>();
  for (const [target, ids] of wanted) {
    const table = reader.tables.find(target);
    if (table === undefined) continue;
    const found = await reader.select({
      table: target,
      select: namedColumns({ id: table.primaryId, name: table.primaryName }),
      where: oneOf(columnOf(table.primaryId), [...ids]),
    });
    for (const row of found) names.set(lookupKey(target, String(row['id'])), String(row['name'] ?? ''));
  }
  return names;
}

/**
 * One row as OData writes it; annotations stand before the property they describe. Rows have a hundred columns and
 * answers thousands of rows, so each is written into one object and never copied.
 */
export function rowToJson(
  table: Table,
  columns: readonly ColumnDescription[],
  row: Row,
  annotations: Annotations,
  names: LookupNames,
  json: Json = {},
): Json {
  for (const column of columns) writeColumn(json, column, row, annotations, names);
  if (!(table.primaryId in json)) json[table.primaryId] = row[table.primaryId] ?? null;
  if (isPrincipal(table)) json['ownerid'] = row[table.primaryId] ?? null;
  return json;
}

function writeColumn(
  json: Json,
  column: ColumnDescription,
  row: Row,
  annotations: Annotations,
  names: LookupNames,
): void {
  const property = propertyName(column);
  const value = row[column.name] ?? null;
  if (column.type === 'lookup') annotateLookup(json, property, column, row, annotations, names);
  else if (annotations.formatted) {
    const formatted = formattedValue(column, value);
    if (formatted !== undefined) json[`${property}@${annotationNames.formatted}`] = formatted;
  }
  json[property] = value;
}

/** Writes what is known of the row a lookup points to, under the name that the answer gives the lookup. */
export function annotateLookup(
  json: Json,
  property: string,
  column: LookupColumn,
  row: Row,
  annotations: Annotations,
  names: LookupNames,
): void {
  const id = row[column.name];
  const target = lookupTarget(column, row);
  if (typeof id !== 'string' || target === undefined) return;
  const name = names.get(lookupKey(target, id));
  if (annotations.formatted && name !== undefined) json[`${property}@${annotationNames.formatted}`] = name;
  if (annotations.navigation)
    json[`${property}@${annotationNames.navigation}`] = navigationProperty(column, target);
  if (annotations.lookupName) json[`${property}@${annotationNames.lookupName}`] = target;
}
