import { createMembersStore } from './members-store';
import { countMembers } from './read-group';
import { listMembers } from './group-calls';
import { address, id, ids, nothing, open, type Scene } from './testing/change-scene';

/** Lets the work come to its end, whatever state that leaves. */
async function over({ clock }: Scene, work: Promise<unknown>): Promise<void> {
  const progress = { isOver: false };
  const ended = work.then(() => (progress.isOver = true));
  await clock.run(() => progress.isOver);
  await ended;
}

const listCalls = (calls: readonly string[]): number => calls.filter((name) => name.includes('List')).length;
/** How often the group was read after the last call that changed it. */
const readsAtEnd = (calls: readonly string[]): number => {
  const last = Math.max(...calls.map((name, place) => (name.includes('List') ? -1 : place)));
  return listCalls(calls.slice(last + 1));
};

describe('nothing', () => {
  it('is what changes begin with, and what there is to go on with, undo or close', async () => {
    const { changes, group } = await open(ids(0, 5));
    expect(changes.state.get()).toEqual({ kind: 'none' });
    const calls = group.calls.length;
    await changes.goOn();
    await changes.undo();
    changes.close();
    expect(changes.state.get()).toEqual({ kind: 'none' });
    expect(changes.undoable.get()).toBeUndefined();
    expect(group.calls.length).toBe(calls);
  });

  it('is left when a report is put away: no rest goes on, though an undo does', async () => {
    const { changes, members, group, end } = await open(ids(0, 5));
    await end(changes.start(members, { ...nothing, add: ids(5, 2) }));
    const ended = changes.state.get();
    expect(ended).toMatchObject({ kind: 'ended', groupId: address.groupId, groupName: 'Guests' });
    changes.close();
    expect(changes.state.get()).toEqual({ kind: 'none' });
    const calls = group.calls.length;
    await changes.goOn();
    expect(group.calls.length).toBe(calls);
  });

  it('is told of a name that nobody knows', async () => {
    const scene = await open([], { nameOf: undefined as never });
    await scene.end(scene.changes.start(scene.members, { ...nothing, add: ids(0, 1) }));
    expect(scene.changes.state.get()).toMatchObject({ groupName: '' });
  });
});

describe('a second change', () => {
  it('does not begin with the first one, nor while that reads or runs', async () => {
    const { changes, members, group, clock, end } = await open(ids(0, 5));
    const kinds: string[] = [];
    const second = (): Promise<void> => changes.start(members, { ...nothing, remove: ids(0, 5) });
    const first = changes.start(members, { ...nothing, add: ids(5, 2) });
    await second();
    changes.state.subscribe(() => {
      const { kind } = changes.state.get();
      if (kinds[kinds.length - 1] === kind) return;
      kinds.push(kind);
      if (kind === 'ended') return;
      void second();
      changes.close();
    });
    const report = await end(first);
    await clock.run();
    expect(report).toMatchObject({ added: ids(5, 2), removed: [] });
    expect(kinds).toEqual(['running', 'checking', 'ended']);
    expect(group.changes.map((change) => change.split(' ')[0])).toEqual(['add']);
  });
});

describe('waiting for the calls that a cancel has left behind', () => {
  async function left(parts: Parameters<typeof open>[1] = {}): Promise<Scene> {
    const scene = await open([], parts);
    scene.group.latency = 60_000;
    scene.cancelAfter(100);
    await scene.end(scene.changes.start(scene.members, { ...nothing, add: ids(0, 10) }));
    scene.group.latency = 100;
    return scene;
  }

  it('is shown, loads the list anew, and may be ended by its user', async () => {
    const { changes, members, clock, group, end } = await left();
    const begin = clock.now();
    const removal = changes.start(members, { ...nothing, remove: ids(0, 10) });
    const state = changes.state.get();
    expect(state).toMatchObject({ kind: 'checking', groupId: address.groupId, groupName: 'Guests' });
    await Promise.resolve();
    const calls = group.calls.length;
    const shown: string[] = [];
    members.state.subscribe(() => shown.push(members.state.get().kind));
    if (state.kind === 'checking') state.cancel();
    const report = await end(removal);
    expect(clock.now() - begin).toBeLessThan(10_000);
    expect(report).toMatchObject({ removed: [], notMembers: ids(0, 10) });
    expect(shown).toContain('reading');
    expect(listCalls(group.calls.slice(calls))).toBeGreaterThan(1);
  });

  it('ends when the control is put away, and nothing is asked after that', async () => {
    const scene = await left();
    const { changes, members, clock, group } = scene;
    const begin = clock.now();
    const removal = changes.start(members, { ...nothing, remove: ids(0, 10) });
    const calls = group.calls.length;
    changes.dispose();
    await over(scene, removal);
    expect(clock.now() - begin).toBeLessThan(10_000);
    expect(listCalls(group.calls.slice(calls))).toBeLessThanOrEqual(1);
    expect(group.calls.slice(calls).filter((name) => !name.includes('List'))).toEqual([]);
  });

  it('is none where all were answered', async () => {
    const { changes, members, group, end } = await open([]);
    await end(changes.start(members, { ...nothing, add: ids(0, 10) }));
    const shown: string[] = [];
    members.state.subscribe(() => shown.push(members.state.get().kind));
    await end(changes.start(members, { ...nothing, remove: ids(0, 10) }));
    expect(shown).not.toContain('reading');
    expect(group.members.size).toBe(0);
  });
});

