import { recordId } from '../../../segments/record-id';
import { segmentActions } from '../../../segments/segment-actions';
import { segmentDefinitionName } from '../../../segments/table-names';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { connectDataverse } from './connection';
import type { Dataverse } from './dataverse';
import { judge } from './judge';
import { patiently } from './patient';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const list = { SegmentId: id, GroupId: id, PageNo: 1, PageSize: 10 };
const change = { SegmentId: id, GroupId: id, EntityIds: [id] };

interface Answers {
  /** What actions answer. */
  readonly action?: () => Promise<Response>;
  /** What row queries answer. */
  readonly rows?: unknown;
  /** What is answered to the control's own requests. */
  readonly sent?: () => Promise<Response>;
}

function connect({ action, rows, sent }: Answers, clock: ManualClock = createManualClock()): Dataverse {
  const nothing = (): Promise<Response> => Promise.reject(new Error('not asked'));
  return connectDataverse({
    rows: {
      retrieveRecord: () => Promise.resolve(rows),
      retrieveMultipleRecords: () => Promise.resolve(rows),
    },
    actionHost: { WebApi: { execute: action ?? nothing } },
    send: sent ?? nothing,
    clock,
  });
}

const answer =
  (body: string | null, status: number, type = 'application/json') =>
  (): Promise<Response> =>
    Promise.resolve(new Response(body, { status, headers: { 'Content-Type': type } }));

const page = answer('<!doctype html><title>Sign in</title>', 200, 'text/html; charset=utf-8');

describe('an answer that cannot be read', () => {
  it.each([
    ['nothing where a list is due', answer(null, 204)],
    ['JSON that is cut', answer('{"Response":"{\\"entityIds\\":[', 200)],
    ['a page for people', page],
  ])('of an action is no answer: %s', async (_, action) => {
    await expect(connect({ action }).call(segmentActions.listGroupMembers, list)).rejects.toMatchObject({
      status: 200,
    });
  });

  it('of an action that answers nothing is a page for people, and the change is uncertain', async () => {
    const error: unknown = await connect({ action: page })
      .call(segmentActions.addStaticMembers, change)
      .catch((thrown: unknown) => thrown);
    expect(judge(error)).toEqual({ kind: 'failing', reason: '' });
    await connect({ action: answer(null, 204) }).call(segmentActions.addStaticMembers, change);
  });

  it.each([
    [undefined],
    [null],
    [{}],
    [{ entities: null }],
    [{ entities: 'x' }],
    [[]],
    [{ entities: [null] }],
  ])('of a query is %j', async (rows) => {
    await expect(connect({ rows }).list('contact', '?$select=a', 10)).rejects.toMatchObject({ status: 200 });
  });

  it.each([[undefined], [null], ['x'], [[]]])('of a row is %j', async (rows) => {
    await expect(connect({ rows }).retrieve('contact', recordId(id), ['a'])).rejects.toMatchObject({
      status: 200,
    });
  });

  it('of a write is a page for people', async () => {
    const write = (sent: Answers['sent']): Promise<void> =>
      connect(sent ? { sent } : {}).updateUnchanged(segmentDefinitionName, recordId(id), { a: 'b' }, 'W/"1"');
    await expect(write(page)).rejects.toMatchObject({ status: 200 });
    await write(answer(null, 204));
  });

  it('of the columns is {}', async () => {
    await expect(connect({ sent: answer('{}', 200) }).textColumns('contact')).rejects.toMatchObject({
      status: 200,
    });
  });
});

describe('a call without an answer', () => {
  it('is given up after two minutes, and its late answer is heard by nobody', async () => {
    const clock = createManualClock();
    let end: (response: Response) => void = () => undefined;
    const action = (): Promise<Response> => new Promise((resolve) => (end = resolve));
    const call = connect({ action }, clock).call(segmentActions.addStaticMembers, change);
    const outcome = call.then(
      () => 'answered',
      (error: unknown) => judge(error),
    );
    await clock.run();
    expect(clock.now()).toBe(120_000);
    expect(await outcome).toEqual({ kind: 'failing', reason: '' });
    end(new Response(null, { status: 204 }));
  });

  it('leaves no clock running when it is answered in time', async () => {
    const clock = createManualClock();
    await connect({ action: answer(null, 204) }, clock).call(segmentActions.addStaticMembers, change);
    await clock.run();
    expect(clock.now()).toBe(0);
  });
});

describe('a reading', () => {
  const never = new AbortController().signal;

  it('is done again when its answer could not be read, and fails when none can be', async () => {
    const clock = createManualClock();
    let calls = 0;
    const dataverse = connect({
      action() {
        calls += 1;
        return calls < 3 ? answer('{', 200)() : answer('{"Response":"[]"}', 200)();
      },
    });
    const read = patiently(() => dataverse.call(segmentActions.listGroupMembers, list), never, clock);
    await clock.run();
    expect(await read).toEqual({ Response: '[]' });

    const hopeless = patiently(
      () => connect({ action: answer('{', 200) }).call(segmentActions.listGroupMembers, list),
      never,
      clock,
    ).catch((error: unknown) => error);
    await clock.run();
    expect(await hopeless).toMatchObject({ status: 200 });
  });

  it('outlives an outage of four seconds and gives up after half a minute without a connection', async () => {
    const clock = createManualClock();
    const away = (until: number) => (): Promise<string> =>
      clock.now() < until ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('read');
    const short = patiently(away(4000), never, clock);
    await clock.run();
    expect(await short).toBe('read');
    const start = clock.now();
    const long = patiently(away(Infinity), never, clock).catch((error: unknown) => error);
    await clock.run();
    expect(await long).toBeInstanceOf(TypeError);
    expect(clock.now() - start).toBeLessThan(30_000);
  });
});
