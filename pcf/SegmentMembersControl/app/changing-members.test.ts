import { recordId } from '../../../segments/record-id';
import { eventually, startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import {
  guests,
  ids,
  membersOf,
  namesOf,
  openDefinition,
  reset,
  storedText,
  vips,
} from './testing/newsletter-form';

let form: LocalForm;
let textAtStart: string;

beforeAll(async () => {
  form = await startLocalForm();
  textAtStart = storedText(form);
});

afterAll(() => form.close());

beforeEach(() => reset(form, textAtStart));

describe('changing members', () => {
  it('adds 2,500 in three calls and removes some again, and the server has it', async () => {
    const session = openDefinition(form);
    const members = await membersOf(session, guests.id);
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
    const other = openDefinition(form);
    expect([...(await namesOf(other, guests.id))].sort()).toEqual(ids(1200, 1300).sort());
  });

  it('counts the group that was changed when another one is on show by then', async () => {
    const session = openDefinition(form);
    const members = await membersOf(session, guests.id);
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
    const session = openDefinition(form);
    const members = await membersOf(session, guests.id);
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
    const session = openDefinition(slow);
    const members = await membersOf(session, guests.id);
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
    const session = openDefinition(faulty);
    const members = await membersOf(session, guests.id);
    await session.changes.start(members, { add: ids(0, 12_000), remove: [], alreadyThere: [], notFound: [] });
    const ended = session.changes.state.get();
    if (ended.kind !== 'ended') throw new Error(ended.kind);
    expect(ended.report.added.length).toBe(12_000);
    expect([...(await namesOf(openDefinition(faulty), guests.id))].sort()).toEqual(ids(0, 12_000).sort());
    await faulty.close();
  });
});
