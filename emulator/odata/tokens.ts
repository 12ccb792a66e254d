import { syntaxError } from './syntax-error';

export type TokenKind =
  | 'name'
  | 'text'
  /** A text in JSON's double quotes; only lists hold it. */
  | 'jsonText'
  | 'integer'
  | 'decimal'
  | 'guid'
  | 'date'
  | 'dateTime'
  | 'punctuation'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; without quotes and with '' undone for texts. */
  readonly text: string;
  /** Position of its first character, from 0. */
  readonly at: number;
}

const patterns: readonly (readonly [Exclude<TokenKind, 'end' | 'text' | 'jsonText'>, RegExp])[] = [
  ['guid', /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy],
  ['dateTime', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})(?![\w-])/iy],
  ['date', /\d{4}-\d{2}-\d{2}(?![\w-])/y],
  ['decimal', /-?\d+(?:\.\d+(?:e[+-]?\d+)?|e[+-]?\d+)[mdf]?(?!\w)|-?\d+[mdf](?!\w)/iy],
  ['integer', /-?\d+l?(?!\w)/iy],
  ['name', /[@$]?[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy],
  ['punctuation', /[(),/:;=[\]*-]/y],
];

const text = /'((?:[^']|'')*)'/y;
const jsonText = /"(?:[^"\\]|\\.)*"/y;

/** Cuts an OData expression into tokens. @throws DataverseError at the first character that begins none. */
export function tokenise(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    if (/\s/.test(source[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = tokenAt(source, at);
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', at: source.length });
  return tokens;
}

function tokenAt(source: string, at: number): { token: Token; end: number } {
  text.lastIndex = at;
  const quoted = text.exec(source);
  if (quoted !== null) {
    const inside = (quoted[1] ?? '').replaceAll("''", "'");
    return { token: { kind: 'text', text: inside, at }, end: text.lastIndex };
  }
  // Microsoft's reader stands at the end when it misses the quote.
  if (source[at] === "'") throw syntaxError(source, source.length, 'There is an unterminated literal');
  jsonText.lastIndex = at;
  const json = jsonText.exec(source);
  if (json !== null) {
    return { token: { kind: 'jsonText', text: unescaped(source, json[0], at), at }, end: jsonText.lastIndex };
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found !== null) return { token: { kind, text: found[0], at }, end: pattern.lastIndex };
  }
  throw syntaxError(source, at);
}

function unescaped(source: string, json: string, at: number): string {
  try {
    return String(JSON.parse(json));
  } catch {
    throw syntaxError(source, at);
  }
}
