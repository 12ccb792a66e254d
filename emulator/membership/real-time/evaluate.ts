import { parseRecordId, type IncludeType, type RecordId } from '../../../segments';
import {
  and,
  column,
  columns,
  equals,
  inQuery,
  inSql,
  not,
  oneOf,
  or,
  type Condition,
  type Query,
  type Store,
} from '../../store';
import { compileSql, type SqlText } from '../../store/sql-text';
import { compileQuery } from '../../store/compile-query';
import { MemberSets } from '../member-sets';
import { compileSegmentQuery } from '../query/compile';
import { describeFault, readQuery, type QueryFault } from '../query/read-query';
import { computedSet, groupsOf, groupSet, textOf, type RealTimeSegment } from './segment';

/** A segment query that fails when it is computed. */
export class QueryFailure extends Error {
  override readonly name = 'QueryFailure';

  constructor(readonly fault: QueryFault) {
    super(describeFault(fault));
  }
}

/**
 * A statement that selects who is in a segment now, as `id`: those its query finds and those of its including
 * groups, without those of its excluding groups. The older columns of included and excluded members count as one
 * more group each. Exclusion wins; where segments are scoped, people of other business units drop out. Source: "Build segments"; the API pages of 2022 and 2025.
 * @throws QueryFailure when the query cannot be read or checked, DataverseError when the groups cannot be read.
 */
function membersNow(store: Store, segment: RealTimeSegment): SqlText {
  const table = store.tables.get(segment.baseTable);
  const id = column(table.primaryId);
  const inGroups = (type: IncludeType): Condition[] =>
    groupsOf(segment)
      .filter((group) => group.includeType === type)
      .map((group) => groupSet(segment.definitionId, group.id))
      .map((set) => inSql(id, MemberSets.in(store.database).selectOf(set)));
  const inList = (column: string): Condition => oneOf(id, listedIds(textOf(segment.definition, column)));
  const found = queryOf(store, segment);
  const matched: Condition[] = found === undefined ? [] : [inQuery(id, found)];
  const includes = [...matched, ...inGroups('Include'), inList('msdynmkt_includedmembers')];
  const excludes = [...inGroups('Exclude'), inList('msdynmkt_excludedmembers')];
  const isMember = and(
    or(...includes),
    not(or(...excludes)),
    ...(segment.scope === undefined || !table.columns.has('owningbusinessunit')
      ? []
      : [equals(column('owningbusinessunit'), segment.scope)]),
  );
  const query: Query = {
    table: table.logicalName,
    select: columns({ id: table.primaryId }),
    where: isMember,
  };
  return compileSql(compileQuery(query, store.tables));
}

/** Computes a segment and keeps the result. Returns how many members it has. */
export function computeMembers(store: Store, segment: RealTimeSegment): number {
  return MemberSets.in(store.database).replace(computedSet(segment.id), membersNow(store, segment));
}

/**
 * Computes a segment beside other work. The returned function keeps the result and tells how many members it has.
 * @throws what {@link computeMembers} throws.
 */
export function gatherMembers(store: Store, segment: RealTimeSegment): Promise<() => number> {
  const statement = membersNow(store, segment);
  const sorted = { ...statement, sql: `select id from (${statement.sql}) order by id` };
  return store.read((reader) =>
    MemberSets.in(store.database).gather(computedSet(segment.id), reader.ids(sorted)),
  );
}

/** The query of a definition; undefined when it has none. @throws QueryFailure */
function queryOf(store: Store, segment: RealTimeSegment): Query | undefined {
  const text = textOf(segment.definition, 'msdynmkt_segmentquery');
  if (text.trim() === '') return undefined;
  const read = readQuery(store, text, { target: segment.baseTable, self: segment.id });
  if (!read.ok) throw new QueryFailure(read.fault);
  return compileSegmentQuery(read.query, store, segment.baseTable);
}

/** Ids separated by commas; what is no id counts for nothing. */
function listedIds(text: string): readonly RecordId[] {
  return text.split(',').flatMap((part) => parseRecordId(part) ?? []);
}
