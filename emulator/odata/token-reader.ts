import { syntaxError } from './syntax-error';
import { tokenise, type Token, type TokenKind } from './tokens';

/** Walks over the tokens of one expression. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(readonly source: string) {
    this.tokens = tokenise(source);
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)];
    // The list always ends with an end token.
    if (token === undefined) throw syntaxError(this.source, this.source.length);
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.position += 1;
    return token;
  }

  /** Takes the next token when it is this punctuation or word. */
  take(text: string): boolean {
    const token = this.peek();
    if (token.text !== text || (token.kind !== 'punctuation' && token.kind !== 'name')) return false;
    this.position += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.error();
  }

  expectKind(kind: TokenKind): Token {
    if (this.peek().kind !== kind) throw this.error();
    return this.next();
  }

  isNext(text: string): boolean {
    return this.peek().text === text && this.peek().kind === 'punctuation';
  }

  /** @throws DataverseError when anything is left. */
  finish(): void {
    if (this.peek().kind !== 'end') throw this.error();
  }

  error(at = this.peek().at, what?: string): Error {
    return syntaxError(this.source, at, what);
  }
}
