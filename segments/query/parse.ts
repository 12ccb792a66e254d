import {
  windowUnits,
  type Aggregate,
  type Comparison,
  type Condition,
  type Having,
  type InteractionQuery,
  type OrderItem,
  type Page,
  type RelateStep,
  type SegmentQuery,
  type SetOperator,
  type Step,
  type TraverseStep,
} from './ast';
import { readColumn, readCondition } from './parse-condition';
import { TokenReader } from './token-reader';
import { QuerySyntaxError } from './tokens';

const setOperators: readonly SetOperator[] = ['UNION', 'INTERSECT', 'EXCEPT'];
const stepWords = ['FILTER', 'TRAVERSE', 'RELATE', 'RELATEOPTIONAL', 'DISTINCT'] as const;
const pageWords = ['ORDERBY', 'SKIP', 'TAKE', 'SELECT'] as const;
const comparisons: readonly Comparison[] = ['==', '!=', '>=', '<=', '>', '<'];

export type ParseResult =
  | { readonly ok: true; readonly query: SegmentQuery }
  | { readonly ok: false; readonly error: QuerySyntaxError };

/** Reads a segment query; a text that is none gives the error and its position. */
export function tryParseQuery(text: string): ParseResult {
  try {
    return { ok: true, query: parseQuery(text) };
  } catch (error) {
    if (error instanceof QuerySyntaxError) return { ok: false, error };
    throw error;
  }
}

/**
 * Reads a segment query. Keywords have no case; names are kept as written. The grammar, where `,…` is one or more
 * with commas between them and `?` what may be missing:
 *
 * ```
 * QUERY       := PAGED ((UNION | INTERSECT | EXCEPT) PAGED)*
 * PAGED       := OPERAND (.ORDERBY(COLUMN (ASC | DESC)? ,…))? (.SKIP(n))? (.TAKE(n))? (.SELECT(COLUMN ,…))?
 * OPERAND     := "(" QUERY ")" | PROFILE(table (, alias)?) STEP* | SEGMENT(name) STEP*
 *              | INTERACTION(type, link) (.FILTER(CONDITION))? .HAVING(AGGREGATE compare n (, window(n))?)
 * STEP        := .FILTER(CONDITION) | .TRAVERSE(relationship (, alias)? (, FILTER(CONDITION))?) | .DISTINCT()
 *              | .RELATE(RELATION) | .RELATEOPTIONAL(RELATION)
 * AGGREGATE   := COUNT() | (SUM | AVG | MIN | MAX)(COLUMN)
 * RELATION    := relationship, (table .)? alias (, (RELATE | RELATEOPTIONAL)(RELATION))*
 * ```
 * Conditions are described at {@link readCondition}.
 * @throws QuerySyntaxError with the position of the first piece that does not fit.
 */
export function parseQuery(text: string): SegmentQuery {
  const reader = new TokenReader(text);
  const query = readQuery(reader);
  if (reader.current.kind !== 'end') reader.fail('The end of the query is');
  return query;
}

function readQuery(reader: TokenReader, left: SegmentQuery = readPaged(reader)): SegmentQuery {
  const operator = reader.takeKeyword(setOperators);
  if (operator === undefined) return left;
  const combined: SegmentQuery = { kind: 'combination', operator, left, right: readPaged(reader) };
  return reader.nested(() => readQuery(reader, combined));
}

/** A query that stands for itself in a set operation, with its page. */
function readPaged(reader: TokenReader): SegmentQuery {
  const query = readOperand(reader);
  const page = readPage(reader, query);
  if (reader.takeSymbol('.')) reader.fail(`${pageWords.join(', ')} is`);
  return page;
}

function readOperand(reader: TokenReader): SegmentQuery {
  if (reader.takeSymbol('(')) {
    const inner = reader.nested(() => readQuery(reader));
    reader.expectSymbol(')');
    return inner;
  }
  switch (reader.takeKeyword(['PROFILE', 'SEGMENT', 'INTERACTION'] as const)) {
    case 'PROFILE': {
      reader.expectSymbol('(');
      const table = reader.expectName('A table');
      const alias = reader.takeSymbol(',') ? reader.expectName('An alias') : undefined;
      reader.expectSymbol(')');
      const steps = readSteps(reader);
      return { kind: 'profile', table, alias, steps };
    }
    case 'SEGMENT': {
      reader.expectSymbol('(');
      const name = reader.expectName('The name of a segment');
      reader.expectSymbol(')');
      return { kind: 'segment', name, steps: readSteps(reader) };
    }
    case 'INTERACTION':
      return readInteraction(reader);
    case undefined:
      return reader.fail('PROFILE, SEGMENT or INTERACTION is');
  }
}

/** Takes `.WORD` when WORD is one of these. */
function takeDotted<T extends string>(reader: TokenReader, words: readonly T[]): T | undefined {
  const next = reader.ahead(1);
  if (!reader.isSymbol('.') || next.kind !== 'word') return undefined;
  const found = words.find((word) => word === next.text.toUpperCase());
  if (found !== undefined) {
    reader.advance();
    reader.advance();
  }
  return found;
}

function readSteps(reader: TokenReader): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    const word = takeDotted(reader, stepWords);
    if (word === undefined) {
      const next = reader.ahead(1);
      const paged = next.kind === 'word' && pageWords.some((page) => page === next.text.toUpperCase());
      if (reader.isSymbol('.') && !paged) {
        reader.advance();
        reader.fail('FILTER, TRAVERSE, RELATE, RELATEOPTIONAL or ORDERBY is');
      }
      return steps;
    }
    steps.push(readStep(reader, word));
  }
}

