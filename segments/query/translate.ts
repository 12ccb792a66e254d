import { memberTables } from '../member-tables';
import type {
  Amount,
  Condition,
  Name,
  ProfileQuery,
  RelateStep,
  SegmentQuery,
  Step,
  TraverseStep,
} from './ast';
import { mapColumns } from './map-columns';
import type { QueryProblem } from './query-problem';
import { otherEnd, type QueryTables } from './query-tables';

export type Translation =
  | { readonly ok: true; readonly query: SegmentQuery; readonly memberTable: string }
  /** Everything without a counterpart, in the order of the text. */
  | { readonly ok: false; readonly problems: readonly QueryProblem[] };

/**
 * The query of an outbound segment in the dialect of real-time segments. Outbound queries walk with TRAVERSE to the
 * people at their end. Real-time queries begin at the people and bring the same rows within reach with RELATE,
 * nested in the opposite order; all conditions then stand in one FILTER. The connector's script does the same.
 */
export function translateOutboundQuery(query: SegmentQuery, tables: QueryTables): Translation {
  const translator = new Translator(tables);
  const translated = translator.query(query);
  const { memberTable, problems } = translator;
  if (translated !== undefined && memberTable !== undefined && problems.length === 0) {
    return { ok: true, query: translated, memberTable };
  }
  return { ok: false, problems: [...problems].sort((a, b) => a.position - b.position) };
}

/** The rows that a query is about between two TRAVERSEs. */
interface Level {
  readonly table: string;
  readonly alias: Name | undefined;
  readonly conditions: Condition[];
  /** What led here. */
  readonly relationship?: Name;
}

class Translator {
  readonly problems: QueryProblem[] = [];
  memberTable: string | undefined;

  constructor(private readonly tables: QueryTables) {}

  query(query: SegmentQuery): SegmentQuery | undefined {
    switch (query.kind) {
      case 'profile':
        return this.profile(query);
      case 'segment': {
        const message = `The outbound segment '${query.name.text}' is no real-time segment. Make one of it first and put its name here.`;
        this.report('noCounterpart', message, query.name);
        return undefined;
      }
      case 'interaction': {
        const message =
          'Interactions of outbound marketing have no counterpart: what happened there is not in real-time journeys.';
        this.report('noCounterpart', message, query.table);
        return undefined;
      }
      case 'combination': {
        const left = this.query(query.left);
        const right = this.query(query.right);
        return left === undefined || right === undefined ? undefined : { ...query, left, right };
      }
      case 'page':
        if (query.skip !== undefined) this.part('SKIP', query.skip);
        if (query.take !== undefined) this.part('TAKE', query.take);
        return this.query(query.of);
    }
  }

  private report(reason: QueryProblem['reason'], message: string, { text, at }: Name): void {
    this.problems.push({ reason, message, position: at, length: text.length });
  }

  private part(text: 'SKIP' | 'TAKE', { at }: Amount): void {
    this.report('noCounterpart', 'A real-time segment cannot take a part of what its query finds.', {
      text,
      at,
    });
  }

  private profile(query: ProfileQuery): ProfileQuery | undefined {
    const levels = this.levels(query);
    const last = levels?.at(-1);
    if (levels === undefined || last === undefined) return undefined;
    if (!memberTables.some(({ logicalName }) => logicalName === last.table)) {
      const message = `The query ends at rows of the table '${last.table}'; real-time segments hold contacts or leads.`;
      this.report('wrongTable', message, query.table);
      return undefined;
    }
    if (this.memberTable !== undefined && this.memberTable !== last.table) {
      this.report('wrongTable', 'One part of the query ends at contacts, the other at leads.', query.table);
    }
    this.memberTable = last.table;
    if (levels.length === 1) return { ...query, steps: this.steps(query.steps, last) };
    return {
      kind: 'profile',
      table: { text: last.table, at: query.table.at },
      ...(last.alias === undefined ? {} : { alias: last.alias }),
      steps: this.backwards(levels, last),
    };
  }

  private levels(query: ProfileQuery): readonly Level[] | undefined {
    const start: Level = { table: query.table.text.toLowerCase(), alias: query.alias, conditions: [] };
    const levels = [start];
    const traverses = query.steps.some(({ kind }) => kind === 'traverse');
    let level = start;
    for (const step of query.steps) {
      if (step.kind === 'filter') level.conditions.push(step.condition);
      if (step.kind === 'relate' && traverses) {
        const message = 'RELATE and TRAVERSE in one query have no counterpart.';
        this.report('noCounterpart', message, step.relationship);
        return undefined;
      }
      if (step.kind !== 'traverse') continue;
      const next = this.traverse(level, step, query.table);
      if (next === undefined) return undefined;
      level = next;
      levels.push(next);
    }
    return levels;
  }

