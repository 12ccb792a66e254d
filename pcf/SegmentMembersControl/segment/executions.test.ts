import { recordId } from '../../../segments/record-id';
import { segmentActions } from '../../../segments/segment-actions';
import { executionStatus } from '../../../segments/statuses';
import { startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import { chartPoints, readExecutions, type Execution } from './executions';

let form: LocalForm;
let segment: ReturnType<typeof recordId>;
let definition: ReturnType<typeof recordId>;

beforeAll(async () => {
  form = await startLocalForm();
  const { rows } = await form.dataverse.list('msdynmkt_segment', '?$select=msdynmkt_sourcesegmentuid', 1);
  segment = recordId(String(rows[0]?.['msdynmkt_segmentid']));
  definition = recordId(String(rows[0]?.['msdynmkt_sourcesegmentuid']));
});
afterAll(() => form.close());

const read = (now = new Date()): ReturnType<typeof readExecutions> =>
  readExecutions(form.dataverse, { segment, definition }, now, new AbortController().signal);

it('reads the computations of the last 90 days, the latest first', async () => {
  await form.dataverse.call(segmentActions.publishSegmentDefinition, { SegmentId: segment });
  let executions = await read();
  while (executions?.all[0]?.members === undefined) executions = await read();
  expect(executions).toMatchObject({ reason: '' });
  expect(executions.all[0]).toMatchObject({ type: 'On demand', status: 'Succeeded', hasFailed: false });
  expect(await read(new Date(Date.now() + 91 * 24 * 3600 * 1000))).toEqual({ all: [], reason: '' });
});

it('tells why the latest failed, as far as the server does', async () => {
  form.server.store.create('msdynmkt_segmentexecution', {
    msdynmkt_segmentdefinitionid: definition,
    msdynmkt_startedon: '2100-01-01T00:00:00Z',
    statuscode: executionStatus.failed,
  });
  const executions = await read();
  expect(executions?.all[0]).toMatchObject({ hasFailed: true, status: 'Failed', members: undefined });
  expect(typeof executions?.reason).toBe('string');
});

it('has nothing to show where the table is missing or may not be read', async () => {
  const { dataverse } = form;
  const without: typeof dataverse = {
    ...dataverse,
    list: (_, query, size) => dataverse.list('msdynmkt_no_such_table', query, size),
  };
  const { signal } = new AbortController();
  expect(await readExecutions(without, { segment, definition }, new Date(), signal)).toBeUndefined();
});

it('draws the counts in the order of time, and passes over what has none', () => {
  const at = (started: string, members: number | undefined): Execution => ({
    started,
    finished: '',
    members,
    type: '',
    status: '',
    hasFailed: members === undefined,
  });
  const points = chartPoints([
    at('2026-09-03T00:00:00Z', 100),
    at('2026-09-02T00:00:00Z', undefined),
    at('2026-09-02T00:00:00Z', 50),
    at('2026-09-01T00:00:00Z', 0),
  ]);
  expect(points).toBe('300,2 150,30 0,58');
  expect(chartPoints([])).toBe('');
});
