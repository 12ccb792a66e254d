import { recordId } from '../../../segments/record-id';
import { newStaticGroup, parseStaticGroups, type StaticGroup } from '../../../segments/static-groups';
import { areSameGroups, mergedWithServer, repairOf } from './groups-watch';

const group = (number: number, name: string): StaticGroup =>
  newStaticGroup(recordId(`0f5b0c7f-395d-447b-b14c-00000000000${number}`), name, 'Include');
const namesOf = (groups: readonly StaticGroup[] | undefined): readonly string[] | undefined =>
  groups?.map(({ name }) => name);

const [one, two, three] = [group(1, 'One'), group(2, 'Two'), group(3, 'Three')];

describe('two lists of groups', () => {
  it('are the same in any order and with any white space', () => {
    const text = `[{"groupId": "${one.id}", "name": "One",  "includeType": "Include"}]`;
    const written = parseStaticGroups(text);
    if (!written.ok) throw new Error(text);
    expect(areSameGroups([one, two], [two, ...written.groups])).toBe(true);
    expect(areSameGroups([], [])).toBe(true);
  });

  it.each([
    ['has one more', [one], [one, two]],
    ['has one less', [one, two], [one]],
    ['has another one', [one, two], [one, three]],
    ['has another name', [one], [group(1, 'Best')]],
    ['excludes', [one], [{ ...one, includeType: 'Exclude' as const }]],
  ])('are not where the other %s', (_, mine, theirs) => {
    expect(areSameGroups(mine, theirs)).toBe(false);
  });
});

describe('a save that was overwritten by a form that knew nothing of it', () => {
  const save = { before: [one, two], meant: [group(1, 'Best'), three] };

  it('is made again: what was renamed, deleted and added', () => {
    expect(namesOf(repairOf([one, two], save))).toEqual(['Best', 'Three']);
  });

  it('is made again beside what the form has added', () => {
    expect(namesOf(repairOf([one, two, group(4, 'Theirs')], save))).toEqual(['Best', 'Theirs', 'Three']);
  });

  it('is put together with what was made here since', () => {
    const mine = [...save.meant, group(5, 'Mine')];
    const versions = { saved: save.meant, theirs: [one, two], mine };
    expect(namesOf(mergedWithServer({ ...versions, recent: save }).groups)).toEqual([
      'Best',
      'Three',
      'Mine',
    ]);
    // Without the save the server's list is what others have made of it on purpose.
    expect(namesOf(mergedWithServer({ ...versions, recent: undefined }).groups)).toEqual([
      'One',
      'Two',
      'Mine',
    ]);
  });
});

describe('a save that stands', () => {
  const save = { before: [one], meant: [group(1, 'Best')] };

  it('is not repeated', () => {
    expect(repairOf(save.meant, save)).toBeUndefined();
  });

  it('is not made again over what somebody has changed since: people have to say what they want', () => {
    expect(repairOf([group(1, 'Theirs')], save)).toBeUndefined();
  });

  it('is not made again where others have added to it or deleted what it has not changed', () => {
    const both = { before: [one, two], meant: [group(1, 'Best'), two] };
    expect(repairOf([group(1, 'Best')], both)).toBeUndefined();
    expect(repairOf([group(1, 'Best'), two, three], both)).toBeUndefined();
  });
});

describe('contradictions with the server', () => {
  it('are named, and the preferred side is taken meanwhile', () => {
    const versions = { saved: [one], theirs: [group(1, 'A')], mine: [group(1, 'B')], recent: undefined };
    const sides = ['mine', 'theirs'] as const;
    expect(sides.map((side) => namesOf(mergedWithServer(versions, side).groups))).toEqual([['B'], ['A']]);
    expect(mergedWithServer(versions).contradictions).toMatchObject([{ id: one.id, base: one }]);
  });
});
