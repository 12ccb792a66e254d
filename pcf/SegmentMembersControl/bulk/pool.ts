import { afterServerSaid, backoff } from './backoff';
import { blockedAgain, type Blockage, type BlockageCause } from './blockage';
import { realClock, type Clock } from './clock';
import type { Judgement } from './judgement';
import { createParallelism, defaultParallelism, type ParallelismLimits } from './parallelism';
import { createStamina } from './stamina';

export type PoolStatus =
  | { readonly kind: 'running' }
  /** Nothing is under way until `until` (in the clock's time), because the server asked for a pause. */
  | { readonly kind: 'waiting'; readonly until: number }
  /** Waits for the connection or for a sign-in and goes on by itself; tries again at `until`. */
  | { readonly kind: 'blocked'; readonly cause: BlockageCause; readonly until: number }
  | { readonly kind: 'paused' }
  /** Paused by itself; resume tries again. `reason` is the server's. */
  | { readonly kind: 'interrupted'; readonly reason: string }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'finished' };

/** A task that will not be done, and whether one of its attempts may have done it all the same. */
export interface Unsuccessful<Task> {
  readonly task: Task;
  /** What its last attempt failed with. */
  readonly error: unknown;
  readonly reason: string;
  readonly isUncertain: boolean;
}

export interface PoolOptions<Task> {
  /** The next task that has not been given out, `undefined` when there is none for now. */
  next(): Task | undefined;
  /** Has to end at some time: a task without an answer is waited for. */
  perform(task: Task): Promise<void>;
  judge(error: unknown): Judgement;
  /** Called once for each task that was done; an answer after the pool's end counts for nothing. */
  onDone?(task: Task): void;
  /** Called for a task that the server refuses; may make `next` give further ones. */
  onRefused(refused: Unsuccessful<Task>): void;
  /** Called for a task that the server has failed at too often; may make `next` give further ones. */
  onFailed(failed: Unsuccessful<Task>): void;
  /** Called after every change of status or of what is under way. */
  onChange?(): void;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly parallelism?: ParallelismLimits;
}

export interface Pool<Task> {
  status(): PoolStatus;
  /** Tasks without an answer yet: under way, or sent and cut off. */
  uncertain(): readonly Task[];
  /** Those of them that are under way. */
  underWay(): readonly Task[];
  /** Tasks that were given out, have had no effect and wait for their next attempt. */
  waiting(): readonly Task[];
  pause(): void;
  resume(): void;
  /** Starts nothing more; ends when what is under way has been answered, or after a second. */
  cancel(): void;
  /** Stops as `interrupted` with this reason. */
  interrupt(reason: string): void;
  /** Resolves when the pool has finished or was cancelled. Never rejects. */
  readonly ended: Promise<void>;
}

interface Attempt<Task> {
  readonly task: Task;
  readonly attempts: number;
  readonly notBefore: number;
  readonly isUncertain: boolean;
  /** Calls that had succeeded when this one failed first. */
  readonly succeededAtFirst: number;
}

/** Milliseconds that a cancelled pool waits for the answers to what is under way. */
const cancelGrace = 1000;

/**
 * Performs tasks several at a time, as many as the server takes, and again when it was too busy or out of reach.
 * Knows nothing of what the tasks are.
 */
