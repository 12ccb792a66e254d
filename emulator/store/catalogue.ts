import type { ColumnDescription, Relationship, TableDescription } from '../../segments';

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

/** Every table of an environment and how they hang together. */
export interface Tables {
  readonly all: readonly Table[];
  find(logicalName: string): Table | undefined;
  findSet(entitySetName: string): Table | undefined;
  /** @throws DataverseError when there is no such table. */
  get(logicalName: string): Table;
  /** Relationships whose one side (a collection to expand) is this table. */
  oneToMany(logicalName: string): readonly Relationship[];
  /** Relationships whose many side (a lookup) is this table. */
  manyToOne(logicalName: string): readonly Relationship[];
}
