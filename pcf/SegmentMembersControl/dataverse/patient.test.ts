import { createManualClock } from '../testing/manual-clock';
import { DataverseFailure } from './errors';
import { patiently, readAll } from './patient';

const failing = (status: number): DataverseFailure =>
  new DataverseFailure({ status, code: '', message: `${status}` });

/** Reads with these errors at first, and counts the calls. */
function readingAfter(errors: readonly Error[]): {
  readonly call: () => Promise<string>;
  readonly calls: () => number;
} {
  let calls = 0;
  return {
    calls: () => calls,
    call() {
      calls += 1;
      const error = errors[calls - 1];
      return error === undefined ? Promise.resolve('read') : Promise.reject(error);
    },
  };
}

const times = (count: number, error: Error): Error[] => Array.from({ length: count }, () => error);

async function outcomeOf(reading: { readonly call: () => Promise<string> }): Promise<unknown> {
  const clock = createManualClock();
  const outcome = patiently(reading.call, new AbortController().signal, clock).catch(
    (error: unknown) => error,
  );
  await clock.run();
  return outcome;
}

describe('one reading', () => {
  it.each([[400], [403], [404]])('that is refused with %d is not tried again', async (status) => {
    const reading = readingAfter([failing(status)]);
    expect(await outcomeOf(reading)).toMatchObject({ status });
    expect(reading.calls()).toBe(1);
  });

  it.each([[0], [401]])('is tried six times while %d says that nobody gets through', async (status) => {
    const enough = readingAfter(times(5, failing(status)));
    expect(await outcomeOf(enough)).toBe('read');
    const hopeless = readingAfter(times(6, failing(status)));
    expect(await outcomeOf(hopeless)).toMatchObject({ status });
    expect(hopeless.calls()).toBe(6);
  });

  it('of a server that has been too busy for half an hour is given up', async () => {
    const reading = readingAfter(times(20_000, failing(429)));
    expect(await outcomeOf(reading)).toMatchObject({ status: 429, message: '' });
    expect(reading.calls()).toBeGreaterThan(50);
  });

  it('that is cancelled ends at once, before it began or while it waits', async () => {
    const clock = createManualClock();
    const work = new AbortController();
    const hanging = patiently(() => new Promise(() => undefined), work.signal, clock).catch(
      (error: unknown) => error,
    );
    await clock.run();
    work.abort();
    await clock.run();
    expect(await hanging).toMatchObject({ name: 'Cancelled' });
    expect(clock.now()).toBeLessThanOrEqual(1000);
    const never = readingAfter([]);
    const late = patiently(never.call, work.signal, clock).catch((error: unknown) => error);
    await clock.run();
    expect(await late).toMatchObject({ name: 'Cancelled' });
    expect(never.calls()).toBe(0);
  });
});

describe('many readings', () => {
  it('have six tries without a way through each time that one has got through', async () => {
    const clock = createManualClock();
    const read: number[] = [];
    let calls = 0;
    let number = 0;
    const done = readAll({
      next: () => (number < 4 ? (number += 1) : undefined),
      async read(task) {
        calls += 1;
        if (calls % 5 !== 0) throw failing(0);
        await Promise.resolve();
        read.push(task);
      },
      parallelism: { start: 1, most: 1 },
      clock,
    });
    await clock.run();
    await done;
    expect([...read].sort()).toEqual([1, 2, 3, 4]);
    expect(calls).toBe(20);
  });

  it('begin no further one when one is refused, and end with what it was refused with', async () => {
    const clock = createManualClock();
    const begun: number[] = [];
    let number = 0;
    const done = readAll({
      next: () => (number += 1),
      read(task) {
        begun.push(task);
        return new Promise((resolve, reject) => {
          clock.after(100 * task, () => (task === 2 ? reject(failing(404)) : resolve()));
        });
      },
      parallelism: { start: 2, most: 2 },
      clock,
    }).catch((error: unknown) => error);
    await clock.run();
    expect(await done).toMatchObject({ status: 404 });
    expect(begun).toEqual([1, 2, 3]);
  });

  it('leave nobody listening to a signal that outlives them', async () => {
    const clock = createManualClock();
    const { signal } = new AbortController();
    const kept = new Set<unknown>();
    jest.spyOn(signal, 'addEventListener').mockImplementation((name, listener) => {
      kept.add(name).add(listener);
    });
    jest.spyOn(signal, 'removeEventListener').mockImplementation((name, listener) => {
      expect(kept.has(name)).toBe(true);
      kept.delete(listener);
    });
    const done = readAll({ next: () => undefined, read: () => Promise.resolve(), signal, clock });
    expect(kept.size).toBe(2);
    await clock.run();
    await done;
    expect([...kept]).toEqual(['abort']);
  });
});
