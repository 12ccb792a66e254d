import { memberTables } from '../../../segments/member-tables';
import type { Dataverse } from '../dataverse/dataverse';
import { failureMessageOf } from '../dataverse/failure-message';
import { keyOf, type WantedValue } from '../lists/entries';
import { matchValues } from './match-values';

const [contact] = memberTables;
if (!contact) throw new Error('no table');
const table = contact;

const idOf = (number: number): string => `bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** How databases compare: letters with accents are letters of their own, or the same as those without. */
const collations = {
  'counts accents': new Intl.Collator('en', { sensitivity: 'accent' }),
  'takes accents for nothing': new Intl.Collator('en', { sensitivity: 'base' }),
} as const;
type CollationName = keyof typeof collations;

/** What is found for each address of a list, by the addresses of who is found. */
async function found(
  collation: CollationName,
  addresses: readonly string[],
  list: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const dataverse: Pick<Dataverse, 'list'> = {
    list(_, query) {
      const wanted = [...decodeURIComponent(query).matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
      const rows = addresses.flatMap((address, number) =>
        wanted.some((each) => collations[collation].compare(each, address) === 0)
          ? [
              {
                contactid: idOf(number),
                emailaddress1: address,
                createdon: `2026-01-0${number + 1}`,
                statecode: 0,
              },
            ]
          : [],
      );
      return Promise.resolve({ rows });
    },
  };
  const wanted = new Map(
    list.map((value, index): [string, WantedValue] => [keyOf(value), { line: index + 1, value }]),
  );
  const matches = await matchValues(dataverse as Dataverse, wanted, {
    table,
    matchBy: { kind: 'email', column: 'emailaddress1' },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return list.map((value) => matches(keyOf(value)).map(({ email }) => email));
}

describe.each(Object.keys(collations) as CollationName[])('on a server that %s', (collation) => {
  it('an address leads to who has it, and not to who has one that is like it', async () => {
    const addresses = ['theo@example.com', 'théo@example.com'];
    expect(await found(collation, addresses, ['THÉO@example.com'])).toEqual([['théo@example.com']]);
    expect(await found(collation, addresses, ['theo@example.com'])).toEqual([['theo@example.com']]);
    expect(await found(collation, addresses, ['théo@example.com', 'theo@example.com'])).toEqual([
      ['théo@example.com'],
      ['theo@example.com'],
    ]);
  });
});

describe.each([
  ['théo@example.com', 'theo@example.com'],
  ['strasse@example.com', 'straße@example.com'],
  ['soren@example.com', 'søren@example.com'],
  ['aether@example.com', 'æther@example.com'],
  ['nora@example.com', 'ｎｏｒａ@example.com'],
])('%s in a list', (inList, stored) => {
  it('finds what such a server takes for the same, where nobody has the address itself', async () => {
    expect(await found('takes accents for nothing', [stored], [inList])).toEqual([[stored]]);
  });

  it('finds nobody on a server that tells them apart', async () => {
    const isApart = collations['counts accents'].compare(inList, stored) !== 0;
    expect(await found('counts accents', [stored], [inList])).toEqual([isApart ? [] : [stored]]);
  });
});

describe('an answer with a row that has no id', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it.each([undefined, 'no id', 7])(
    '(%j) ends the look-up with words, after a few attempts',
    async (contactid) => {
      let calls = 0;
      const dataverse: Pick<Dataverse, 'list'> = {
        list() {
          calls += 1;
          return Promise.resolve({ rows: [{ contactid, emailaddress1: 'nora@example.com' }] });
        },
      };
      const outcome = matchValues(
        dataverse as Dataverse,
        new Map([['nora@example.com', { line: 1, value: 'nora@example.com' }]]),
        {
          table,
          matchBy: { kind: 'email', column: 'emailaddress1' },
          onProgress: () => undefined,
          signal: new AbortController().signal,
        },
      ).then(
        () => 'found',
        (error: unknown) => failureMessageOf(error).key,
      );
      await jest.advanceTimersByTimeAsync(60_000);
      expect(await outcome).toBe('Failed_Unreadable');
      expect(calls).toBeLessThanOrEqual(6);
    },
  );
});
