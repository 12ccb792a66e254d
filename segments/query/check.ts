import type { Column, InteractionQuery, Name, Page, RelateStep, SegmentQuery, Step } from './ast';
import { ConditionCheck } from './check-condition';
import type { QueryProblem } from './query-problem';
import { NamesInReach, otherEnd, type QueryTable, type QueryTables } from './query-tables';
import { typeOfColumn } from './value-types';

export interface CheckOptions {
  /** The table the members must be of. */
  readonly target?: string;
  /** `outbound` also forbids what the outbound page forbids in interactions. */
  readonly dialect?: 'realTime' | 'outbound';
}

/** Everything in a query that its tables do not bear out, in the order of the text. */
export function checkQuery(
  query: SegmentQuery,
  tables: QueryTables,
  options: CheckOptions = {},
): readonly QueryProblem[] {
  const check = new QueryCheck(tables, options.dialect ?? 'realTime');
  const table = check.query(query);
  const { target } = options;
  if (table !== undefined && target !== undefined && table.logicalName !== target.toLowerCase()) {
    check.report(
      'wrongTable',
      `The query ends on '${table.logicalName}', not on '${target}'.`,
      startOf(query),
    );
  }
  return [...check.problems].sort((a, b) => a.position - b.position);
}

/** Where a query begins: at its first name. */
function startOf(query: SegmentQuery): Name {
  switch (query.kind) {
    case 'profile':
    case 'interaction':
      return query.table;
    case 'segment':
      return query.name;
    case 'combination':
      return startOf(query.left);
    case 'page':
      return startOf(query.of);
  }
}

class QueryCheck {
  readonly problems: QueryProblem[] = [];

  constructor(
    private readonly tables: QueryTables,
    private readonly dialect: 'realTime' | 'outbound',
  ) {}

  report(reason: QueryProblem['reason'], message: string, where: { text: string; at: number }): void {
    this.problems.push({ reason, message, position: where.at, length: where.text.length });
  }

  /** The table a query ends on; undefined when that is not known. */
  query(query: SegmentQuery): QueryTable | undefined {
    switch (query.kind) {
      case 'profile': {
        const table = this.table(query.table);
        return table === undefined
          ? undefined
          : this.steps(query.steps, new NamesInReach(table, query.alias?.text));
      }
      case 'segment': {
        const name = this.tables.tableOfSegment(query.name.text);
        const table = name === undefined ? undefined : this.tables.table(name);
        if (table === undefined) {
          this.report('unknownSegment', `There is no segment '${query.name.text}'.`, query.name);
          return undefined;
        }
        return this.steps(query.steps, new NamesInReach(table, undefined));
      }
      case 'interaction':
        return this.interaction(query);
      case 'combination': {
        const left = this.query(query.left);
        const right = this.query(query.right);
        if (left !== undefined && right !== undefined && left.logicalName !== right.logicalName) {
          const message = `Both sides of ${query.operator} must end on the same table: '${left.logicalName}' and '${right.logicalName}' are two.`;
          this.report('wrongTable', message, startOf(query.right));
        }
        return left ?? right;
      }
      case 'page':
        return this.page(query);
    }
  }

  private table(name: Name): QueryTable | undefined {
    const table = this.tables.table(name.text);
    if (table === undefined) this.report('unknownTable', `There is no table '${name.text}'.`, name);
    return table;
  }

  private steps(steps: readonly Step[], start: NamesInReach): QueryTable | undefined {
    let names = start;
    for (const step of steps) {
      if (step.kind === 'filter') {
        this.conditions(names).condition(step.condition);
      } else if (step.kind === 'relate') {
        this.relate(step, names, names.table);
      } else if (step.kind === 'traverse') {
        const end = this.end(step.relationship, names.table);
        if (end === undefined) return undefined;
        const target = this.tables.table(end.table);
        if (target === undefined) return undefined;
        if (step.filter !== undefined) {
          const holder = end.lookupOn === 'from' ? names.table : target;
          this.conditions(new NamesInReach(holder, undefined)).condition(step.filter);
        }
        names = new NamesInReach(target, step.alias?.text);
      }
    }
    return names.table;
  }

