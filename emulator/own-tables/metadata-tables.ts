import type { ManyToMany, Relationship, TableDescription } from '../../segments';
import { readCsdl, type CsdlTable } from './csdl-model';
import { columnsOf } from './metadata-columns';
import { FIRST_CUSTOM_CODE } from './custom-code';
import { isOfOwnPublisher } from './publisher-prefix';

/**
 * What publishers other than Microsoft added to an environment, by its `$metadata`: their tables, and their columns of
 * the tables that are known here. Lookups are taken as far as their targets are there.
 *
 * The document does not say everything: choices are whole numbers, as it names no options; texts may be as long as any
 * in Dataverse; the column `prefix_name` is taken to be the name of a row, else the first text.
 * @throws Error when it is no `$metadata`, or has nothing of one's own.
 */
export function tablesOfMetadata(
  text: string,
  known: readonly TableDescription[],
): readonly TableDescription[] {
  const tables = readCsdl(text);
  const builtIn = new Map(known.map((table) => [table.logicalName, table]));
  const own = tables.filter(({ name }) => isOfOwnPublisher(name) && !builtIn.has(name));
  const keys = new Map([
    ...known.map(({ logicalName, primaryId }) => [logicalName, primaryId] as const),
    ...own.map(({ name, key }) => [name, key] as const),
  ]);
  const collections = collectionsByName(tables);
  const isThere = (name: string): boolean => keys.has(name);
  const found = [
    ...tables.flatMap((table) => addedTo(builtIn.get(table.name), table, isThere)),
    ...own.map((table, index) => ({
      ...ownTable(table, FIRST_CUSTOM_CODE + index, isThere),
      manyToMany: associationsBy(table, collections, keys),
    })),
  ];
  if (found.length > 0) return found;
  throw new Error('it has no tables or columns of a publisher other than Microsoft');
}

function addedTo(
  known: TableDescription | undefined,
  table: CsdlTable,
  isThere: (name: string) => boolean,
): readonly TableDescription[] {
  if (known === undefined) return [];
  const columns = columnsOf(table, isThere).filter(({ name }) => isOfOwnPublisher(name));
  const names = new Set(columns.map(({ name }) => name));
  const relationships = relationshipsOf(table, isThere).filter(({ column }) => names.has(column));
  return columns.length === 0 ? [] : [{ ...known, columns, relationships }];
}

function ownTable(table: CsdlTable, code: number, isThere: (name: string) => boolean): TableDescription {
  const names = new Set(table.properties.map(({ name }) => name));
  const hasState = names.has('statecode');
  return {
    logicalName: table.name,
    entitySetName: table.set,
    label: table.name,
    collectionLabel: table.set,
    primaryId: table.key,
    primaryName: nameColumn(table),
    objectTypeCode: code,
    ownership: ownershipOf(names),
    columns: columnsOf(table, isThere),
    ...(hasState ? { defaultStatus: { 0: 1, 1: 2 } } : {}),
    relationships: relationshipsOf(table, isThere),
  };
}

function ownershipOf(properties: ReadonlySet<string>): TableDescription['ownership'] {
  if (properties.has('_ownerid_value')) return 'user';
  return properties.has('_organizationid_value') ? 'organization' : 'none';
}

function nameColumn({ name, key, properties }: CsdlTable): string {
  const texts = properties.filter(({ type }) => type === 'Edm.String').map((property) => property.name);
  const usual = `${name.slice(0, name.indexOf('_'))}_name`;
  return texts.find((text) => text === usual) ?? texts.find(isOfOwnPublisher) ?? key;
}

/** The names of collections on the other side, which only the document knows. */
function relationshipsOf(table: CsdlTable, isThere: (name: string) => boolean): readonly Relationship[] {
  return table.single.flatMap(({ target, partner, property }) => {
    const column = /^_(.+)_value$/.exec(property ?? '')?.[1];
    if (partner === undefined || column === undefined || !isThere(target)) return [];
    return [{ name: partner, one: target, many: table.name, column }];
  });
}

interface CollectionOf {
  readonly near: string;
  readonly name: string;
  readonly far: string;
}

/** The first collection of each name, in small letters. */
function collectionsByName(tables: readonly CsdlTable[]): ReadonlyMap<string, CollectionOf> {
  const all = tables.flatMap(({ name: near, collections }) =>
    collections.map(({ name, target }) => [name.toLowerCase(), { near, name, far: target }] as const),
  );
  return new Map(all.reverse());
}

/** A table between two others is named as its relationship is, in small letters, and has a column for either's key. */
function associationsBy(
  link: CsdlTable,
  collections: ReadonlyMap<string, CollectionOf>,
  keys: ReadonlyMap<string, string>,
): readonly ManyToMany[] {
  const collection = collections.get(link.name);
  if (collection === undefined) return [];
  const { name, near, far } = collection;
  const [nearColumn, farColumn] = [keys.get(near), keys.get(far)];
  const columns = new Set(link.properties.map((property) => property.name));
  if (nearColumn === undefined || !columns.has(nearColumn)) return [];
  if (farColumn === undefined || !columns.has(farColumn) || farColumn === nearColumn) return [];
  const sides = [
    { table: near, column: nearColumn },
    { table: far, column: farColumn },
  ] as const;
  return [{ name, sides }];
}
