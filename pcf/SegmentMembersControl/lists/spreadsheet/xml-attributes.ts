import { characterData } from './xml-entities';

/** The attributes of one tag. All throw SyntaxError on what is no attribute. */
export interface Attributes {
  /** Goes on with the tag of which the attributes stand between two places; answers whether one declares a namespace. */
  read(text: string, from: number, to: number): boolean;
  value(name: string): string | undefined;
  /** Those with a local name and any prefix but that of namespaces. */
  prefixed(localName: string): readonly { readonly prefix: string; readonly value: string }[];
  /** Those with a prefix. */
  withPrefix(prefix: string): readonly { readonly name: string; readonly value: string }[];
}

export function createAttributes(): Attributes {
  let text = '';
  let count = 0;
  /** Four places for each attribute: its name from and to, its value from and to. Kept from tag to tag for speed. */
  const places: number[] = [];

  const nameAt = (index: number): string => text.slice(places[4 * index], places[4 * index + 1]);
  const valueAt = (index: number): string =>
    characterData(text.slice(places[4 * index + 2], places[4 * index + 3]));

  function allWith(
    isWanted: (prefix: string, localName: string) => boolean,
  ): { prefix: string; name: string; value: string }[] {
    const found: { prefix: string; name: string; value: string }[] = [];
    for (let index = 0; index < count; index += 1) {
      const [prefix = '', name] = nameAt(index).split(':');
      if (name !== undefined && isWanted(prefix, name)) found.push({ prefix, name, value: valueAt(index) });
    }
    return found;
  }

  return {
    read(given, from, to) {
      text = given;
      count = 0;
      let declares = false;
      let at = afterSpaces(text, from, to);
      while (at < to) {
        const nameStart = at;
        while (at < to && !isSpaceOrEquals(text.charCodeAt(at))) at += 1;
        const nameEnd = at;
        at = afterSpaces(text, at, to);
        if (text.charCodeAt(at) !== 0x3d || nameEnd === nameStart)
          throw new SyntaxError('an attribute without a value');
        at = afterSpaces(text, at + 1, to);
        const quote = text.charCodeAt(at);
        if (quote !== 0x22 && quote !== 0x27) throw new SyntaxError('a value without quotes');
        const valueStart = at + 1;
        at = valueStart;
        while (at < to && text.charCodeAt(at) !== quote) at += 1;
        if (at >= to) throw new SyntaxError('a value without an end');
        const place = 4 * count;
        places[place] = nameStart;
        places[place + 1] = nameEnd;
        places[place + 2] = valueStart;
        places[place + 3] = at;
        count += 1;
        declares ||= nameEnd - nameStart >= 5 && text.startsWith('xmlns', nameStart);
        at = afterSpaces(text, at + 1, to);
      }
      return declares;
    },
    value(name) {
      for (let index = 0; index < count; index += 1) {
        const start = places[4 * index] ?? 0;
        if ((places[4 * index + 1] ?? 0) - start === name.length && text.startsWith(name, start))
          return valueAt(index);
      }
      return undefined;
    },
    prefixed: (localName) => allWith((prefix, name) => name === localName && prefix !== 'xmlns'),
    withPrefix: (prefix) => allWith((each) => each === prefix),
  };
}

const isSpaceOrEquals = (code: number): boolean => code <= 0x20 || code === 0x3d;

function afterSpaces(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}
