import { sql, type RawBuilder } from 'kysely';
import { columnOf, compileScalar, type Scope } from './compile-scalar';
import type { Comparison, Condition, Scalar } from './query';
import type { RowValue } from './row';
import { isPlain, matchOfPattern, matchOfText, type TextMatch } from './text-match';

type Expression = RawBuilder<unknown>;

const symbols: Readonly<Record<Comparison, string>> = {
  eq: '=',
  ne: '<>',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
};

/** More values than this travel as one JSON parameter, so that SQLite's limit of parameters is never met. */
const INLINE_VALUES = 50;

/** The SQL of a condition; it is true, false or unknown as in SQL, and a row counts when it is true. */
export function compileCondition(condition: Condition, scope: Scope): Expression {
  switch (condition.kind) {
    case 'always':
      return sql`1`;
    case 'never':
      return sql`0`;
    case 'and':
    case 'or':
      return combine(
        condition.conditions.map((part) => compileCondition(part, scope)),
        condition.kind,
      );
    case 'not':
      // Rows for which the condition is unknown (null) count as not fulfilling it.
      return sql`(${compileCondition(condition.condition, scope)}) is not true`;
    case 'null':
      return sql`${compileScalar(condition.of, scope)} is null`;
    case 'compare':
      return compare(condition.operator, condition.left, condition.right, scope);
    case 'in':
      return isOneOf(condition.of, condition.values, scope);
    case 'text':
      return matchText(condition, scope);
    case 'like':
      return match(
        compileScalar(condition.of, scope),
        matchOfPattern(condition.pattern, scope.tables.accents),
      );
    case 'inQuery':
      return sql`${compileScalar(condition.of, scope)} in (${scope.select(condition.query)})`;
    case 'inSql':
      return sql`${compileScalar(condition.of, scope)} in (${ownSql(condition.sql, condition.parameters)})`;
    case 'exists':
      return exists(condition, scope);
  }
}

/** A balanced tree: SQLite refuses expressions nested deeper than 1000, and a chain nests. */
function combine(parts: readonly Expression[], kind: 'and' | 'or'): Expression {
  const [only] = parts;
  if (only === undefined) return kind === 'and' ? sql`1` : sql`0`;
  if (parts.length === 1) return only;
  const middle = parts.length >> 1;
  const left = combine(parts.slice(0, middle), kind);
  const right = combine(parts.slice(middle), kind);
  return kind === 'and' ? sql`(${left} and ${right})` : sql`(${left} or ${right})`;
}

function compare(operator: Comparison, left: Scalar, right: Scalar, scope: Scope): Expression {
  const spelled = spelledOut(left, right, scope);
  if (spelled !== undefined && (operator === 'eq' || operator === 'ne')) {
    const [column, text] = spelled;
    const target = compileScalar(column, scope);
    const equal = match(target, matchOfText(text, { before: false, after: false }, scope.tables.accents));
    return operator === 'eq' ? equal : sql`((${equal}) is not true)`;
  }
  const a = compileScalar(left, scope);
  const b = compileScalar(right, scope);
  if (operator === 'ne') return sql`((${a} = ${b}) is not true)`;
  return sql`${a} ${sql.raw(symbols[operator])} ${b}`;
}

/** A side that is a text which SQLite would compare otherwise, with the other side. */
function spelledOut(left: Scalar, right: Scalar, scope: Scope): [Scalar, string] | undefined {
  if (needsSpelling(right, left, scope)) return [left, right.value];
  if (needsSpelling(left, right, scope)) return [right, left.value];
  return undefined;
}

function needsSpelling(
  text: Scalar,
  other: Scalar,
  scope: Scope,
): text is Extract<Scalar, { kind: 'value' }> & { readonly value: string } {
  if (text.kind !== 'value' || typeof text.value !== 'string') return false;
  return !isPlain(text.value, textColumn(other, scope) ? scope.tables.accents : 'count');
}

/** Ids and dates hold letters, too, and are never spelled with accents. */
function textColumn(of: Scalar, scope: Scope): boolean {
  const described = columnOf(of, scope);
  return described === undefined ? of.kind !== 'column' : ['string', 'memo'].includes(described.type);
}

function isOneOf(of: Scalar, values: readonly RowValue[], scope: Scope): Expression {
  if (values.length === 0) return sql`0`;
  const foreign = values.filter((value) => needsSpelling({ kind: 'value', value }, of, scope));
  if (foreign.length > 0) {
    const plain = values.filter((value) => !foreign.includes(value));
    const parts = foreign.map((value) => compare('eq', of, { kind: 'value', value }, scope));
    return combine([...parts, ...(plain.length > 0 ? [isOneOf(of, plain, scope)] : [])], 'or');
  }
  const target = compileScalar(of, scope);
  if (values.length <= INLINE_VALUES) return sql`${target} in (${sql.join(values)})`;
  return sql`${target} in (select value from json_each(${JSON.stringify(values)}))`;
}

function matchText(condition: Extract<Condition, { kind: 'text' }>, scope: Scope): Expression {
  const of = compileScalar(condition.of, scope);
  const before = condition.test !== 'startsWith';
  const after = condition.test !== 'endsWith';
  if (condition.text.kind === 'value') {
    const text = condition.text.value;
    return text === null
      ? sql`null`
      : match(of, matchOfText(String(text), { before, after }, scope.tables.accents));
  }
  const text = compileScalar(condition.text, scope);
  if (condition.test === 'contains') return sql`instr(lower(${of}), lower(${text})) > 0`;
  if (condition.test === 'startsWith') return sql`instr(lower(${of}), lower(${text})) = 1`;
  return sql`lower(substr(${of}, -length(${text}))) = lower(${text})`;
}

function match(of: Expression, { operator, pattern }: TextMatch): Expression {
  return operator === 'glob' ? sql`${of} glob ${pattern}` : sql`${of} like ${pattern} escape '\\'`;
}

function exists(condition: Extract<Condition, { kind: 'exists' }>, scope: Scope): Expression {
  const table = scope.tables.get(condition.table);
  const inner = scope.within(condition.alias, table, condition.joins ?? []);
  const linked = sql`${sql.id(condition.alias, condition.column)} = ${compileScalar(condition.from, scope)}`;
  const where =
    condition.where === undefined ? linked : sql`${linked} and ${compileCondition(condition.where, inner)}`;
  const from = sql`${sql.id(table.logicalName)} as ${sql.id(condition.alias)}`;
  return sql`exists (select 1 from ${from}${inner.joinClauses(condition.joins ?? [])} where ${where})`;
}

/** A statement with `?` for its parameters, made of the builder's own parameters. */
function ownSql(text: string, parameters: readonly RowValue[]): Expression {
  const pieces = text.split('?');
  if (pieces.length !== parameters.length + 1) throw new Error('As many ? as parameters are needed.');
  return sql.join(
    pieces.flatMap((piece, index) =>
      index === 0 ? [sql.raw(piece)] : [sql`${parameters[index - 1]}`, sql.raw(piece)],
    ),
    sql.raw(''),
  );
}
