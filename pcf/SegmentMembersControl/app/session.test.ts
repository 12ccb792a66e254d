import { recordId, type RecordId } from '../../../segments/record-id';
import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import { eventually, startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import { listMembers, removeMembers } from '../members';
import type { Session } from './session';

const { newsletter } = sampleSegments;
const [vips, , , guests] = newsletter.groups;
if (!vips || !guests) throw new Error('the sample lacks a group');
const guestGroup = guests.id;
const ids = (first: number, count: number): RecordId[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(first + index));

let form: LocalForm;
let textAtStart: string;

beforeAll(async () => {
  form = await startLocalForm();
  textAtStart = storedText();
});

afterAll(() => form.close());

beforeEach(async () => {
  form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
    msdynmkt_staticlistmembers: textAtStart,
  });
  const address = { segmentId: newsletter.segmentId, groupId: guestGroup };
  const members = await listMembers(form.dataverse, address, { number: 1, size: 5000 });
  for (let at = 0; at < members.length; at += 1000) {
    await removeMembers(form.dataverse, address, members.slice(at, at + 1000));
  }
  form.forget();
});

function storedText(): string {
  const row = form.server.store.retrieve('msdynmkt_segmentdefinition', newsletter.definitionId);
  return String(row?.['msdynmkt_staticlistmembers']);
}

function openDefinition(onGroupsText?: (text: string) => void, at: LocalForm = form): Session {
  const record = { table: 'definition', id: newsletter.definitionId } as const;
  return at.open({ record, boundText: storedText(), isBoundToGroups: true }, onGroupsText);
}

function openSegment(boundText: string | null): Session {
  return form.open({ record: { table: 'segment', id: newsletter.segmentId }, boundText });
}

async function membersOf(
  session: Session,
  groupId: string,
): ReturnType<typeof eventually<ReturnType<Session['members']['get']>>> {
  await eventually(session.link, ({ kind }) => kind === 'linked');
  session.show(recordId(groupId));
  return eventually(session.members, (members) => members?.address.groupId === groupId);
}

async function namesOf(session: Session, groupId: string): Promise<readonly string[]> {
  const members = await membersOf(session, groupId);
  if (!members) throw new Error('no members');
  const { ids: found } = await eventually(members.state, ({ kind }) => kind === 'complete');
  return found;
}

describe('a session on the form of a definition', () => {
  it('shows the first rows with their names after three requests', async () => {
    const session = openDefinition();
    session.show(vips.id);
    const members = await eventually(session.members, (store) => store !== undefined);
    await eventually(members.state, ({ kind }) => kind === 'reading');
    const people = session.people();
    if (!people) throw new Error('no people');
    await eventually(people.version, (version) => version > 0);
    expect(form.requests.slice(0, 3)).toEqual([
      'GET msdynmkt_segments',
      'POST msdynmkt_ListGroupMembers',
      'GET contacts',
    ]);
    const first = people.get(members.state.get().ids[0] ?? recordId(vips.id));
    expect(first).toMatchObject({ name: expect.stringMatching(/\S/) as unknown });
  });

  it('reads all members and counts the other groups', async () => {
    const session = openDefinition();
    expect((await namesOf(session, vips.id)).length).toBe(vips.size);
    await session.counts.countAll(
      newsletter.segmentId,
      newsletter.groups.map(({ id }) => id),
    );
    expect(newsletter.groups.map(({ id }) => session.counts.state.get()[id]?.count)).toEqual(
      newsletter.groups.map(({ size }) => size),
    );
  });

  it('gives the form the changed text and leaves the server alone', async () => {
    const texts: string[] = [];
    const session = openDefinition((text) => texts.push(text));
    const groups = session.groups.get();
    const before = storedText();
    groups?.change({ type: 'change', id: vips.id, name: '<b>Best</b>', includeType: 'Include' });
    expect(texts).toEqual([before.replace('VIP customers', '<b>Best</b>')]);
    expect(storedText()).toBe(before);
    session.formHas(texts[0] ?? '');
    expect(texts.length).toBe(1);
  });

  it('notices that the form has been saved', async () => {
    const session = openDefinition();
    const groups = session.groups.get();
    if (!groups) throw new Error('no groups');
    const id = crypto.randomUUID();
    groups.change({ type: 'add', id: recordId(id), name: 'New', includeType: 'Include' });
    const state = groups.state.get();
    const text = state.kind === 'ready' ? JSON.stringify(state.groups.map((group) => group.name)) : '';
    expect(text).toContain('New');
    const isSaved = (): boolean => {
      const now = groups.state.get();
      return now.kind === 'ready' && now.saved.some((group) => group.id === id);
    };
    expect(isSaved()).toBe(false);
    await groups.save();
    expect(isSaved()).toBe(true);
    expect(storedText()).toContain(id);
  });
});

