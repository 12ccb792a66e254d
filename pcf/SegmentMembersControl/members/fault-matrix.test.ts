import { newStaticGroup, serialiseStaticGroups } from '../../../segments/static-groups';
import { recordId, type RecordId } from '../../../segments/record-id';
import { startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import type { Clock } from '../bulk/clock';
import type { Dataverse } from '../dataverse/dataverse';
import { DataverseFailure } from '../dataverse/errors';
import type { ChangePlan } from './change-plan';
import type { ChangeReport } from './change-report';
import { createChanges, type Changes } from './changes';
import { addMembers, listMembers } from './group-calls';
import { createMembersStore, type MembersStore } from './members-store';
import { readGroup } from './read-group';

const definitionId = recordId('aaaaaaaa-0000-4000-8000-000000000001');
const address = {
  segmentId: recordId('aaaaaaaa-0000-4000-8000-000000000002'),
  groupId: recordId('aaaaaaaa-0000-4000-8000-000000000003'),
};
const contactId = (number: number): RecordId =>
  recordId(`bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`);
const ids = (first: number, count: number): RecordId[] =>
  Array.from({ length: count }, (_, index) => contactId(first + index));

/** The engine's waits pass sixty times faster. */
const fastClock: Clock = {
  now: () => performance.now() * 60,
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds / 60);
    return () => clearTimeout(timer);
  },
};

/** What goes wrong with the second change call, and for how many calls after it. */
type Trouble = (call: () => Promise<unknown>) => Promise<unknown>;

const away = (): Promise<never> =>
  Promise.reject(new DataverseFailure({ status: 0, code: '', message: 'Failed to fetch' }));
const troubles: Readonly<Record<string, Trouble>> = {
  'offline before the work was done': away,
  'offline after the work was done': async (call) => {
    await call();
    return away();
  },
  'signed out': () => Promise.reject(new DataverseFailure({ status: 401, code: '', message: '' })),
  'an SQL timeout after the work was done': async (call) => {
    await call();
    throw new DataverseFailure({ status: 500, code: '0x80044151', message: 'SQL timeout expired.' });
  },
};

let form: LocalForm;

beforeAll(async () => {
  form = await startLocalForm({ sampleData: 'none' });
  for (const contactid of ids(0, 3500)) form.server.store.create('contact', { contactid, lastname: 'G' });
});

afterAll(() => form.close());

beforeEach(() => {
  form.server.store.create('msdynmkt_segmentdefinition', {
    msdynmkt_segmentdefinitionid: definitionId,
    msdynmkt_name: 'Guests',
    msdynmkt_staticlistmembers: serialiseStaticGroups([newStaticGroup(address.groupId, 'Guests', 'Include')]),
  });
  form.server.store.create('msdynmkt_segment', {
    msdynmkt_segmentid: address.segmentId,
    msdynmkt_sourcesegmentuid: definitionId,
    msdynmkt_baseentitylogicalname: 'contact',
  });
});

afterEach(() => {
  form.server.store.delete('msdynmkt_segment', address.segmentId);
  form.server.store.delete('msdynmkt_segmentdefinition', definitionId);
});

/** The control's way to the server on which calls of changes run into trouble from the second one on. */
function troubled(trouble: Trouble, times: number): Dataverse {
  let calls = 0;
  const { dataverse } = form;
  const call = (action: { name: string }, parameters: unknown): Promise<unknown> => {
    const perform = (): Promise<unknown> => dataverse.call(action as never, parameters as never);
    if (!/Add|Remove/.test(action.name)) return perform();
    calls += 1;
    return calls > 1 && calls <= 1 + times ? trouble(perform) : perform();
  };
  return { ...dataverse, call: call as Dataverse['call'] };
}

async function open(dataverse: Dataverse): Promise<{ changes: Changes; members: MembersStore }> {
  const members = createMembersStore(dataverse, address, { clock: fastClock });
  await members.load();
  const groupExists = (): Promise<boolean> => {
    const row = form.server.store.retrieve('msdynmkt_segmentdefinition', definitionId);
    return Promise.resolve(String(row?.['msdynmkt_staticlistmembers']).includes(address.groupId));
  };
  const changes = createChanges({ dataverse, onEnded: () => undefined, groupExists, clock: fastClock });
  return { changes, members };
}

function reportOf(changes: Changes): ChangeReport {
  const state = changes.state.get();
  if (state.kind !== 'ended') throw new Error(state.kind);
  return state.report;
}

function listed(): Promise<readonly RecordId[]> {
  return readGroup((page) => listMembers(form.dataverse, address, page), new AbortController().signal);
}

const nothing: ChangePlan = { add: [], remove: [], alreadyThere: [], notFound: [] };

describe.each(Object.entries(troubles))('%s', (_, trouble) => {
  it.each([1, 20])('for %d calls costs nobody, and the report is what the group has', async (times) => {
    await addMembers(form.dataverse, address, ids(0, 1000));
    const { changes, members } = await open(troubled(trouble, times));
    await changes.start(members, { ...nothing, add: ids(1000, 2500), remove: ids(0, 700) });
    const report = reportOf(changes);
    expect(report).toMatchObject({ refused: [], notKept: [], uncertain: [] });
    const gone = new Set(report.removed);
    const expected = [...ids(0, 1000), ...report.added].filter((id) => !gone.has(id));
    expect([...(await listed())].sort()).toEqual(expected.sort());
    await changes.goOn();
    expect([...(await listed())].sort()).toEqual([...ids(700, 300), ...ids(1000, 2500)].sort());
  });
});

it('a group that somebody deletes stops the change, which keeps its list', async () => {
  const deleting: Trouble = (call) => {
    form.server.store.update('msdynmkt_segmentdefinition', definitionId, {
      msdynmkt_staticlistmembers: '[]',
    });
    return call();
  };
  const { changes, members } = await open(troubled(deleting, 1));
  await changes.start(members, { ...nothing, add: ids(0, 3500) });
  const report = reportOf(changes);
  expect(report).toMatchObject({ stoppedBy: 'groupGone', refused: [] });
  expect(report.added.length + report.notSent.length + report.uncertain.length).toBe(3500);
});

it('what somebody else adds and removes meanwhile is not told as one’s own', async () => {
  const meddling: Trouble = async (call) => {
    await addMembers(form.dataverse, address, ids(0, 200));
    return call();
  };
  await addMembers(form.dataverse, address, ids(3000, 10));
  const { changes, members } = await open(troubled(meddling, 1));
  await changes.start(members, { ...nothing, add: ids(1000, 1500) });
  expect(reportOf(changes).added.length).toBe(1500);
  expect([...(await listed())].sort()).toEqual([...ids(0, 200), ...ids(1000, 1500), ...ids(3000, 10)].sort());
  expect(members.state.get().ids.length).toBe(1710);
});
