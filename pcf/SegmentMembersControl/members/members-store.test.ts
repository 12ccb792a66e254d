import { type RecordId, recordId } from '../../../segments/record-id';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { createMembersStore, type MembersStore } from './members-store';
import { createFakeGroup, type FakeGroup } from './testing/fake-group';

const id = (number: number): RecordId =>
  recordId(`0f5b0c7f-395d-447b-b14c-${String(number).padStart(12, '0')}`);
const ids = (first: number, count: number): readonly RecordId[] =>
  Array.from({ length: count }, (_, index) => id(first + index));

interface Scene {
  readonly group: FakeGroup;
  readonly members: MembersStore;
  readonly clock: ManualClock;
  /** Lets time pass until the work has come to its end, well or not. */
  end<Answer>(work: Promise<Answer>): Promise<Answer>;
  /** Members leave after so many further calls have begun. */
  leaveAfter(calls: number, leaving: readonly RecordId[]): void;
}

function open(present: readonly RecordId[]): Scene {
  const clock = createManualClock();
  const group = createFakeGroup(clock);
  present.forEach((each) => group.members.add(each));
  const address = { segmentId: id(900_001), groupId: id(900_002) };
  const members = createMembersStore(group.dataverse, address, { clock });
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
    members.added([id(10), id(3)]);
    members.removed([id(0)]);
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
      members.removed([id(0)]);
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
