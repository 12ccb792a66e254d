import { type RecordId, recordId } from '../../../segments/record-id';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { createMembersStore, type MembersStore } from './members-store';
import { createFakeGroup, type FakeGroup } from './testing/fake-group';

const id = (number: number): RecordId =>
  recordId(`0f5b0c7f-395d-447b-b14c-${String(number).padStart(12, '0')}`);
const ids = (first: number, count: number): readonly RecordId[] =>
  Array.from({ length: count }, (_, index) => id(first + index));

type Options = NonNullable<Parameters<typeof createMembersStore>[2]>;

interface Scene {
  readonly group: FakeGroup;
  readonly members: MembersStore;
  readonly clock: ManualClock;
  /** Lets time pass until the work has come to its end, well or not. */
  end<Answer>(work: Promise<Answer>): Promise<Answer>;
  /** Members leave after so many further calls have begun. */
  leaveAfter(calls: number, leaving: readonly RecordId[]): void;
}

function open(present: readonly RecordId[], options: Options = {}): Scene {
  const clock = createManualClock();
  const group = createFakeGroup(clock);
  present.forEach((each) => group.members.add(each));
  const address = { segmentId: id(900_001), groupId: id(900_002) };
  const members = createMembersStore(group.dataverse, address, { clock, ...options });
  return {
    group,
    members,
    clock,
    async end(work) {
      const progress = { isOver: false };
      const over = (): boolean => (progress.isOver = true);
      work.then(over, over);
      await clock.run(() => progress.isOver);
      return work;
    },
    leaveAfter(calls, leaving) {
      const last = group.calls.length + calls;
      group.fault = (_, call) => {
        if (call === last + 1) leaving.forEach((each) => group.members.delete(each));
        return 'none';
      };
    },
  };
}

describe('all members of a group', () => {
  it('are those who are in it after it was read, though some moved to a page that was read before', async () => {
    const { group, members, end, leaveAfter } = open(ids(0, 6000));
    leaveAfter(1, ids(0, 100));
    await end(members.load());
    expect(members.state.get()).toMatchObject({ kind: 'complete' });
    expect(members.state.get().ids).not.toContain(id(5000));
    const all = await end(members.all());
    expect([...all].sort()).toEqual([...group.members].sort());
    expect(members.state.get()).toEqual({ kind: 'complete', ids: [...all] });
  });

  it('are read no further time once two readings agree, and follow what a change has done', async () => {
    const { group, members, end } = open(ids(0, 10));
    await end(members.all());
    const calls = group.calls.length;
    await members.added([id(10), id(3)]);
    await members.removed([id(0)]);
    expect([...(await end(members.all()))]).toEqual(ids(1, 10));
    members.isNow(ids(5, 2));
    expect([...(await end(members.all()))]).toEqual(ids(5, 2));
    expect(group.calls.length).toBe(calls);
  });

  it('are read again when the group is changed on this form while they are confirmed', async () => {
    const { group, members, clock, end } = open(ids(0, 10));
    await end(members.load());
    clock.after(50, () => {
      group.members.delete(id(0));
      void members.removed([id(0)]);
    });
    expect([...(await end(members.all()))]).toEqual(ids(1, 9));
  });

  it('are waited for when the list is loaded anew while they are confirmed', async () => {
    const { group, members, clock, end } = open(ids(0, 10));
    await end(members.load());
    clock.after(50, () => {
      group.members.add(id(10));
      void members.load();
    });
    expect([...(await end(members.all()))].sort()).toEqual(ids(0, 11));
  });

  it('are not to be had when they cannot be confirmed, and the list stays', async () => {
    const { group, members, end } = open(ids(0, 10));
    await end(members.load());
    group.fault = () => 'unreadable';
    await expect(end(members.all())).rejects.toMatchObject({ code: '', message: '' });
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(0, 10) });
    group.fault = () => 'none';
    expect((await end(members.all())).size).toBe(10);
  });

  it('are not to be had of a group that is gone, nor after the list was put away', async () => {
    const { group, members, end } = open(ids(0, 10));
    await end(members.load());
    group.isThere = false;
    await expect(end(members.all())).rejects.toMatchObject({ status: 400 });
    const all = members.all();
    members.dispose();
    await expect(end(all)).rejects.toThrow();
  });
});

/** What a list shows one after the other, as `reading 5000`. */
function shown(members: MembersStore): readonly string[] {
  const states: string[] = [];
  members.state.subscribe(() => {
    const { kind, ids: those } = members.state.get();
    states.push(`${kind} ${those.length}`);
  });
  return states;
}