export function startPool<Task>(options: PoolOptions<Task>): Pool<Task> {
  const clock = options.clock ?? realClock;
  const random = options.random ?? Math.random;
  const parallelism = createParallelism(options.parallelism ?? defaultParallelism);
  const stamina = createStamina(clock.now());
  const underWay = new Set<Attempt<Task>>();
  let waiting: readonly Attempt<Task>[] = [];
  let status: PoolStatus = { kind: 'running' };
  let holdUntil = -Infinity;
  let blockage: Blockage | undefined;
  let probe: Attempt<Task> | undefined;
  let cancelTimer: (() => void) | undefined;
  let end: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));

  function isActive(): boolean {
    return status.kind === 'running' || status.kind === 'waiting' || status.kind === 'blocked';
  }

  function isOver(): boolean {
    return status.kind === 'finished' || status.kind === 'cancelled';
  }

  function change(next: PoolStatus): void {
    status = next;
    if (isOver()) {
      cancelTimer?.();
      end();
    }
    options.onChange?.();
  }

  function take(now: number): Attempt<Task> | undefined {
    const ready = waiting.find((attempt) => attempt.notBefore <= now);
    if (ready) {
      waiting = waiting.filter((attempt) => attempt !== ready);
      return ready;
    }
    const task = options.next();
    if (task === undefined) return undefined;
    return { task, attempts: 0, notBefore: now, isUncertain: false, succeededAtFirst: Infinity };
  }

  function pump(): void {
    if (status.kind === 'cancelling' && underWay.size === 0) change({ kind: 'cancelled' });
    if (!isActive()) return;
    cancelTimer?.();
    const now = clock.now();
    const free = Math.max(holdUntil, blockage?.until ?? -Infinity);
    while (now >= free && hasRoom()) {
      const attempt = take(now);
      if (!attempt) break;
      if (blockage) probe = attempt;
      start(attempt);
    }
    wakeUpLater(now, free);
    if (blockage) change({ kind: 'blocked', cause: blockage.cause, until: blockage.until });
    else if (underWay.size > 0) change({ kind: 'running' });
    else if (waiting.length > 0 || now < holdUntil) change({ kind: 'waiting', until: nextMoment(now, free) });
    else change({ kind: 'finished' });
  }

  function hasRoom(): boolean {
    return blockage ? probe === undefined : underWay.size < parallelism.limit();
  }

  function nextMoment(now: number, free: number): number {
    return Math.max(
      free,
      Math.min(...waiting.map(({ notBefore }) => notBefore), waiting.length ? Infinity : now),
    );
  }

  function wakeUpLater(now: number, free: number): void {
    const next = nextMoment(now, free);
    if (next > now && Number.isFinite(next)) cancelTimer = clock.after(next - now, pump);
  }

  function start(attempt: Attempt<Task>): void {
    const settle = (outcome: () => void): void => {
      if (isOver()) return;
      underWay.delete(attempt);
      const wasProbe = probe === attempt;
      if (wasProbe) probe = undefined;
      outcome();
      pump();
    };
    const fail = (error: unknown): void => {
      const wasProbe = probe === attempt;
      settle(() => handle(attempt, error, wasProbe));
    };
    underWay.add(attempt);
    options.perform(attempt.task).then(() => settle(() => succeed(attempt)), fail);
  }

  function succeed({ task }: Attempt<Task>): void {
    blockage = undefined;
    stamina.succeeded(clock.now());
    parallelism.succeeded();
    options.onDone?.(task);
  }

  function handle(attempt: Attempt<Task>, error: unknown, wasProbe: boolean): void {
    const judgement = options.judge(error);
    const { task, isUncertain } = attempt;
    const now = clock.now();
    if (judgement.kind !== 'unreachable' && judgement.kind !== 'signedOut') blockage = undefined;
    switch (judgement.kind) {
      case 'throttled':
        throttle(attempt, judgement.retryAfterMilliseconds, now);
        break;
      case 'unreachable':
        blockage = blockedAgain(blockage, 'connection', wasProbe, now, random);
        again({ ...attempt, notBefore: now, isUncertain: true });
        break;
      case 'signedOut':
        blockage = blockedAgain(blockage, 'signIn', wasProbe, now, random);
        again({ ...attempt, notBefore: now });
        break;
      case 'failing':
        failAt(attempt, error, judgement.reason);
        break;
      case 'refused':
        options.onRefused({ task, error, reason: judgement.reason, isUncertain });
        break;
      case 'forbidden':
        again({ ...attempt, attempts: 0, notBefore: now });
        if (isActive()) change({ kind: 'interrupted', reason: judgement.reason });
    }
    if (stamina.isExhaustedBy(judgement, now) && isActive()) {
      change({ kind: 'interrupted', reason: 'reason' in judgement ? judgement.reason : '' });
    }
  }

  function throttle(attempt: Attempt<Task>, asked: number | undefined, now: number): void {
    parallelism.throttled();
    const attempts = attempt.attempts + 1;
    const wait = asked === undefined ? backoff(attempts, random) : afterServerSaid(asked, random);
    if (parallelism.isCrowded()) holdUntil = Math.max(holdUntil, now + wait);
    again({ ...attempt, attempts, notBefore: now + wait });
  }

  function failAt(attempt: Attempt<Task>, error: unknown, reason: string): void {
    const attempts = attempt.attempts + 1;
    const succeededAtFirst = Math.min(attempt.succeededAtFirst, stamina.successes());
    if (stamina.hasHadEnough(attempts, succeededAtFirst)) {
      options.onFailed({ task: attempt.task, error, reason, isUncertain: true });
    } else {
      const notBefore = clock.now() + backoff(attempts, random);
      again({ ...attempt, attempts, notBefore, isUncertain: true, succeededAtFirst });
    }
  }

  function again(attempt: Attempt<Task>): void {
    waiting = [...waiting, attempt];
  }

  function stopWith(next: PoolStatus): void {
    cancelTimer?.();
    change(next);
    pump();
  }

  const pool: Pool<Task> = {
    status: () => status,
    uncertain: () =>
      [...underWay, ...waiting.filter((attempt) => attempt.isUncertain)].map(({ task }) => task),
    underWay: () => [...underWay].map(({ task }) => task),
    waiting: () => waiting.filter((attempt) => !attempt.isUncertain).map(({ task }) => task),
    pause() {
      if (isActive()) stopWith({ kind: 'paused' });
    },
    resume() {
      const now = clock.now();
      stamina.rest(now);
      if (blockage) blockage = { ...blockage, until: now };
      if (status.kind === 'blocked') pump();
      if (status.kind !== 'paused' && status.kind !== 'interrupted') return;
      status = { kind: 'running' };
      pump();
    },
    cancel() {
      if (isOver() || status.kind === 'cancelling') return;
      stopWith({ kind: 'cancelling' });
      if (!isOver()) cancelTimer = clock.after(cancelGrace, () => change({ kind: 'cancelled' }));
    },
    interrupt(reason) {
      if (isActive()) stopWith({ kind: 'interrupted', reason });
    },
    ended,
  };
  // After the caller has the pool, which its callbacks may want to use.
  void Promise.resolve().then(pump);
  return pool;
}
