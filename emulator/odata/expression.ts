import { TokenReader } from './token-reader';
import type { Token } from './tokens';

type LiteralType = 'string' | 'int' | 'decimal' | 'guid' | 'date' | 'datetime' | 'bool' | 'null';

export type BinaryOperator =
  'or' | 'and' | 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'in' | 'add' | 'sub' | 'mul' | 'div' | 'mod';

interface Placed {
  /** Position in the text, from 0. */
  readonly at: number;
}

/** An OData expression as written, before anything is known of the table it is about. */
export type Expression =
  | (Placed & {
      readonly kind: 'literal';
      readonly type: LiteralType;
      readonly value: string | number | boolean | null;
    })
  /** E.g. `Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'`; only metadata has such values. */
  | (Placed & { readonly kind: 'enumeration'; readonly type: string; readonly value: string })
  | (Placed & { readonly kind: 'path'; readonly segments: readonly string[] })
  | (Placed & { readonly kind: 'alias'; readonly name: string })
  | (Placed & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | (Placed & { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] })
  | (Placed & {
      readonly kind: 'namedCall';
      readonly name: string;
      /** A navigation path before the function, e.g. the variable of a lambda. */
      readonly path: readonly string[];
      readonly parameters: ReadonlyMap<string, Expression>;
    })
  | (Placed & {
      readonly kind: 'lambda';
      readonly quantifier: 'any' | 'all';
      readonly path: readonly string[];
      readonly variable: string | undefined;
      readonly body: Expression | undefined;
    })
  | (Placed & {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Placed & { readonly kind: 'not' | 'negate'; readonly of: Expression });

/** Binding strength of the binary operators, from OData's ABNF, which has no chains of comparisons. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in'],
  ['add', 'sub'],
  ['mul', 'div', 'mod'],
];

/** Deeper nesting than this is refused before it can exhaust the stack. */
const DEEPEST = 100;
/** A longer chain of operators is refused; what reads it goes one level deeper for each. */
const LONGEST_CHAIN = 1000;

/**
 * Reads a whole `$filter`.
 *
 *     OR      := AND ("or" AND)*
 *     AND     := COMPARE ("and" COMPARE)*
 *     COMPARE := SUM (("eq" | "ne" | "gt" | "ge" | "lt" | "le") SUM | "in" SET)?
 *     SUM     := PRODUCT (("add" | "sub") PRODUCT)*
 *     PRODUCT := UNARY (("mul" | "div" | "mod") UNARY)*
 *     UNARY   := "not" UNARY | "-" UNARY | PRIMARY
 *     PRIMARY := LITERAL | "(" OR ")" | LIST | ALIAS | NAME TEXT | PATH | CALL | LAMBDA
 *     SET     := "(" OR ("," OR)* ")" | LIST | ALIAS
 *     LIST    := "[" (ITEM ("," ITEM)*)? "]"            ITEM may be a text in double quotes
 *     PATH    := NAME ("/" NAME)*
 *     CALL    := NAME "(" (OR ("," OR)*)? ")" | (NAME "/")* NAME "(" NAME "=" OR ("," NAME "=" OR)* ")"
 *     LAMBDA  := PATH "/" ("any" | "all") "(" (NAME ":" OR)? ")"
 *
 * @throws DataverseError with the position of the first mistake.
 */
export function parseExpression(source: string): Expression {
  const reader = new TokenReader(source);
  const expression = readExpression(reader);
  reader.finish();
  return expression;
}

/** Reads one expression and leaves what follows it to the caller. */
function readExpression(reader: TokenReader, depth = 0): Expression {
  if (depth > DEEPEST) throw reader.error(undefined, 'The expression is nested too deeply');
  return readLevel(reader, 0, depth);
}

function readLevel(reader: TokenReader, level: number, depth: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return readUnary(reader, depth);
  let left = readLevel(reader, level + 1, depth);
  for (let length = 0; ; length += 1) {
    const token = reader.peek();
    if (length > LONGEST_CHAIN) throw reader.error(token.at, 'The expression has too many operators');
    const operator = operators.find((name) => token.kind === 'name' && token.text === name);
    if (operator === undefined) return left;
    if (length > 0 && operators.includes('eq')) throw reader.error(token.at);
    reader.next();
    const right = operator === 'in' ? readSet(reader, depth) : readLevel(reader, level + 1, depth);
    left = { kind: 'binary', operator, left, right, at: token.at };
  }
}

function readUnary(reader: TokenReader, depth: number): Expression {
  const token = reader.peek();
  if (depth > DEEPEST) throw reader.error(token.at, 'The expression is nested too deeply');
  if (token.kind === 'name' && token.text === 'not') {
    reader.next();
    return { kind: 'not', of: readUnary(reader, depth + 1), at: token.at };
  }
  if (reader.take('-')) return { kind: 'negate', of: readUnary(reader, depth + 1), at: token.at };
  return readPrimary(reader, depth);
}

function readPrimary(reader: TokenReader, depth: number): Expression {
  const token = reader.next();
  switch (token.kind) {
    case 'text':
      return { kind: 'literal', type: 'string', value: token.text, at: token.at };
    case 'integer':
      return numberLiteral(reader, token, 'int');
    case 'decimal':
      return numberLiteral(reader, token, 'decimal');
    case 'guid':
      return { kind: 'literal', type: 'guid', value: token.text.toLowerCase(), at: token.at };
    case 'date':
      return dateLiteral(reader, token, 'date');
    case 'dateTime':
      return dateLiteral(reader, token, 'datetime');
    case 'name':
      return readNamed(reader, token, depth);
    case 'punctuation':
      if (token.text === '(') return readParenthesis(reader, depth);
      if (token.text === '[') return readBracketList(reader, token, depth);
      throw reader.error(token.at);
    case 'jsonText':
    case 'end':
      throw reader.error(token.at);
  }
}

function numberLiteral(reader: TokenReader, token: Token, type: 'int' | 'decimal'): Expression {
  const value = Number(token.text.replace(/[mdfl]$/i, ''));
  if (!Number.isFinite(value)) throw reader.error(token.at, 'A number is too large');
  return { kind: 'literal', type, value, at: token.at };
}

function dateLiteral(reader: TokenReader, token: Token, type: 'date' | 'datetime'): Expression {
  if (Number.isNaN(Date.parse(token.text))) throw reader.error(token.at, 'There is no such date');
  return { kind: 'literal', type, value: token.text, at: token.at };
}

function readParenthesis(reader: TokenReader, depth: number): Expression {
  const inside = readExpression(reader, depth + 1);
  reader.expect(')');
  return inside;
}

/** The values after `in`: a list in round or square brackets, or a parameter alias. */
function readSet(reader: TokenReader, depth: number): Expression {
  const token = reader.next();
  if (token.kind === 'name' && token.text.startsWith('@')) {
    return { kind: 'alias', name: token.text, at: token.at };
  }
  if (token.text === '[' && token.kind === 'punctuation') return readBracketList(reader, token, depth);
  if (token.text !== '(' || token.kind !== 'punctuation') throw reader.error(token.at);
  const items = readItems(reader, ')', depth);
  if (items.length === 0) throw reader.error();
  return { kind: 'list', items, at: token.at };
}

function readBracketList(reader: TokenReader, token: Token, depth: number): Expression {
  return { kind: 'list', items: readItems(reader, ']', depth), at: token.at };
}

/** Expressions between commas up to a closing bracket, which is taken. */
function readItems(reader: TokenReader, close: string, depth: number): Expression[] {
  const items: Expression[] = [];
  if (reader.take(close)) return items;
  do items.push(close === ']' ? readListItem(reader, depth) : readExpression(reader, depth + 1));
  while (reader.take(','));
  reader.expect(close);
  return items;
}

function readListItem(reader: TokenReader, depth: number): Expression {
  const token = reader.peek();
  if (token.kind !== 'jsonText') return readExpression(reader, depth + 1);
  reader.next();
  return { kind: 'literal', type: 'string', value: token.text, at: token.at };
}

const constants: Readonly<Record<string, { type: LiteralType; value: boolean | null }>> = {
  true: { type: 'bool', value: true },
  false: { type: 'bool', value: false },
  null: { type: 'null', value: null },
};

function readNamed(reader: TokenReader, token: Token, depth: number): Expression {
  const constant = Object.hasOwn(constants, token.text) ? constants[token.text] : undefined;
  if (constant !== undefined) return { kind: 'literal', ...constant, at: token.at };
  if (token.text.startsWith('@')) return { kind: 'alias', name: token.text, at: token.at };
  if (reader.isNext('(')) return readCall(reader, token, [], depth);
  const follows = reader.peek();
  if (follows.kind === 'text' && follows.at === token.at + token.text.length && token.text.includes('.')) {
    return { kind: 'enumeration', type: token.text, value: reader.next().text, at: token.at };
  }
  const segments = [token.text];
  while (reader.take('/')) {
    const segment = reader.expectKind('name');
    if (reader.isNext('(')) return readCall(reader, segment, segments, depth);
    segments.push(segment.text);
  }
  return { kind: 'path', segments, at: token.at };
}

function readCall(reader: TokenReader, name: Token, path: readonly string[], depth: number): Expression {
  reader.expect('(');
  if (path.length > 0 && (name.text === 'any' || name.text === 'all')) {
    return readLambda(reader, name.text, path, name.at, depth);
  }
  const isNamed = reader.peek().kind === 'name' && reader.peek(1).text === '=';
  if (isNamed) return readNamedCall(reader, name, path, depth);
  if (path.length > 0) throw reader.error(name.at);
  return { kind: 'call', name: name.text, of: readItems(reader, ')', depth), at: name.at };
}

function readLambda(
  reader: TokenReader,
  quantifier: 'any' | 'all',
  path: readonly string[],
  at: number,
  depth: number,
): Expression {
  if (reader.take(')')) {
    return { kind: 'lambda', quantifier, path, variable: undefined, body: undefined, at };
  }
  const variable = reader.expectKind('name').text;
  reader.expect(':');
  const body = readExpression(reader, depth + 1);
  reader.expect(')');
  return { kind: 'lambda', quantifier, path, variable, body, at };
}

function readNamedCall(reader: TokenReader, name: Token, path: readonly string[], depth: number): Expression {
  const parameters = new Map<string, Expression>();
  do {
    const parameter = reader.expectKind('name');
    if (parameters.has(parameter.text)) throw reader.error(parameter.at);
    reader.expect('=');
    parameters.set(parameter.text, readExpression(reader, depth + 1));
  } while (reader.take(','));
  reader.expect(')');
  return { kind: 'namedCall', name: name.text, path, parameters, at: name.at };
}
