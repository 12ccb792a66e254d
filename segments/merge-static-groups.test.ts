import { recordId } from './record-id';
import fc from 'fast-check';
import { mergeStaticGroups } from './merge-static-groups';
import { newStaticGroup, parseStaticGroups, serialiseStaticGroups, type StaticGroup } from './static-groups';

const id = (digit: number): string => `0f5b0c7f-395d-447b-b14c-00000000000${digit}`;

function read(text: string): readonly StaticGroup[] {
  const result = parseStaticGroups(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.groups;
}

const base = read(
  `[{"groupId":"${id(1)}","includeType":"Include","name":"One","inputType":"manualSelect","x":1.50},` +
    `{"groupId":"${id(2)}","includeType":"Include","name":"Two","inputType":"manualSelect"}]`,
);
const renamed = (name: string): readonly StaticGroup[] =>
  base.map((group) => (group.id === id(1) ? { ...group, name } : group));
const switched = base.map((group): StaticGroup =>
  group.id === id(1) ? { ...group, includeType: 'Exclude' } : group,
);
const without1 = base.filter((group) => group.id !== id(1));
const added = (digit: number): StaticGroup => newStaticGroup(recordId(id(digit)), `New ${digit}`, 'Include');

describe('what two people have made of the same groups', () => {
  it('has the new groups of both', () => {
    const merged = mergeStaticGroups({ base, theirs: [...base, added(3)], mine: [...base, added(4)] });
    expect(merged).toEqual({ groups: [...base, added(3), added(4)], contradictions: [] });
  });

  it('has the new name of one and the new type of the other', () => {
    const { groups, contradictions } = mergeStaticGroups({ base, theirs: switched, mine: renamed('Best') });
    expect(contradictions).toEqual([]);
    expect(groups[0]).toMatchObject({ name: 'Best', includeType: 'Exclude' });
  });

  it('lacks what one has deleted and the other has left alone', () => {
    const expected = { groups: without1, contradictions: [] };
    expect(mergeStaticGroups({ base, theirs: without1, mine: base })).toEqual(expected);
    expect(mergeStaticGroups({ base, theirs: base, mine: without1 })).toEqual(expected);
    expect(mergeStaticGroups({ base, theirs: without1, mine: without1 })).toEqual(expected);
  });

  it('is the same when both did the same', () => {
    expect(mergeStaticGroups({ base, theirs: renamed('Best'), mine: renamed('Best') })).toEqual({
      groups: renamed('Best'),
      contradictions: [],
    });
  });

  it('is a contradiction when both renamed one group', () => {
    const versions = { base, theirs: renamed('Theirs'), mine: renamed('Mine') };
    expect(mergeStaticGroups(versions).contradictions.map((each) => each.id)).toEqual([id(1)]);
    expect(mergeStaticGroups(versions, 'theirs').groups[0]?.name).toBe('Theirs');
    expect(mergeStaticGroups(versions, 'mine').groups[0]?.name).toBe('Mine');
  });

  it.each([
    ['they deleted what was changed here', without1, renamed('Mine')],
    ['they changed what was deleted here', renamed('Theirs'), without1],
  ])('is a contradiction when %s', (_, theirs, mine) => {
    const versions = { base, theirs, mine };
    expect(mergeStaticGroups(versions).contradictions.map((each) => each.id)).toEqual([id(1)]);
    expect(mergeStaticGroups(versions, 'mine').groups.some((group) => group.id === id(1))).toBe(
      mine !== without1,
    );
    expect(mergeStaticGroups(versions, 'theirs').groups.some((group) => group.id === id(1))).toBe(
      theirs !== without1,
    );
  });

  it('keeps what they wrote into the JSON that is unknown here', () => {
    const theirs = read(serialiseStaticGroups(base).replace('"x":1.50', '"x":1.50,"y":{"z":[2.0]}'));
    const { groups } = mergeStaticGroups({ base, theirs, mine: renamed('Best') });
    expect(serialiseStaticGroups(groups)).toBe(
      serialiseStaticGroups(theirs).replace('"name":"One"', '"name":"Best"'),
    );
    expect(mergeStaticGroups({ base, theirs, mine: without1 }).contradictions.length).toBe(1);
  });

  it('takes other white space in the JSON for no change', () => {
    const theirs = read(serialiseStaticGroups(base).replace(/,"/g, ', "'));
    expect(mergeStaticGroups({ base, theirs, mine: without1 })).toEqual({
      groups: theirs.slice(1),
      contradictions: [],
    });
  });

  it('loses nobody’s new group and brings none back, whatever was done', () => {
    const group = fc.record({
      digit: fc.integer({ min: 1, max: 6 }),
      name: fc.constantFrom('One', 'Two', 'Other'),
      includeType: fc.constantFrom('Include', 'Exclude'),
    });
    const version = fc
      .uniqueArray(group, { selector: ({ digit }) => digit, maxLength: 6 })
      .map((groups) =>
        groups.map(({ digit, name, includeType }) => newStaticGroup(recordId(id(digit)), name, includeType)),
      );
    fc.assert(
      fc.property(version, version, version, (start, theirs, mine) => {
        const { groups, contradictions } = mergeStaticGroups({ base: start, theirs, mine }, 'mine');
        const has = (list: readonly StaticGroup[], wanted: string): boolean =>
          list.some((each) => each.id === wanted);
        const disputed = new Set(contradictions.map((each) => each.id));
        for (const wanted of [1, 2, 3, 4, 5, 6].map(id)) {
          if (disputed.has(recordId(wanted))) continue;
          const isExpected = has(start, wanted)
            ? has(theirs, wanted) && has(mine, wanted)
            : has(theirs, wanted) || has(mine, wanted);
          expect(has(groups, wanted)).toBe(isExpected);
        }
        expect(new Set(groups.map((each) => each.id)).size).toBe(groups.length);
        expect(mergeStaticGroups({ base: start, theirs, mine: start }).groups).toEqual(theirs);
      }),
    );
  });
});
