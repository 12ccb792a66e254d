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
});
