import { ids, nothing, open } from './testing/change-scene';

// Work of any length takes no time, so that the clock of the scene is the only one that goes on.
beforeEach(() => jest.spyOn(performance, 'now').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

describe('a change of a group that is full, or nearly so,', () => {
  it('fills the group that somebody else is filling to its last place, and asks little of it after that', async () => {
    const { group, changes, members, end } = await open();
    for (const each of ids(300_000, 199_000)) group.members.add(each);
    group.limit = 200_000;
    const report = await end(changes.start(members, { ...nothing, add: ids(0, 14_000) }));
    expect(report.stoppedBy).toBe('groupFull');
    expect(group.members.size).toBe(200_000);
    expect(report.added.length).toBe(1000);
    expect(group.calls.length).toBeLessThan(250);
  });

  it('counts as added what is there, where the server takes what fits and says nothing', async () => {
    const { group, changes, members, end } = await open(ids(300_000, 199_950));
    group.fills = true;
    const plan = { ...nothing, add: ids(0, 50) };
    expect((await end(changes.start(members, plan))).added.length).toBe(50);
    for (const each of ids(0, 20)) group.members.delete(each);
    await end(members.load().then(() => changes.start(members, { ...nothing, add: ids(100, 20) })));
    const report = await end(
      members.load().then(() => changes.start(members, { ...nothing, add: ids(200, 10) })),
    );
    expect(report).toMatchObject({ added: [], stoppedBy: 'groupFull' });
    expect(report.notKept.length).toBe(10);
  });

  it('removes first where the additions would not fit, and adds first where they do', async () => {
    const full = await open(ids(300_000, 200_000));
    const plan = { ...nothing, add: ids(0, 10), remove: ids(300_000, 10) };
    const report = await full.end(full.changes.start(full.members, plan));
    expect(full.group.changes.map((change) => change.split(' ')[0])).toEqual(['remove', 'add']);
    expect([report.added.length, report.removed.length, report.refused.length]).toEqual([10, 10, 0]);

    const roomy = await open(ids(300_000, 20));
    await roomy.end(roomy.changes.start(roomy.members, plan));
    expect(roomy.group.changes.map((change) => change.split(' ')[0])).toEqual(['add', 'remove']);
  });
});
