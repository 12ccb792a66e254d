import {
  etagOf,
  lookupTarget,
  namesOfLookups,
  RowsInJson,
  rowToJson,
  type Json,
  type LookupNames,
} from '../row-json';
import { column, oneOf, type Row } from '../store';
import type { Expand, Shape } from './expand';
import { columnsOf, selectRows } from './read-shape';
import type { Reading } from './reading';
import { pagedCollection, relatedRows, type Many } from './related-rows';

/** Where rows stand in an answer. */
interface Place {
  /** 0 for the answer's own rows. */
  readonly depth: number;
  /**
   * Whether something is expanded in what is expanded, anywhere in the query: then collections are paged as the answer
   * is, and their rows have neither versions nor their lookup. Source: "Join tables using OData".
   */
  readonly isNested: boolean;
}

/** Rows of an answer have versions, and those of its collections; those further in have none. */
function hasVersion({ depth, isNested }: Place): boolean {
  return depth === 0 || (depth === 1 && !isNested);
}

/** Of a row behind a lookup. */
function behindLookup({ isNested }: Place): Place {
  return { depth: 2, isNested };
}

/** Writes one of the rows that it was made for, with what the row expands to. */
export type RowWriter = (row: Row) => Json;

/** Adds to a row's JSON what the row expands to. */
type Expansion = (json: Json, row: Row) => void;

type One = Extract<Expand, { kind: 'one' }>;

/** Reads what rows expand to and the names of their lookups; the rows themselves are written one by one later. */
export function rowWriter(shape: Shape, rows: readonly Row[], reading: Reading): Promise<RowWriter> {
  const isNested = shape.expands.some(
    (expand) => expand.kind !== 'principal' && expand.shape.expands.length > 0,
  );
  return writerAt({ depth: 0, isNested }, shape, rows, reading);
}

async function writerAt(
  place: Place,
  shape: Shape,
  rows: readonly Row[],
  reading: Reading,
): Promise<RowWriter> {
  const { annotations, reader } = reading;
  const columns = columnsOf(shape);
  const names: LookupNames = annotations.formatted
    ? await namesOfLookups(reader, columns, rows)
    : new Map<string, string>();
  const expansions: Expansion[] = [];
  for (const expand of shape.expands) expansions.push(await expansionOf(expand, shape, rows, reading, place));
  return (row) => {
    const json: Json = hasVersion(place) ? { '@odata.etag': etagOf(row) } : {};
    rowToJson(shape.table, columns, row, annotations, names, json);
    for (const expansion of expansions) expansion(json, row);
    return json;
  };
}

async function expansionOf(
  expand: Expand,
  parent: Shape,
  rows: readonly Row[],
  reading: Reading,
  place: Place,
): Promise<Expansion> {
  switch (expand.kind) {
    case 'principal':
      return principal(expand);
    case 'one':
      return expand.reference ? reference(expand, reading) : one(expand, rows, reading, place);
    case 'many':
      return many(expand, parent, rows, reading, { ...place, depth: place.depth + 1 });
  }
}

function idIn(expand: One, row: Row): string | undefined {
  const { column: lookup } = expand.navigation;
  const id = row[lookup.name];
  return typeof id === 'string' && lookupTarget(lookup, row) === expand.shape.table.logicalName
    ? id
    : undefined;
}

function reference(expand: One, { root }: Reading): Expansion {
  const { entitySetName } = expand.shape.table;
  return (json, row) => {
    const id = idIn(expand, row);
    json[expand.navigation.name] =
      id === undefined ? null : { '@odata.id': `${root}${entitySetName}(${id})` };
  };
}

function principal({ navigation }: Extract<Expand, { kind: 'principal' }>): Expansion {
  return (json, row) => {
    const id = row[navigation.column.name];
    const type = `#Microsoft.Dynamics.CRM.${lookupTarget(navigation.column, row) ?? 'principal'}`;
    json[navigation.name] = typeof id === 'string' ? { '@odata.type': type, ownerid: id } : null;
  };
}

async function one(expand: One, rows: readonly Row[], reading: Reading, at: Place): Promise<Expansion> {
  const place = behindLookup(at);
  const { shape, navigation } = expand;
  const { primaryId } = shape.table;
  const ids = [...new Set(rows.map((row) => idIn(expand, row)))].filter((id) => id !== undefined);
  const where = [oneOf(column(primaryId), ids)];
  const { rows: found } = await selectRows({ shape, where, limit: ids.length }, reading);
  const targets = new Map(found.map((row) => [String(row[primaryId]), row]));
  const targetOf = (row: Row): Row | undefined => targets.get(idIn(expand, row) ?? '');
  if (hasCollection(shape)) {
    const written = await writtenWithCollections(shape, rows, targetOf, reading, place);
    return (json, row) => {
      json[navigation.name] = written.get(row) ?? null;
    };
  }
  const write = await writerAt(place, shape, found, reading);
  return (json, row) => {
    const target = targetOf(row);
    json[navigation.name] = target === undefined ? null : write(target);
  };
}

/** Many rows may lead to one row with collections of its own, which then stand in the answer as often. */
async function writtenWithCollections(
  shape: Shape,
  rows: readonly Row[],
  targetOf: (row: Row) => Row | undefined,
  reading: Reading,
  place: Place,
): Promise<ReadonlyMap<Row, Json>> {
  const whole = new Map<Row, { readonly json: Json; readonly related: number }>();
  const cut = new Map<Row, Json>();
  const write = async (target: Row, related: Reading['related']): Promise<Json> =>
    (await writerAt(place, shape, [target], { ...reading, related }))(target);
  const written = new Map<Row, Json>();
  const { related } = reading;
  for (const row of rows) {
    const target = targetOf(row);
    if (target === undefined) continue;
    const known = whole.get(target);
    if (known === undefined) {
      const before = related.left;
      const json = await write(target, related);
      whole.set(target, { json, related: before - related.left });
      written.set(row, json);
    } else if (known.related <= related.left) {
      related.left -= known.related;
      written.set(row, known.json);
    } else {
      const json = cut.get(target) ?? (await write(target, { left: 0 }));
      cut.set(target, json);
      written.set(row, json);
    }
  }
  return written;
}

function hasCollection(shape: Shape): boolean {
  return shape.expands.some(
    (expand) => expand.kind === 'many' || (expand.kind === 'one' && hasCollection(expand.shape)),
  );
}

async function many(
  asked: Many,
  parent: Shape,
  rows: readonly Row[],
  reading: Reading,
  place: Place,
): Promise<Expansion> {
  const expand = pagedCollection(asked, place.isNested, reading);
  const { name } = expand.navigation;
  const { primaryId } = parent.table;
  const ids = rows.map((row) => String(row[primaryId]));
  const related = await relatedRows(expand, ids, parent, reading);
  const all = [...related.values()].flatMap(({ rows: found }) => found);
  const write = await writerAt(place, expand.shape, all, reading);
  return (json, row) => {
    const { rows: found, nextLink } = related.get(String(row[primaryId])) ?? {
      rows: [],
      nextLink: undefined,
    };
    json[name] = new RowsInJson(found, write);
    if (nextLink !== undefined) json[`${name}@odata.nextLink`] = nextLink;
  };
}
