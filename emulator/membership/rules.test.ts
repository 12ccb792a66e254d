import { newStaticGroup, recordId, serialiseStaticGroups, type RecordId } from '../../segments';
import { defaultAssumptions, type Assumptions } from '../assumptions';
import { openStore, type Store } from '../store';
import { platformTables } from '../store/tables';
import { MemberSets } from './member-sets';
import { computedSet, groupSet } from './real-time/segment';
import { membershipRules } from './rules';

const first = recordId('00000000-0000-4000-8000-0000000000a1');
const second = recordId('00000000-0000-4000-8000-0000000000a2');
const groupsText = (...ids: RecordId[]): string =>
  serialiseStaticGroups(ids.map((id) => newStaticGroup(id, 'x', 'Include')));

function definition(assumptions: Partial<Assumptions> = {}): {
  store: Store;
  id: RecordId;
  sizes(): number[];
} {
  const rules = membershipRules({
    assumptions: { ...defaultAssumptions, ...assumptions },
    later: () => undefined,
  });
  const store = openStore(platformTables, { rules });
  const id = store.create('msdynmkt_segmentdefinition', {
    msdynmkt_staticlistmembers: groupsText(first, second),
  });
  const sets = MemberSets.in(store.database);
  for (const group of [first, second]) sets.add(groupSet(id, group), [first]);
  return { store, id, sizes: () => [first, second].map((group) => sets.size(groupSet(id, group))) };
}

describe('what is kept of a definition and its segment', () => {
  it('keeps the ids of a group that is taken out, or forgets them where that is assumed', () => {
    for (const [idsOfRemovedGroups, sizes] of [
      ['keep', [1, 1]],
      ['forget', [0, 1]],
    ] as const) {
      const made = definition({ idsOfRemovedGroups });
      made.store.update('msdynmkt_segmentdefinition', made.id, { msdynmkt_name: 'only a name' });
      made.store.update('msdynmkt_segmentdefinition', made.id, { msdynmkt_staticlistmembers: '[{' });
      expect(made.sizes()).toEqual([1, 1]);
      made.store.update('msdynmkt_segmentdefinition', made.id, {
        msdynmkt_staticlistmembers: groupsText(second),
      });
      expect(made.sizes()).toEqual(sizes);
    }
  });

  it('forgets all groups with the definition, and the computed members with the segment', () => {
    const { store, id, sizes } = definition();
    const segment = store.create('msdynmkt_segment', { msdynmkt_sourcesegmentuid: id });
    const sets = MemberSets.in(store.database);
    sets.add(computedSet(segment), [first]);
    store.delete('msdynmkt_segment', segment);
    store.delete('msdynmkt_segmentdefinition', id);
    expect([...sizes(), sets.size(computedSet(segment))]).toEqual([0, 0, 0]);
  });

  it('takes any query when a draft is saved, or checks it where that is assumed', () => {
    const query = { msdynmkt_segmentquery: 'PROFILE(contact).FILTER(shoesize > 3)' };
    expect(() => definition().store.create('msdynmkt_segmentdefinition', query)).not.toThrow();
    const strict = definition({ checkQueryOnSave: true });
    expect(() => strict.store.create('msdynmkt_segmentdefinition', query)).toThrow(
      "'contact' has no column 'shoesize'. Position 24.",
    );
  });

  it('takes a query that can be read, and none at all, where queries are checked', () => {
    const { store } = definition({ checkQueryOnSave: true });
    for (const msdynmkt_segmentquery of ['PROFILE(contact)', '', ' \n', null])
      expect(() => store.create('msdynmkt_segmentdefinition', { msdynmkt_segmentquery })).not.toThrow();
  });

  it('forgets all groups when their text is emptied, where that is assumed', () => {
    const made = definition({ idsOfRemovedGroups: 'forget' });
    made.store.update('msdynmkt_segmentdefinition', made.id, { msdynmkt_staticlistmembers: null });
    expect(made.sizes()).toEqual([0, 0]);
  });
});
