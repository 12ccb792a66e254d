import { realClock, type Clock } from './clock';
import type { Judgement } from './judgement';
import type { ParallelismLimits } from './parallelism';
import { startPool, type PoolStatus, type Unsuccessful } from './pool';
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

/** An item that was not done, with the server's words, which are empty when it gave no answer. */
export interface Refusal<Item> {
  readonly item: Item;
  readonly reason: string;
}

/** Exactly what was done. The five lists together hold every item once. */
export interface BatchReport<Item> {
  readonly done: readonly Item[];
  /** The server objects to the item. */
  readonly refused: readonly Refusal<Item>[];
  /** The server failed at it, again and again, for a reason of its own: done or not. */
  readonly failed: readonly Refusal<Item>[];
  /** Sent, but there was no answer: done or not. */
  readonly uncertain: readonly Item[];
  readonly notSent: readonly Item[];
  /** Items whose fate only the server knows: some of `refused`, all of `failed` and `uncertain`. */
  readonly toBeChecked: readonly Item[];
  /** Those of `uncertain` whose calls are still under way: they may be done at any moment. */
  readonly unanswered: readonly Item[];
}

export interface BatchProgress {
  readonly status: PoolStatus;
  readonly total: number;
  readonly done: number;
  /** Refused, or failed at. */
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
  /** Goes on after a pause or an interruption; tries at once when it waits for the connection. */
  resume(): void;
  cancel(): void;
  /** What has been done so far; final once `ended` has resolved. */
  report(): BatchReport<Item>;
  readonly ended: Promise<void>;
}

/** Items of one call. After a call without an answer its halves are as uncertain as it was. */
interface Batch<Item> {
  readonly items: readonly Item[];
  readonly isUncertain: boolean;
}

/** Single items refused one after the other, with nothing done in between, before the run asks its user. */
const refusalsInARow = 20;

/** Refused calls before the run asks its user, however much is done in between; twice as many each time. */
const refusedCallsAtFirst = 500;

/**
 * Does one operation with many items in calls of a limited size. A refused call is halved until the items that
 * the server objects to are known.
 */
export function startBatchRun<Item>(options: BatchRunOptions<Item>): BatchRun<Item> {
  const { items, batchSize } = options;
  const clock = options.clock ?? realClock;
  const rate = createRate(clock);
  const done: Item[] = [];
  const refused: Refusal<Item>[] = [];
  const failed: Refusal<Item>[] = [];
  const toBeChecked: Item[] = [];
  const halves: Batch<Item>[] = [];
  const listeners = new Set<() => void>();
  let nextItem = 0;
  let refusedInARow = 0;
  let refusedCalls = 0;
  let refusedCallsAllowed = refusedCallsAtFirst;

  function nextBatch(): Batch<Item> | undefined {
    const half = halves.shift();
    if (half) return half;
    if (nextItem >= items.length) return undefined;
    const batch = items.slice(nextItem, nextItem + batchSize);
    nextItem += batchSize;
    return { items: batch, isUncertain: false };
  }

  /** Halves what was not done, or notes it where it cannot be halved. */
  function take(
    { task, reason, isUncertain: wasCut }: Unsuccessful<Batch<Item>>,
    into: Refusal<Item>[],
  ): boolean {
    const { items: batch } = task;
    const isUncertain = wasCut || task.isUncertain;
    const [first] = batch;
    if (batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      halves.unshift(
        { items: batch.slice(0, middle), isUncertain },
        { items: batch.slice(middle), isUncertain },
      );
      return false;
    }
    if (first === undefined) return false;
    into.push({ item: first, reason });
    if (isUncertain) toBeChecked.push(first);
    return true;
  }

  function onRefused(unsuccessful: Unsuccessful<Batch<Item>>): void {
    refusedCalls += 1;
    if (take(unsuccessful, refused)) refusedInARow += 1;
    if (refusedInARow >= refusalsInARow || refusedCalls >= refusedCallsAllowed) {
      pool.interrupt(unsuccessful.reason);
    }
  }

  const pool = startPool<Batch<Item>>({
    ...options,
    next: nextBatch,
    perform: ({ items: batch }) => options.send(batch),
    onDone({ items: batch }) {
      done.push(...batch);
      refusedInARow = 0;
      rate.add(batch.length);
    },
    onRefused,
    onFailed: (unsuccessful) => take(unsuccessful, failed),
    onChange: () => listeners.forEach((listener) => listener()),
  });

  function report(): BatchReport<Item> {
    const given = [...pool.waiting(), ...halves];
    const cut = given.filter(({ isUncertain }) => isUncertain);
    const uncertain = [...pool.uncertain(), ...cut].flatMap((batch) => batch.items);
    const untouched = given.filter(({ isUncertain }) => !isUncertain).flatMap((batch) => batch.items);
    return {
      done: [...done],
      refused: [...refused],
      failed: [...failed],
      uncertain,
      notSent: [...untouched, ...items.slice(nextItem)],
      toBeChecked: [...toBeChecked, ...uncertain],
      unanswered: pool.underWay().flatMap((batch) => batch.items),
    };
  }

  return {
    progress() {
      const perSecond = rate.perSecond();
      const handled = done.length + refused.length + failed.length;
      return {
        status: pool.status(),
        total: items.length,
        done: done.length,
        refused: refused.length + failed.length,
        rate: perSecond,
        secondsLeft: perSecond > 0 ? (items.length - handled) / perSecond : undefined,
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pause: () => pool.pause(),
    resume() {
      refusedInARow = 0;
      if (refusedCalls >= refusedCallsAllowed) {
        refusedCalls = 0;
        refusedCallsAllowed *= 2;
      }
      pool.resume();
    },
    cancel: () => pool.cancel(),
    report,
    ended: pool.ended,
  };
}
