import fc from 'fast-check';
import type { Row, RowValue } from '../../store';

type Kind = 'any' | 'not any' | 'all' | 'not all';

/** A filter as the test evaluates it, by itself and without SQL. */
export type Filter =
  | {
      readonly kind: 'condition';
      readonly column: string;
      readonly operator: string;
      readonly values: readonly RowValue[];
    }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'employees'; readonly link: Kind; readonly filter: Filter };

export interface Company {
  readonly row: Row;
  readonly employees: readonly Row[];
}

const letters = fc.constantFrom(
  'a',
  'A',
  'b',
  'É',
  'é',
  '<',
  '&',
  "'",
  '"',
  '%',
  '_',
  '[',
  ']',
  '-',
  '^',
  '中',
  '0',
);
const words = fc.string({ unit: letters, minLength: 1, maxLength: 4 });
const numbers = fc.integer({ min: 0, max: 5 });
const days = fc.constantFrom('1999-12-31', '2000-01-01', '2024-02-29', '2026-05-19', '2026-05-20');

const people = fc.record({
  lastname: fc.option(words),
  numberofchildren: fc.option(numbers),
  birthdate: fc.option(days),
  donotemail: fc.boolean(),
});
export const companies = fc.array(
  fc.record({
    row: fc.record({ name: fc.option(words), numberofemployees: fc.option(numbers) }),
    employees: fc.array(people, { maxLength: 3 }),
  }),
  { maxLength: 6 },
);

const condition = (
  column: string,
  operators: readonly string[],
  values: fc.Arbitrary<readonly RowValue[]>,
): fc.Arbitrary<Filter> =>
  fc.record({
    kind: fc.constant('condition' as const),
    column: fc.constant(column),
    operator: fc.constantFrom(...operators),
    values,
  });

const one = (value: fc.Arbitrary<RowValue>): fc.Arbitrary<readonly RowValue[]> => fc.tuple(value);
const two = (value: fc.Arbitrary<RowValue>): fc.Arbitrary<readonly RowValue[]> => fc.tuple(value, value);
const many = (value: fc.Arbitrary<RowValue>): fc.Arbitrary<readonly RowValue[]> =>
  fc.array(value, { minLength: 1, maxLength: 3 });
const none = fc.constant<readonly RowValue[]>([]);

const comparisons = ['eq', 'ne', 'neq', 'gt', 'ge', 'lt', 'le'] as const;
const patterns = ['like', 'not-like', 'begins-with', 'not-begin-with', 'ends-with', 'not-end-with'] as const;

function conditionsOf(text: string, number: string): fc.Arbitrary<Filter>[] {
  return [
    condition(text, ['eq', 'ne', 'neq'], one(words)),
    condition(text, patterns, one(words)),
    condition(text, ['in', 'not-in'], many(words)),
    condition(number, comparisons, one(numbers)),
    condition(number, ['in', 'not-in'], many(numbers)),
    condition(number, ['between', 'not-between'], two(numbers)),
    condition(number, ['null', 'not-null'], none),
    condition(text, ['null', 'not-null'], none),
  ];
}

function nested(leaves: readonly fc.Arbitrary<Filter>[]): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      ...leaves,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('filter'), { maxLength: 3 }),
      }),
    ),
  })).filter;
}

const filterOfPeople = nested([
  ...conditionsOf('lastname', 'numberofchildren'),
  condition('birthdate', [...comparisons, 'on', 'on-or-after', 'on-or-before'], one(days)),
  condition('birthdate', ['today', 'yesterday', 'null', 'not-null'], none),
  condition('donotemail', ['eq', 'ne'], one(fc.boolean())),
]);

export const filterOfCompanies = nested([
  ...conditionsOf('name', 'numberofemployees'),
  fc.record({
    kind: fc.constant('employees' as const),
    link: fc.constantFrom<Kind>('any', 'not any', 'all', 'not all'),
    filter: filterOfPeople,
  }),
]);
