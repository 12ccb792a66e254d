import { setTimeout as delay } from 'node:timers/promises';
import { segmentActions } from '../../../segments';
import { startLocalDataverse, type LocalDataverse } from '../../local-dataverse';
import { MemberSets } from '../member-sets';
import { computedSet } from './segment';

const CONTACTS = 12_000;

let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 0 } });
  dataverse.store.createMany(
    'contact',
    Array.from({ length: CONTACTS }, (_, nth) => ({ lastname: `P${nth}` })),
  );
});

afterAll(() => dataverse.close());

const call = (action: string, SegmentId: string): Promise<Response> =>
  fetch(`${dataverse.url}/api/data/v9.2/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ SegmentId }),
  });

it('a segment is computed in slices, its members change all at once, and all are listed', async () => {
  const { store } = dataverse;
  const definition = store.create('msdynmkt_segmentdefinition', {
    msdynmkt_segmentquery: 'PROFILE(contact)',
  });
  const segment = store.create('msdynmkt_segment', {
    msdynmkt_sourcesegmentuid: definition,
    msdynmkt_baseentitylogicalname: 'contact',
  });
  const set = computedSet(segment);
  const sets = MemberSets.in(store.database);
  const sizes = new Set<number>();
  let turns = 0;
  const publish = async (): Promise<void> => {
    await call(segmentActions.publishSegmentDefinition.name, segment);
    const before = store.retrieve('msdynmkt_segment', segment)?.['msdynmkt_lastevaluated'];
    for (;;) {
      await delay(1);
      turns += 1;
      sizes.add(sets.size(set));
      const row = store.retrieve('msdynmkt_segment', segment);
      if (row?.['statuscode'] === 1 && row['msdynmkt_membercount'] === sets.size(set)) return;
      if (turns > 20_000) throw new Error(`Not published: ${JSON.stringify([row?.['statuscode'], before])}`);
    }
  };
  await publish();
  expect(sets.size(set)).toBe(CONTACTS);
  expect(sizes).toEqual(new Set([0, CONTACTS]));
  expect(turns).toBeGreaterThan(5);
  store.createMany('contact', [{ lastname: 'One more' }]);
  await publish();
  expect(sizes).toEqual(new Set([0, CONTACTS, CONTACTS + 1]));
  const listed = await call(segmentActions.membersList.name, segment);
  const { ResultText } = (await listed.json()) as { readonly ResultText: string };
  expect(JSON.parse(ResultText)).toMatchObject({ totalCount: CONTACTS + 1 });
});