describe('a session on the form of a segment', () => {
  it('finds the definition through the bound column or the segment', async () => {
    for (const boundText of [newsletter.definitionId, null, 'some text']) {
      const session = openSegment(boundText);
      const groups = await eventually(session.groups, (store) => store !== undefined);
      const state = await eventually(groups.state, (value) => (value as { kind?: string }).kind === 'ready');
      expect((state as { groups: readonly unknown[] }).groups.length).toBe(4);
      session.dispose();
    }
  });

  it('writes groups only over what it has read, and lets the marketer choose when somebody was quicker', async () => {
    const session = openSegment(newsletter.definitionId);
    const groups = await eventually(session.groups, (store) => store !== undefined);
    await eventually(groups.state, ({ kind }) => kind === 'ready');
    groups.change({ type: 'change', id: vips.id, name: 'Mine', includeType: 'Include' });

    const theirs = storedText().replace('VIP customers', 'Theirs');
    form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
      msdynmkt_staticlistmembers: theirs,
    });
    await groups.save();
    expect(groups.saving.get()).toMatchObject({ kind: 'conflict', theirs: { text: theirs } });
    expect(storedText()).toBe(theirs);

    await groups.resolve('mine');
    expect(groups.saving.get().kind).toBe('idle');
    expect(storedText()).toContain('Mine');
    expect(storedText()).not.toContain('Theirs');
  });

  it('takes the groups of the server when told so', async () => {
    const session = openSegment(newsletter.definitionId);
    const groups = await eventually(session.groups, (store) => store !== undefined);
    await eventually(groups.state, ({ kind }) => kind === 'ready');
    groups.change({ type: 'delete', id: vips.id });
    const theirs = storedText().replace('VIP customers', 'Theirs');
    form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
      msdynmkt_staticlistmembers: theirs,
    });
    await groups.save();
    await groups.resolve('theirs');
    const state = groups.state.get();
    expect(state.kind === 'ready' && state.groups.map(({ name }) => name)).toContain('Theirs');
    expect(storedText()).toBe(theirs);
  });

  it('shows malformed JSON and never writes over it', async () => {
    const broken = '[{"groupId":"x","includeType":"Include"}]';
    form.server.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
      msdynmkt_staticlistmembers: broken,
    });
    const session = openSegment(newsletter.definitionId);
    const groups = await eventually(session.groups, (store) => store !== undefined);
    const state = await eventually(groups.state, ({ kind }) => kind !== 'loading');
    expect(state).toMatchObject({ kind: 'malformed', text: broken, error: { reason: 'groupIdNotAGuid' } });
    groups.change({ type: 'add', id: recordId(crypto.randomUUID()), name: 'x', includeType: 'Include' });
    await groups.save();
    expect(storedText()).toBe(broken);
  });
});

