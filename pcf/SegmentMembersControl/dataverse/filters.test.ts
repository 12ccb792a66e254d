import fc from 'fast-check';
import { shortId } from '../../../segments/testing/short-id';
import { inFilter, literal, piecesForQueries } from './filters';

describe('a text in a filter', () => {
  it.each([
    ['Nora', '%27Nora%27'],
    ["O'Neill", '%27O%27%27Neill%27'],
    ['a&b=c', '%27a%26b%3Dc%27'],
    ['nora@example.com', '%27nora@example.com%27'],
    ['100 %', '%27100%20%25%27'],
  ])('%j stands there as %s', (text, written) => {
    expect(literal(text)).toBe(written);
  });

  it('stands among others in one condition', () => {
    expect(inFilter('contactid', ['a', 'b'].map(literal))).toBe(
      "Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=[%27a%27,%27b%27])",
    );
  });
});

describe('values for queries', () => {
  function pieces(values: readonly string[], fixedLength = 500): (readonly string[])[] {
    const next = piecesForQueries(values, fixedLength);
    const all: (readonly string[])[] = [];
    for (let piece = next(); piece; piece = next()) all.push(piece);
    expect(next()).toBeUndefined();
    return all;
  }

  it('are cut at 2000, the most parameters of a statement', () => {
    const ids = Array.from({ length: 4500 }, (_, number) => shortId(`${number}`));
    expect(pieces(ids).map((piece) => piece.length)).toEqual([2000, 2000, 500]);
    expect(pieces(ids).flat()).toEqual(ids);
    expect(pieces([])).toEqual([]);
  });

  it('are cut where the address would be too long: no sooner, no later', () => {
    // Each takes 100 characters with the signs around it.
    const values = Array.from({ length: 400 }, () => 'x'.repeat(93));
    expect(pieces(values, 0).map((piece) => piece.length)).toEqual([320, 80]);
    expect(pieces(values, 1).map((piece) => piece.length)).toEqual([319, 81]);
  });

  it('keep their order, none is lost, and a value that is too long alone is still asked for', () => {
    const value = fc.oneof(fc.string(), fc.string({ minLength: 3000, maxLength: 40_000 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const cut = pieces(values);
        expect(cut.flat()).toEqual(values);
        for (const piece of cut.filter(({ length }) => length > 1)) {
          expect(piece.map(literal).join().length).toBeLessThanOrEqual(32_000);
        }
      }),
      { numRuns: 30 },
    );
  });
});
