import {
  linkColumn,
  NamesInReach,
  otherEnd,
  type Aggregate,
  type InteractionQuery,
  type Page,
  type QueryTable,
  type QueryTables,
  type RelateStep,
  type SegmentQuery,
  type Step,
  type Window,
} from '../../../segments/query';
import {
  aggregate as aggregateFunction,
  column,
  columns,
  compare,
  inQuery,
  inSql,
  isoSeconds,
  not,
  value,
  type Condition,
  type Join,
  type Query,
  type Scalar,
  type Store,
} from '../../store';
import { comparisons, ConditionCompiler } from './compile-condition';
import { tablesOf } from './environment-tables';
import { findSegment, membersStatement } from './referenced-segment';

/**
 * Turns a checked segment query into one of the store that selects the members' ids as `id`.
 * `target` is the table of the members where the query does not say it (an interaction alone).
 * @throws Error when the query was not checked against the same store.
 */
export function compileSegmentQuery(query: SegmentQuery, store: Store, target: string): Query {
  return new QueryCompiler(store, tablesOf(store), target).rows(query);
}

class QueryCompiler {
  private readonly now: Date;

  constructor(
    private readonly store: Store,
    private readonly tables: QueryTables,
    private readonly target: string,
  ) {
    this.now = new Date(Math.floor(store.now().getTime() / 60_000) * 60_000);
  }

  rows(query: SegmentQuery): Query {
    switch (query.kind) {
      case 'profile':
        return this.steps(query.steps, this.table(query.table.text), query.alias?.text, []);
      case 'segment': {
        const segment = findSegment(this.store, query.name.text) ?? missing(query.name.text);
        const table = this.table(segment.table);
        const members = membersStatement(this.store, segment);
        return this.steps(query.steps, table, undefined, [inSql(idOf(table), members)]);
      }
      case 'interaction': {
        const table = this.table(this.target);
        return select(table, [inQuery(idOf(table), this.interaction(query))]);
      }
      case 'combination': {
        const table = this.tableOf(query);
        return select(table, [this.membership(query, table)]);
      }
      case 'page':
        return this.page(query);
    }
  }

  /** The table of a query's members; an interaction does not say it, and what it is combined with does. */
  private tableOf(query: SegmentQuery): QueryTable {
    if (query.kind !== 'combination') return this.table(this.rows(query).table);
    return this.tableOf(query.left.kind === 'interaction' ? query.right : query.left);
  }

  /** The condition on a row of `table` that it is a member of a query. */
  private membership(query: SegmentQuery, table: QueryTable): Condition {
    if (query.kind === 'combination') {
      const left = this.membership(query.left, table);
      return combined(query.operator, left, this.membership(query.right, table));
    }
    const rows = this.rows(query);
    const isPlain = Object.keys(rows).every(
      (part) => part === 'table' || part === 'select' || part === 'where',
    );
    if (isPlain && rows.table === table.logicalName) return rows.where ?? { kind: 'always' };
    return inQuery(idOf(table), rows);
  }

  private table(name: string): QueryTable {
    return this.tables.table(name) ?? missing(name);
  }

  private steps(
    steps: readonly Step[],
    start: QueryTable,
    alias: string | undefined,
    conditions: readonly Condition[],
  ): Query {
    let names = new NamesInReach(start, alias);
    let query = select(start, conditions);
    for (const step of steps) {
      if (step.kind === 'filter') {
        query = narrowed(query, this.conditions(names).condition(step.condition));
      } else if (step.kind === 'relate') {
        query = {
          ...query,
          distinct: true,
          joins: [...(query.joins ?? []), ...this.joins(step, names, undefined)],
        };
      } else if (step.kind === 'traverse') {
        const end = this.end(step.relationship.text, names.table);
        const table = this.table(end.table);
        const holder = end.lookupOn === 'from' ? names.table : table;
        const edge =
          step.filter === undefined
            ? undefined
            : this.conditions(new NamesInReach(holder, undefined)).condition(step.filter);
        const left = edge !== undefined && end.lookupOn === 'from' ? narrowed(query, edge) : query;
        const reached = inQuery(column(end.to), { ...left, select: columns({ id: end.from }) });
        query = select(table, edge !== undefined && end.lookupOn === 'to' ? [reached, edge] : [reached]);
        names = new NamesInReach(table, step.alias?.text);
      }
    }
    return query;
  }

