import type { ManualClock } from '../../testing/manual-clock';
import { startBatchRun, type BatchReport, type BatchRun } from '../batch-run';
import type { Judgement } from '../judgement';

/** What a fake server does with one call. */
export type Fault =
  | 'none'
  | 'throttled'
  | 'cutBefore'
  | 'cutAfter'
  | 'failingBefore'
  | 'failingAfter'
  | 'signedOut'
  | 'forbidden'
  | 'hangs';

export class FaultError extends Error {
  constructor(readonly judgement: Judgement) {
    super('fault');
  }
}

export interface FakeServer {
  readonly members: ReadonlySet<number>;
  /** Every change of the set, to see that nothing is done twice. */
  readonly additions: readonly number[];
  readonly mostAtOnce: () => number;
  readonly calls: () => number;
  send(batch: readonly number[]): Promise<void>;
}

export function createServer(
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
      if (fault === 'hangs') await new Promise(() => undefined);
      await new Promise<void>((resolve) => clock.after(fault === 'throttled' ? 5 : latency, resolve));
      atOnce -= 1;
      if (fault === 'throttled') throw new FaultError({ kind: 'throttled', retryAfterMilliseconds: 1000 });
      if (fault === 'signedOut') throw new FaultError({ kind: 'signedOut', reason: '' });
      if (fault === 'forbidden') throw new FaultError({ kind: 'forbidden', reason: 'no privilege' });
      if (fault === 'failingBefore') throw new FaultError({ kind: 'failing', reason: 'deadlock' });
      if (fault === 'cutBefore') throw new FaultError({ kind: 'unreachable', reason: 'cut' });
      if (batch.some((item) => refuses.has(item)))
        throw new FaultError({ kind: 'refused', reason: 'unknown id' });
      add(batch);
      if (fault === 'failingAfter') throw new FaultError({ kind: 'failing', reason: 'deadlock' });
      if (fault === 'cutAfter') throw new FaultError({ kind: 'unreachable', reason: 'cut' });
    },
  };
}

export function start(
  clock: ManualClock,
  server: FakeServer,
  count: number,
  batchSize: number,
): BatchRun<number> {
  return startBatchRun({
    items: Array.from({ length: count }, (_, index) => index),
    batchSize,
    send: (batch) => server.send(batch),
    judge: (error) =>
      error instanceof FaultError ? error.judgement : { kind: 'failing', reason: (error as Error).message },
    clock,
    random: () => 0.5,
  });
}

export function everyItemOnce(report: BatchReport<number>, count: number): void {
  const { done, refused, failed, uncertain, notSent } = report;
  const all = [...done, ...[...refused, ...failed].map(({ item }) => item), ...uncertain, ...notSent];
  expect(all.length).toBe(count);
  expect(new Set(all).size).toBe(count);
}

/** Lets the run go to its end and resumes it whenever it has interrupted itself. */
export async function finishWithResumes(clock: ManualClock, run: BatchRun<number>): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    await clock.run(() => run.progress().status.kind === 'interrupted');
    if (run.progress().status.kind !== 'interrupted') return;
    run.resume();
  }
}
