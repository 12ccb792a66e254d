import fc from 'fast-check';
import { openStore, type Row, type RowValue, type Store } from '../store';
import { personNames, platformTables } from '../store/tables';
import { parseFilter } from './filter';
import { QueryScope } from './query-scope';

/** A filter as the test evaluates it, by itself and without SQL. */
type Filter =
  | { readonly kind: 'compare'; readonly column: string; readonly operator: string; readonly value: RowValue }
  | { readonly kind: 'text'; readonly column: string; readonly test: string; readonly text: string }
  | {
      readonly kind: 'in';
      readonly column: string;
      readonly values: readonly string[];
      readonly negated: boolean;
    }
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly filter: Filter };

const letters = fc.constantFrom(
  'a',
  'A',
  'b',
  'É',
  'é',
  'Å',
  "'",
  ' ',
  '%',
  '_',
  '[',
  ']',
  '中',
  '0',
  '\\',
  '"',
);
const words = fc.string({ unit: letters, minLength: 1, maxLength: 4 });
/** Texts for contains and the like, where % _ [ are wildcards in Dataverse. */
const plainWords = words.filter((word) => !/[%_[\]]/.test(word));

const columns = {
  lastname: fc.option(words),
  nickname: fc.option(words),
  numberofchildren: fc.option(fc.integer({ min: 0, max: 4 })),
  annualincome: fc.option(fc.constantFrom(0, 0.5, 1, 1000.25)),
  donotemail: fc.boolean(),
  birthdate: fc.option(fc.constantFrom('1999-12-31', '2000-01-01', '2024-02-29')),
} as const;

const rows = fc.array(fc.record(columns), { maxLength: 12 });

const orderings = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le');
const equalities = fc.constantFrom('eq', 'ne');
const textColumns = fc.constantFrom('lastname', 'nickname');

function comparison(
  column: string,
  operator: fc.Arbitrary<string>,
  value: fc.Arbitrary<RowValue>,
): fc.Arbitrary<Filter> {
  return fc.record({ kind: fc.constant('compare'), column: fc.constant(column), operator, value });
}

const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    comparison('lastname', equalities, columns.lastname),
    comparison(
      'numberofchildren',
      orderings,
      columns.numberofchildren.filter((value) => value !== null),
    ),
    comparison(
      'annualincome',
      orderings,
      columns.annualincome.filter((value) => value !== null),
    ),
    comparison(
      'birthdate',
      orderings,
      columns.birthdate.filter((value) => value !== null),
    ),
    comparison('donotemail', equalities, fc.boolean()),
    comparison('birthdate', equalities, fc.constant(null)),
    fc.record({
      kind: fc.constant('text'),
      column: textColumns,
      test: fc.constantFrom('contains', 'startswith', 'endswith'),
      text: plainWords,
    }),
    fc.record({
      kind: fc.constant('in'),
      column: textColumns,
      values: fc.array(words, { minLength: 1, maxLength: 3 }),
      negated: fc.boolean(),
    }),
    fc.record({ kind: fc.constantFrom('and', 'or'), left: tie('filter'), right: tie('filter') }),
    fc.record({ kind: fc.constant('not'), filter: tie('filter') }),
  ),
}));

function literal(column: string, value: RowValue): string {
  return typeof value === 'string' && column !== 'birthdate'
    ? `'${value.replaceAll("'", "''")}'`
    : String(value);
}

function written(filter: Filter): string {
  switch (filter.kind) {
    case 'compare':
      return `${filter.column} ${filter.operator} ${literal(filter.column, filter.value)}`;
    case 'text':
      return `${filter.test}(${filter.column},${literal(filter.column, filter.text)})`;
    case 'in': {
      const name = `Microsoft.Dynamics.CRM.${filter.negated ? 'NotIn' : 'In'}`;
      return `${name}(PropertyName='${filter.column}',PropertyValues=${JSON.stringify(filter.values)})`;
    }
    case 'not':
      return writtenOpposite(filter.filter);
    case 'and':
    case 'or':
      return `(${written(filter.left)}) ${filter.kind} (${written(filter.right)})`;
  }
}

/** Query functions take no `not`, each has its opposite: so a `not` of a `not` is left out as well. */
function writtenOpposite(filter: Filter): string {
  if (filter.kind === 'not') return written(filter.filter);
  if (filter.kind === 'in') return written({ ...filter, negated: !filter.negated });
  return `not (${written(filter)})`;
}

const folded = (value: RowValue): RowValue => (typeof value === 'string' ? value.toLowerCase() : value);

/** What Dataverse answers: null is equal to nothing and greater than nothing, but unlike everything. */
function holds(filter: Filter, row: Row): boolean {
  switch (filter.kind) {
    case 'and':
      return holds(filter.left, row) && holds(filter.right, row);
    case 'or':
      return holds(filter.left, row) || holds(filter.right, row);
    case 'not':
      return !holds(filter.filter, row);
    case 'text': {
      const value = folded(row[filter.column] ?? null);
      const text = filter.text.toLowerCase();
      if (typeof value !== 'string') return false;
      if (filter.test === 'contains') return value.includes(text);
      return filter.test === 'startswith' ? value.startsWith(text) : value.endsWith(text);
    }
    case 'in': {
      const value = folded(row[filter.column] ?? null);
      const found = filter.values.some((candidate) => candidate.toLowerCase() === value);
      return filter.negated ? !found : found;
    }
    case 'compare':
      return compares(filter.operator, folded(row[filter.column] ?? null), folded(filter.value));
  }
}

function compares(operator: string, left: RowValue, right: RowValue): boolean {
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  if (left === null || right === null) return false;
  if (operator === 'gt') return left > right;
  if (operator === 'ge') return left >= right;
  return operator === 'lt' ? left < right : left <= right;
}

describe('random filters', () => {
  let store: Store;

  beforeAll(() => {
    store = openStore(platformTables, { rules: personNames });
  });

  afterAll(() => {
    store.close();
  });

  function idsBySql(filter: Filter): Set<RowValue> {
    const scope = new QueryScope(store.tables, store.tables.get('contact'));
    const environment = {
      tables: store.tables,
      aliases: new Map<string, string>(),
      user: '',
      now: () => new Date(),
    };
    const where = parseFilter(written(filter), scope, environment);
    const select = [{ as: 'id', value: { kind: 'column', column: 'contactid' } as const }];
    return new Set(
      store.select({ table: 'contact', select, joins: scope.joins, where }).map((row) => row['id'] ?? null),
    );
  }

  it('select the rows that a naive evaluation selects', () => {
    fc.assert(
      fc.property(rows, filters, (given, filter) => {
        store.database.run('delete from contact');
        const kept = given.map((row) => store.retrieve('contact', store.create('contact', row)) ?? {});
        const expected = new Set(
          kept.filter((row) => holds(filter, row)).map((row) => row['contactid'] ?? null),
        );
        expect(idsBySql(filter)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });
});
