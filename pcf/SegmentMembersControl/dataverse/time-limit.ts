import type { Clock } from '../bulk/clock';
import { TimedOut } from '../bulk/judgement';

/** Milliseconds after which a call without an answer is given up: the longest that Dataverse lets one run. */
export const callLimit = 120_000;

/** The call's answer, or TimedOut when none comes in time. What comes later is heard by nobody. */
export function withinLimit<Answer>(clock: Clock, call: () => Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const endWait = clock.after(callLimit, () => reject(new TimedOut()));
    call().then(resolve, reject).finally(endWait);
  });
}
