import fc from 'fast-check';
import { malformedExamples, wellFormedExamples } from './testing/examples';
import { parseQuery, printQuery, QuerySyntaxError, tryParseQuery, type SegmentQuery } from './index';
import { anyQuery } from './testing/random-query';

/** The tree without positions: those differ between a text and its canonical form. */
function shapeOf(query: SegmentQuery): unknown {
  return JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

describe('reading and printing segment queries', () => {
  it.each(wellFormedExamples)('reads %s, and what is printed reads to the same tree', (text) => {
    const query = parseQuery(text);
    const printed = printQuery(query);
    expect(shapeOf(parseQuery(printed))).toEqual(shapeOf(query));
    expect(printQuery(parseQuery(printed))).toBe(printed);
  });

  it('prints the queries of the real-time page as they stand there', () => {
    for (const text of ['PROFILE(contact)', 'PROFILE(contact).FILTER(ISNOTNULL(address1_county))']) {
      expect(printQuery(parseQuery(text))).toBe(text);
    }
  });

  it.each(malformedExamples)('says where $text stops being a query', ({ text, stopsAt, last }) => {
    const result = tryParseQuery(text);
    if (result.ok) throw new Error(`Read as ${printQuery(result.query)}`);
    const expected =
      stopsAt === '' ? text.length : last === true ? text.lastIndexOf(stopsAt) : text.indexOf(stopsAt);
    expect(result.error.position).toBe(expected);
    expect(result.error.message).not.toBe('');
  });

  it('says what was expected and what stands there', () => {
    expect(() => parseQuery('PROFILE(contact.FILTER(a == 1)')).toThrow("')' is expected, found '.'.");
    expect(() => parseQuery('PROFILE(contact).FILTER(a == )')).toThrow(
      "A column or a value is expected, found ')'.",
    );
    expect(() => parseQuery('PROFILE(contact).FILTER(a == "b")')).toThrow("Invalid character '\"'.");
  });

  it('takes keywords in any case and the words AND and OR', () => {
    const words = parseQuery("profile(contact).Filter(a == 1 and not(b contains 'x') or c == TRUE)");
    const signs = parseQuery("PROFILE(contact).FILTER(a == 1 && NOT(b CONTAINS 'x') || c == true)");
    expect(shapeOf(words)).toEqual(shapeOf(signs));
  });

  it('binds && tighter than ||, products tighter than sums, and set operations from left to right', () => {
    expect(shapeOf(parseQuery('PROFILE(t).FILTER(a == 1 || b == 2 && c == 3)'))).toEqual(
      shapeOf(parseQuery('PROFILE(t).FILTER(a == 1 || (b == 2 && c == 3))')),
    );
    expect(shapeOf(parseQuery('PROFILE(t).FILTER(a - b - c * 2 > 1)'))).toEqual(
      shapeOf(parseQuery('PROFILE(t).FILTER((a - b) - (c * 2) > 1)')),
    );
    expect(shapeOf(parseQuery('SEGMENT(a) UNION SEGMENT(b) EXCEPT SEGMENT(c)'))).toEqual(
      shapeOf(parseQuery('(SEGMENT(a) UNION SEGMENT(b)) EXCEPT SEGMENT(c)')),
    );
  });

  it('reads quotes that are doubled or follow a backslash', () => {
    const textOf = (literal: string): unknown => {
      const query = shapeOf(parseQuery(`PROFILE(t).FILTER(a == ${literal})`));
      return (query as { steps: [{ condition: { right: { value: string } } }] }).steps[0].condition.right
        .value;
    };
    expect(textOf("'O''Brien'")).toBe("O'Brien");
    expect(textOf("'O\\'Brien'")).toBe("O'Brien");
    expect(textOf("'C:\\dir'")).toBe('C:\\dir');
  });

  it('reads and prints any query to the same tree', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(shapeOf(parseQuery(printQuery(query)))).toEqual(shapeOf(query));
      }),
      { numRuns: 500 },
    );
  });

  it('answers any text with a tree or a position inside the text, never otherwise', () => {
    const pieces = fc.constantFrom(
      ...[
        'PROFILE',
        'FILTER',
        'contact',
        '(',
        ')',
        '.',
        ',',
        '==',
        '&&',
        "'",
        '1',
        'NOT',
        'UNION',
        ' ',
        '[',
        '-',
        '\\',
      ],
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = tryParseQuery(text);
        if (result.ok) return;
        expect(result.error.position).toBeGreaterThanOrEqual(0);
        expect(result.error.position + result.error.length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses a hostile depth with an error, and reads long flat conditions', () => {
    const deep = `PROFILE(t).FILTER(${'('.repeat(20_000)}a == 1${')'.repeat(20_000)})`;
    expect(() => parseQuery(deep)).toThrow(QuerySyntaxError);
    const set = Array.from({ length: 5000 }, () => 'SEGMENT(a)').join(' UNION ');
    expect(() => parseQuery(set)).toThrow('nested more than 200 levels');
    const sum = Array.from({ length: 5000 }, () => '1').join(' + ');
    expect(() => parseQuery(`PROFILE(t).FILTER(${sum} > 1)`)).toThrow('nested more than 200 levels');
    const flat = Array.from({ length: 5000 }, (_, nth) => `a == ${nth}`).join(' || ');
    expect(printQuery(parseQuery(`PROFILE(t).FILTER(${flat})`))).toContain('a == 4999');
  });
});
