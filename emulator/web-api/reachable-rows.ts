import {
  and,
  column,
  equals,
  where,
  type Condition,
  type Join,
  type Query,
  type Reader,
  type Table,
} from '../store';

/** The condition that rows of a table meet when their reader's privileges reach them; undefined where all do. */
export type RowReach = (table: Table) => Condition | undefined;

/** Reads as if the rows that are out of reach were not there, also where a query links or looks for them. */
export function reachableRows(reader: Reader, reach: RowReach | undefined): Reader {
  if (reach === undefined) return reader;
  const reachable = (query: Query): Query => withinReach(query, reader, reach);
  return {
    ...reader,
    select: (query) => reader.select(reachable(query)),
    count: (query) => reader.count(reachable(query)),
    async retrieve(table, id) {
      const { primaryId } = reader.tables.get(table);
      const isReached = await reader.count(
        reachable({ table, select: [], where: equals(column(primaryId), id) }),
      );
      return isReached === 0 ? undefined : reader.retrieve(table, id);
    },
  };
}

function withinReach(query: Query, { tables }: Reader, reach: RowReach): Query {
  const reached = (table: string): readonly Condition[] => {
    const condition = reach(tables.get(table));
    return condition === undefined ? [] : [condition];
  };
  const limited = (condition: Condition): Condition => {
    if (condition.kind === 'and' || condition.kind === 'or') {
      return { ...condition, conditions: condition.conditions.map(limited) };
    }
    if (condition.kind === 'not') return { ...condition, condition: limited(condition.condition) };
    if (condition.kind !== 'exists') return condition;
    return {
      ...condition,
      ...(condition.joins === undefined ? {} : { joins: condition.joins.map(limitedJoin) }),
      ...where([...given(condition.where), ...reached(condition.table)]),
    };
  };
  const given = (condition: Condition | undefined): readonly Condition[] =>
    condition === undefined ? [] : [limited(condition)];
  const limitedJoin = (join: Join): Join => {
    const [only, ...more] = [...given(join.on), ...reached(join.table)];
    if (only === undefined) return join;
    return { ...join, on: more.length === 0 ? only : and(only, ...more) };
  };
  const joins = query.joins?.map(limitedJoin);
  return {
    ...query,
    ...(joins === undefined ? {} : { joins }),
    ...where([...given(query.where), ...reached(query.table)]),
  };
}
