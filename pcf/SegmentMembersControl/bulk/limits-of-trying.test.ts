import { createParallelism } from './parallelism';
import { createStamina } from './stamina';

const failing = { kind: 'failing', reason: 'deadlock' } as const;
const throttled = { kind: 'throttled' } as const;

describe('a run that makes no progress', () => {
  it('stops at the sixtieth failure in a row; a success or its user begin the count anew', () => {
    const stamina = createStamina(0);
    const failTimes = (times: number): boolean[] =>
      Array.from({ length: times }, () => stamina.isExhaustedBy(failing, 0));
    expect(failTimes(59)).not.toContain(true);
    stamina.succeeded(0);
    expect(failTimes(59)).not.toContain(true);
    stamina.rest(0);
    expect(failTimes(60).indexOf(true)).toBe(59);
  });

  it('stops when the server was too busy for more than half an hour since the last progress', () => {
    const minute = 60_000;
    const stamina = createStamina(5 * minute);
    expect(stamina.isExhaustedBy(throttled, 35 * minute)).toBe(false);
    expect(stamina.isExhaustedBy(throttled, 35 * minute + 1)).toBe(true);
    stamina.succeeded(36 * minute);
    expect(stamina.isExhaustedBy(throttled, 66 * minute)).toBe(false);
    stamina.rest(70 * minute);
    expect(stamina.isExhaustedBy(throttled, 100 * minute)).toBe(false);
  });

  it('is not stopped by refusals, which are progress of a kind', () => {
    const stamina = createStamina(0);
    const refusals = Array.from({ length: 100 }, () =>
      stamina.isExhaustedBy({ kind: 'refused', reason: '' }, 1e9),
    );
    expect(refusals).not.toContain(true);
  });
});

describe('a call that the server fails at', () => {
  it('is given back after six attempts, and after three when others have gone well since its first', () => {
    const stamina = createStamina(0);
    stamina.succeeded(0);
    const attemptsAllowed = (succeededAtFirst: number): number =>
      [1, 2, 3, 4, 5, 6, 7].find((attempts) => stamina.hasHadEnough(attempts, succeededAtFirst)) ?? Infinity;
    const atFirst = stamina.successes();
    expect(attemptsAllowed(atFirst)).toBe(6);
    stamina.succeeded(0);
    expect(attemptsAllowed(atFirst)).toBe(3);
  });
});

describe('the number of calls at a time', () => {
  it('grows by one with every success until the server is too busy, and slowly from then on', () => {
    const parallelism = createParallelism({ start: 3, most: 6 });
    parallelism.succeeded();
    expect(parallelism.limit()).toBe(4);
    for (let call = 0; call < 9; call += 1) parallelism.succeeded();
    expect(parallelism.limit()).toBe(6);
    parallelism.throttled();
    expect(parallelism.limit()).toBe(4);
    const successes = [5, 6].map((wanted) => {
      let calls = 0;
      for (; parallelism.limit() < wanted; calls += 1) parallelism.succeeded();
      return calls;
    });
    expect(successes).toEqual([4, 5]);
  });

  it('never falls below one', () => {
    const parallelism = createParallelism({ start: 3, most: 6 });
    for (let call = 0; call < 20; call += 1) parallelism.throttled();
    expect(parallelism.limit()).toBe(1);
  });

  it('counts as crowded when half of the last answers were refusals', () => {
    const parallelism = createParallelism({ start: 3, most: 6 });
    expect(parallelism.isCrowded()).toBe(false);
    const answer = (answers: string): boolean[] =>
      [...answers].map((each) => {
        if (each === 'x') parallelism.throttled();
        else parallelism.succeeded();
        return parallelism.isCrowded();
      });
    expect(answer('xx.x')).toEqual([false, false, false, true]);
    expect(answer('....')).toEqual([true, true, false, false]);
  });
});
