import { createManualClock } from '../testing/manual-clock';
import { startBatchRun } from './batch-run';
import { createServer, everyItemOnce, start, type Fault } from './testing/fake-server';

describe('a run against a sick server', () => {
  it('sends nothing while the server refuses every call, and goes on after the time it asked for', async () => {
    const clock = createManualClock();
    const server = createServer(clock, ['throttled', 'throttled', 'throttled']);
    const run = start(clock, server, 100, 10);
    await clock.run(() => run.progress().status.kind === 'waiting');
    expect(server.calls()).toBe(3);
    const waiting = run.progress().status;
    expect(waiting.kind === 'waiting' && waiting.until).toBeGreaterThanOrEqual(1000);
    await clock.run(() => run.progress().status.kind === 'finished');
    expect(server.members.size).toBe(100);
  });

  it('says at once that it waits for the connection, sends one probe at a time and goes on by itself', async () => {
    const clock = createManualClock();
    const server = createServer(
      clock,
      Array.from({ length: 12 }, (): Fault => 'cutBefore'),
      { latency: 10 },
    );
    const run = start(clock, server, 50, 10);
    await clock.run(() => run.progress().status.kind === 'blocked');
    expect(run.progress().status).toMatchObject({ kind: 'blocked', cause: 'connection' });
    expect(clock.now()).toBe(10);
    await clock.run(() => clock.now() > 10);
    const callsAtOutage = server.calls();
    expect(callsAtOutage).toBeLessThanOrEqual(4);
    const report = run.report();
    everyItemOnce(report, 50);
    expect(report.done).toEqual([]);
    expect(report.uncertain.length).toBe(30);
    await clock.run();
    expect(run.progress().status.kind).toBe('finished');
    expect(server.members.size).toBe(50);
    expect(server.calls()).toBe(12 + 5);
  });

  it('tries at once when its user knows that the connection is back', async () => {
    const clock = createManualClock();
    const server = createServer(
      clock,
      Array.from({ length: 9 }, (): Fault => 'cutBefore'),
      { latency: 10 },
    );
    const run = start(clock, server, 30, 10);
    await clock.run(() => {
      const { status } = run.progress();
      return server.calls() === 9 && status.kind === 'blocked' && status.until > clock.now();
    });
    const before = clock.now();
    run.resume();
    await clock.run();
    expect(clock.now() - before).toBeLessThan(1000);
    expect(server.members.size).toBe(30);
  });

  it('waits for its user to sign in again, and does nothing twice after that', async () => {
    const clock = createManualClock();
    const server = createServer(clock, ['none', 'signedOut', 'signedOut', 'signedOut', 'signedOut']);
    const run = start(clock, server, 50, 10);
    await clock.run(() => run.progress().status.kind === 'blocked');
    expect(run.progress().status).toMatchObject({ kind: 'blocked', cause: 'signIn' });
    await clock.run();
    expect(run.progress().status.kind).toBe('finished');
    expect(server.additions.length).toBe(50);
  });

  it('holds nothing against the items of calls that the server fails at, and does the others', async () => {
    const clock = createManualClock();
    const bad = new Set([7, 431]);
    const server = createServer(clock, []);
    const run = startBatchRun({
      items: Array.from({ length: 1000 }, (_, index) => index),
      batchSize: 100,
      send: (batch) =>
        batch.some((item) => bad.has(item)) ? Promise.reject(new Error('deadlock')) : server.send(batch),
      judge: (error) => ({ kind: 'failing', reason: (error as Error).message }),
      clock,
      random: () => 0.5,
    });
    await clock.run();
    expect(run.progress().status.kind).toBe('finished');
    const report = run.report();
    everyItemOnce(report, 1000);
    expect(report.refused).toEqual([]);
    expect(report.failed).toHaveLength(2);
    expect(report.failed).toEqual(
      expect.arrayContaining([
        { item: 7, reason: 'deadlock' },
        { item: 431, reason: 'deadlock' },
      ]),
    );
    expect([...report.toBeChecked].sort()).toEqual([431, 7]);
    expect(server.members.size).toBe(998);
  });

  it('stops and asks when the server fails at everything, and does everything when told to go on later', async () => {
    const clock = createManualClock();
    let isSick = true;
    const server = createServer(clock, []);
    const run = startBatchRun({
      items: Array.from({ length: 3000 }, (_, index) => index),
      batchSize: 1000,
      send: (batch) => (isSick ? Promise.reject(new Error('deadlock')) : server.send(batch)),
      judge: (error) => ({ kind: 'failing', reason: (error as Error).message }),
      clock,
      random: () => 0.5,
    });
    await clock.run();
    expect(run.progress().status).toEqual({ kind: 'interrupted', reason: 'deadlock' });
    everyItemOnce(run.report(), 3000);
    expect(run.report().refused).toEqual([]);
    isSick = false;
    run.resume();
    await clock.run();
    expect(run.report().done.length).toBe(3000);
  });

  it('stops and asks when the server has been too busy for half an hour', async () => {
    const clock = createManualClock();
    let calls = 0;
    const run = startBatchRun({
      items: [1, 2, 3],
      batchSize: 1,
      send() {
        calls += 1;
        return Promise.reject(new Error());
      },
      judge: () => ({ kind: 'throttled', retryAfterMilliseconds: 0 }),
      clock,
    });
    await clock.run();
    expect(run.progress().status.kind).toBe('interrupted');
    expect(clock.now()).toBeGreaterThanOrEqual(30 * 60_000);
    expect(calls).toBeLessThanOrEqual(3 * (30 * 60 * 2 + 1));
  });

  it('ends within two seconds of a cancel, whatever hangs, and calls that uncertain', async () => {
    const clock = createManualClock();
    const server = createServer(clock, ['none', 'hangs', 'hangs']);
    const run = start(clock, server, 50, 10);
    await clock.run(() => run.progress().done === 10);
    const before = clock.now();
    run.cancel();
    run.resume();
    expect(run.progress().status.kind).toBe('cancelling');
    await clock.run();
    expect(run.progress().status.kind).toBe('cancelled');
    expect(clock.now() - before).toBeLessThanOrEqual(2000);
    const report = run.report();
    everyItemOnce(report, 50);
    expect([...report.unanswered].sort()).toEqual([...report.uncertain].sort());
    const callsBefore = server.calls();
    run.resume();
    await clock.run();
    expect(run.progress().status.kind).toBe('cancelled');
    expect(server.calls()).toBe(callsBefore);
    expect(report.uncertain.length).toBeGreaterThanOrEqual(20);
  });

  it('remembers that a call was cut off when it is forbidden after that', async () => {
    const clock = createManualClock();
    const server = createServer(clock, ['cutAfter', 'forbidden']);
    const run = start(clock, server, 10, 10);
    await clock.run(() => run.progress().status.kind === 'interrupted');
    expect(server.members.size).toBe(10);
    expect(run.report()).toMatchObject({ notSent: [] });
    expect(run.report().uncertain.length).toBe(10);
  });

  it('remembers that a call was cut off when it is refused and halved after that', async () => {
    const clock = createManualClock();
    let calls = 0;
    const run = startBatchRun({
      items: [1, 2, 3, 4],
      batchSize: 4,
      send() {
        calls += 1;
        return Promise.reject(new Error());
      },
      judge: () =>
        calls === 1 ? { kind: 'unreachable', reason: '' } : { kind: 'refused', reason: 'the group is gone' },
      clock,
      random: () => 0.5,
    });
    await clock.run();
    expect(run.report().refused.length).toBe(4);
    expect([...run.report().toBeChecked].sort()).toEqual([1, 2, 3, 4]);
  });

  it('asks its user after 500 refused calls, however much is done in between', async () => {
    const clock = createManualClock();
    const every2nd = new Set(Array.from({ length: 10_000 }, (_, index) => index * 2));
    const server = createServer(clock, [], { refuses: every2nd });
    let refusedCalls = 0;
    const run = startBatchRun({
      items: Array.from({ length: 20_000 }, (_, index) => index),
      batchSize: 1000,
      send: (batch) => server.send(batch),
      judge() {
        refusedCalls += 1;
        return { kind: 'refused', reason: 'unknown id' };
      },
      clock,
    });
    await clock.run(() => run.progress().status.kind === 'interrupted');
    expect(refusedCalls).toBe(500);
    everyItemOnce(run.report(), 20_000);
    await clock.run();
    const before = refusedCalls;
    run.resume();
    await clock.run(() => run.progress().status.kind === 'interrupted');
    // Twice as many before it asks again.
    expect(refusedCalls - before).toBe(1000);
  });

  it('asks its user instead of refusing 200,000 items one by one', async () => {
    const clock = createManualClock();
    const all = new Set(Array.from({ length: 5000 }, (_, index) => index));
    const server = createServer(clock, [], { refuses: all });
    const run = start(clock, server, 5000, 1000);
    await clock.run(() => run.progress().status.kind === 'interrupted');
    expect(run.progress().status).toEqual({ kind: 'interrupted', reason: 'unknown id' });
    expect(run.report().refused.length).toBe(20);
    expect(server.calls()).toBeLessThan(200);
    everyItemOnce(run.report(), 5000);
    run.resume();
    await clock.run(() => run.progress().status.kind === 'interrupted');
    expect(run.report().refused.length).toBe(40);
  });

  it('stops at once when the user may not do it at all', async () => {
    const clock = createManualClock();
    let calls = 0;
    const run = startBatchRun({
      items: [1, 2, 3, 4, 5],
      batchSize: 1,
      send() {
        calls += 1;
        return Promise.reject(new Error('no'));
      },
      judge: () => ({ kind: 'forbidden', reason: 'no privilege' }),
      clock,
    });
    await clock.run();
    expect(run.progress().status).toEqual({ kind: 'interrupted', reason: 'no privilege' });
    expect(calls).toBeLessThanOrEqual(3);
    expect(run.report().notSent.length).toBe(5);
  });
});
