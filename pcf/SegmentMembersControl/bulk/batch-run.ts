import { realClock, type Clock } from './clock';
import type { ParallelismLimits } from './parallelism';
import { startPool, type Judgement, type PoolStatus } from './pool';
import { createRate } from './rate';

export interface BatchRunOptions<Item> {
  readonly items: readonly Item[];
  /** Most items in one call. */
  readonly batchSize: number;
  /** One call. Doing it twice with the same items has to be the same as doing it once. */
  send(batch: readonly Item[]): Promise<void>;
  judge(error: unknown): Judgement;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly parallelism?: ParallelismLimits;
}

export interface Refusal<Item> {
  readonly item: Item;
  readonly reason: string;
}

/** Exactly what was done. The four lists together hold every item once. */
export interface BatchReport<Item> {
  readonly done: readonly Item[];
  readonly refused: readonly Refusal<Item>[];
  /** Sent, but the connection was cut before an answer: done or not. */
  readonly uncertain: readonly Item[];
  readonly notSent: readonly Item[];
}

export interface BatchProgress {
  readonly status: PoolStatus;
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  /** Items a second over the last seconds; 0 while nothing is known. */
  readonly rate: number;
  /** Seconds at this rate; `undefined` while nothing is known. */
  readonly secondsLeft: number | undefined;
}

export interface BatchRun<Item> {
  progress(): BatchProgress;
  /** Calls `listener` after every change; the answer ends that. */
  subscribe(listener: () => void): () => void;
  pause(): void;
  resume(): void;
  cancel(): void;
  /** What has been done so far; final once `ended` has resolved. */
  report(): BatchReport<Item>;
  readonly ended: Promise<void>;
}

/** Single items refused one after the other, with nothing done in between, before the run asks its user. */
const refusalsInARow = 20;

/**
 * Does one operation with many items in calls of a limited size. A refused call is halved until the items that
 * the server objects to are known.
 */
export function startBatchRun<Item>(options: BatchRunOptions<Item>): BatchRun<Item> {
  const { items, batchSize } = options;
  const clock = options.clock ?? realClock;
  const rate = createRate(clock);
  const done: (readonly Item[])[] = [];
  const refused: Refusal<Item>[] = [];
  const halves: (readonly Item[])[] = [];
  const listeners = new Set<() => void>();
  let doneCount = 0;
  let nextItem = 0;
  let refusedInARow = 0;

  function nextBatch(): readonly Item[] | undefined {
    const half = halves.shift();
    if (half) return half;
    if (nextItem >= items.length) return undefined;
    const batch = items.slice(nextItem, nextItem + batchSize);
    nextItem += batchSize;
    return batch;
  }

  function onRefused(batch: readonly Item[], reason: string): void {
    const [first] = batch;
    if (batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      halves.unshift(batch.slice(0, middle), batch.slice(middle));
    } else if (first !== undefined) {
      refused.push({ item: first, reason });
      refusedInARow += 1;
      if (refusedInARow === refusalsInARow) pool.interrupt(reason);
    }
  }

  const pool = startPool<readonly Item[]>({
    ...options,
    next: nextBatch,
    async perform(batch) {
      await options.send(batch);
      done.push(batch);
      doneCount += batch.length;
      refusedInARow = 0;
      rate.add(batch.length);
    },
    onRefused,
    onChange: () => listeners.forEach((listener) => listener()),
  });

  function remaining(): number {
    return items.length - doneCount - refused.length;
  }

  return {
    progress() {
      const perSecond = rate.perSecond();
      return {
        status: pool.status(),
        total: items.length,
        done: doneCount,
        refused: refused.length,
        rate: perSecond,
        secondsLeft: perSecond > 0 ? remaining() / perSecond : undefined,
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pause: () => pool.pause(),
    resume() {
      refusedInARow = 0;
      pool.resume();
    },
    cancel: () => pool.cancel(),
    report: () => ({
      done: done.flat(),
      refused: [...refused],
      uncertain: pool.uncertain().flat(),
      notSent: [...pool.waiting().flat(), ...halves.flat(), ...items.slice(nextItem)],
    }),
    ended: pool.ended,
  };
}
