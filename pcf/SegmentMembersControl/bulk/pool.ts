import { afterServerSaid, attemptsWhenUnreachable, backoff } from './backoff';
import { realClock, type Clock } from './clock';
import { createParallelism, defaultParallelism, type ParallelismLimits } from './parallelism';

/** What an error means for the task it happened to. */
export type Judgement =
  | { readonly kind: 'throttled'; readonly retryAfterMilliseconds?: number | undefined }
  /** No answer came: the call may or may not have had its effect. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The server will not do this task. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The server will do none of the tasks. */
  | { readonly kind: 'forbidden'; readonly reason: string };

export type PoolStatus =
  | { readonly kind: 'running' }
  /** Nothing is under way until `until` (in the clock's time), because the server asked for a pause. */
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'paused' }
  /** Paused by itself; resume tries again. */
  | { readonly kind: 'interrupted'; readonly reason: string }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'finished' };

export interface PoolOptions<Task> {
  /** The next task that has not been given out, `undefined` when there is none for now. */
  next(): Task | undefined;
  perform(task: Task): Promise<void>;
  judge(error: unknown): Judgement;
  /** Called for a task that the server refuses; may make `next` give further ones. */
  onRefused(task: Task, reason: string): void;
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
  /** Tasks that were given out, have had no effect and wait for their next attempt. */
  waiting(): readonly Task[];
  pause(): void;
  resume(): void;
  /** Starts nothing more; ends when what is under way has been answered. */
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
}

/**
 * Performs tasks several at a time, as many as the server takes, and again when it was too busy or out of reach.
 * Knows nothing of what the tasks are.
 */
export function startPool<Task>(options: PoolOptions<Task>): Pool<Task> {
  const clock = options.clock ?? realClock;
  const random = options.random ?? Math.random;
  const parallelism = createParallelism(options.parallelism ?? defaultParallelism);
  const underWay = new Set<Attempt<Task>>();
  let waiting: readonly Attempt<Task>[] = [];
  let status: PoolStatus = { kind: 'running' };
  let holdUntil = -Infinity;
  let cancelTimer: (() => void) | undefined;
  let end: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));

  function isActive(): boolean {
    return status.kind === 'running' || status.kind === 'waiting';
  }

  function change(next: PoolStatus): void {
    status = next;
    if (next.kind === 'finished' || next.kind === 'cancelled') {
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
    return task === undefined ? undefined : { task, attempts: 0, notBefore: now, isUncertain: false };
  }

  function pump(): void {
    if (status.kind === 'cancelling' && underWay.size === 0) change({ kind: 'cancelled' });
    if (!isActive()) return;
    cancelTimer?.();
    const now = clock.now();
    while (now >= holdUntil && underWay.size < parallelism.limit()) {
      const attempt = take(now);
      if (!attempt) break;
      start(attempt);
    }
    if (underWay.size > 0) setRunning();
    else if (waiting.length > 0 || now < holdUntil) waitForNext(now);
    else change({ kind: 'finished' });
  }

  function setRunning(): void {
    const now = clock.now();
    const next = Math.max(holdUntil, Math.min(...waiting.map((attempt) => attempt.notBefore)));
    if (Number.isFinite(next) && next > now) cancelTimer = clock.after(next - now, pump);
    change({ kind: 'running' });
  }

  function waitForNext(now: number): void {
    const earliest = waiting.length > 0 ? Math.min(...waiting.map((attempt) => attempt.notBefore)) : now;
    const until = Math.max(holdUntil, earliest);
    cancelTimer = clock.after(Math.max(0, until - now), pump);
    change({ kind: 'waiting', until });
  }

  function start(attempt: Attempt<Task>): void {
    underWay.add(attempt);
    options.perform(attempt.task).then(
      () => {
        underWay.delete(attempt);
        parallelism.succeeded();
        pump();
      },
      (error: unknown) => {
        underWay.delete(attempt);
        settle(attempt, options.judge(error));
        pump();
      },
    );
  }

  function settle({ task, attempts, isUncertain }: Attempt<Task>, judgement: Judgement): void {
    const now = clock.now();
    switch (judgement.kind) {
      case 'throttled': {
        parallelism.throttled();
        const asked = judgement.retryAfterMilliseconds;
        const wait = asked === undefined ? backoff(attempts + 1, random) : afterServerSaid(asked, random);
        if (parallelism.isCrowded()) holdUntil = Math.max(holdUntil, now + wait);
        again({ task, attempts: attempts + 1, notBefore: now + wait, isUncertain });
        return;
      }
      case 'unreachable': {
        const spent = attempts + 1 >= attemptsWhenUnreachable;
        const notBefore = spent ? now : now + backoff(attempts + 1, random);
        again({ task, attempts: spent ? 0 : attempts + 1, notBefore, isUncertain: true });
        if (spent && isActive()) change({ kind: 'interrupted', reason: judgement.reason });
        return;
      }
      case 'refused':
        options.onRefused(task, judgement.reason);
        return;
      case 'forbidden':
        again({ task, attempts: 0, notBefore: now, isUncertain });
        if (isActive()) change({ kind: 'interrupted', reason: judgement.reason });
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
    waiting: () => waiting.filter((attempt) => !attempt.isUncertain).map(({ task }) => task),
    pause() {
      if (isActive()) stopWith({ kind: 'paused' });
    },
    resume() {
      if (status.kind === 'paused' || status.kind === 'interrupted') stopWith({ kind: 'running' });
    },
    cancel() {
      if (status.kind !== 'finished' && status.kind !== 'cancelled') stopWith({ kind: 'cancelling' });
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
