import fc from 'fast-check';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { startBatchRun, type BatchReport, type BatchRun } from './batch-run';
import type { Judgement } from './pool';

/** What a fake server does with one call. */
type Fault = 'none' | 'throttled' | 'cutBefore' | 'cutAfter';

class FaultError extends Error {
  constructor(readonly judgement: Judgement) {
    super('fault');
  }
}

interface FakeServer {
  readonly members: ReadonlySet<number>;
  /** Every change of the set, to see that nothing is done twice. */
  readonly additions: readonly number[];
  readonly mostAtOnce: () => number;
  readonly calls: () => number;
  send(batch: readonly number[]): Promise<void>;
}

function createServer(
  clock: ManualClock,
  faults: readonly Fault[],
  { latency = 250, refuses = new Set<number>() }: { latency?: number; refuses?: ReadonlySet<number> } = {},
): FakeServer {
  const members = new Set<number>();
  const additions: number[] = [];
  let calls = 0;
  let atOnce = 0;
  let most = 0;
  const add = (batch: readonly number[]): void => {
    for (const item of batch) {
      if (!members.has(item)) additions.push(item);
      members.add(item);
    }
  };
  return {
    members,
    additions,
    mostAtOnce: () => most,
    calls: () => calls,
    async send(batch) {
      const fault = faults[calls] ?? 'none';
      calls += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise<void>((resolve) => clock.after(fault === 'throttled' ? 5 : latency, resolve));
      atOnce -= 1;
      if (fault === 'throttled') throw new FaultError({ kind: 'throttled', retryAfterMilliseconds: 1000 });
      if (fault === 'cutBefore') throw new FaultError({ kind: 'unreachable', reason: 'cut' });
      if (batch.some((item) => refuses.has(item)))
        throw new FaultError({ kind: 'refused', reason: 'unknown id' });
      add(batch);
      if (fault === 'cutAfter') throw new FaultError({ kind: 'unreachable', reason: 'cut' });
    },
  };
}

function start(clock: ManualClock, server: FakeServer, count: number, batchSize: number): BatchRun<number> {
  return startBatchRun({
    items: Array.from({ length: count }, (_, index) => index),
    batchSize,
    send: (batch) => server.send(batch),
    judge: (error) => (error as FaultError).judgement,
    clock,
    random: () => 0.5,
  });
}

function everyItemOnce(report: BatchReport<number>, count: number): void {
  const { done, refused, uncertain, notSent } = report;
  const all = [...done, ...refused.map(({ item }) => item), ...uncertain, ...notSent];
  expect(all.length).toBe(count);
  expect(new Set(all).size).toBe(count);
}

const fault = fc.constantFrom<Fault>('none', 'none', 'none', 'throttled', 'cutBefore', 'cutAfter');

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

  it('interrupts itself when the server stays away, says what is uncertain, and goes on when told', async () => {
    const clock = createManualClock();
    const server = createServer(
      clock,
      Array.from({ length: 40 }, (): Fault => 'cutBefore'),
    );
    const run = start(clock, server, 50, 10);
    await clock.run(() => run.progress().status.kind === 'interrupted');
    const report = run.report();
    everyItemOnce(report, 50);
    expect(report.done).toEqual([]);
    expect(report.uncertain.length).toBeGreaterThan(0);
    await finishWithResumes(clock, run);
    expect(server.members.size).toBe(50);
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

  it('asks its user instead of refusing 200,000 items one by one', async () => {
    const clock = createManualClock();
    const all = new Set(Array.from({ length: 5000 }, (_, index) => index));
    const server = createServer(clock, [], { refuses: all });
    const run = start(clock, server, 5000, 1000);
    await clock.run(() => run.progress().status.kind === 'interrupted');
    expect(run.progress().status).toEqual({ kind: 'interrupted', reason: 'unknown id' });
    expect(server.calls()).toBeLessThan(200);
    everyItemOnce(run.report(), 5000);
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

/** Lets the run go to its end and resumes it whenever it has interrupted itself. */
async function finishWithResumes(clock: ManualClock, run: BatchRun<number>): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    await clock.run(() => run.progress().status.kind === 'interrupted');
    if (run.progress().status.kind !== 'interrupted') return;
    run.resume();
  }
}
