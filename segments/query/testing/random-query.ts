import fc from 'fast-check';
import {
  dateParts,
  windowUnits,
  type Aggregate,
  type Column,
  type Condition,
  type InteractionQuery,
  type Literal,
  type Name,
  type Page,
  type ProfileQuery,
  type RelateStep,
  type SegmentQuery,
  type Step,
  type Value,
} from '../ast';

const at = 0;
/** Names that are also keywords are the hard ones. */
const identifier = fc.oneof(
  fc.constantFrom('contact', 'Name', 'date', 'Count', 'skip', 'order_1', '_x'),
  fc.stringMatching(/^[a-z_][A-Za-z0-9_]{0,8}$/).filter((text) => !/^(true|false|and|or|in)$/i.test(text)),
);
const nameArbitrary: fc.Arbitrary<Name> = identifier.map((text) => ({ text, at }));
const column: fc.Arbitrary<Column> = fc
  .tuple(fc.option(identifier, { nil: undefined }), identifier)
  .map(([alias, name]) => ({ kind: 'column', ...(alias === undefined ? {} : { alias }), name, at }));
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => (value === 0 ? 0 : value));
const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.boolean().map((value) => ({ kind: 'boolean', value, at }) as const),
  fc.string({ unit: 'grapheme' }).map((value) => ({ kind: 'text', value, at }) as const),
  fc.constantFrom("O'Brien", "\\'", '\\', "''").map((value) => ({ kind: 'text', value, at }) as const),
  number.map((value) => ({ kind: 'number', value, at }) as const),
);
const comparison = fc.constantFrom('==', '!=', '>', '>=', '<', '<=' as const);

const { condition } = fc.letrec<{ value: Value; condition: Condition }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    literal,
    column,
    fc.constant({ kind: 'now', at } as const),
    fc
      .array(fc.nat(3000), { minLength: 3, maxLength: 7 })
      .map((parts) => ({ kind: 'date', parts, at }) as const),
    fc.record({
      kind: fc.constant('dateDiff' as const),
      part: fc.constantFrom(...dateParts),
      from: tie('value'),
      to: tie('value'),
      at: fc.constant(at),
    }),
    fc.record({
      kind: fc.constant('dateAdd' as const),
      part: fc.constantFrom(...dateParts),
      amount: number,
      to: tie('value'),
      at: fc.constant(at),
    }),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('+', '-', '*', '/' as const),
      left: tie('value'),
      right: tie('value'),
    }),
  ),
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      kind: fc.constant('comparison' as const),
      operator: comparison,
      left: tie('value'),
      right: tie('value'),
    }),
    fc.record({
      kind: fc.constant('textTest' as const),
      test: fc.constantFrom('CONTAINS', 'STARTSWITH', 'ENDSWITH' as const),
      column,
      text: fc.string(),
    }),
    fc.record({ kind: fc.constant('null' as const), column, negated: fc.boolean() }),
    fc.record({ kind: fc.constant('in' as const), column, values: fc.array(literal, { minLength: 1 }) }),
    fc.record({ kind: fc.constant('not' as const), condition: tie('condition') }),
    fc.record({
      kind: fc.constant('logical' as const),
      operator: fc.constantFrom('&&', '||' as const),
      operands: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}));

const { relate } = fc.letrec<{ relate: RelateStep }>((tie) => ({
  relate: fc.record(
    {
      kind: fc.constant('relate' as const),
      optional: fc.boolean(),
      relationship: nameArbitrary,
      alias: nameArbitrary,
      table: nameArbitrary,
      nested: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie('relate'), { maxLength: 2 })),
    },
    { requiredKeys: ['kind', 'optional', 'relationship', 'alias', 'nested'] },
  ),
}));

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('filter' as const), condition }),
  fc.record(
    {
      kind: fc.constant('traverse' as const),
      relationship: nameArbitrary,
      alias: nameArbitrary,
      filter: condition,
    },
    { requiredKeys: ['kind', 'relationship'] },
  ),
  relate,
  fc.constant({ kind: 'distinct' } as const),
);

const profile: fc.Arbitrary<ProfileQuery> = fc.record(
  {
    kind: fc.constant('profile' as const),
    table: nameArbitrary,
    alias: nameArbitrary,
    steps: fc.array(step, { maxLength: 3 }),
  },
  { requiredKeys: ['kind', 'table', 'steps'] },
);

const aggregate: fc.Arbitrary<Aggregate> = fc.oneof(
  fc.constant({ kind: 'count' } as const),
  fc.record({ kind: fc.constantFrom('sum', 'avg', 'min', 'max' as const), column }),
);

const interaction: fc.Arbitrary<InteractionQuery> = fc.record(
  {
    kind: fc.constant('interaction' as const),
    table: nameArbitrary,
    link: nameArbitrary,
    filter: condition,
    having: fc.record(
      {
        aggregate,
        operator: comparison,
        value: number,
        window: fc.record({ unit: fc.constantFrom(...windowUnits), amount: fc.nat() }),
        at: fc.constant(at),
      },
      { requiredKeys: ['aggregate', 'operator', 'value', 'at'] },
    ),
  },
  { requiredKeys: ['kind', 'table', 'link', 'having'] },
);

const amount = fc.nat().map((value) => ({ value, at }));

const pageOf = (of: fc.Arbitrary<SegmentQuery>): fc.Arbitrary<Page> =>
  fc.record(
    {
      kind: fc.constant('page' as const),
      of,
      orderBy: fc.array(fc.record({ column, descending: fc.boolean() }), { minLength: 1, maxLength: 2 }),
      skip: amount,
      take: amount,
      select: fc.array(column, { maxLength: 2 }),
    },
    { requiredKeys: ['kind', 'of', 'orderBy', 'select'] },
  );

/** Any tree that the grammar has. */
export const anyQuery: fc.Arbitrary<SegmentQuery> = fc.letrec<{ query: SegmentQuery }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    profile,
    fc.record({
      kind: fc.constant('segment' as const),
      name: nameArbitrary,
      steps: fc.array(step, { maxLength: 1 }),
    }),
    interaction,
    fc.record({
      kind: fc.constant('combination' as const),
      operator: fc.constantFrom('UNION', 'INTERSECT', 'EXCEPT' as const),
      left: tie('query'),
      right: tie('query'),
    }),
    pageOf(tie('query')),
  ),
})).query;
