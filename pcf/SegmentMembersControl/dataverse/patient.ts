import { startPool, type Pool } from '../bulk/pool';
import { judge } from './judge';

/**
 * Does one reading call, again while the server is too busy or out of reach; rejects as the call does when it is
 * refused, or when the server stays out of reach.
 */
export async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  let result: { readonly answer: Answer } | undefined;
  let lastError: unknown;
  let isGivenOut = false;
  const pool: Pool<true> = startPool<true>({
    next() {
      if (isGivenOut) return undefined;
      isGivenOut = true;
      return true;
    },
    async perform() {
      result = { answer: await call() };
    },
    judge(error) {
      lastError = error;
      return judge(error);
    },
    onRefused: () => undefined,
    onChange: () => {
      if (pool.status().kind === 'interrupted') pool.cancel();
    },
  });
  await pool.ended;
  if (result) return result.answer;
  throw lastError;
}
