import type { Clock } from '../bulk/clock';

/** A clock for tests: time passes only in `run`. */
export interface ManualClock extends Clock {
  /** Lets promises settle and time pass until `isOver` or until nothing waits any more. */
  run(isOver?: () => boolean): Promise<void>;
}

interface Alarm {
  readonly at: number;
  readonly action: () => void;
}

/** Rounds of the event loop in which the work of a test has had all its turns. */
const roundsOfTurns = 4;

export function createManualClock(): ManualClock {
  let now = 0;
  let alarms: readonly Alarm[] = [];
  const round = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  // Work of some length gives the page turns, which are real: time has to wait for it.
  const settle = async (): Promise<void> => {
    for (let rounds = 0; rounds < roundsOfTurns; rounds += 1) await round();
  };
  return {
    now: () => now,
    after(milliseconds, action) {
      const alarm = { at: now + milliseconds, action };
      alarms = [...alarms, alarm];
      return () => {
        alarms = alarms.filter((each) => each !== alarm);
      };
    },
    async run(isOver = () => false) {
      for (;;) {
        await settle();
        const next = alarms.reduce<Alarm | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
        if (!next || isOver()) return;
        now = Math.max(now, next.at);
        alarms = alarms.filter((each) => each !== next);
        next.action();
      }
    },
  };
}
