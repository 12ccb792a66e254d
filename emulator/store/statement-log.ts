import { AsyncLocalStorage } from 'node:async_hooks';

/** One statement that was run: its text without the values, how many rows it gave or changed, and its time. */
export interface StatementRun {
  readonly sql: string;
  readonly rows: number;
  readonly milliseconds: number;
}

const listening = new AsyncLocalStorage<(run: StatementRun) => void>();

/** Whoever is to hear of the statements that are run here; undefined when nobody is. */
export const statementListener = (): ((run: StatementRun) => void) | undefined => listening.getStore();

/** Does the work and tells of every statement that is run for it, also after it has returned. */
export function listenToStatements<T>(listener: (run: StatementRun) => void, work: () => T): T {
  return listening.run(listener, work);
}

/** Runs a statement and tells of it. @param rows how many rows a result is about */
export function heard<T>(sql: string, run: () => T, rows: (result: T) => number): T {
  const listener = listening.getStore();
  if (listener === undefined) return run();
  const start = performance.now();
  const result = run();
  listener({ sql, rows: rows(result), milliseconds: performance.now() - start });
  return result;
}
