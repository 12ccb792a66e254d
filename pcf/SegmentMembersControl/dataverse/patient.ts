import { realClock, type Clock } from '../bulk/clock';
import type { Judgement } from '../bulk/judgement';
import type { ParallelismLimits } from '../bulk/parallelism';
import { startPool, type Pool } from '../bulk/pool';
import { Cancelled } from '../bulk/slices';
import { tooBusy } from './errors';
import { judge } from './judge';

interface Readings<Task> {
  /** The next reading, `undefined` when there is none for now. */
  next(): Task | undefined;
  read(task: Task): Promise<void>;
  readonly signal?: AbortSignal;
  readonly parallelism?: ParallelismLimits;
  readonly clock?: Clock;
}

/** Attempts without a connection or a sign-in before a reading is given up: about fifteen seconds. */
const attemptsWhenBlocked = 6;

/**
 * Does readings several at a time, and again those for which the server was too busy or out of reach. Rejects with
 * the error of a reading that is refused, or that stays without a usable answer; with Cancelled when the signal
 * says so.
 */
export async function readAll<Task>(readings: Readings<Task>): Promise<void> {
  const { next, read, signal, parallelism, clock = realClock } = readings;
  let failure: { readonly error: unknown } | undefined;
  let blocked = 0;

  function giveUp(error: unknown): void {
    failure ??= { error };
    pool.cancel();
  }

  /** What would make a change wait for its user ends a reading, which can be asked for again. */
  function judgeReading(error: unknown): Judgement {
    const judgement = judge(error);
    if (judgement.kind === 'forbidden') return { ...judgement, kind: 'refused' };
    if (judgement.kind !== 'unreachable' && judgement.kind !== 'signedOut') return judgement;
    blocked += 1;
    return blocked < attemptsWhenBlocked ? judgement : { ...judgement, kind: 'refused' };
  }

  const pool: Pool<Task> = startPool<Task>({
    clock,
    next: () => (failure || signal?.aborted ? undefined : next()),
    perform: read,
    onDone: () => (blocked = 0),
    judge: judgeReading,
    onRefused: ({ error }) => giveUp(error),
    onFailed: ({ error }) => giveUp(error),
    onChange() {
      if (pool.status().kind === 'interrupted') giveUp(tooBusy());
    },
    ...(parallelism ? { parallelism } : {}),
  });
  const stop = (): void => pool.cancel();
  signal?.addEventListener('abort', stop);
  await pool.ended;
  signal?.removeEventListener('abort', stop);
  if (signal?.aborted) throw new Cancelled();
  if (failure) throw failure.error;
}

/** Does one reading with the same patience. Throws Cancelled when the signal says so. */
export async function patiently<Answer>(
  call: () => Promise<Answer>,
  signal: AbortSignal,
  clock?: Clock,
): Promise<Answer> {
  let calls: readonly (() => Promise<Answer>)[] = [call];
  const answers: Answer[] = [];
  await readAll({
    next() {
      const [first] = calls;
      calls = [];
      return first;
    },
    async read(task) {
      answers.push(await task());
    },
    signal,
    ...(clock ? { clock } : {}),
  });
  // One reading that did not fail has left one answer.
  return answers[0] as Answer;
}
