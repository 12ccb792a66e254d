import type { RecordId } from '../../segments';
import { shortId } from '../../segments/testing/short-id';
import fc from 'fast-check';
import { SqlDatabase } from '../store/database';
import { MemberSets, type SetName } from './member-sets';

const name: SetName = { kind: 'group', owner: shortId('definition'), group: shortId('group') };
const idOf = (number: number): RecordId =>
  shortId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const range = (from: number, to: number): RecordId[] =>
  Array.from({ length: to - from }, (_, nth) => idOf(from + nth));

describe('sets of members', () => {
  it('adds each id once, in order, and pages through them', () => {
    const sets = MemberSets.in(new SqlDatabase());
    expect(sets.add(name, [...range(0, 5), idOf(0), idOf(1)])).toBe(5);
    expect(sets.add(name, range(3, 8))).toBe(3);
    expect(sets.size(name)).toBe(8);
    expect(sets.page(name, 0, 3)).toEqual(range(0, 3));
    expect(sets.page(name, 6, 5)).toEqual(range(6, 8));
    expect(sets.page({ ...name, group: shortId('other') }, 0, 5)).toEqual([]);
  });

  it('keeps every member on exactly one page whatever is added and removed', () => {
    const change = fc.record({ add: fc.boolean(), ids: fc.array(fc.nat(30), { maxLength: 12 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const sets = MemberSets.in(new SqlDatabase());
        const expected = new Set<RecordId>();
        for (const { add, ids } of changes) {
          const before = expected.size;
          for (const id of ids) if (add) expected.add(idOf(id));
          for (const id of ids) if (!add) expected.delete(idOf(id));
          const changed = add ? sets.add(name, ids.map(idOf)) : sets.remove(name, ids.map(idOf));
          expect(changed).toBe(Math.abs(expected.size - before));
        }
        const pages = [0, 7, 14, 21, 28].flatMap((first) => sets.page(name, first, 7));
        expect([...pages].sort()).toEqual([...expected].sort());
        expect(sets.size(name)).toBe(expected.size);
      }),
    );
  });

  it('becomes what a statement selects', () => {
    const sets = MemberSets.in(new SqlDatabase());
    sets.add(name, range(0, 3));
    const statement = {
      sql: 'select value as id from json_each(?)',
      parameters: [JSON.stringify(range(2, 6))],
    };
    expect(sets.replace(name, statement)).toBe(4);
    expect(sets.page(name, 0, 10, 'id')).toEqual(range(2, 6));
    sets.clear(name);
    expect(sets.size(name)).toBe(0);
  });

  it('counts its pages by the order in which members came, or by their ids', () => {
    const sets = MemberSets.in(new SqlDatabase());
    sets.add(name, range(4, 6));
    sets.add(name, range(0, 2));
    expect(sets.page(name, 0, 9)).toEqual([...range(4, 6), ...range(0, 2)]);
    expect(sets.page(name, 0, 9, 'id')).toEqual([...range(0, 2), ...range(4, 6)]);
  });

  it.each([
    [
      [9, 5, 1],
      [1, 9],
    ],
    [
      [9, 1, 5],
      [1, 9],
    ],
  ])('has no gaps where of %j some go that stand at its end', (added, removed) => {
    const sets = MemberSets.in(new SqlDatabase());
    for (const number of added) sets.add(name, [idOf(number)]);
    expect(sets.remove(name, removed.map(idOf))).toBe(2);
    expect([sets.size(name), ...sets.page(name, 0, 9)]).toEqual([1, idOf(5)]);
  });

  it('has nobody of before when it was cleared and is filled again', () => {
    const sets = MemberSets.in(new SqlDatabase());
    sets.add(name, range(0, 3));
    sets.clear(name);
    sets.add(name, [idOf(7)]);
    expect([sets.size(name), ...sets.page(name, 0, 9)]).toEqual([1, idOf(7)]);
  });

  it('is prepared once for a database, and again where that was rolled back', () => {
    const database = new SqlDatabase();
    expect(() =>
      database.transaction(() => {
        MemberSets.in(database).add(name, range(0, 3));
        throw new Error('taken back');
      }),
    ).toThrow('taken back');
    const sets = MemberSets.in(database);
    expect(sets.add(name, range(0, 2))).toBe(2);
    expect(MemberSets.in(database)).toBe(sets);
  });
});

describe('a set that is gathered beside other work', () => {
  async function* slices(...ids: readonly (readonly RecordId[])[]): AsyncGenerator<readonly RecordId[]> {
    for (const slice of ids) yield await Promise.resolve(slice);
  }
  const membersKept = (database: SqlDatabase): unknown =>
    database.get('select count(*) as members from set_member')?.['members'];

  it('stays what it was until the new one is complete, and leaves nothing behind', async () => {
    const database = new SqlDatabase();
    const sets = MemberSets.in(database);
    sets.add(name, range(0, 4));
    const takePlace = await sets.gather(name, slices(range(10, 12), range(12, 13)));
    expect(sets.page(name, 0, 9)).toEqual(range(0, 4));
    expect(takePlace()).toBe(3);
    expect(sets.page(name, 0, 9)).toEqual(range(10, 13));
    await sets.forgetReplaced(shortId('another'));
    expect(membersKept(database)).toBe(7);
    await sets.forgetReplaced(name.owner);
    expect(membersKept(database)).toBe(3);
    expect(sets.size(name)).toBe(3);
  });

  it('has nobody of a gathering that ended before its time', async () => {
    const sets = MemberSets.in(new SqlDatabase());
    await sets.gather(name, slices(range(0, 3)));
    const takePlace = await sets.gather(name, slices(range(5, 6)));
    expect(takePlace()).toBe(1);
    expect(sets.page(name, 0, 9)).toEqual(range(5, 6));
  });

  it('lets others have their turn after each slice, of what is gathered and what is forgotten', async () => {
    const sets = MemberSets.in(new SqlDatabase());
    let turns = 0;
    const count = (): void => {
      turns += 1;
      waiting = setImmediate(count);
    };
    let waiting = setImmediate(count);
    try {
      const takePlace = await sets.gather(name, slices(range(0, 5001), range(5001, 5002)));
      expect(turns).toBe(2);
      expect(takePlace()).toBe(5002);
      await sets.gather(name, slices());
      (await sets.gather(name, slices()))();
      turns = 0;
      await sets.forgetReplaced(name.owner);
      expect(turns).toBe(2);
    } finally {
      clearImmediate(waiting);
    }
  });
});
