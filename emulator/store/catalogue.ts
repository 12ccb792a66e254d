import {
  teamName,
  type ColumnDescription,
  type ManyToMany,
  type ManyToManySide,
  type Relationship,
  type TableDescription,
} from '../../segments';
import { DataverseError, errorCodes } from '../dataverse-error';
import { isStandardColumn, standardColumns } from './standard-columns';

export type LookupColumn = Extract<ColumnDescription, { type: 'lookup' }>;

/** A table with all its columns: its own and those its ownership brings. */
export interface Table {
  readonly description: TableDescription;
  readonly logicalName: string;
  readonly entitySetName: string;
  readonly primaryId: string;
  readonly primaryName: string;
  /** By logical name, in the order of the metadata. */
  readonly columns: ReadonlyMap<string, ColumnDescription>;
  readonly lookups: readonly LookupColumn[];
}

/** Whether a letter with an accent is another one than that without, as the collation of an environment says. */
export type Accents = 'count' | 'ignore';

/** A many-to-many relationship as one of its sides sees it. */
export interface Association {
  readonly name: string;
  /** The table between both. */
  readonly link: Table;
  readonly near: ManyToManySide;
  readonly far: ManyToManySide;
  /** Whether the near side is the one that the relationship names first. */
  readonly isFirst: boolean;
}

/** Every table of an environment and how they hang together. */
export interface Tables {
  readonly accents: Accents;
  readonly all: readonly Table[];
  find(logicalName: string): Table | undefined;
  findSet(entitySetName: string): Table | undefined;
  /** @throws DataverseError when there is no such table. */
  get(logicalName: string): Table;
  /** Relationships whose one side (a collection to expand) is this table. */
  oneToMany(logicalName: string): readonly Relationship[];
  /** Relationships whose many side (a lookup) is this table. */
  manyToOne(logicalName: string): readonly Relationship[];
  manyToMany(logicalName: string): readonly Association[];
}

/** Name of the navigation property from a lookup to one of its targets. */
export function navigationProperty(column: LookupColumn, target: string): string {
  const named = column.navigation?.[target];
  if (named !== undefined) return named;
  return column.targets.length === 1 ? column.name : `${column.name}_${target}`;
}

/** Name of the column that keeps which table a lookup with several targets points to. */
export function targetColumn(column: LookupColumn): string | undefined {
  return column.targets.length > 1 ? `${column.name}type` : undefined;
}

/** Builds the catalogue. @throws Error when two tables share a name or a description contradicts itself. */
export function buildTables(descriptions: readonly TableDescription[], accents: Accents = 'count'): Tables {
  const all = descriptions.map(completeTable);
  const byName = uniquely(all, (table) => table.logicalName);
  const bySet = uniquely(all, (table) => table.entitySetName);
  const relationships = all.flatMap((table) => relationshipsOf(table, byName));
  const byOne = grouped(relationships, (relationship) => relationship.one);
  const byMany = grouped(relationships, (relationship) => relationship.many);
  const byNear = grouped(all.flatMap(associationsOf), ({ near }) => near.table);
  return {
    accents,
    all,
    find: (name) => byName.get(name),
    findSet: (name) => bySet.get(name),
    get(name) {
      const table = byName.get(name);
      if (table !== undefined) return table;
      throw new DataverseError(
        400,
        errorCodes.tableUnknown,
        `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
      );
    },
    oneToMany: (name) => byOne.get(name) ?? [],
    manyToOne: (name) => byMany.get(name) ?? [],
    manyToMany: (name) => byNear.get(name) ?? [],
  };
}

function completeTable(description: TableDescription): Table {
  const own = new Set(description.columns.map((column) => column.name));
  const standard = standardColumns(description).filter((column) => !own.has(column.name));
  const columns = new Map([...description.columns, ...standard].map((column) => [column.name, column]));
  for (const name of [description.primaryId, description.primaryName]) {
    if (!columns.has(name)) throw new Error(`Table ${description.logicalName} has no column ${name}.`);
  }
  return {
    description,
    logicalName: description.logicalName,
    entitySetName: description.entitySetName,
    primaryId: description.primaryId,
    primaryName: description.primaryName,
    columns,
    lookups: [...columns.values()].filter((column): column is LookupColumn => column.type === 'lookup'),
  };
}

function relationshipsOf(table: Table, tables: ReadonlyMap<string, Table>): Relationship[] {
  const many = table.logicalName;
  return table.lookups.flatMap((column) =>
    column.targets
      .filter((one) => tables.has(one))
      .map((one) => {
        const named = table.description.relationships?.find(
          (candidate) => candidate.column === column.name && candidate.one === one,
        );
        return named ?? { name: relationshipName(many, column, one), one, many, column: column.name };
      }),
  );
}

function associationsOf(link: Table): Association[] {
  return (link.description.manyToMany ?? []).flatMap(({ name, sides: [first, second] }: ManyToMany) => [
    { name, link, near: first, far: second, isFirst: true },
    { name, link, near: second, far: first, isFirst: false },
  ]);
}

/** The names that the platform gives where a table's description gives none. */
function relationshipName(many: string, column: LookupColumn, one: string): string {
  if (column.name === 'ownerid') return one === teamName.logicalName ? `owner_team_${many}` : `owner_${many}`;
  if (column.name === 'owninguser') return `user_${many}`;
  if (column.name === 'owningteam') return `team_${many}`;
  if (column.name === 'owningbusinessunit') return `business_unit_${many}`;
  if (column.name === 'transactioncurrencyid') return `transactioncurrency_${many}`;
  if (isStandardColumn(column.name)) return `lk_${many}_${column.name}`;
  return column.targets.length === 1 ? `${many}_${column.name}` : `${many}_${column.name}_${one}`;
}

function uniquely<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    if (map.has(key(item))) throw new Error(`Two tables are named ${key(item)}.`);
    map.set(key(item), item);
  }
  return map;
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) map.set(key(item), [...(map.get(key(item)) ?? []), item]);
  return map;
}
