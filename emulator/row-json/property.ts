import { teamName, userName, type ColumnDescription } from '../../segments';
import {
  column as columnReference,
  navigationProperty,
  oneOf,
  type Association,
  type Condition,
  type LookupColumn,
  type Table,
  type Tables,
} from '../store';

/** How a value is written in OData. */
export type EdmKind =
  'string' | 'guid' | 'int' | 'long' | 'decimal' | 'double' | 'bool' | 'date' | 'datetime';

const kinds: Readonly<Record<ColumnDescription['type'], EdmKind>> = {
  uniqueidentifier: 'guid',
  lookup: 'guid',
  string: 'string',
  memo: 'string',
  integer: 'int',
  picklist: 'int',
  state: 'int',
  status: 'int',
  choices: 'string',
  bigint: 'long',
  double: 'double',
  decimal: 'decimal',
  money: 'decimal',
  boolean: 'bool',
  datetime: 'datetime',
};

const edmTypes: Readonly<Record<EdmKind, string>> = {
  string: 'Edm.String',
  guid: 'Edm.Guid',
  int: 'Edm.Int32',
  long: 'Edm.Int64',
  decimal: 'Edm.Decimal',
  double: 'Edm.Double',
  bool: 'Edm.Boolean',
  date: 'Edm.Date',
  datetime: 'Edm.DateTimeOffset',
};

export function edmKind(column: ColumnDescription): EdmKind {
  return column.type === 'datetime' && column.dateOnly === true ? 'date' : kinds[column.type];
}

export function edmTypeOf(kind: EdmKind): string {
  return edmTypes[kind];
}

/** A lookup is read as `_name_value`; every other column by its own name. */
export function propertyName(column: ColumnDescription): string {
  return column.type === 'lookup' ? `_${column.name}_value` : column.name;
}

/** The column that an OData property name stands for. */
export function columnOfProperty(table: Table, name: string): ColumnDescription | undefined {
  const lookup = /^_(.+)_value$/.exec(name)?.[1];
  const column = table.columns.get(lookup ?? name);
  return (column?.type === 'lookup') === (lookup !== undefined) ? column : undefined;
}

/** A navigation property to one row. */
export interface SingleNavigation {
  readonly name: string;
  readonly column: LookupColumn;
  /** Absent where the property may lead to rows of several tables (an owner). */
  readonly target: Table | undefined;
}

/** A navigation property to rows that name the row it begins at, or that are linked to it by rows between. */
export type CollectionNavigation = OneToManyNavigation | ManyToManyNavigation;

interface OneToManyNavigation {
  readonly kind: 'oneToMany';
  readonly name: string;
  readonly many: Table;
  /** Lookup column of the many side. */
  readonly column: string;
}

interface ManyToManyNavigation {
  readonly kind: 'manyToMany';
  readonly name: string;
  readonly many: Table;
  readonly association: Association;
}

/** The navigation properties to one row, one for each lookup and target. */
export function singleNavigations(table: Table, tables: Tables): readonly SingleNavigation[] {
  return table.lookups.flatMap((column) => {
    const names = new Map<string, string[]>();
    for (const target of column.targets) {
      const name = navigationProperty(column, target);
      names.set(name, [...(names.get(name) ?? []), target]);
    }
    return [...names].map(([name, targets]) => ({
      name,
      column,
      target: targets.length === 1 ? tables.find(targets[0] ?? '') : undefined,
    }));
  });
}

export function singleNavigation(table: Table, name: string, tables: Tables): SingleNavigation | undefined {
  return singleNavigations(table, tables).find((navigation) => navigation.name === name);
}

export function collectionNavigation(
  table: Table,
  name: string,
  tables: Tables,
): CollectionNavigation | undefined {
  const relationship = tables.oneToMany(table.logicalName).find((candidate) => candidate.name === name);
  if (relationship !== undefined) {
    return { kind: 'oneToMany', name, many: tables.get(relationship.many), column: relationship.column };
  }
  const association = tables.manyToMany(table.logicalName).find((candidate) => candidate.name === name);
  if (association === undefined) return undefined;
  return { kind: 'manyToMany', name, many: tables.get(association.far.table), association };
}

/** The condition that rows of a collection meet which belong to one of these rows. */
export function belongsTo(navigation: CollectionNavigation, ids: readonly string[]): Condition {
  if (navigation.kind === 'oneToMany') return oneOf(columnReference(navigation.column), ids);
  const { link, near, far } = navigation.association;
  return {
    kind: 'exists',
    alias: `link_${link.logicalName}`,
    table: link.logicalName,
    column: far.column,
    from: columnReference(navigation.many.primaryId),
    where: oneOf(columnReference(near.column, `link_${link.logicalName}`), ids),
  };
}

/** Users and teams are principals: they share the key `ownerid`. */
export function isPrincipal({ logicalName }: Table): boolean {
  return logicalName === userName.logicalName || logicalName === teamName.logicalName;
}
