import { recordId } from '../../../segments/record-id';
import { newStaticGroup } from '../../../segments/static-groups';
import {
  changeGroups,
  groupsLoaded,
  groupsReplaced,
  groupsMerged,
  hasUnsavedGroups,
  textOfGroups,
  unsavedPartOf,
  type GroupsReady,
} from './groups-state';

const a = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const b = '1f5b0c7f-395d-447b-b14c-315a601f878f';
const c = '2f5b0c7f-395d-447b-b14c-315a601f8780';
const text = `[{"groupId":"${a}","includeType":"Include","name":"VIPs","inputType":"manualSelect","x":1.50}]`;

function ready(of: string | null): GroupsReady {
  const state = groupsLoaded(of);
  if (state.kind !== 'ready') throw new Error(state.kind);
  return state;
}

describe('the groups of a definition', () => {
  it('have nothing unsaved when they were read', () => {
    expect(hasUnsavedGroups(ready(text))).toBe(false);
  });

  it('say which group is new and which is changed', () => {
    const added = changeGroups(ready(text), {
      type: 'add',
      id: recordId(b),
      name: 'Guests',
      includeType: 'Exclude',
    });
    const changed = changeGroups(added, {
      type: 'change',
      id: recordId(a),
      name: 'Best',
      includeType: 'Include',
    });
    expect(changed.groups.map((group) => unsavedPartOf(changed, group))).toEqual(['changed', 'new']);
    expect(hasUnsavedGroups(changed)).toBe(true);
  });

  it('take a deletion back with everything the group had', () => {
    const deleted = changeGroups(ready(text), { type: 'delete', id: recordId(a) });
    expect(deleted.groups).toEqual([]);
    expect(textOfGroups(changeGroups(deleted, { type: 'undoDeletion' }))).toBe(text);
  });

  it('refuse an eleventh group and an id that is taken', () => {
    let state = ready(null);
    for (let index = 0; index < 12; index += 1) {
      const id = `00000000-0000-0000-0000-0000000000${String(index).padStart(2, '0')}`;
      state = changeGroups(state, { type: 'add', id: recordId(id), name: 'g', includeType: 'Include' });
    }
    expect(state.groups.length).toBe(10);
    const again = changeGroups(ready(text), {
      type: 'add',
      id: recordId(a),
      name: 'g',
      includeType: 'Include',
    });
    expect(again.groups.length).toBe(1);
  });

  it('are unsaved after the form gave another text, until the server has it', () => {
    const other = text.replace('VIPs', 'Others');
    const replaced = groupsReplaced(ready(text), other);
    if (replaced.kind !== 'ready') throw new Error(replaced.kind);
    expect(hasUnsavedGroups(replaced)).toBe(true);
    const saved = groupsMerged(replaced, ready(other).groups, ready(other).groups, []);
    expect(hasUnsavedGroups(saved)).toBe(false);
  });

  it('bring a deleted group back beside what has come since, and not what somebody else has deleted', () => {
    const both = changeGroups(ready(text), {
      type: 'add',
      id: recordId(b),
      name: 'Guests',
      includeType: 'Exclude',
    });
    const deleted = changeGroups({ ...both, saved: both.groups }, { type: 'delete', id: recordId(a) });
    const theirs = both.groups.filter(({ id }) => id === a);
    const merged = groupsMerged(deleted, [], theirs, []);
    expect(changeGroups(merged, { type: 'undoDeletion' }).groups.map(({ id }) => id)).toEqual([a]);
  });

  it('stay as they were read where two people contradict one another, until somebody has decided', () => {
    const base = ready(text);
    const [group] = base.groups;
    if (!group) throw new Error('no group');
    const theirs = [{ ...group, name: 'Theirs' }];
    const mine = [{ ...group, name: 'Mine' }];
    const contradiction = { id: recordId(a), base: group, theirs: theirs[0], mine: mine[0] };
    expect(groupsMerged(base, mine, theirs, [contradiction]).saved).toEqual([group]);
    expect(groupsMerged(base, mine, [], [{ ...contradiction, theirs: undefined }]).saved).toEqual([group]);
  });

  it('say which are changed only where name or kind differ from the server’s', () => {
    const state = ready(text);
    const as = (name: string, includeType: 'Include' | 'Exclude'): GroupsReady =>
      changeGroups(state, { type: 'change', id: recordId(a), name, includeType });
    const partsOf = (of: GroupsReady): unknown => of.groups.map((group) => unsavedPartOf(of, group));
    expect(partsOf(state)).toEqual([undefined]);
    expect(partsOf(as('VIPs', 'Include'))).toEqual([undefined]);
    expect(partsOf(as('VIPs', 'Exclude'))).toEqual(['changed']);
    expect(partsOf(as('Best', 'Include'))).toEqual(['changed']);
  });

  it('come back from a deletion in their order, as they are by then, with what came since behind', () => {
    const state = changeGroups(ready(text), {
      type: 'add',
      id: recordId(b),
      name: 'Guests',
      includeType: 'Exclude',
    });
    const deleted = changeGroups(state, { type: 'delete', id: recordId(a) });
    const [guests] = deleted.groups;
    if (!guests) throw new Error('no group');
    const merged = groupsMerged(
      deleted,
      [{ ...guests, name: 'Visitors' }, newStaticGroup(recordId(c), 'Since', 'Include')],
      state.groups,
      [],
    );
    const back = changeGroups(merged, { type: 'undoDeletion' });
    expect(back.groups.map(({ name }) => name)).toEqual(['VIPs', 'Visitors', 'Since']);
    expect(back.beforeDeletion).toBeUndefined();
    expect(changeGroups(back, { type: 'undoDeletion' })).toBe(back);
  });

  it.each([
    { type: 'add', id: recordId(c), name: 'New', includeType: 'Include' },
    { type: 'change', id: recordId(b), name: 'Guests', includeType: 'Include' },
  ] as const)('offer a deletion no more for taking back after a further $type', (action) => {
    const both = {
      ...ready(text),
      groups: [...ready(text).groups, newStaticGroup(recordId(b), 'G', 'Exclude')],
    };
    const deleted = changeGroups(both, { type: 'delete', id: recordId(a) });
    expect(deleted.beforeDeletion).toEqual(both.groups);
    expect(changeGroups(deleted, action).beforeDeletion).toBeUndefined();
    expect(changeGroups(deleted, action).groups.map(({ id }) => id)).not.toContain(a);
  });

  it('are as the form says where nothing could be read before, or nothing can be read now', () => {
    expect(groupsReplaced({ kind: 'loading' }, text)).toEqual(groupsLoaded(text));
    expect(groupsReplaced(ready(text), 'x')).toEqual(groupsLoaded('x'));
  });

  it('lose what was saved when the server has it no more, unless that is in dispute', () => {
    const base = ready(text);
    const [group] = base.groups;
    if (!group) throw new Error('no group');
    const other = newStaticGroup(recordId(b), 'Guests', 'Exclude');
    expect(groupsMerged(base, [], [other], []).saved).toEqual([other]);
    const open = [{ id: recordId(a), base: group, theirs: undefined, mine: group }];
    expect(groupsMerged(base, [group], [other], open).saved).toEqual([other, group]);
    expect(groupsMerged(base, base.groups, base.groups, open).saved).toEqual([group]);
    const withOther = { ...base, saved: [group, other] };
    expect(groupsMerged(withOther, [group], [], open).saved).toEqual([group]);
  });

  it('keep a text that cannot be read as it is', () => {
    expect(groupsLoaded('{"x"')).toMatchObject({
      kind: 'malformed',
      text: '{"x"',
      error: { reason: 'notJson' },
    });
  });
});
