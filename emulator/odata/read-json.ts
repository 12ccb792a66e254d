/** A number that was written with a point or an exponent though it is whole: no whole-number column takes it. */
export class FractionalNumber {
  constructor(readonly text: string) {}
}

/** What is wrong with a JSON text, and where. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
}

const DEEPEST = 100;
const bareName = /[\p{L}_$@][\p{L}\p{N}_$@.-]*/uy;
const numberText = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Reads JSON as Microsoft's OData reader does: names may stand without quotes, names and texts in single ones, and
 * no object has a property twice.
 *
 *     VALUE  := OBJECT | LIST | TEXT | NUMBER | "true" | "false" | "null"
 *     OBJECT := "{" (PAIR ("," PAIR)*)? "}"
 *     PAIR   := (TEXT | NAME) ":" VALUE
 *     LIST   := "[" (VALUE ("," VALUE)*)? "]"
 *
 * @throws JsonFault
 */
export function readJson(source: string): unknown {
  let at = 0;

  const fault = (what: string): JsonFault => new JsonFault(`${what} at position ${at}.`);
  const peek = (): string => {
    while (/[ \t\r\n\uFEFF]/.test(source[at] ?? '')) at += 1;
    return source[at] ?? '';
  };
  const take = (character: string): boolean => {
    if (peek() !== character) return false;
    at += 1;
    return true;
  };
  const expect = (character: string): void => {
    if (!take(character)) throw fault(`'${character}' was expected`);
  };

  const text = (): string => {
    const quote = source[at];
    let read = '';
    for (at += 1; source[at] !== quote; at += 1) {
      const character = source[at];
      if (character === undefined) throw fault('A text does not end');
      if (character < ' ') throw fault('A control character stands in a text');
      read += character === '\\' ? escaped() : character;
    }
    at += 1;
    return read;
  };

  /** The character behind a backslash; `at` ends on the last character of the escape. */
  const escaped = (): string => {
    at += 1;
    const character = source[at] ?? '';
    if (character === 'u') {
      const code = source.slice(at + 1, at + 5);
      if (!/^[0-9a-f]{4}$/i.test(code)) throw fault('An escape is not valid');
      at += 4;
      return String.fromCharCode(Number.parseInt(code, 16));
    }
    if (/["'\\/]/.test(character)) return character;
    const control = Object.hasOwn(escapes, character) ? escapes[character] : undefined;
    if (control === undefined) throw fault('An escape is not valid');
    return control;
  };

  const matched = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };

  const name = (): string => {
    const first = peek();
    if (first === '"' || first === "'") return text();
    const bare = matched(bareName);
    if (bare === undefined) throw fault('The name of a property was expected');
    return bare;
  };

  const object = (depth: number): Record<string, unknown> => {
    const properties: [string, unknown][] = [];
    const seen = new Set<string>();
    if (take('}')) return {};
    do {
      const property = name();
      if (seen.has(property)) {
        throw new JsonFault(
          `Multiple properties with the name '${property.slice(0, 100)}' were detected in a resource or a complex value. ` +
            'In OData, duplicate property names are not allowed.',
        );
      }
      seen.add(property);
      expect(':');
      properties.push([property, value(depth + 1)]);
    } while (take(','));
    expect('}');
    return Object.fromEntries(properties);
  };

  const list = (depth: number): unknown[] => {
    const items: unknown[] = [];
    if (take(']')) return items;
    do items.push(value(depth + 1));
    while (take(','));
    expect(']');
    return items;
  };

  const value = (depth: number): unknown => {
    if (depth > DEEPEST) throw fault('The JSON is nested too deeply');
    if (take('{')) return object(depth);
    if (take('[')) return list(depth);
    const first = peek();
    if (first === '"' || first === "'") return text();
    const digits = matched(numberText);
    if (digits !== undefined) return numberOf(digits);
    const start = at;
    const word = matched(bareName) ?? '';
    if (Object.hasOwn(words, word)) return words[word];
    at = start;
    throw fault('A value was expected');
  };

  const read = value(0);
  if (peek() !== '') throw fault('Nothing more was expected');
  return read;
}

function numberOf(digits: string): number | FractionalNumber {
  const number = Number(digits);
  return /[.eE]/.test(digits) && Number.isInteger(number) ? new FractionalNumber(digits) : number;
}
