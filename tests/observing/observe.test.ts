import fc from 'fast-check';
import {
  assumptionValues,
  defaultAssumptions,
  readAssumptions,
  type Assumptions,
} from '../../emulator/assumptions';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { cleanUp, observationPlan, observe } from '../../observing';
import { isEachByItself } from '../testing/flips';
import { environmentAt } from './testing/environment-at';

type Flips = Partial<Assumptions>;

const notTried = ['overGroupLimit', 'publishingMilliseconds', 'businessUnitScoping'];

/** What can be told of an environment from outside: without a large group, a second user, or time that passes. */
function observable(flips: Flips): Record<string, unknown> {
  const all: Record<string, unknown> = Object.fromEntries(
    Object.entries({ ...defaultAssumptions, ...flips }).filter(([name]) => !notTried.includes(name)),
  );
  // A query that cannot be saved cannot be published.
  if (all['checkQueryOnSave'] === true) delete all['unreadableQueryAtPublish'];
  // A cap shows only on a page that it makes shorter than the six people there.
  if (all['pageSizeOverLimit'] === 'cap' && Number(all['largestPageSize']) >= 6)
    delete all['largestPageSize'];
  return all;
}

async function observed(flips: Flips) {
  const dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 1, ...flips } });
  try {
    const before = counts(dataverse);
    const observations = await observe(environmentAt(dataverse.url), () => undefined);
    return { observations, left: counts(dataverse), before };
  } finally {
    await dataverse.close();
  }
}

function counts({ store }: LocalDataverse): Record<string, number> {
  return Object.fromEntries(
    ['contact', 'msdynmkt_segment', 'msdynmkt_segmentdefinition'].map((table) => [
      table,
      store.select({ table, select: [{ as: 'id', value: { kind: 'column', column: `${table}id` } }] }).length,
    ]),
  );
}

const numbers: Readonly<Record<string, readonly number[]>> = {
  removeIdsPerCall: [1, 500, 1000, 5000],
  largestPageSize: [1, 3, 250, 5000],
};
const valuesOf = (name: keyof Assumptions): readonly (string | number | boolean)[] => {
  const values = assumptionValues[name];
  return 'atLeast' in values ? (numbers[name] ?? []) : values;
};
const names = Object.keys(defaultAssumptions) as (keyof Assumptions)[];
const alone = names.flatMap((name) =>
  valuesOf(name)
    .filter((value) => value !== defaultAssumptions[name])
    .map((value): [string, Flips] => [`${name}=${String(value)}`, { [name]: value }]),
);

test('an environment with the answers that are assumed is observed as it is', async () => {
  const { observations, left, before } = await observed({});
  expect(observations.answers).toEqual(observable({}));
  expect(left).toEqual(before);
  expect(observations.versions).toEqual({ Dataverse: '9.2.0.0' });
  expect(observations.open).toEqual(notTried);
});

/** Random combinations flip every value in the short form as well; here one of four has its turn alone. */
const triedAlone = isEachByItself ? alone : alone.filter((_, place) => place % 4 === 0);

test.each(triedAlone)('%s is found, and nothing is left behind', async (_name, flips) => {
  const { observations, left, before } = await observed(flips);
  expect(observations.answers).toEqual(observable(flips));
  expect(left).toEqual(before);
});

test('random combinations are found exactly', async () => {
  const combination = fc.record(
    Object.fromEntries(
      names
        .filter((name) => valuesOf(name).length > 0)
        .map((name) => [name, fc.constantFrom(...valuesOf(name))]),
    ),
  );
  await fc.assert(
    fc.asyncProperty(combination, async (drawn) => {
      const flips = drawn as Flips;
      const { observations, left, before } = await observed(flips);
      expect(observations.answers).toEqual(observable(flips));
      expect(left).toEqual(before);
    }),
    { numRuns: isEachByItself ? 50 : 8 },
  );
});

test('the local Dataverse answers as the environment that was observed', async () => {
  const { observations } = await observed({ idSpelling: 'braces', removeIdsPerCall: 500 });
  const pairs = Object.entries(observations.answers).map(([name, value]) => `${name}=${String(value)}`);
  expect(readAssumptions(pairs)).toEqual(observations.answers);
});

test('nothing in the file names anybody, a row or an address', async () => {
  const { observations } = await observed({ removingNonMembers: 'refuse', duplicateMemberIds: 'refuse' });
  const text = JSON.stringify(observations);
  expect(Object.keys(observations.refusals)).toEqual(
    expect.arrayContaining(['unknown id', 'unknown group', 'removing a non-member', 'duplicate ids']),
  );
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|https?:|127\.0|sgm-observation|Throw-away/i);
});

test.each([3, 8, 12, 20, 35, 50])(
  'what a run that is killed at request %i leaves, the next one deletes',
  async (request) => {
    const dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 1 } });
    try {
      const before = counts(dataverse);
      await expect(observe(environmentAt(dataverse.url, request), () => undefined)).rejects.toThrow(
        'The line was cut.',
      );
      await cleanUp(environmentAt(dataverse.url));
      expect(counts(dataverse)).toEqual(before);
    } finally {
      await dataverse.close();
    }
  },
);

test('the plan says what is done, option by option', () => {
  const plan = observationPlan().join('\n');
  for (const name of names.filter((each) => !notTried.includes(each))) {
    expect(plan).toContain(name);
  }
});
