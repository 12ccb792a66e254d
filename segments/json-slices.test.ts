import fc from 'fast-check';
import { elementSlices, withMember } from './json-slices';

const space = fc.constantFrom('', ' ', '\n  ', '\t');

describe('slices of JSON', () => {
  it('of an array, joined by commas, are the array byte for byte', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), space, (values, gap) => {
        const inner = values.map((value) => `${gap}${JSON.stringify(value, null, gap)}${gap}`);
        const text = `[${inner.join(',')}]`;
        expect(elementSlices(text)).toEqual(inner);
      }),
    );
  });

  it('change the one member and no other', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }),
        fc.string(),
        space,
        (object, name, gap) => {
          const members = Object.entries(object).map(
            ([key, value]) => `${gap}${JSON.stringify(key)}${gap}:${gap}${JSON.stringify(value)}`,
          );
          const changed = JSON.parse(withMember(`{${members.join(',')}${gap}}`, name, 'new')) as unknown;
          const expected: object = Object.assign(
            Object.create(null) as object,
            JSON.parse(JSON.stringify(object)) as object,
          );
          Object.defineProperty(expected, name, {
            value: 'new',
            enumerable: true,
            configurable: true,
            writable: true,
          });
          expect(JSON.stringify(sorted(changed))).toBe(JSON.stringify(sorted(expected)));
        },
      ),
    );
  });

  it('keep number spellings and white space', () => {
    expect(withMember('{ "a" : 1.50e2 ,"name":"x" }', 'name', 'y')).toBe('{ "a" : 1.50e2 ,"name":"y" }');
    expect(withMember('{ "a" : 1.0 }', 'name', 'y')).toBe('{ "a" : 1.0,"name":"y" }');
    expect(withMember('{}', 'name', '"')).toBe('{"name":"\\""}');
  });

  it('change the value that counts of a name that stands twice', () => {
    expect(withMember('{"n":"1","n":"2"}', 'n', '3')).toBe('{"n":"1","n":"3"}');
  });
});

function sorted(value: unknown): unknown {
  return Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
}