  private traverse(from: Level, step: TraverseStep, start: Name): Level | undefined {
    const { relationship: name, filter } = step;
    const table = this.tables.table(from.table);
    if (table === undefined) {
      this.report('unknownTable', `There is no table '${from.table}'.`, start);
      return undefined;
    }
    const relationship = this.tables.relationship(name.text);
    const end = relationship === undefined ? undefined : otherEnd(relationship, table, this.tables);
    if (relationship === undefined || end === undefined) {
      const message = `The table '${from.table}' has no relationship '${name.text}'.`;
      this.report('unknownRelationship', message, name);
      return undefined;
    }
    if (relationship.many === relationship.one) {
      const message = 'A relationship of a table to itself cannot be walked in the opposite direction.';
      this.report('noCounterpart', message, name);
      return undefined;
    }
    const by = { text: relationship.name, at: name.at };
    const to: Level = { table: end.table, alias: step.alias, conditions: [], relationship: by };
    // The condition in TRAVERSE is about the row that holds the lookup.
    if (filter !== undefined) (end.lookupOn === 'from' ? from : to).conditions.push(filter);
    return to;
  }

  /** The steps of a query without TRAVERSE: it says the same in both dialects. */
  private steps(steps: readonly Step[], level: Level): readonly Step[] {
    const related = new Set(steps.flatMap((step) => (step.kind === 'relate' ? aliasesOf(step) : [])));
    return steps.flatMap((step) => {
      if (step.kind === 'distinct') return [];
      return step.kind === 'filter' ? [filterOf(this.condition(step.condition, level, related))] : [step];
    });
  }

  private backwards(levels: readonly Level[], last: Level): readonly Step[] {
    const aliases = aliasesFor(levels, last);
    const conditions: Condition[] = [];
    let related: RelateStep | undefined;
    for (const [place, level] of levels.entries()) {
      const alias = aliases[place];
      conditions.push(...level.conditions.map((each) => this.condition(each, level, new Set(), alias?.text)));
      const relationship = levels[place + 1]?.relationship;
      if (relationship === undefined || alias === undefined) continue;
      const nested: readonly RelateStep[] = related === undefined ? [] : [related];
      related = { kind: 'relate', optional: false, relationship, alias, nested };
    }
    const operands = conditions.flatMap((each) =>
      each.kind === 'logical' && each.operator === '&&' ? each.operands : [each],
    );
    const [only, another] = operands;
    const filters =
      only === undefined
        ? []
        : [filterOf(another === undefined ? only : { kind: 'logical', operator: '&&', operands })];
    return related === undefined ? filters : [related, ...filters];
  }

  /** A condition whose columns have the alias under which their table is in reach now. */
  private condition(
    condition: Condition,
    level: Level,
    related: ReadonlySet<string>,
    alias?: string,
  ): Condition {
    return mapColumns(condition, (column) => {
      const given = column.alias?.toLowerCase();
      const isOwn = given === undefined || given === level.alias?.text.toLowerCase() || given === level.table;
      if (!isOwn && !related.has(given)) {
        const text = column.alias ?? '';
        const message = `'${text}' stands for no row that is in reach here.`;
        this.report('unknownAlias', message, { text, at: column.at });
      }
      return alias === undefined ? column : { ...column, alias };
    });
  }
}

function filterOf(condition: Condition): Step {
  return { kind: 'filter', condition };
}

function aliasesOf(step: RelateStep): readonly string[] {
  return [step.alias.text.toLowerCase(), ...step.nested.flatMap(aliasesOf)];
}

/** A name for each level but the last one: its own where nothing else has it, else its table's with a number. */
function aliasesFor(levels: readonly Level[], last: Level): readonly Name[] {
  const own = (level: Level): readonly string[] => (level.alias === undefined ? [] : [level.alias.text]);
  const reserved = new Set(levels.flatMap(own).map((name) => name.toLowerCase()));
  const taken = new Set([last.table, ...own(last)].map((name) => name.toLowerCase()));
  return levels.slice(0, -1).map(({ table, alias }) => {
    let name = alias?.text;
    for (let nth = 1; name === undefined || taken.has(name.toLowerCase()); nth++) {
      const candidate = `${table}_${nth}`;
      name = reserved.has(candidate) ? undefined : candidate;
    }
    taken.add(name.toLowerCase());
    return { text: name, at: alias?.at ?? 0 };
  });
}