function readStep(reader: TokenReader, word: (typeof stepWords)[number]): Step {
  switch (word) {
    case 'FILTER':
      return { kind: 'filter', condition: readFilter(reader) };
    case 'TRAVERSE':
      return readTraverse(reader);
    case 'DISTINCT':
      reader.expectSymbol('(');
      reader.expectSymbol(')');
      return { kind: 'distinct' };
    case 'RELATE':
    case 'RELATEOPTIONAL':
      return readRelate(reader, word === 'RELATEOPTIONAL');
  }
}

function readFilter(reader: TokenReader): Condition {
  reader.expectSymbol('(');
  const condition = readCondition(reader);
  reader.expectSymbol(')');
  return condition;
}

function readTraverse(reader: TokenReader): TraverseStep {
  reader.expectSymbol('(');
  const relationship = reader.expectName('A relationship');
  let step: TraverseStep = { kind: 'traverse', relationship };
  while (step.filter === undefined && reader.takeSymbol(',')) {
    const next = reader.ahead(1);
    const isCall = next.kind === 'symbol' && next.text === '(';
    if (isCall && reader.takeKeyword(['FILTER']) !== undefined)
      step = { ...step, filter: readFilter(reader) };
    else if (step.alias === undefined) step = { ...step, alias: reader.expectName('An alias or FILTER') };
    else reader.fail('FILTER is');
  }
  reader.expectSymbol(')');
  return step;
}

function readRelate(reader: TokenReader, optional: boolean): RelateStep {
  reader.expectSymbol('(');
  const relationship = reader.expectName('A relationship');
  reader.expectSymbol(',');
  const first = reader.expectName('An alias');
  const second = reader.takeSymbol('.') ? reader.expectName('An alias') : undefined;
  const nested: RelateStep[] = [];
  while (reader.takeSymbol(',')) {
    const word = reader.takeKeyword(['RELATE', 'RELATEOPTIONAL'] as const);
    if (word === undefined) return reader.fail('RELATE or RELATEOPTIONAL is');
    nested.push(reader.nested(() => readRelate(reader, word === 'RELATEOPTIONAL')));
  }
  reader.expectSymbol(')');
  const named = second === undefined ? { alias: first } : { table: first, alias: second };
  return { kind: 'relate', optional, relationship, ...named, nested };
}

function readInteraction(reader: TokenReader): InteractionQuery {
  reader.expectSymbol('(');
  const table = reader.expectName('The type of an interaction');
  reader.expectSymbol(',');
  const link = reader.expectName('The link of an interaction');
  reader.expectSymbol(')');
  const filter = takeDotted(reader, ['FILTER']) === undefined ? undefined : readFilter(reader);
  if (takeDotted(reader, ['HAVING']) === undefined) {
    if (reader.takeSymbol('.')) reader.fail(filter === undefined ? 'FILTER or HAVING is' : 'HAVING is');
    reader.fail("'.HAVING' is");
  }
  const having = readHaving(reader);
  return { kind: 'interaction', table, link, filter, having };
}

function readHaving(reader: TokenReader): Having {
  reader.expectSymbol('(');
  const { at } = reader.current;
  const aggregate = readAggregate(reader);
  const operator = reader.takeOneOf(comparisons) ?? reader.fail('A comparison is');
  const value = reader.expectNumber();
  if (!reader.takeSymbol(',')) {
    reader.expectSymbol(')');
    return { aggregate, operator, value, at };
  }
  const unit = reader.takeKeyword(windowUnits) ?? reader.fail('UTCDAYS, UTCMONTHS or another window is');
  reader.expectSymbol('(');
  const amount = reader.expectWholeNumber();
  reader.expectSymbol(')');
  reader.expectSymbol(')');
  return { aggregate, operator, value, window: { unit, amount }, at };
}

function readAggregate(reader: TokenReader): Aggregate {
  const word = reader.takeKeyword(['COUNT', 'SUM', 'AVG', 'MIN', 'MAX'] as const);
  if (word === undefined) return reader.fail('COUNT, SUM, AVG, MIN or MAX is');
  reader.expectSymbol('(');
  if (word === 'COUNT') {
    reader.expectSymbol(')');
    return { kind: 'count' };
  }
  const column = readColumn(reader);
  reader.expectSymbol(')');
  const kinds = { SUM: 'sum', AVG: 'avg', MIN: 'min', MAX: 'max' } as const;
  return { kind: kinds[word], column };
}

function readPage(reader: TokenReader, of: SegmentQuery): SegmentQuery {
  let page: Page = { kind: 'page', of, orderBy: [], select: [] };
  let changed = false;
  for (const word of pageWords) {
    const { at } = reader.ahead(1);
    if (takeDotted(reader, [word]) === undefined) continue;
    changed = true;
    reader.expectSymbol('(');
    if (word === 'ORDERBY') page = { ...page, orderBy: readListOf(reader, readOrderItem) };
    else if (word === 'SELECT') page = { ...page, select: readListOf(reader, readColumn) };
    else page = { ...page, [word === 'SKIP' ? 'skip' : 'take']: { value: reader.expectWholeNumber(), at } };
    reader.expectSymbol(')');
  }
  return changed ? page : of;
}

function readListOf<T>(reader: TokenReader, readItem: (reader: TokenReader) => T): readonly T[] {
  const items = [readItem(reader)];
  while (reader.takeSymbol(',')) items.push(readItem(reader));
  return items;
}

function readOrderItem(reader: TokenReader): OrderItem {
  const column = readColumn(reader);
  return { column, descending: reader.takeKeyword(['ASC', 'DESC'] as const) === 'DESC' };
}
