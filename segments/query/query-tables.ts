import type { ColumnDescription, Relationship } from '../table-description';

/** What a query may name of a table. Names are in lower case, as Dataverse's logical names are. */
export interface QueryTable {
  readonly logicalName: string;
  readonly primaryId: string;
  readonly columns: ReadonlyMap<string, ColumnDescription>;
}

/** The tables, relationships and segments that queries are checked against. All names are taken in any case. */
export interface QueryTables {
  table(name: string): QueryTable | undefined;
  relationship(name: string): Relationship | undefined;
  /** Logical name of the table whose rows a segment's members are. */
  tableOfSegment(name: string): string | undefined;
}

/**
 * Looks tables up in a list. A relationship is found by its schema name and, as the outbound page has it, by
 * `<many>_<one>_<lookup column>`, e.g. contact_account_parentcustomerid.
 */
export function queryTables(
  tables: Iterable<QueryTable>,
  relationships: Iterable<Relationship>,
  tableOfSegment: (name: string) => string | undefined = () => undefined,
): QueryTables {
  const byName = new Map([...tables].map((table) => [table.logicalName, table]));
  const related = new Map<string, Relationship>();
  for (const relationship of relationships) {
    const { name, many, one, column } = relationship;
    related.set(`${many}_${one}_${column}`.toLowerCase(), relationship);
    related.set(name.toLowerCase(), relationship);
  }
  return {
    table: (name) => byName.get(name.toLowerCase()),
    relationship: (name) => related.get(name.toLowerCase()),
    tableOfSegment,
  };
}

/** One end of a relationship and the way to it. */
export interface OtherEnd {
  readonly table: string;
  /** Column of the row one comes from, and the one of the row one comes to, that are equal. */
  readonly from: string;
  readonly to: string;
  /** Which of the two rows holds the lookup. */
  readonly lookupOn: 'from' | 'to';
}

/**
 * Where a relationship leads from a table; undefined when the table is at neither end. A table that is related to
 * itself is walked towards the row its lookup points to, which no source states.
 */
export function otherEnd(
  relationship: Relationship,
  table: QueryTable,
  tables: QueryTables,
): OtherEnd | undefined {
  if (relationship.many === table.logicalName) {
    const one = tables.table(relationship.one);
    if (one === undefined) return undefined;
    return { table: one.logicalName, from: relationship.column, to: one.primaryId, lookupOn: 'from' };
  }
  if (relationship.one !== table.logicalName) return undefined;
  return { table: relationship.many, from: table.primaryId, to: relationship.column, lookupOn: 'to' };
}

/** What names mean at one place of a query: the rows it is about, and the related rows within reach. */
export class NamesInReach {
  private readonly aliases = new Map<string, QueryTable>();

  constructor(
    readonly table: QueryTable,
    private readonly ownAlias: string | undefined,
  ) {}

  add(alias: string, table: QueryTable): void {
    this.aliases.set(alias.toLowerCase(), table);
  }

  /** Whether an alias already stands for something. */
  has(alias: string): boolean {
    return this.isOwn(alias) || this.aliases.has(alias.toLowerCase());
  }

  /** The table an alias stands for; its own table when there is none. A table's name stands for itself. */
  tableOf(alias: string | undefined): QueryTable | undefined {
    return alias === undefined || this.isOwn(alias) ? this.table : this.aliases.get(alias.toLowerCase());
  }

  isOwn(alias: string): boolean {
    const lower = alias.toLowerCase();
    return lower === this.ownAlias?.toLowerCase() || lower === this.table.logicalName;
  }
}
