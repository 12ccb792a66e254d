/** A piece of a segment query. `at` counts UTF-16 units from the start of the text, from 0. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly at: number; readonly length: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number; readonly length: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly length: number }
  | { readonly kind: 'symbol'; readonly text: Symbols; readonly at: number; readonly length: number }
  | { readonly kind: 'end'; readonly at: number; readonly length: 0 };

const symbols = [
  '==',
  '!=',
  '>=',
  '<=',
  '&&',
  '||',
  '>',
  '<',
  '(',
  ')',
  '[',
  ']',
  ',',
  '.',
  '+',
  '-',
  '*',
  '/',
] as const;
export type Symbols = (typeof symbols)[number];

/** A text that is no segment query, and where it stops being one. */
export class QuerySyntaxError extends Error {
  override readonly name = 'QuerySyntaxError';

  constructor(
    message: string,
    /** Position of the first piece that does not fit, from 0. */
    readonly position: number,
    /** Length of that piece; 0 at the end of the text. */
    readonly length: number,
  ) {
    super(message);
  }
}

const blank = /\s+/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/**
 * The text in single quotes that starts at `at`. A quote inside is doubled or follows a backslash.
 * No page states the rule; a public reader of real queries takes both.
 */
function quotedAt(text: string, at: number): Token {
  let value = '';
  for (let index = at + 1; index < text.length; index++) {
    const character = text[index] ?? '';
    const following = text[index + 1];
    if (character === '\\' && (following === "'" || following === '\\')) {
      value += following;
      index++;
    } else if (character !== "'") {
      value += character;
    } else if (following === "'") {
      value += "'";
      index++;
    } else {
      return { kind: 'text', value, at, length: index + 1 - at };
    }
  }
  throw new QuerySyntaxError('The quoted text has no end.', at, text.length - at);
}

function tokenAt(text: string, at: number): Token {
  if (text[at] === "'") return quotedAt(text, at);
  const name = matchAt(word, text, at);
  if (name !== undefined) return { kind: 'word', text: name, at, length: name.length };
  const digits = matchAt(number, text, at);
  if (digits !== undefined) {
    const value = Number(digits);
    if (Number.isFinite(value)) return { kind: 'number', value, at, length: digits.length };
    throw new QuerySyntaxError(`The number ${digits} is too large.`, at, digits.length);
  }
  const symbol = symbols.find((candidate) => text.startsWith(candidate, at));
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, at, length: symbol.length };
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  throw new QuerySyntaxError(`Invalid character '${character}'.`, at, character.length);
}

/**
 * The pieces of a segment query, the last of which is its end.
 * @throws QuerySyntaxError at a character that no query has, or a quoted text without an end.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += matchAt(blank, text, at)?.length ?? 0;
    if (at >= text.length) return [...tokens, { kind: 'end', at: text.length, length: 0 }];
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.length;
  }
}

/** What a token is called in an error message. */
export function nameOf(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the query';
    case 'text':
      return `the text '${token.value}'`;
    case 'number':
      return `the number ${token.value}`;
    case 'word':
    case 'symbol':
      return `'${token.text}'`;
  }
}
