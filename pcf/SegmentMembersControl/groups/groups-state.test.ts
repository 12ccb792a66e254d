import {
  changeGroups,
  groupsLoaded,
  groupsReplaced,
  groupsSaved,
  hasUnsavedGroups,
  textOfGroups,
  unsavedPartOf,
  type GroupsReady,
} from './groups-state';

const a = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const b = '1f5b0c7f-395d-447b-b14c-315a601f878f';
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
    const added = changeGroups(ready(text), { type: 'add', id: b, name: 'Guests', includeType: 'Exclude' });
    const changed = changeGroups(added, { type: 'change', id: a, name: 'Best', includeType: 'Include' });
    expect(changed.groups.map((group) => unsavedPartOf(changed, group))).toEqual(['changed', 'new']);
    expect(hasUnsavedGroups(changed)).toBe(true);
  });

  it('take a deletion back with everything the group had', () => {
    const deleted = changeGroups(ready(text), { type: 'delete', id: a });
    expect(deleted.groups).toEqual([]);
    expect(textOfGroups(changeGroups(deleted, { type: 'undoDeletion' }))).toBe(text);
  });

  it('refuse an eleventh group and an id that is taken', () => {
    let state = ready(null);
    for (let index = 0; index < 12; index += 1) {
      const id = `00000000-0000-0000-0000-0000000000${String(index).padStart(2, '0')}`;
      state = changeGroups(state, { type: 'add', id, name: 'g', includeType: 'Include' });
    }
    expect(state.groups.length).toBe(10);
    const again = changeGroups(ready(text), { type: 'add', id: a, name: 'g', includeType: 'Include' });
    expect(again.groups.length).toBe(1);
  });

  it('are unsaved after the form gave another text, until the server has it', () => {
    const other = text.replace('VIPs', 'Others');
    const replaced = groupsReplaced(ready(text), other);
    expect(replaced.kind === 'ready' && hasUnsavedGroups(replaced)).toBe(true);
    const saved = groupsSaved(replaced, other);
    expect(saved.kind === 'ready' && hasUnsavedGroups(saved)).toBe(false);
  });

  it('keep a text that cannot be read as it is', () => {
    expect(groupsLoaded('{"x"')).toMatchObject({
      kind: 'malformed',
      text: '{"x"',
      error: { reason: 'notJson' },
    });
  });
});