describe('putting the control away', () => {
  it('cancels the run, and nobody is told of its end', async () => {
    const onEnded = jest.fn();
    const scene = await open([], { onEnded });
    const { changes, members, group } = scene;
    const shown: string[] = [];
    let status: string | undefined;
    changes.state.subscribe(() => {
      const state = changes.state.get();
      shown.push(state.kind);
      if (state.kind !== 'running') return;
      scene.clock.after(50, () => {
        changes.dispose();
        status = state.run.progress().status.kind;
      });
    });
    await over(scene, changes.start(members, { ...nothing, add: ids(0, 20_000) }));
    expect(status).toBe('cancelling');
    expect(shown).toEqual(['checking', 'running']);
    expect(onEnded).not.toHaveBeenCalled();
    expect(group.members.size).toBeLessThan(20_000);
    const calls = group.calls.length;
    await changes.start(members, { ...nothing, add: ids(0, 1) });
    expect(group.calls.length).toBe(calls);
  });

  it('ends a reading, though the server hangs', async () => {
    const scene = await open(ids(0, 5));
    const { changes, members, group, clock } = scene;
    group.fault = () => 'hangs';
    const begin = clock.now();
    clock.after(500, () => {
      changes.dispose();
    });
    await over(scene, changes.start(members, { ...nothing, add: ids(5, 5) }));
    expect(clock.now() - begin).toBeLessThan(10_000);
    expect(group.changes).toEqual([]);
    expect(members.state.get().ids).toEqual(ids(0, 5));
  });
});

describe('the readings of a change', () => {
  it('are one where the list is complete, and two where it was never read', async () => {
    const { changes, members, group, clock, end } = await open(ids(0, 5));
    const readsBefore = async (list: typeof members): Promise<number> => {
      const calls = group.calls.length;
      await end(changes.start(list, { ...nothing, remove: [id(900)] }));
      return listCalls(group.calls.slice(calls));
    };
    const one = await readsBefore(members);
    expect(await readsBefore(createMembersStore(group.dataverse, address, { clock }))).toBe(2 * one);
  });

  it('after it are none where it only removed, and a count where it went well', async () => {
    const { changes, members, group, clock, end } = await open(ids(0, 12_000));
    await end(changes.start(members, { ...nothing, remove: ids(0, 2) }));
    expect(readsAtEnd(group.calls)).toBe(0);
    await end(changes.start(members, { ...nothing, add: ids(12_000, 3), remove: ids(2, 1) }));
    const reads = readsAtEnd(group.calls);
    const calls = group.calls.length;
    const counted = countMembers(
      (page) => listMembers(group.dataverse, address, page),
      new AbortController().signal,
      clock,
    );
    await clock.run();
    expect(await counted).toBe(12_000);
    expect(reads).toBe(group.calls.length - calls);
    expect(members.state.get().ids.length).toBe(12_000);
  });

  it('are shown in the list, though the change had nothing to do', async () => {
    const { changes, members, group, end } = await open(ids(0, 5));
    group.members.add(id(5));
    await end(changes.start(members, { ...nothing, add: [id(5)] }));
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(0, 6) });
  });

  it('are shown as such, and may be ended by their user', async () => {
    const { changes, members, end } = await open(ids(0, 5));
    const states: unknown[] = [];
    changes.state.subscribe(() => states.push(changes.state.get()));
    await end(changes.start(members, { ...nothing, add: ids(5, 1) }));
    const group = { groupId: address.groupId, groupName: 'Guests' };
    expect(states).toMatchObject([
      { kind: 'checking', ...group },
      { kind: 'running', ...group, operation: 'add' },
      { kind: 'checking', ...group },
      { kind: 'ended', ...group },
    ]);
  });
});

describe('a group that is gone', () => {
  it('is not read, has no further operation and nothing to take back', async () => {
    const { changes, members, group, end } = await open(ids(0, 1500));
    const lists = listCalls(group.calls);
    let readBefore = 0;
    group.fault = (action) => {
      if (action.includes('List')) readBefore += 1;
      else if (group.changes.length > 0) group.isThere = false;
      return 'none';
    };
    const report = await end(changes.start(members, { ...nothing, add: ids(1500, 6000), remove: ids(0, 3) }));
    expect(report.stoppedBy).toBe('groupGone');
    expect(report.added.length).toBeGreaterThan(0);
    expect(group.calls.some((name) => name.includes('Remove'))).toBe(false);
    expect(listCalls(group.calls)).toBe(lists + readBefore);
    expect(readsAtEnd(group.calls)).toBe(0);
    expect(changes.undoable.get()).toBeUndefined();
    await changes.undo();
    expect(changes.state.get().kind).toBe('ended');
  });

  it('is asked for when a call is refused, not when the server is sick', async () => {
    const groupExists = jest.fn(() => Promise.resolve(true));
    const { changes, members, group, strike, end } = await open([], { groupExists });
    strike(['deadlock', 'busy', 'lost']);
    await end(changes.start(members, { ...nothing, add: ids(0, 5) }));
    expect(groupExists).not.toHaveBeenCalled();
    group.unknown.add(id(7));
    const report = await end(changes.start(members, { ...nothing, add: ids(5, 5) }));
    expect(report.refused.map(({ item }) => item)).toEqual([id(7)]);
    expect(groupExists).toHaveBeenCalledWith(address.groupId);
  });
});
