import fc from 'fast-check';
import type { RecordId } from '../../../segments/record-id';
import type { ChangePlan } from './change-plan';
import type { ChangeReport } from './change-report';
import { address, id, ids, nothing, open } from './testing/change-scene';
import type { CallFault, FakeGroup } from './testing/fake-group';

/** What the report says has to be what the group has; every id of the plan has to be somewhere. */
function isTrue(
  report: ChangeReport,
  plan: ChangePlan,
  before: ReadonlySet<RecordId>,
  group: FakeGroup,
): void {
  const { added, removed, refused, failed, notKept, uncertain, notSent, alreadyThere, notMembers } = report;
  const named = [...added, ...removed, ...notKept, ...uncertain, ...notSent].concat(
    [...refused, ...failed].map(({ item }) => item),
  );
  expect(new Set(named).size).toBe(named.length);
  expect([...named, ...alreadyThere, ...notMembers].sort()).toEqual([...plan.add, ...plan.remove].sort());
  const unknown = new Set(uncertain);
  const expected = new Set([...before, ...added].filter((each) => !removed.includes(each)));
  const differing = [...new Set([...expected, ...group.members])].filter(
    (each) => expected.has(each) !== group.members.has(each) && !unknown.has(each),
  );
  expect(differing).toEqual([]);
}

