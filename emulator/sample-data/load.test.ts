import { MemberSets } from '../membership/member-sets';
import { openStore, type Row, type Store } from '../store';
import { personNames, platformTables } from '../store/tables';
import { loadSampleData, sampleContactId, sampleData, sampleSegments } from './index';

const emptyStore = (): Store =>
  openStore(platformTables, { rules: personNames, now: () => new Date('2026-01-01') });

function withoutVersion(row: Row | undefined): Row {
  const { versionnumber: _version, ...rest } = row ?? {};
  return rest;
}

describe('loading the sample', () => {
  const store = emptyStore();

  beforeAll(async () => {
    await loadSampleData(store, 'standard');
  });

  it('fills the tables and the groups', () => {
    const count = (table: string): number => store.count({ table, select: [] });
    expect([count('contact'), count('lead'), count('account')]).toEqual([20_000, 5000, 2000]);
    expect(count('msdynmkt_segment')).toBe(count('msdynmkt_segmentdefinition'));
    const { definitionId, groups } = sampleSegments.newsletter;
    const sizes = groups.map(({ id }) =>
      MemberSets.in(store.database).size({ kind: 'group', owner: definitionId, group: id }),
    );
    expect(sizes).toEqual(groups.map(({ size }) => size));
  });

  it('makes the rows that the store itself would have made', () => {
    const checked = emptyStore();
    for (const { table, rows } of sampleData('standard').tables) {
      const wanted = { contact: 50, lead: 50, listmember: 3 }[table] ?? 2000;
      checked.createMany(table, [...rows].slice(0, wanted));
    }
    for (const nth of [0, 1, 2, 3, 17, 49]) {
      const id = sampleContactId(nth);
      expect(withoutVersion(store.retrieve('contact', id))).toEqual(
        withoutVersion(checked.retrieve('contact', id)),
      );
    }
    const { segmentId } = sampleSegments.tradeFair;
    expect(withoutVersion(store.retrieve('msdynmkt_segment', segmentId))).toEqual(
      withoutVersion(checked.retrieve('msdynmkt_segment', segmentId)),
    );
  });

  it('leaves a store alone that has the sample already', async () => {
    store.update('contact', sampleContactId(0), { jobtitle: 'Changed' });
    await loadSampleData(store, 'standard');
    expect(store.retrieve('contact', sampleContactId(0))?.['jobtitle']).toBe('Changed');
  });
});
