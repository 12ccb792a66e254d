import { nameOf, QuerySyntaxError, tokensOf, type Symbols, type Token } from './tokens';

/** How deep parentheses, functions and chains of set operations or sums may nest. */
const deepest = 200;

/** Walks over the pieces of a query and says what was expected where something else stands. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  get current(): Token {
    return this.ahead(0);
  }

  /** The token `count` pieces further on; the end repeats itself. */
  ahead(count: number): Token {
    const token = this.tokens[Math.min(this.index + count, this.tokens.length - 1)];
    if (token === undefined) throw new RangeError('A list of tokens has an end token at least.');
    return token;
  }

  advance(): Token {
    const token = this.current;
    this.index++;
    return token;
  }

  /** @throws QuerySyntaxError at the current token. */
  fail(expected: string, at: Token = this.current): never {
    throw new QuerySyntaxError(`${expected} expected, found ${nameOf(at)}.`, at.at, at.length);
  }

  isSymbol(text: Symbols): boolean {
    return this.current.kind === 'symbol' && this.current.text === text;
  }

  takeSymbol(text: Symbols): boolean {
    const found = this.isSymbol(text);
    if (found) this.index++;
    return found;
  }

  expectSymbol(text: Symbols): void {
    if (!this.takeSymbol(text)) this.fail(`'${text}' is`);
  }

  /** The one of these symbols that stands here, taken; undefined when none does. */
  takeOneOf<T extends Symbols>(texts: readonly T[]): T | undefined {
    const found = texts.find((text) => this.isSymbol(text));
    if (found !== undefined) this.index++;
    return found;
  }

  /** The current word in upper case, since keywords have no case; undefined when there is no word. */
  get keyword(): string | undefined {
    return this.current.kind === 'word' ? this.current.text.toUpperCase() : undefined;
  }

  takeKeyword<T extends string>(words: readonly T[]): T | undefined {
    const found = words.find((candidate) => candidate === this.keyword);
    if (found !== undefined) this.index++;
    return found;
  }

  expectName(what: string): { readonly text: string; readonly at: number } {
    const token = this.current;
    if (token.kind !== 'word') return this.fail(`${what} is`);
    this.index++;
    return { text: token.text, at: token.at };
  }

  /** A number with an optional minus before it. */
  expectNumber(): number {
    const negative = this.takeSymbol('-');
    const token = this.current;
    if (token.kind !== 'number') return this.fail('A number is');
    this.index++;
    return negative ? -token.value : token.value;
  }

  expectWholeNumber(): number {
    const token = this.current;
    if (token.kind !== 'number' || !Number.isSafeInteger(token.value)) return this.fail('A whole number is');
    this.index++;
    return token.value;
  }

  expectText(): string {
    const token = this.current;
    if (token.kind !== 'text') return this.fail('A text in single quotes is');
    this.index++;
    return token.value;
  }

  /** Reads something that may contain itself; keeps a hostile text from exhausting the stack. */
  nested<T>(read: () => T, levels = 1): T {
    this.depth += levels;
    if (this.depth > deepest) {
      const { at, length } = this.current;
      throw new QuerySyntaxError(`The query is nested more than ${deepest} levels deep.`, at, length);
    }
    const result = read();
    this.depth -= levels;
    return result;
  }
}
