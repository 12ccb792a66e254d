import type { Judgement } from './judgement';

/** Attempts at a call that the server fails at, before it is given back undone. */
const attemptsWhenFailing = 6;

/** The same while other calls go well: then it is the call that the server fails at. */
const attemptsBesideOthers = 3;

/** Calls in a row that the server answered without doing one of them, before the user is asked. */
const failuresInARow = 60;

/** Milliseconds without anything done, the server always too busy, before the user is asked. */
const longestBusy = 30 * 60_000;

/** Decides when trying again has no prospect any more: a run makes progress or stops and says so. */
export interface Stamina {
  succeeded(now: number): void;
  /** Remembers an answer that did nothing. `true` when the run has to stop and ask. */
  isExhaustedBy(judgement: Judgement, now: number): boolean;
  /** Whether a call has failed so often that it should be given back undone. */
  hasHadEnough(attempts: number, succeededAtFirst: number): boolean;
  /** How many calls have succeeded. */
  successes(): number;
  /** Begins anew, because the user said so. */
  rest(now: number): void;
}

export function createStamina(start: number): Stamina {
  let successes = 0;
  let failures = 0;
  let lastProgress = start;
  function rest(now: number): void {
    failures = 0;
    lastProgress = now;
  }
  return {
    succeeded(now) {
      successes += 1;
      rest(now);
    },
    isExhaustedBy(judgement, now) {
      if (judgement.kind === 'throttled') return now - lastProgress > longestBusy;
      if (judgement.kind !== 'failing') return false;
      failures += 1;
      return failures >= failuresInARow;
    },
    hasHadEnough: (attempts, succeededAtFirst) =>
      attempts >= (successes > succeededAtFirst ? attemptsBesideOthers : attemptsWhenFailing),
    successes: () => successes,
    rest,
  };
}
