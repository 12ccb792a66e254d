import fc from 'fast-check';
import { evaluate, parseExpression } from './expressions';
import type { JsonValue } from '../../../../scripts/picturing/flow-definition';
import type { Place } from './run-scope';

const place: Place = {
  state: {
    variables: new Map<string, JsonValue>([['Ids', ['a', 'b']]]),
    parameters: { 'Event (sgm_Event)': 'Summer party' },
    trigger: { outputs: { body: { text: "O'Brien", rows: [{ id: 1 }] } } },
    workflow: { run: { name: 'run' } },
    now: () => new Date('2026-01-02T03:04:05Z'),
  },
  scope: {
    results: new Map([
      [
        'List',
        {
          status: 'Succeeded' as const,
          outputs: { statusCode: 200, body: { value: [{ name: 'x' }], '@odata.nextLink': 'next' } },
        },
      ],
    ]),
    loop: { name: 'Loop', item: ['1', '2'] },
  },
};

test.each<[what: string, text: string, value: JsonValue]>([
  ['a text without expression', 'plain @ text', 'plain @ text'],
  ['a doubled at sign', '@@name', '@name'],
  ['an expression with its type', "@length(variables('Ids'))", 2],
  [
    'expressions in a text',
    "Found @{length(variables('Ids'))} in @{parameters('Event (sgm_Event)')}.",
    'Found 2 in Summer party.',
  ],
  ['a brace inside a text', "@{concat('}', '{')}", '}{'],
  ['a quote written twice', "@replace(triggerBody()?['text'], '''', '''''')", "O''Brien"],
  ['a backslash, which is no escape', "@concat('a\\n', 'b')", 'a\\nb'],
  ['a question mark before an index of nothing', "@triggerBody()?['no']?['such']", null],
  ['an index behind a question mark', "@triggerBody()?['rows']?[0]?['id']", 1],
  ['an index out of range', "@triggerBody()?['rows']?[9]", null],
  ['a path into a body', "@outputs('List')?['body/value']", [{ name: 'x' }]],
  ['a property with a dot and an at sign', "@body('List')?['@odata.nextLink']", 'next'],
  ['the first of an array', "@first(body('List')?['value'])?['name']", 'x'],
  ['names of functions in any case', "@ToUpper(First(variables('Ids')))", 'A'],
  ['chunk of an array', '@chunk(createArray(1, 2, 3), 2)', [[1, 2], [3]]],
  ['chunk of nothing', "@chunk(skip(variables('Ids'), 2), 1000)", []],
  ['union of arrays', "@union(variables('Ids'), createArray('b', 'c'))", ['a', 'b', 'c']],
  ['intersection of arrays', "@intersection(variables('Ids'), createArray('b', 'c'))", ['b']],
  ['what contains does on a text', "@contains('abc', 'b')", true],
  ['what contains does on an array', "@contains(variables('Ids'), 'a')", true],
  ['what contains does on an object', "@contains(triggerBody(), 'text')", true],
  ['items of a loop', "@join(items('Loop'), '|')", '1|2'],
  [
    'xpath in an attribute',
    "@xpath(xml('<cookie pagingcookie=\"%253c\" />'), 'string(/cookie/@pagingcookie)')",
    '%253c',
  ],
  [
    'decoding twice',
    "@decodeUriComponent(decodeUriComponent('%253ccookie%2520page%253d%25221%2522%253e'))",
    '<cookie page="1">',
  ],
  ['the time of the run', '@utcNow()', '2026-01-02T03:04:05.000Z'],
  [
    'a value of its kind inside an object',
    { a: ["@length(variables('Ids'))"] } as unknown as string,
    { a: [2] },
  ],
])('evaluates %s', (_what, text, value) => {
  expect(evaluate(text, place)).toEqual(value);
});

test.each([
  ['a function that there is not', '@nonsense(1)', "There is no function 'nonsense'"],
  ['a result that there is not', "@body('Other')", "The action 'Other' has not run"],
  ['a variable that there is not', "@variables('Other')", "'variables' names 'Other', which there is not"],
  ['a loop that there is not', "@items('Other')", 'in which this action is not'],
  ['the length of nothing', "@length(triggerBody()?['none'])", 'the value is of type Null'],
  ['an expression that has no end', "@{length('a')", 'has no end'],
  ['a text that has no end', "@concat('a)", 'no closing quote'],
])('says what is wrong with %s', (_what, text, words) => {
  expect(() => evaluate(text, place)).toThrow(words);
});

test('an expression that does not parse is named', () => {
  expect(() => parseExpression('first(,')).toThrow('"first(," is no expression');
});

test('any text written as a literal is that text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const literal = `'${text.replace(/'/g, "''")}'`;
      expect(evaluate(`@concat(${literal}, '')`, place)).toBe(text);
      expect(evaluate(`<@{concat(${literal})}>`, place)).toBe(`<${text}>`);
    }),
  );
});
