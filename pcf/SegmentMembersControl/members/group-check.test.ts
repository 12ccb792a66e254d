import { shortId } from '../../../segments/testing/short-id';
import { DataverseFailure } from '../dataverse/errors';
import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { createLook, createRefusalCheck, patienceAfterCancel, patienceAtEnd } from './group-check';
import type { ReadPage } from './read-group';

/** What a promise comes to when all time has passed that anybody waits for. */
async function outcomeOf<Answer>(clock: ManualClock, work: Promise<Answer>): Promise<Answer | 'waits'> {
  let outcome: Answer | 'waits' = 'waits';
  void work.then((answer) => (outcome = answer));
  await clock.run(() => outcome !== 'waits');
  return outcome;
}

describe('a refused call', () => {
  interface Given {
    readonly members?: number;
    readonly exists?: boolean | undefined;
    readonly isAdding?: boolean;
    readonly done?: () => number;
  }

  function open({ members = 0, exists = true, isAdding = true, done = () => 0 }: Given): {
    readonly clock: ManualClock;
    readonly check: ReturnType<typeof createRefusalCheck>;
    readonly looks: () => number;
  } {
    const clock = createManualClock();
    let looks = 0;
    const readPage: ReadPage = ({ number, size }) => {
      const count = Math.max(0, Math.min(size, members - (number - 1) * size));
      return Promise.resolve(Array.from({ length: count }, (_, place) => shortId(`${number}.${place}`)));
    };
    const check = createRefusalCheck({
      readPage,
      groupExists() {
        looks += 1;
        return Promise.resolve(exists);
      },
      doneCount: done,
      isAdding,
      signal: new AbortController().signal,
      clock,
    });
    return { clock, check, looks: () => looks };
  }

  it('stops the change of a group that is gone, removals as well', async () => {
    const adding = open({ exists: false });
    expect(await outcomeOf(adding.clock, adding.check())).toBe('groupGone');
    const removing = open({ exists: false, isAdding: false });
    expect(await outcomeOf(removing.clock, removing.check())).toBe('groupGone');
  });

  it('stops additions to a group that is full, not removals from it', async () => {
    const adding = open({ members: 200_000 });
    expect(await outcomeOf(adding.clock, adding.check())).toBe('groupFull');
    const roomy = open({ members: 199_999 });
    expect(await outcomeOf(roomy.clock, roomy.check())).toBeUndefined();
    const removing = open({ members: 200_000, isAdding: false });
    expect(await outcomeOf(removing.clock, removing.check())).toBeUndefined();
  });

  it('is its id’s fault where nobody can tell about the group', async () => {
    const { clock, check } = open({ exists: undefined });
    expect(await outcomeOf(clock, check())).toBeUndefined();
    const failing = createRefusalCheck({
      readPage: () => Promise.resolve([]),
      groupExists: () => Promise.reject(new Error()),
      doneCount: () => 0,
      isAdding: true,
      signal: new AbortController().signal,
      clock,
    });
    expect(await outcomeOf(clock, failing())).toBeUndefined();
  });

  it('has the group looked at for the first, second, fourth, eighth ... time only', async () => {
    const { clock, check, looks } = open({});
    const lookedAt: number[] = [];
    for (let refusal = 1; refusal <= 17; refusal += 1) {
      const before = looks();
      await outcomeOf(clock, check());
      if (looks() > before) lookedAt.push(refusal);
    }
    expect(lookedAt).toEqual([1, 2, 4, 8, 16]);
  });

  it('has it looked at whenever the room must be used up that was found', async () => {
    let done = 500;
    const { clock, check, looks } = open({ members: 199_000, done: () => done });
    await outcomeOf(clock, check());
    await outcomeOf(clock, check());
    expect(looks()).toBe(2);
    done = 1499;
    await outcomeOf(clock, check());
    expect(looks()).toBe(2);
    done = 1500;
    await outcomeOf(clock, check());
    expect(looks()).toBe(3);
  });
});

describe('a look at a group', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const firstPage = async (readPage: ReadPage): Promise<number> =>
    (await readPage({ number: 1, size: 10 })).length;
  /** Reads so many pages that take so long each, unless the reading is given up. */
  const pages =
    (count: number, milliseconds: number) =>
    async (readPage: ReadPage, signal: AbortSignal, clock: ManualClock): Promise<number> => {
      for (let number = 1; number <= count; number += 1) {
        await new Promise<void>((resolve, reject) => {
          clock.after(milliseconds, resolve);
          signal.addEventListener('abort', () => reject(new Error('given up')));
        });
        await readPage({ number, size: 10 });
      }
      return clock.now();
    };
  const onePage: ReadPage = () => Promise.resolve([shortId('a')]);
  const untilGivenUp = (_: ReadPage, signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));

  it('gives what was read', async () => {
    const clock = createManualClock();
    expect(await outcomeOf(clock, createLook(onePage, clock).read(patienceAtEnd, firstPage))).toBe(1);
    await clock.run();
    expect(clock.now()).toBe(0);
  });

  it('takes as long as pages come, and half a minute without one', async () => {
    const clock = createManualClock();
    const { read } = createLook(onePage, clock);
    const slow = read(patienceAtEnd, (readPage, signal) => pages(4, 29_000)(readPage, signal, clock));
    expect(await outcomeOf(clock, slow)).toBe(4 * 29_000);
    const begin = clock.now();
    expect(await outcomeOf(clock, read(patienceAtEnd, untilGivenUp))).toBeUndefined();
    expect(clock.now() - begin).toBe(30_000);
  });

  it('after a cancel waits less than a second for a sign of life, and five between pages', async () => {
    const clock = createManualClock();
    const { read } = createLook(onePage, clock);
    expect(await outcomeOf(clock, read(patienceAfterCancel, untilGivenUp))).toBeUndefined();
    expect(clock.now()).toBe(800);
    const begin = clock.now();
    const answered = read(patienceAfterCancel, async (readPage, signal) => {
      await readPage({ number: 1, size: 10 });
      return untilGivenUp(readPage, signal);
    });
    expect(await outcomeOf(clock, answered)).toBeUndefined();
    expect(clock.now() - begin).toBe(5000);
  });

  it('after a cancel ends at the first failure, unless the server has spoken of the request', async () => {
    const failWith =
      (status: number) =>
      async (readPage: ReadPage, signal: AbortSignal): Promise<string> => {
        await readPage({ number: status, size: 10 }).catch(() => undefined);
        return signal.aborted ? 'given up' : 'goes on';
      };
    const clock = createManualClock();
    const { read } = createLook(
      ({ number: status }) => Promise.reject(new DataverseFailure({ status, code: '', message: '' })),
      clock,
    );
    expect(await outcomeOf(clock, read(patienceAfterCancel, failWith(503)))).toBe('given up');
    expect(await outcomeOf(clock, read(patienceAfterCancel, failWith(400)))).toBe('goes on');
    expect(await outcomeOf(clock, read(patienceAtEnd, failWith(503)))).toBe('goes on');
  });

  it('ends when its user says so, and leaves no clock running', async () => {
    const clock = createManualClock();
    const look = createLook(never, clock);
    const reading = look.read(patienceAtEnd, untilGivenUp);
    expect(look.wasCancelled()).toBe(false);
    look.cancel();
    expect(await outcomeOf(clock, reading)).toBeUndefined();
    expect(look.wasCancelled()).toBe(true);
    await clock.run();
    expect(clock.now()).toBe(0);
  });
});
