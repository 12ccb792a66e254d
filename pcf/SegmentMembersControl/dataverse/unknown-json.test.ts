import { factsIn, parsedJson, textOf } from './unknown-json';

describe('JSON that a server may spell in many ways', () => {
  it.each([[undefined], [null], ['{}'], [1], [[{ a: 1 }]]])('has no members when it is %j', (value) => {
    expect(factsIn(value)).toEqual({});
  });

  it('has the members of its object', () => {
    expect(factsIn({ a: 1 })).toEqual({ a: 1 });
  });

  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['"a"', 'a'],
    ['null', null],
    ['{"a":', undefined],
    ['', undefined],
    [{ a: 1 }, { a: 1 }],
    [undefined, undefined],
  ])('%j holds %j', (text, value) => {
    expect(parsedJson(text)).toEqual(value);
  });

  it.each([
    ['a', 'a'],
    [1, ''],
    [null, ''],
    [undefined, ''],
  ])('%j is the text %j', (value, text) => {
    expect(textOf(value)).toBe(text);
  });
});