describe('changing members', () => {
  it('adds 2,500 in three calls and removes some again, and the server has it', async () => {
    const session = openDefinition();
    const members = await membersOf(session, guests.id);
    if (!members) throw new Error('no members');
    await members.all();
    form.forget();
    await session.changes.start(members, { add: ids(0, 2500), remove: [], alreadyThere: [], notFound: [] });
    expect(form.requests.filter((request) => request.startsWith('POST'))).toEqual([
      // The list was confirmed by a reading before; who is in the group may have changed since.
      'POST msdynmkt_ListGroupMembers',
      ...Array.from({ length: 3 }, () => 'POST msdynmkt_AddStaticMembers'),
      // The group is counted, as the server's word alone proves nothing.
      ...Array.from({ length: 2 }, () => 'POST msdynmkt_ListGroupMembers'),
    ]);
    expect(session.changes.state.get()).toMatchObject({
      kind: 'ended',
      report: { refused: [], notSent: [] },
    });
    await session.changes.start(members, { add: [], remove: ids(0, 1200), alreadyThere: [], notFound: [] });
    const other = openDefinition();
    expect([...(await namesOf(other, guests.id))].sort()).toEqual(ids(1200, 1300).sort());
  });

  it('counts the group that was changed when another one is on show by then', async () => {
    const session = openDefinition();
    const members = await membersOf(session, guests.id);
    if (!members) throw new Error('no members');
    await members.all();
    const running = session.changes.start(members, {
      add: ids(0, 20),
      remove: [],
      alreadyThere: [],
      notFound: [],
    });
    session.show(vips.id);
    await running;
    await eventually(session.counts.state, (counts) => counts[guests.id]?.count === 20);
  });

  it('says which ids the server refused and adds the others', async () => {
    const session = openDefinition();
    const members = await membersOf(session, guests.id);
    if (!members) throw new Error('no members');
    const unknown = '11111111-2222-4333-8444-555555555555';
    await session.changes.start(members, {
      add: [...ids(0, 30), recordId(unknown)],
      remove: [],
      alreadyThere: [],
      notFound: [],
    });
    const state = session.changes.state.get();
    if (state.kind !== 'ended') throw new Error(state.kind);
    expect(state.report.added.length).toBe(30);
    expect(state.report.refused.map(({ item }) => item)).toEqual([unknown]);
    expect(state.report.refused[0]?.reason).toMatch(/\S/);
  });

  it('knows what was added when the server goes away in the middle', async () => {
    const slow = await startLocalForm({
      faults: { rules: [{ kind: 'latency', operation: 'msdynmkt_AddStaticMembers', milliseconds: 40 }] },
    });
    const session = openDefinition(undefined, slow);
    const members = await membersOf(session, guests.id);
    if (!members) throw new Error('no members');
    await members.all();
    const running = session.changes.start(members, {
      add: ids(0, 20_000),
      remove: [],
      alreadyThere: [],
      notFound: [],
    });
    const started = await eventually(session.changes.state, ({ kind }) => kind === 'running');
    if (started.kind !== 'running') throw new Error(started.kind);
    await new Promise<void>((resolve) => {
      started.run.subscribe(() => started.run.progress().done >= 5000 && resolve());
    });
    await slow.server.close();
    started.run.cancel();
    await running;
    session.dispose();
    const ended = session.changes.state.get();
    if (ended.kind !== 'ended') throw new Error(ended.kind);
    const { added, uncertain, notSent, refused } = ended.report;
    expect(added.length).toBeGreaterThanOrEqual(5000);
    expect(added.length + uncertain.length + notSent.length + refused.length).toBe(20_000);
    expect(new Set([...added, ...uncertain, ...notSent]).size).toBe(20_000);
  });

  it('adds everything exactly once through refusals and cut connections', async () => {
    const faulty = await startLocalForm(
      {
        faults: {
          seed: 7,
          rules: [
            {
              kind: 'throttle',
              operation: 'msdynmkt_AddStaticMembers',
              probability: 0.2,
              retryAfter: 1,
              times: 5,
            },
            { kind: 'cutAfter', operation: 'msdynmkt_AddStaticMembers', probability: 0.2, times: 3 },
            { kind: 'cutBefore', operation: 'msdynmkt_AddStaticMembers', probability: 0.2, times: 3 },
          ],
        },
      },
      'full',
    );
    const session = openDefinition(undefined, faulty);
    const members = await membersOf(session, guests.id);
    if (!members) throw new Error('no members');
    await session.changes.start(members, { add: ids(0, 12_000), remove: [], alreadyThere: [], notFound: [] });
    const ended = session.changes.state.get();
    if (ended.kind !== 'ended') throw new Error(ended.kind);
    expect(ended.report.added.length).toBe(12_000);
    expect([...(await namesOf(openDefinition(undefined, faulty), guests.id))].sort()).toEqual(
      ids(0, 12_000).sort(),
    );
    await faulty.close();
  });
});

describe('the segment', () => {
  it('is published, watched until it is ready, and stopped', async () => {
    const session = openDefinition();
    const link = await eventually(session.link, ({ kind }) => kind === 'linked');
    if (link.kind !== 'linked') throw new Error(link.kind);
    await session.commands.publish(link.segment);
    expect(session.commands.state.get()).toEqual({ kind: 'idle' });
    await waitUntil(async () => {
      await session.refreshSegment();
      const now = session.link.get();
      return now.kind === 'linked' && now.segment.isActive && (now.segment.memberCount ?? 0) > 0;
    });
    const live = session.link.get();
    if (live.kind !== 'linked') throw new Error(live.kind);
    await session.commands.stop(live.segment);
    expect(session.commands.state.get()).toEqual({ kind: 'idle' });
  });
});

async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to pass.');
}