describe('the list of a group', () => {
  it('grows as it is read, and stays while it is read again', async () => {
    const { members, end } = open(ids(0, 6000));
    expect(members.state.get()).toEqual({ kind: 'loading', ids: [] });
    const states = shown(members);
    await end(members.load());
    expect(states).toEqual(['reading 5000', 'reading 6000', 'complete 6000']);
    const again = members.load();
    expect(states.slice(3)).toEqual(['reading 6000']);
    await end(again);
    expect(states.slice(4)).toEqual(['reading 5000', 'reading 6000', 'complete 6000']);
  });

  it('of nobody is not read before its first page is there', async () => {
    const { members, end } = open([]);
    const states = shown(members);
    await end(members.load());
    const again = members.load();
    expect(states).toEqual(['reading 0', 'complete 0']);
    await end(again);
    expect(states.slice(2)).toEqual(['reading 0', 'complete 0']);
  });

  it('waits with its further pages for what its first one needs', async () => {
    let go: () => void = () => undefined;
    const beforeReadingOn = jest.fn(() => new Promise<void>((resolve) => (go = resolve)));
    const { group, members, clock, end } = open(ids(0, 6000), { beforeReadingOn });
    const loading = members.load();
    await clock.run();
    expect(beforeReadingOn).toHaveBeenCalledWith(ids(0, 5000));
    expect([group.calls.length, members.state.get().kind]).toEqual([1, 'reading']);
    go();
    await end(loading);
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(0, 6000) });
  });

  it('has what the last reading found, whatever the one before still brings', async () => {
    const { group, members, end } = open(ids(0, 10));
    const first = members.load();
    group.members.add(id(10));
    await end(Promise.all([first, members.load()]));
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(0, 11) });
  });

  it.each<[string, Options['groupExists'] | undefined, unknown]>([
    ['gone, where the definition has it no more', () => Promise.resolve(false), { kind: 'gone', ids: [] }],
    ['refused, where the definition has it', () => Promise.resolve(true), { kind: 'failed', ids: ids(0, 3) }],
    ['refused, where nobody can tell', undefined, { kind: 'failed', ids: ids(0, 3) }],
  ])('that the server refuses to list is %s', async (_, groupExists, expected) => {
    const { group, members, end } = open(ids(0, 3), groupExists && { groupExists });
    await end(members.load());
    group.isThere = false;
    await end(members.load());
    expect(members.state.get()).toMatchObject(expected as object);
    await expect(end(members.all())).rejects.toMatchObject({ status: 400 });
  });

  it('that cannot be read is not called gone, and tells why', async () => {
    const groupExists = jest.fn(() => Promise.resolve(false));
    const { group, members, end } = open(ids(0, 3), { groupExists });
    await end(members.load());
    group.fault = () => 'unreadable';
    await end(members.load());
    expect(members.state.get()).toMatchObject({ kind: 'failed', ids: ids(0, 3) });
    expect(members.state.get()).toHaveProperty('reason.key');
    expect(groupExists).not.toHaveBeenCalled();
  });

  it('is read again for all its members when it had failed', async () => {
    const { group, members, end } = open(ids(0, 3));
    group.fault = () => 'unreadable';
    await end(members.load());
    group.fault = () => 'none';
    expect((await end(members.all())).size).toBe(3);
    expect(members.state.get().kind).toBe('complete');
  });

  it('that is put away or read anew while nobody knows whether it is gone is not called so', async () => {
    let answer: (exists: boolean) => void = () => undefined;
    const groupExists = (): Promise<boolean> => new Promise((resolve) => (answer = resolve));
    const { group, members, clock, end } = open(ids(0, 3), { groupExists });
    group.isThere = false;
    const first = members.load();
    await clock.run();
    group.isThere = true;
    await end(members.load());
    answer(false);
    await end(first);
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(0, 3) });
  });
});

describe('a change of the list', () => {
  it('puts new ones at its end, each once, and tells nobody where there are none', async () => {
    const { members, end } = open(ids(0, 3));
    await end(members.load());
    const states = shown(members);
    await members.added(ids(1, 4));
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(0, 5) });
    await members.added(ids(1, 4));
    await members.added([]);
    expect(states).toEqual(['complete 5']);
    await members.removed(ids(1, 9));
    expect(members.state.get()).toEqual({ kind: 'complete', ids: [id(0)] });
  });

  it('fills an empty list', async () => {
    const { members, end } = open([]);
    await end(members.load());
    await members.added(ids(0, 2));
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(0, 2) });
  });

  it('does not confirm what two readings have not agreed on', async () => {
    const { group, members, end } = open(ids(0, 3));
    await end(members.load());
    await members.added([id(3)]);
    group.members.add(id(4));
    expect((await end(members.all())).size).toBe(4);
    expect(group.calls.length).toBeGreaterThan(2);
  });

  it('that somebody else has read ends a reading under way', async () => {
    const { members, clock, end } = open(ids(0, 3));
    const loading = members.load();
    members.isNow(ids(5, 2));
    await clock.run();
    await end(loading);
    expect(members.state.get()).toEqual({ kind: 'complete', ids: ids(5, 2) });
  });

  it('ends when the list is put away, with all that waits for it', async () => {
    const { group, members, clock, end } = open(ids(0, 3));
    await end(members.load());
    const states = shown(members);
    const all = members.all();
    const calls = group.calls.length;
    members.dispose();
    await expect(end(all)).rejects.toThrow('Cancelled');
    await clock.run();
    expect(states).toEqual([]);
    expect(group.calls.length - calls).toBeLessThanOrEqual(1);
    await expect(end(members.all())).rejects.toThrow('Cancelled');
  });
});
