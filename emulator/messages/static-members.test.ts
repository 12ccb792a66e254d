import { segmentActions } from '../../segments';
import type { Assumptions } from '../assumptions';
import { MemberSets } from '../membership/member-sets';
import { groupSet } from '../membership/real-time/segment';
import {
  guid,
  person,
  people,
  groups,
  definitionId,
  bench,
  change,
  add,
  list,
  idsOf,
  refusalOf,
} from './testing/real-time-bench';

describe('adding, removing and listing static members', () => {
  it('answers nothing, lists at once in a draft, and lists an id that is added twice once', () => {
    const on = bench();
    expect(add(on, [person(1), person(2)])).toBeUndefined();
    expect(add(on, [person(2), person(3)])).toBeUndefined();
    expect(list(on)).toBe(
      `{"entityIds":["${person(1)}","${person(2)}","${person(3)}"],"additionalProperties":{}}`,
    );
    expect(on.call(segmentActions.removeStaticMembers.name, change([person(1), person(9)]))).toBeUndefined();
    expect(idsOf(list(on)).sort()).toEqual([person(2), person(3)]);
  });

  it('pages from 1 and answers an empty list behind the last page', () => {
    const on = bench();
    add(on, people(0, 7));
    expect(idsOf(list(on, 1, 3))).toEqual(people(0, 3));
    expect(idsOf(list(on, 3, 3))).toEqual(people(6, 7));
    expect(idsOf(list(on, 4, 3))).toEqual([]);
  });

  it('takes ids in any spelling and keeps groups apart', () => {
    const on = bench();
    add(on, [`{${person(10).toUpperCase()}}`], groups.staff);
    expect(idsOf(list(on, 1, 10, groups.staff))).toEqual([person(10)]);
    expect(idsOf(list(on))).toEqual([]);
  });

  it('refuses the whole call for an unknown person, group, segment or a text that is no GUID', () => {
    const on = bench();
    const stranger = guid('e', 1);
    const refused = refusalOf(() => add(on, [person(1), stranger]));
    expect(refused).toMatchObject({ status: 400, code: '0x80040265' });
    expect(refused.message).toContain(`Entity 'contact' With Id = ${stranger} Does Not Exist`);
    expect(refused.message).toMatch(
      /^Exception 'InvalidPluginExecutionException' occured: .*, CorrelationId: [0-9a-f-]{36}$/,
    );
    expect(refusalOf(() => add(on, [person(1)], guid('a', 9))).message).toContain('no static members group');
    expect(refusalOf(() => add(on, [person(1), 'me'])).message).toContain("EntityIds[1] 'me' is not a GUID");
    const elsewhere = { ...change([person(1)]), SegmentId: definitionId };
    expect(refusalOf(() => on.call('msdynmkt_AddStaticMembers', elsewhere))).toMatchObject({ status: 404 });
    expect(idsOf(list(on))).toEqual([]);
  });

  it('refuses more than 1000 ids in a call, and duplicates where that is assumed', () => {
    const refused = refusalOf(() =>
      add(
        bench(),
        Array.from({ length: 1001 }, () => person(1)),
      ),
    );
    expect(refused.message).toContain('at most 1000 ids; the call has 1001');
    const strict = bench({ duplicateMemberIds: 'refuse' });
    expect(refusalOf(() => add(strict, [person(1), person(1)])).message).toContain('more than once');
  });

  it('refuses to remove more ids in a call than is assumed', () => {
    const remove = (on: ReturnType<typeof bench>, count: number): unknown =>
      on.call('msdynmkt_RemoveStaticMembers', change(Array.from({ length: count }, () => person(1))));
    expect(refusalOf(() => remove(bench(), 1001)).message).toContain('at most 1000 ids; the call has 1001');
    expect(refusalOf(() => remove(bench({ removeIdsPerCall: 5 }), 6)).message).toContain('at most 5 ids');
    expect(remove(bench({ removeIdsPerCall: 5000 }), 5000)).toBeUndefined();
  });

  it('skips or keeps unknown ids where that is assumed', () => {
    const stranger = guid('e', 1);
    const skipping = bench({ unknownMemberIds: 'ignore' });
    add(skipping, [stranger, person(1)]);
    expect(idsOf(list(skipping))).toEqual([person(1)]);
    const keeping = bench({ unknownMemberIds: 'accept' });
    add(keeping, [stranger, person(1)]);
    expect(idsOf(list(keeping))).toEqual([stranger, person(1)]);
  });

  it('takes groups that the definition does not list, the definition id, and strangers to remove, as assumed', () => {
    const on = bench({
      unknownGroups: 'accept',
      definitionIdAsSegmentId: true,
      removingNonMembers: 'refuse',
    });
    add(on, [person(1)], guid('a', 9));
    on.call('msdynmkt_AddStaticMembers', { ...change([person(4)]), SegmentId: definitionId });
    expect(idsOf(list(on))).toEqual([person(4)]);
    const refused = refusalOf(() => on.call('msdynmkt_RemoveStaticMembers', change([person(5)])));
    expect(refused.message).toContain(`${person(5)} is no member`);
  });

  it('lets a group have 200,000 members and no more, whichever of them a call repeats', () => {
    const full = (assumptions: Partial<Assumptions> = {}): ReturnType<typeof bench> => {
      const on = bench(assumptions);
      const others = Array.from({ length: 199_998 }, (_, nth) => guid('f', nth));
      MemberSets.in(on.store.database).add(groupSet(definitionId, groups.guests), others);
      add(on, [person(1)]);
      return on;
    };
    const size = (on: ReturnType<typeof bench>): number =>
      MemberSets.in(on.store.database).size(groupSet(definitionId, groups.guests));
    const strict = full();
    const refused = refusalOf(() => add(strict, [person(1), person(2), person(3)]));
    expect(refused.message).toContain(
      'at most 200000 entity ids; this one has room for 1 more, and 2 were to be added',
    );
    expect(size(strict)).toBe(199_999);
    add(strict, [person(1), person(2)]);
    expect(size(strict)).toBe(200_000);
    const filling = full({ overGroupLimit: 'fill' });
    add(filling, [person(1), person(2), person(3)]);
    expect(size(filling)).toBe(200_000);
  });

  it('answers in the shapes and spellings that are assumed', () => {
    const shapes = (assumptions: Partial<Assumptions>): string => {
      const on = bench(assumptions);
      add(on, [person(2), person(1)]);
      return list(on);
    };
    expect(shapes({ groupMembersAnswer: 'array' })).toBe(JSON.stringify([person(2), person(1)]));
    expect(shapes({ groupMembersAnswer: 'members' })).toContain('{"members":[');
    expect(shapes({ idSpelling: 'upperCase' })).toContain(person(2).toUpperCase());
    expect(shapes({ idSpelling: 'braces' })).toContain(`"{${person(2)}}"`);
    expect(idsOf(shapes({ memberOrder: 'id' }))).toEqual([person(1), person(2)]);
  });

  it('refuses or cuts a page that is too large', () => {
    const strict = bench({ largestPageSize: 5 });
    expect(refusalOf(() => list(strict, 1, 6)).message).toContain('PageSize 6 is over the maximum of 5');
    const cutting = bench({ largestPageSize: 5, pageSizeOverLimit: 'cap' });
    add(cutting, people(0, 8));
    expect(idsOf(list(cutting, 2, 1000))).toEqual(people(5, 8));
  });
});
