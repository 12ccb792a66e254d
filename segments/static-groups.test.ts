import { recordId } from './record-id';
import { newStaticGroup, parseStaticGroups, serialiseStaticGroups, type StaticGroup } from './static-groups';

const idA = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const idB = '1f5b0c7f-395d-447b-b14c-315a601f878f';

function groupsOf(text: string): readonly StaticGroup[] {
  const result = parseStaticGroups(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.groups;
}

function reasonOf(text: string): string {
  const result = parseStaticGroups(text);
  return result.ok ? 'none' : result.error.reason;
}

const documented = `[{"groupId":"${idA}","includeType":"Include","name":"My Include Members Group","inputType":"manualSelect"}]`;

describe('static members groups', () => {
  it('reads the example of the API page', () => {
    expect(groupsOf(documented)).toMatchObject([
      { id: idA, includeType: 'Include', name: 'My Include Members Group' },
    ]);
  });

  it.each([null, undefined, '', '  '])('reads %p as no groups', (text) => {
    expect(parseStaticGroups(text)).toEqual({ ok: true, groups: [] });
  });

  it('writes an unchanged list byte for byte, unknown fields included', () => {
    const text = `[{"future":{"a":[1]},"groupId":"{${idA.toUpperCase()}}","includeType":"include","name":"<b>x</b>","inputType":"csv"}]`;
    expect(serialiseStaticGroups(groupsOf(text))).toBe(text);
  });

  it('writes numbers and white space as they were read, in changed groups too', () => {
    const text = `[ {"groupId": "${idA}", "weight": 1.50e2, "big": 12345678901234567890,\n "includeType":"Include", "name":"A" } ]`;
    expect(serialiseStaticGroups(groupsOf(text))).toBe(text);
    const renamed = groupsOf(text).map((group) => ({ ...group, name: 'B' }));
    expect(serialiseStaticGroups(renamed)).toBe(text.replace('"A"', '"B"'));
  });

  it('tolerates a missing name and input type and does not add them', () => {
    const text = `[{"groupId":"${idA}","includeType":"Exclude"}]`;
    expect(groupsOf(text)[0]).toMatchObject({ name: '', includeType: 'Exclude' });
    expect(serialiseStaticGroups(groupsOf(text))).toBe(text);
  });

  it('changes only what changed', () => {
    const [group] = groupsOf(documented);
    if (!group) throw new Error('no group');
    const changed = JSON.parse(
      serialiseStaticGroups([{ ...group, name: 'New', includeType: 'Exclude' }]),
    ) as unknown;
    expect(changed).toEqual([
      { ...(JSON.parse(documented) as object[])[0], name: 'New', includeType: 'Exclude' },
    ]);
  });

  it('writes a new group with the documented four fields', () => {
    expect(JSON.parse(serialiseStaticGroups([newStaticGroup(recordId(idB), 'Guests', 'Exclude')]))).toEqual([
      { groupId: idB, includeType: 'Exclude', name: 'Guests', inputType: 'manualSelect' },
    ]);
  });

  it.each([
    ['{', 'notJson'],
    ['{}', 'notAnArray'],
    ['[1]', 'notAnObject'],
    ['[{"includeType":"Include"}]', 'groupIdMissing'],
    ['[{"groupId":"x","includeType":"Include"}]', 'groupIdNotAGuid'],
    [
      `[{"groupId":"${idA}","includeType":"Include"},{"groupId":"{${idA.toUpperCase()}}","includeType":"Include"}]`,
      'groupIdTwice',
    ],
    [`[{"groupId":"${idA}","includeType":"Maybe"}]`, 'includeTypeUnknown'],
    [`[{"groupId":"${idA}"}]`, 'includeTypeUnknown'],
  ])('refuses %s as %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('refuses an eleventh group', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => ({
      groupId: `00000000-0000-0000-0000-0000000000${String(index).padStart(2, '0')}`,
      includeType: 'Include',
    }));
    expect(reasonOf(JSON.stringify(eleven))).toBe('tooManyGroups');
    expect(reasonOf(JSON.stringify(eleven.slice(1)))).toBe('none');
  });
});
