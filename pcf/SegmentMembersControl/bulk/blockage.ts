import { backoff } from './backoff';

/** Why nothing can be done for now: no connection, or the session has ended. */
export type BlockageCause = 'connection' | 'signIn';

/** Holds all calls up but one, which tries now and then whether the way is free again. */
export interface Blockage {
  readonly cause: BlockageCause;
  /** When the next probe may start. */
  readonly until: number;
  readonly probes: number;
}

/** The blockage after a call that did not get through; only the probe's failure makes the wait longer. */
export function blockedAgain(
  before: Blockage | undefined,
  cause: BlockageCause,
  wasProbe: boolean,
  now: number,
  random: () => number,
): Blockage {
  if (before && !wasProbe) return { ...before, cause };
  const probes = (before?.probes ?? 0) + 1;
  return { cause, until: now + backoff(probes, random), probes };
}
