import { TextInPieces } from '../text-in-pieces';
import { jsonPieces, RowsInJson } from './json-pieces';
import type { Json } from './row-json';

const rows = (count: number): RowsInJson<number> =>
  new RowsInJson(
    Array.from({ length: count }, (_, n) => n),
    (n): Json => ({ n, text: `"${n}"`, more: n === 2 ? rows(2) : undefined }),
  );

it.each<[string, Json]>([
  ['nothing', {}],
  ['values', { a: 1, b: null, c: [1, { d: 2 }], e: undefined, f: '"' }],
  ['rows', { first: undefined, a: 1, rows: rows(4), last: true }],
  ['no rows', { rows: rows(0) }],
  [
    'a text',
    { a: { text: new TextInPieces(() => ['{"ids":[', '"ä\n"', ']}']) }, none: new TextInPieces(() => []) },
  ],
  ['rows further in', { a: { b: { rows: rows(2) }, c: null } }],
])('%s are the same text in pieces as at once', (_what, json) => {
  expect([...jsonPieces(json)].join('')).toBe(JSON.stringify(json));
});

it('makes no row before it is written', () => {
  let made = 0;
  const pieces = jsonPieces({ rows: new RowsInJson([1, 2, 3], (n): Json => ({ n, made: (made += 1) })) });
  const text = Array.from({ length: 3 }, () => String(pieces.next().value)).join('');
  expect(text).toBe('{"rows":[{"n":1,"made":1}');
  expect(made).toBe(1);
});
