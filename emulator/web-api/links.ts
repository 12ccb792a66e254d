import type { RecordId } from '../../segments';
import { setLookup } from '../odata';
import type { CollectionNavigation } from '../row-json';
import {
  columns,
  columnsEqual,
  storedId,
  type Association,
  type Row,
  type Store,
  type Table,
} from '../store';
import type { Relation, RowResource } from './resources';

/** Who links rows, and where. */
export interface Linking {
  readonly store: Store;
  readonly user: RecordId;
}

/** The columns that make a new row one of those a relationship leads to; rows between them are {@link link}'s. */
export function linkColumns(relation: Relation | undefined): Row {
  return relation?.navigation.kind === 'oneToMany' ? lookupTo(relation.navigation, relation.from) : {};
}

/** Makes a row one of those a relationship leads to. */
export function link({ from, navigation }: Relation, id: RecordId, { store, user }: Linking): void {
  if (navigation.kind === 'oneToMany') {
    store.update(navigation.many.logicalName, id, lookupTo(navigation, from), { user });
    return;
  }
  const { association } = navigation;
  if (linkIds(association, from.id, id, store).length > 0) return;
  const values: Row = {};
  setSide(values, association.link, association.near.column, from);
  setSide(values, association.link, association.far.column, { table: navigation.many, id });
  store.create(association.link.logicalName, values, { user });
}

/** Makes a row none of those a relationship leads to. */
export function unlink({ from, navigation }: Relation, id: RecordId, { store, user }: Linking): void {
  if (navigation.kind === 'oneToMany') {
    store.update(navigation.many.logicalName, id, lookupTo(navigation, undefined), { user });
    return;
  }
  const { association } = navigation;
  for (const between of linkIds(association, from.id, id, store)) {
    store.delete(association.link.logicalName, between, { user });
  }
}

function lookupTo(
  { many, column: name }: Extract<CollectionNavigation, { kind: 'oneToMany' }>,
  to: RowResource | undefined,
): Row {
  const values: Row = {};
  const lookup = many.lookups.find((candidate) => candidate.name === name);
  if (lookup !== undefined) setLookup(values, lookup, to?.id ?? null, to?.table.logicalName ?? null);
  return values;
}

function setSide(values: Row, between: Table, name: string, { table, id }: RowResource): void {
  const lookup = between.lookups.find((candidate) => candidate.name === name);
  if (lookup === undefined) values[name] = id;
  else setLookup(values, lookup, id, table.logicalName);
}

function linkIds(
  { link: between, near, far }: Association,
  from: RecordId,
  to: RecordId,
  store: Store,
): readonly RecordId[] {
  const rows = store.select({
    table: between.logicalName,
    select: columns({ id: between.primaryId }),
    where: columnsEqual({ [near.column]: from, [far.column]: to }),
  });
  return rows.map(({ id }) => storedId(id));
}