  private relate(step: RelateStep, names: NamesInReach, from: QueryTable): void {
    const end = this.end(step.relationship, from);
    const table = end === undefined ? undefined : this.tables.table(end.table);
    if (table === undefined) return;
    if (step.table !== undefined && step.table.text.toLowerCase() !== table.logicalName) {
      const message = `'${step.relationship.text}' leads to '${table.logicalName}', not to '${step.table.text}'.`;
      this.report('wrongTable', message, step.table);
    }
    if (names.has(step.alias.text) && step.alias.text.toLowerCase() !== names.table.logicalName) {
      this.report('aliasTwice', `The alias '${step.alias.text}' is used twice.`, step.alias);
    }
    names.add(step.alias.text, table);
    for (const nested of step.nested) this.relate(nested, names, table);
  }

  private end(name: Name, from: QueryTable): ReturnType<typeof otherEnd> {
    const relationship = this.tables.relationship(name.text);
    if (relationship === undefined) {
      this.report('unknownRelationship', `There is no relationship '${name.text}'.`, name);
      return undefined;
    }
    const end = otherEnd(relationship, from, this.tables);
    const message = `The relationship '${name.text}' does not start at '${from.logicalName}'.`;
    if (end === undefined) this.report('unknownRelationship', message, name);
    return end;
  }

  private interaction(query: InteractionQuery): QueryTable | undefined {
    const table = this.table(query.table);
    if (table === undefined) return undefined;
    const link = linkColumn(query.link.text, table, this.tables);
    if (link === undefined) {
      this.report('unknownColumn', `'${table.logicalName}' has no link '${query.link.text}'.`, query.link);
    }
    const names = new NamesInReach(table, undefined);
    if (query.filter !== undefined) {
      const check = this.conditions(names, this.dialect === 'outbound');
      check.condition(query.filter);
    }
    this.having(query, names);
    const column = link === undefined ? undefined : table.columns.get(link);
    const [target, another] = column?.type === 'lookup' ? column.targets : [];
    return target === undefined || another !== undefined ? undefined : this.tables.table(target);
  }

  private having({ having }: InteractionQuery, names: NamesInReach): void {
    const { aggregate, operator, value, at } = having;
    if (aggregate.kind === 'count') {
      const meaningless = value < 0 || !Number.isInteger(value) || (operator === '==' && value === 0);
      const message = `COUNT() cannot be compared with ${operator} ${value}.`;
      if (meaningless) this.report('notAllowed', message, { text: 'COUNT()', at });
      return;
    }
    const column = this.conditions(names).column(aggregate.column);
    if (column === undefined || typeOfColumn(column.type) === 'number') return;
    const message = `${aggregate.kind.toUpperCase()} needs a number; '${column.name}' is none.`;
    this.report('wrongType', message, { text: aggregate.column.name, at: aggregate.column.at });
  }

  private page(page: Page): QueryTable | undefined {
    const table = this.query(page.of);
    if (table === undefined) return undefined;
    const check = this.conditions(new NamesInReach(table, undefined));
    for (const { column } of page.orderBy) check.column(column);
    for (const column of page.select) check.column(column);
    return table;
  }

  private conditions(names: NamesInReach, restricted = false): ConditionCheck {
    const report = (reason: QueryProblem['reason'], message: string, where: Column | Name): void =>
      this.report(reason, message, { text: textOf(where), at: where.at });
    return new ConditionCheck(names, restricted, report);
  }
}

function textOf(where: Column | Name): string {
  if ('text' in where) return where.text;
  return where.alias === undefined ? where.name : `${where.alias}.${where.name}`;
}

/** The column of an interaction that holds the person: named itself, or by its relationship. */
export function linkColumn(name: string, table: QueryTable, tables: QueryTables): string | undefined {
  const lower = name.toLowerCase();
  if (table.columns.has(lower)) return lower;
  const relationship = tables.relationship(name);
  return relationship?.many === table.logicalName ? relationship.column : undefined;
}
