import {
  definitionStatus,
  executionStatus,
  executionType,
  segmentStatus,
  type RecordId,
} from '../../segments';
import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';
import { refreshDueSegments } from '../membership/real-time/refresh';
import type { Row } from '../store';
import type { MessageBench } from './testing/message-bench';
import {
  add,
  bench,
  definitionId,
  members,
  person,
  publish,
  segmentId,
  status,
} from './testing/real-time-bench';

function executions({ store }: { store: LocalDataverse['store'] }): readonly Row[] {
  const columns = ['msdynmkt_type', 'statuscode', 'msdynmkt_membershipcount', 'msdynmkt_startedon'];
  return store.select({
    table: 'msdynmkt_segmentexecution',
    select: columns.map((column) => ({ as: column, value: { kind: 'column', column } })),
    orderBy: [{ by: { kind: 'column', column: 'createdon' } }],
  });
}

const { onDemand, scheduled } = executionType;
const { succeeded, failed, inProgress } = executionStatus;

async function live(definition: Row): Promise<MessageBench> {
  const on = bench({}, definition);
  add(on, [person(1)]);
  publish(on);
  await on.runJobs();
  return on;
}

function later(on: MessageBench, minutes: number): Promise<number> {
  on.time = new Date(on.time.getTime() + minutes * 60_000);
  return refreshDueSegments(on.context);
}

describe('the executions of a segment', () => {
  it('have a row for a publish: in progress at first, then with the number of members', async () => {
    const on = bench();
    add(on, [person(1), person(2)]);
    publish(on);
    expect(executions(on)).toMatchObject([{ statuscode: inProgress, msdynmkt_type: onDemand }]);
    await on.runJobs();
    expect(executions(on)).toMatchObject([{ statuscode: succeeded, msdynmkt_membershipcount: 2 }]);
  });

  it('tell of a publish that failed', async () => {
    const on = bench({ unreadableQueryAtPublish: 'fail' }, { msdynmkt_segmentquery: 'PROFILE(' });
    publish(on);
    await on.runJobs();
    expect(executions(on)).toMatchObject([{ statuscode: failed, msdynmkt_membershipcount: null }]);
  });
});

describe('a live segment', () => {
  it('is computed again when its interval has passed, and not before', async () => {
    const on = await live({ msdynmkt_segmentrefreshintervalminutes: 60 });
    add(on, [person(2)]);
    expect(await later(on, 59)).toBe(0);
    expect(members(on)).toEqual([person(1)]);
    expect(await later(on, 1)).toBe(1);
    expect(members(on)).toEqual([person(1), person(2)]);
    expect(executions(on)).toMatchObject([{}, { msdynmkt_type: scheduled, msdynmkt_membershipcount: 2 }]);
    expect(await later(on, 600)).toBe(1);
  });

  it.each<[string, Row]>([
    ['has no interval', {}],
    ['has its refresh switched off', { msdynmkt_disablesegmentrefresh: true }],
    ['was to be refreshed until yesterday', { msdynmkt_stoprefreshafter: '2026-09-02T00:00:00Z' }],
  ])('is not computed again when it %s', async (_what, definition) => {
    const interval = Object.keys(definition).length > 0 ? { msdynmkt_segmentrefreshintervalminutes: 60 } : {};
    const on = await live({ ...interval, ...definition });
    expect(await later(on, 1000)).toBe(0);
  });

  it('that is stopped while it is computed keeps its members, and the computation counts as failed', async () => {
    const on = await live({ msdynmkt_segmentrefreshintervalminutes: 60 });
    add(on, [person(2)]);
    const refreshed = later(on, 60);
    on.store.update('msdynmkt_segmentdefinition', definitionId, { statuscode: definitionStatus.stopped });
    await refreshed;
    expect(members(on)).toEqual([person(1)]);
    expect(executions(on)).toMatchObject([{}, { statuscode: failed }]);
  });

  it('expires when nothing has used it for 120 days, and can be published again', async () => {
    const on = await live({ msdynmkt_segmentrefreshintervalminutes: 60 });
    expect(await later(on, 119 * 1440)).toBe(1);
    expect(await later(on, 1440)).toBe(0);
    expect(status(on)).toEqual([definitionStatus.stopped, segmentStatus.stopped]);
    publish(on);
    await on.runJobs();
    expect(await later(on, 60)).toBe(1);
  });

  it('does not expire while a journey or another live segment uses it', async () => {
    const on = await live({ msdynmkt_segmentrefreshintervalminutes: 60 });
    const used = { msdynmkt_lastusedinjourney: '2026-10-01T00:00:00Z' };
    on.store.update('msdynmkt_segment', segmentId, used);
    expect(await later(on, 121 * 1440)).toBe(1);
    const definition = on.store.create('msdynmkt_segmentdefinition', {
      msdynmkt_segmentquery: `SEGMENT(SEGMENT_CJO_ID_${segmentId.replaceAll('-', '')})`,
      statuscode: definitionStatus.live,
    });
    const other = on.store.create('msdynmkt_segment', {
      msdynmkt_sourcesegmentuid: definition,
      msdynmkt_baseentitylogicalname: 'contact',
      msdynmkt_lastusedinjourney: '2027-12-01T00:00:00Z',
    });
    expect(await later(on, 121 * 1440)).toBe(1);
    on.store.delete('msdynmkt_segment', other);
    on.store.delete('msdynmkt_segmentdefinition', definition);
    expect(await later(on, 60)).toBe(0);
  });

  it('keeps its members when a refresh fails, and tries again at the next interval', async () => {
    const on = await live({ msdynmkt_segmentrefreshintervalminutes: 60 });
    on.store.update('msdynmkt_segmentdefinition', definitionId, { msdynmkt_segmentquery: 'PROFILE(' });
    expect(await later(on, 60)).toBe(1);
    expect(members(on)).toEqual([person(1)]);
    expect(executions(on)).toMatchObject([{}, { statuscode: failed }]);
    expect(await later(on, 10)).toBe(0);
    expect(await later(on, 50)).toBe(1);
  });
});

describe('the clock of a local Dataverse', () => {
  let dataverse: LocalDataverse;
  beforeAll(async () => {
    dataverse = await startLocalDataverse({
      sampleData: 'standard',
      startsAt: new Date('2031-05-01T00:00:00Z'),
    });
  });
  afterAll(() => dataverse.close());

  const put = (body: unknown): Promise<Response> =>
    fetch(`${dataverse.url}/admin/clock`, { method: 'PUT', body: JSON.stringify(body) });

  it('is set and moved over the network, and what is due by then is done', async () => {
    const before = executions(dataverse).length;
    const set = (await (await put({ now: '2031-05-01T02:00:00Z' })).json()) as { now: string };
    expect(set.now).toMatch(/^2031-05-01T02:00:0/);
    expect(executions(dataverse).length).toBe(before + 2);
    const moved = (await (await put({ moveMinutes: 90 })).json()) as { now: string };
    expect(moved.now).toMatch(/^2031-05-01T03:30:0/);
    expect(executions(dataverse).length).toBe(before + 4);
    const id: RecordId = dataverse.store.create('contact', { lastname: 'Later' });
    expect(dataverse.store.retrieve('contact', id)?.['createdon']).toMatch(/^2031-05-01T03:30/);
  });

  it.each([{}, { now: 'soon' }, { now: '2031-05-01' }, { moveMinutes: 'ten' }, []])(
    'refuses %j and says what it takes',
    async (body) => {
      const answer = await put(body);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('moveMinutes');
    },
  );
});
