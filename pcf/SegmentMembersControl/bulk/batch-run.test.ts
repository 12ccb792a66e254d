import fc from 'fast-check';
import { createManualClock } from '../testing/manual-clock';
import { startBatchRun } from './batch-run';
import { createServer, everyItemOnce, finishWithResumes, start, type Fault } from './testing/fake-server';

const fault = fc.constantFrom<Fault>(
  ...([
    'none',
    'none',
    'none',
    'throttled',
    'cutBefore',
    'cutAfter',
    'failingBefore',
    'failingAfter',
  ] as const),
  ...(['signedOut', 'forbidden'] as const),
);

describe('a batch run', () => {
  it('does everything exactly once whatever faults come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 40 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 50 }),
        async (faults, count, batchSize) => {
          const clock = createManualClock();
          const server = createServer(clock, faults);
          const run = start(clock, server, count, batchSize);
          await finishWithResumes(clock, run);
          expect(run.progress().status.kind).toBe('finished');
          expect(run.report().done.length).toBe(count);
          expect(server.members.size).toBe(count);
          expect(server.additions.length).toBe(count);
          expect(server.mostAtOnce()).toBeLessThanOrEqual(6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('knows exactly what was done when it is cancelled at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 20 }),
        fc.integer({ min: 0, max: 3000 }),
        async (faults, cancelAt) => {
          const clock = createManualClock();
          const server = createServer(clock, faults);
          const run = start(clock, server, 500, 20);
          clock.after(cancelAt, () => run.cancel());
          await finishWithResumes(clock, run);
          const report = run.report();
          everyItemOnce(report, 500);
          expect(report.done.filter((item) => !server.members.has(item))).toEqual([]);
          expect(report.notSent.filter((item) => server.members.has(item))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds the items that the server refuses and does all others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { maxLength: 15 }), async (bad) => {
        const clock = createManualClock();
        const server = createServer(clock, [], { refuses: new Set(bad) });
        const run = start(clock, server, 200, 100);
        await finishWithResumes(clock, run);
        const report = run.report();
        everyItemOnce(report, 200);
        expect(report.refused.map(({ item }) => item).sort((a, b) => a - b)).toEqual(
          bad.sort((a, b) => a - b),
        );
        expect(server.members.size).toBe(200 - bad.length);
      }),
      { numRuns: 40 },
    );
  });

  it('comes within 1.15 of what six calls at a time can do', async () => {
    const clock = createManualClock();
    const run = start(clock, createServer(clock, []), 200_000, 1000);
    await clock.run(() => run.progress().status.kind === 'finished');
    const limit = Math.ceil(200 / 6) * 250;
    expect(clock.now()).toBeLessThanOrEqual(limit * 1.15);
  });

  it('stays within twice that time with one call in ten throttled and one in fifty cut', async () => {
    const clock = createManualClock();
    const faults = Array.from({ length: 400 }, (_, call): Fault => {
      if (call % 10 === 3) return 'throttled';
      return call % 50 === 7 ? 'cutAfter' : 'none';
    });
    const server = createServer(clock, faults);
    const run = start(clock, server, 200_000, 1000);
    await clock.run(() => run.progress().status.kind === 'finished');
    expect(server.additions.length).toBe(200_000);
    expect(clock.now()).toBeLessThanOrEqual(Math.ceil(200 / 6) * 250 * 2);
  });

  it.each([
    ['no time', 0, 500, 550],
    ['the past', -5000, 500, 550],
    ['for ever', Infinity, 600_000, 660_000],
    ['a day', 86_400_000, 600_000, 660_000],
    ['seven seconds', 7000, 7000, 7700],
  ])('waits a bounded time when the server asks for %s', async (_, asked, least, most) => {
    const clock = createManualClock();
    const run = startBatchRun({
      items: [1],
      batchSize: 1,
      send: () => Promise.reject(new Error()),
      judge: () => ({ kind: 'throttled', retryAfterMilliseconds: asked }),
      clock,
    });
    await clock.run(() => run.progress().status.kind === 'waiting');
    const { status } = run.progress();
    if (status.kind !== 'waiting') throw new Error(status.kind);
    expect(status.until).toBeGreaterThanOrEqual(least);
    expect(status.until).toBeLessThanOrEqual(most);
    run.cancel();
  });

  it('starts nothing while it is paused', async () => {
    const clock = createManualClock();
    const server = createServer(clock, []);
    const run = start(clock, server, 100, 10);
    await clock.run(() => server.calls() > 0);
    run.pause();
    await clock.run();
    expect(run.progress().status.kind).toBe('paused');
    const callsBefore = server.calls();
    await clock.run();
    expect(server.calls()).toBe(callsBefore);
    run.resume();
    await clock.run();
    expect(run.progress().status.kind).toBe('finished');
  });
});

describe('the progress of a batch run', () => {
  it('is told after every change, with its speed and the time that is left', async () => {
    const clock = createManualClock();
    const run = start(clock, createServer(clock, [], { latency: 1000 }), 100, 10);
    let told = 0;
    const endWatch = run.subscribe(() => (told += 1));
    expect(run.progress()).toMatchObject({
      total: 100,
      done: 0,
      refused: 0,
      rate: 0,
      secondsLeft: undefined,
    });
    await clock.run(() => run.progress().done === 30);
    expect(run.progress()).toMatchObject({ done: 30, rate: 30, secondsLeft: 70 / 30 });
    const toldSoFar = told;
    expect(toldSoFar).toBeGreaterThanOrEqual(4);
    endWatch();
    await clock.run();
    expect(told).toBe(toldSoFar);
    expect(run.progress()).toMatchObject({ done: 100, secondsLeft: 0 });
  });

  it('counts who was refused and who was failed at as seen to', async () => {
    const clock = createManualClock();
    const run = startBatchRun({
      items: [1, 2, 3, 4],
      batchSize: 1,
      send: ([item]) =>
        new Promise<void>((resolve, reject) => {
          clock.after(500, () => (item === 1 || item === 2 ? reject(new Error(`${item}`)) : resolve()));
        }),
      judge: (error) => ({ kind: (error as Error).message === '1' ? 'refused' : 'failing', reason: 'no' }),
      clock,
      random: () => 0.5,
    });
    await clock.run(() => run.progress().done === 2);
    const { rate, secondsLeft } = run.progress();
    expect(rate).toBeGreaterThan(0);
    // One is refused and two are done; one is left, at which the server fails.
    expect((secondsLeft ?? 0) * rate).toBeCloseTo(1);
    await clock.run();
    expect(run.progress()).toMatchObject({ total: 4, done: 2, refused: 2, secondsLeft: 0 });
    expect(run.report()).toMatchObject({
      refused: [{ item: 1, reason: 'no' }],
      failed: [{ item: 2, reason: 'no' }],
      // The refusal is the server's answer; what it failed at may be done.
      toBeChecked: [2],
      uncertain: [],
      unanswered: [],
    });
  });

  it('has nothing to do without items', async () => {
    const clock = createManualClock();
    const run = start(clock, createServer(clock, []), 0, 10);
    await clock.run();
    expect(run.progress()).toMatchObject({ status: { kind: 'finished' }, total: 0, done: 0 });
    everyItemOnce(run.report(), 0);
  });
});