  private end(relationship: string, from: QueryTable): NonNullable<ReturnType<typeof otherEnd>> {
    const found = this.tables.relationship(relationship);
    return (found === undefined ? undefined : otherEnd(found, from, this.tables)) ?? missing(relationship);
  }

  private joins(step: RelateStep, names: NamesInReach, parent: RelateStep | undefined): readonly Join[] {
    const parentAlias = parent?.alias.text.toLowerCase();
    const end = this.end(step.relationship.text, names.tableOf(parentAlias) ?? names.table);
    names.add(step.alias.text, this.table(end.table));
    const join: Join = {
      alias: step.alias.text.toLowerCase(),
      table: end.table,
      kind: step.optional ? 'outer' : 'inner',
      from: column(end.from, parentAlias),
      to: end.to,
    };
    return [join, ...step.nested.flatMap((nested) => this.joins(nested, names, step))];
  }

  private interaction({ table: name, link, filter, having }: InteractionQuery): Query {
    const table = this.table(name.text);
    const person = column(linkColumn(link.text, table, this.tables) ?? missing(link.text));
    const compiler = this.conditions(new NamesInReach(table, undefined));
    const conditions: Condition[] = filter === undefined ? [] : [compiler.condition(filter)];
    if (having.window !== undefined) {
      const start = isoSeconds(startOfWindow(having.window, this.store.now()));
      conditions.push(compare(column('createdon'), 'ge', value(start)));
    }
    return {
      ...select(table, conditions),
      select: [{ as: 'id', value: person }],
      groupBy: [person],
      having: compare(
        aggregateOf(having.aggregate, compiler),
        comparisons[having.operator],
        value(having.value),
      ),
    };
  }

  private page(page: Page): Query {
    const inner = this.rows(page.of);
    const table = this.table(inner.table);
    const isPaged = page.of.kind === 'page';
    const of = isPaged ? select(table, [inQuery(idOf(table), inner)]) : inner;
    const compiler = this.conditions(new NamesInReach(table, undefined));
    const orders = page.orderBy.map((order) => ({
      by: compiler.column(order.column),
      descending: order.descending,
    }));
    return {
      ...of,
      ...(orders.length === 0 ? {} : { orderBy: [...orders, { by: idOf(table) }] }),
      ...(page.take === undefined ? {} : { limit: page.take.value }),
      ...(page.skip === undefined ? {} : { offset: page.skip.value }),
    };
  }

  private conditions(names: NamesInReach): ConditionCompiler {
    return new ConditionCompiler(names, this.now);
  }
}

function idOf(table: QueryTable): Scalar {
  return column(table.primaryId);
}

function select(table: QueryTable, conditions: readonly Condition[]): Query {
  const all: Query = { table: table.logicalName, select: columns({ id: table.primaryId }) };
  return conditions.reduce(narrowed, all);
}

function narrowed(query: Query, condition: Condition): Query {
  return { ...query, where: query.where === undefined ? condition : joined('and', query.where, condition) };
}

function combined(operator: 'UNION' | 'INTERSECT' | 'EXCEPT', left: Condition, right: Condition): Condition {
  if (operator === 'UNION') return joined('or', left, right);
  return joined('and', left, operator === 'EXCEPT' ? not(right) : right);
}

/** A chain stays one list, since SQLite refuses statements that nest deeply. */
function joined(kind: 'and' | 'or', left: Condition, right: Condition): Condition {
  return { kind, conditions: [...(left.kind === kind ? left.conditions : [left]), right] };
}

function aggregateOf(aggregate: Aggregate, compiler: ConditionCompiler): Scalar {
  if (aggregate.kind === 'count') return aggregateFunction('countRows');
  const functions = { sum: 'sum', avg: 'average', min: 'min', max: 'max' } as const;
  return aggregateFunction(functions[aggregate.kind], compiler.column(aggregate.column));
}

/** When a sliding window that ends now begins. */
function startOfWindow({ unit, amount }: Window, now: Date): Date {
  const start = new Date(now);
  if (unit === 'UTCYEARS') start.setUTCFullYear(start.getUTCFullYear() - amount);
  else if (unit === 'UTCMONTHS') start.setUTCMonth(start.getUTCMonth() - amount);
  else {
    const minutes = { UTCMINUTES: 1, UTCHOURS: 60, UTCDAYS: 1440, UTCWEEKS: 10_080 }[unit];
    start.setTime(start.getTime() - amount * minutes * 60_000);
  }
  return start;
}

function missing(name: string): never {
  throw new Error(`'${name}' is not there, although the query was checked.`);
}