describe('a change of members', () => {
  it('says exactly what it has done, whatever faults come', async () => {
    const fault = fc.constantFrom<CallFault>(
      ...(['none', 'none', 'none', 'none', 'lost', 'answerLost', 'signedOut'] as const),
      ...(['busy', 'deadlock', 'unreadable'] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 30 }), fc.boolean(), async (faults, cancels) => {
        const { group, changes, members, cancelAfter, end } = await open(ids(0, 1500));
        const before = new Set(group.members);
        const callsBefore = group.calls.length;
        group.fault = (_, call) => faults[call - callsBefore - 1] ?? 'none';
        const plan = { ...nothing, add: ids(1500, 2500), remove: ids(0, 1200) };
        if (cancels) cancelAfter(450);
        const report = await end(changes.start(members, plan));
        isTrue(report, plan, before, group);
        if (!cancels) expect(report.added.length + report.removed.length).toBe(3700);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves nothing out that was added although no answer came', async () => {
    const { group, changes, members, end } = await open();
    const callsBefore = group.calls.length;
    group.fault = (action, call) =>
      action.includes('Add') ? (call === callsBefore + 1 ? 'answerLost' : 'none') : 'none';
    const report = await end(changes.start(members, { ...nothing, add: ids(0, 10) }));
    expect(report.added.length).toBe(10);
    expect(members.state.get().ids.length).toBe(10);
  });

  it('tells after a cancel which removals were done without an answer', async () => {
    const { group, changes, members, cancelAfter, end } = await open(ids(0, 10));
    group.fault = (action) => (action.includes('Remove') ? 'answerLost' : 'none');
    cancelAfter(350);
    const report = await end(changes.start(members, { ...nothing, remove: ids(0, 10) }));
    expect(report).toMatchObject({ removed: ids(0, 10), uncertain: [], notSent: [] });
  });

  it('ends within two seconds of its cancel though the server hangs', async () => {
    const { clock, group, changes, members, cancelAfter, end } = await open();
    let isHanging = false;
    group.fault = (action) => {
      isHanging ||= !action.includes('List');
      return isHanging ? 'hangs' : 'none';
    };
    const begin = clock.now();
    cancelAfter(1000);
    const report = await end(changes.start(members, { ...nothing, add: ids(0, 3000) }));
    expect(clock.now() - begin).toBeLessThanOrEqual(1000 + 2000 + 1000);
    expect(report).toMatchObject({ wasCancelled: true, added: [], operations: 'add' });
    expect(report.uncertain.length + report.notSent.length).toBe(3000);
  });

  it('begins nothing new before the calls that a cancel has left behind are answered', async () => {
    const { group, changes, members, cancelAfter, end } = await open();
    group.latency = 5000;
    cancelAfter(100);
    const cancelled = await end(changes.start(members, { ...nothing, add: ids(0, 10) }));
    expect(cancelled).toMatchObject({ added: [], uncertain: ids(0, 10) });
    group.latency = 100;
    await end(changes.start(members, { ...nothing, remove: ids(0, 10) }));
    expect(group.changes.map((change) => change.split(' ')[0])).toEqual(['add', 'remove']);
    expect(group.members.size).toBe(0);
  });

  it('stops when somebody deletes the group, and keeps its list', async () => {
    const { clock, group, changes, members, end } = await open();
    clock.after(150, () => (group.isThere = false));
    const report = await end(changes.start(members, { ...nothing, add: ids(0, 9000) }));
    expect(report.stoppedBy).toBe('groupGone');
    expect(report.refused).toEqual([]);
    expect(report.added.length + report.notSent.length + report.uncertain.length).toBe(9000);
    expect(group.calls.filter((name) => name.includes('Add')).length).toBeLessThan(20);
    expect(changes.undoable.get()).toBeUndefined();
  });

  it('counts nobody as added whom the server passes over in silence', async () => {
    const { group, changes, members, end } = await open(ids(0, 5));
    group.ignoresUnknown = true;
    group.unknown.add(id(7));
    const report = await end(changes.start(members, { ...nothing, add: ids(5, 5) }));
    expect(report.notKept).toEqual([id(7)]);
    expect(report.added.length).toBe(4);
  });

  it('does the rest when told to go on, and nothing twice', async () => {
    const { group, changes, members, end } = await open(ids(0, 1000));
    let isSick = true;
    group.fault = (action) => (isSick && action.includes('Add') ? 'deadlock' : 'none');
    const plan = { ...nothing, add: ids(1000, 1), remove: ids(0, 1000), notFound: ['nobody'] };
    const first = await end(changes.start(members, plan));
    expect(first.failed).toEqual([{ item: id(1000), reason: 'SQL', operation: 'add' }]);
    expect(first.removed.length).toBe(1000);
    isSick = false;
    const whole = await end(changes.goOn());
    expect(group.changes.map((change) => change.split(' ')[0])).toEqual(['remove', 'add']);
    expect(whole).toMatchObject({ added: [id(1000)], failed: [], notFound: ['nobody'], operations: 'both' });
    expect(whole.removed.length).toBe(1000);
  });

  it('calls nobody added who was a member before', async () => {
    const { changes, members, end } = await open(ids(0, 5));
    const report = await end(changes.start(members, { ...nothing, add: ids(0, 8), remove: ids(50, 2) }));
    expect(report.added).toEqual(ids(5, 3));
    expect(report.alreadyThere).toEqual(ids(0, 5));
    expect(report).toMatchObject({ removed: [], notMembers: ids(50, 2) });
  });

  it('sees who came into the group since its list was read: removes them, and leaves them there in an undo', async () => {
    const { group, changes, members, end } = await open(ids(0, 5));
    ids(5, 5).forEach((each) => group.members.add(each));
    const report = await end(changes.start(members, { ...nothing, add: ids(5, 3), remove: ids(8, 2) }));
    expect(report).toMatchObject({ added: [], alreadyThere: ids(5, 3), removed: ids(8, 2), notMembers: [] });
    await end(changes.undo());
    expect([...group.members].sort()).toEqual(ids(0, 10));
  });

  it('removes who moved to another page while the list was read', async () => {
    const { group, changes, members, end } = await open(ids(0, 6000));
    const callsBefore = group.calls.length;
    // Once the first page is read, a colleague's removals move the first of the second onto it.
    group.fault = (_, call) => {
      if (call === callsBefore + 2) ids(0, 100).forEach((each) => group.members.delete(each));
      return 'none';
    };
    const loading = members.load().then(() => expect(members.state.get().ids).not.toContain(id(5000)));
    const plan = { ...nothing, remove: ids(5000, 100) };
    const report = await end(loading.then(() => changes.start(members, plan)));
    expect(report).toMatchObject({ removed: plan.remove, notMembers: [] });
    expect(group.members.size).toBe(5800);
  });

  it('tries nothing when it is cancelled while the group is read before', async () => {
    const { clock, group, changes, members, end } = await open(ids(0, 5));
    group.fault = () => 'hangs';
    clock.after(500, () => {
      const state = changes.state.get();
      if (state.kind === 'checking') state.cancel();
    });
    const report = await end(changes.start(members, { ...nothing, add: ids(5, 5), remove: ids(0, 2) }));
    expect(report).toMatchObject({ wasCancelled: true, notSent: [...ids(5, 5), ...ids(0, 2)] });
    expect(group.changes).toEqual([]);
  });

  it('counts as its own what a call did that had no answer when the rest began', async () => {
    const { group, changes, members, cancelAfter, end } = await open(ids(0, 5));
    group.latency = 5000;
    cancelAfter(100);
    const plan = { ...nothing, add: ids(5, 5) };
    expect((await end(changes.start(members, plan))).uncertain).toEqual(plan.add);
    group.latency = 100;
    expect(await end(changes.goOn())).toMatchObject({ added: plan.add, alreadyThere: [], uncertain: [] });
    await end(changes.undo());
    expect([...group.members]).toEqual(ids(0, 5));
  });
});

describe('undoing a change', () => {
  it('takes back exactly what was done, after a change that was cancelled or half done as well', async () => {
    const fault = fc.constantFrom<CallFault>('none', 'none', 'answerLost', 'lost', 'deadlock');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 12 }),
        fc.option(fc.integer({ min: 0, max: 1500 })),
        async (faults, delay) => {
          const { group, changes, members, cancelAfter, strike, end } = await open(ids(0, 1500));
          const before = [...group.members].sort();
          strike(faults);
          group.unknown.add(id(1600));
          if (delay !== null) cancelAfter(delay);
          const plan = { ...nothing, add: ids(1400, 1300), remove: ids(0, 1100) };
          const report = await end(changes.start(members, plan));
          group.fault = () => 'none';
          const changed = report.added.length + report.removed.length;
          expect(changes.undoable.get()?.count ?? 0).toBe(changed);
          if (changed === 0) return;
          const undone = await end(changes.undo());
          expect([...undone.added].sort()).toEqual([...report.removed].sort());
          expect([...group.members].filter((each) => !report.uncertain.includes(each)).sort()).toEqual(
            before.filter((each) => !report.uncertain.includes(each)),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is not offered where nobody could tell who was a member before', async () => {
    const { group, changes, members, end } = await open(ids(0, 5));
    group.fault = (action) => (action.includes('List') ? 'unreadable' : 'none');
    const report = await end(changes.start(members, { ...nothing, add: ids(3, 5) }));
    expect(report.added).toEqual(ids(3, 5));
    expect(changes.undoable.get()).toBeUndefined();
  });

  it('covers the rest that was done later, outlives the report and ends with the next change', async () => {
    const { group, changes, members, end } = await open();
    let isSick = true;
    group.fault = (action) =>
      isSick && action.includes('Add') && group.changes.length > 0 ? 'deadlock' : 'none';
    await end(changes.start(members, { ...nothing, add: ids(0, 1001) }));
    isSick = false;
    await end(changes.goOn());
    expect(changes.undoable.get()).toEqual({ groupId: address.groupId, groupName: 'Guests', count: 1001 });
    changes.close();
    expect(changes.undoable.get()?.count).toBe(1001);
    await end(changes.undo());
    expect(group.members.size).toBe(0);
    await end(changes.start(members, { ...nothing, remove: ids(0, 1) }));
    expect(changes.undoable.get()).toBeUndefined();
  });
});
