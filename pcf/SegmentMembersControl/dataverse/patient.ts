import type { ParallelismLimits } from '../bulk/parallelism';
import { startPool, type Pool } from '../bulk/pool';
import { Cancelled } from '../bulk/slices';
import { judge } from './judge';

interface Readings<Task> {
  /** The next reading, `undefined` when there is none for now. */
  next(): Task | undefined;
  read(task: Task): Promise<void>;
  readonly signal?: AbortSignal;
  readonly parallelism?: ParallelismLimits;
}

/**
 * Does readings several at a time, and again those for which the server was too busy or out of reach. Rejects with
 * the error of a reading that is refused, or that stays without an answer; with Cancelled when the signal says so.
 */
export async function readAll<Task>({ next, read, signal, parallelism }: Readings<Task>): Promise<void> {
  let lastError: unknown;
  let failure: { readonly error: unknown } | undefined;
  const pool: Pool<Task> = startPool<Task>({
    next: () => (failure || signal?.aborted ? undefined : next()),
    perform: read,
    judge(error) {
      lastError = error;
      return judge(error);
    },
    onRefused() {
      failure = { error: lastError };
    },
    onChange() {
      if (pool.status().kind !== 'interrupted') return;
      failure = { error: lastError };
      pool.cancel();
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
export async function patiently<Answer>(call: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
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
  });
  // One reading that did not fail has left one answer.
  return answers[0] as Answer;
}
