import { createManualClock, type ManualClock } from '../testing/manual-clock';
import type { Judgement } from './judgement';
import { startPool, type Pool, type PoolOptions, type Unsuccessful } from './pool';

/** What a task does: takes this long, and then fails so; it is done when there is no failure left. */
type Script = readonly Judgement[];

interface Scene {
  readonly clock: ManualClock;
  readonly pool: Pool<string>;
  /** Tasks in the order of their beginning, with the time, e.g. `250 a`. */
  readonly started: string[];
  readonly done: string[];
  readonly refused: Unsuccessful<string>[];
  readonly failed: Unsuccessful<string>[];
  readonly statuses: string[];
  hasEnded(): boolean;
}

const latency = 100;

/** Tasks of the names given, each with what happens to it; random numbers are one half, waits so exact. */
function open(scripts: Readonly<Record<string, Script>>, more: Partial<PoolOptions<string>> = {}): Scene {
  const clock = createManualClock();
  const left = Object.keys(scripts);
  const attempts = new Map<string, number>();
  let ended = false;
  const scene: Omit<Scene, 'pool' | 'clock' | 'hasEnded'> = {
    started: [],
    done: [],
    refused: [],
    failed: [],
    statuses: [],
  };
  const pool = startPool<string>({
    clock,
    random: () => 0.5,
    next: () => left.shift(),
    async perform(task) {
      scene.started.push(`${clock.now()} ${task}`);
      const attempt = attempts.get(task) ?? 0;
      attempts.set(task, attempt + 1);
      await new Promise<void>((resolve) => clock.after(latency, resolve));
      const judgement = scripts[task]?.[attempt];
      if (judgement) throw Object.assign(new Error(), { judgement });
    },
    judge: (error) => (error as { judgement: Judgement }).judgement,
    onDone: (task) => scene.done.push(task),
    onRefused: (each) => scene.refused.push(each),
    onFailed: (each) => scene.failed.push(each),
    onChange: () => scene.statuses.push(pool.status().kind),
    parallelism: { start: 1, most: 2 },
    ...more,
  });
  void pool.ended.then(() => (ended = true));
  return { ...scene, clock, pool, hasEnded: () => ended };
}

const unreachable: Judgement = { kind: 'unreachable', reason: 'cut' };
const signedOut: Judgement = { kind: 'signedOut', reason: '' };
const failing: Judgement = { kind: 'failing', reason: 'deadlock' };
const refused: Judgement = { kind: 'refused', reason: 'unknown id' };
const forbidden: Judgement = { kind: 'forbidden', reason: 'no privilege' };
const busy: Judgement = { kind: 'throttled' };
const busyFor = (milliseconds: number): Judgement => ({
  kind: 'throttled',
  retryAfterMilliseconds: milliseconds,
});

describe('a pool of calls', () => {
  it('does as many at a time as have gone well, and ends with the last', async () => {
    const { clock, pool, started, done, hasEnded } = open({ a: [], b: [], c: [], d: [] });
    await clock.run();
    expect(started).toEqual(['0 a', '100 b', '100 c', '200 d']);
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    expect(pool.status()).toEqual({ kind: 'finished' });
    expect(hasEnded()).toBe(true);
  });

  it('needs nobody who listens', async () => {
    const clock = createManualClock();
    let left = 2;
    const pool = startPool<number>({
      clock,
      next: () => (left > 0 ? left-- : undefined),
      perform: () => Promise.resolve(),
      judge: () => refused,
      onRefused: () => undefined,
      onFailed: () => undefined,
    });
    await clock.run();
    expect(pool.status().kind).toBe('finished');
  });

  it('waits as long as the server asks, and for longer each time where it does not say', async () => {
    const asked = open({ a: [busyFor(3000)] });
    await asked.clock.run();
    expect(asked.started).toEqual(['0 a', '3250 a']);
    const unasked = open({ a: [busy, busy, busy] });
    await unasked.clock.run();
    // Three quarters of 500, 1000 and 2000.
    expect(unasked.started).toEqual(['0 a', '475 a', '1325 a', '2925 a']);
  });

  it('says until when it waits, and begins nothing else where half of the answers were refusals', async () => {
    const { clock, pool, started } = open({ a: [busyFor(3000)], b: [] });
    await clock.run(() => clock.now() === 100);
    expect(pool.status()).toEqual({ kind: 'waiting', until: 3250 });
    await clock.run();
    expect(started).toEqual(['0 a', '3250 a', '3350 b']);
  });

  it('lets other calls go on beside one that was refused for being too many', async () => {
    const { clock, started } = open(
      { a: [], b: [busyFor(3000)], c: [], d: [] },
      { parallelism: { start: 2, most: 6 } },
    );
    await clock.run();
    expect(started).toEqual(['0 a', '0 b', '100 c', '100 d', '3250 b']);
  });

  it('sends one probe at a time while the connection is gone, after longer waits, then all again', async () => {
    const { clock, pool, started, done } = open(
      { a: [unreachable, unreachable], b: [unreachable], c: [] },
      { parallelism: { start: 2, most: 2 } },
    );
    await clock.run(() => clock.now() === 100);
    expect(pool.status()).toEqual({ kind: 'blocked', cause: 'connection', until: 475 });
    expect([...pool.uncertain()].sort()).toEqual(['a', 'b']);
    expect(pool.waiting()).toEqual([]);
    await clock.run();
    expect(started).toEqual(['0 a', '0 b', '475 a', '1325 b', '1425 a', '1425 c']);
    expect([...done].sort()).toEqual(['a', 'b', 'c']);
  });

  it('is free again when a probe is answered, were it by a refusal', async () => {
    const {
      clock,
      started,
      refused: noted,
    } = open({ a: [unreachable, refused], b: [unreachable], c: [] }, { parallelism: { start: 2, most: 2 } });
    await clock.run();
    expect(started).toEqual(['0 a', '0 b', '475 a', '575 b', '575 c']);
    expect(noted).toEqual([expect.objectContaining({ task: 'a', reason: 'unknown id', isUncertain: true })]);
  });

  it('waits for a sign-in without calling in doubt what was not done', async () => {
    const { clock, pool } = open({ a: [signedOut] });
    await clock.run(() => clock.now() === 100);
    expect(pool.status()).toEqual({ kind: 'blocked', cause: 'signIn', until: 475 });
    expect(pool.uncertain()).toEqual([]);
    expect(pool.waiting()).toEqual(['a']);
    await clock.run();
    expect(pool.status().kind).toBe('finished');
  });

  it('tries at once when told that the way is free, and nothing twice', async () => {
    const { clock, pool, started } = open({ a: [unreachable], b: [] });
    await clock.run(() => clock.now() === 100);
    pool.resume();
    pool.resume();
    await clock.run();
    expect(started).toEqual(['0 a', '100 a', '200 b']);
  });

  it('gives a call back undone after six failures, with longer waits between, and says that it is in doubt', async () => {
    const { clock, started, failed } = open({ a: Array.from({ length: 9 }, () => failing) });
    await clock.run();
    expect(started).toEqual(['0 a', '475 a', '1325 a', '2925 a', '6025 a', '12125 a']);
    expect(failed).toEqual([
      expect.objectContaining({ task: 'a', reason: 'deadlock', isUncertain: true, error: expect.any(Error) }),
    ]);
  });

  it('gives it back after three when another has gone well since its first failure', async () => {
    const { clock, started } = open({ a: Array.from({ length: 9 }, () => failing), b: [] });
    await clock.run();
    expect(started.filter((each) => each.endsWith('a'))).toHaveLength(3);
    expect(started).toContain('100 b');
  });

  it('gives it six attempts where the others went well before that only', async () => {
    const { clock, started } = open({ a: [], b: Array.from({ length: 9 }, () => failing) });
    await clock.run();
    expect(started.filter((each) => each.endsWith('b'))).toHaveLength(6);
  });

  it('stops and asks when it is forbidden, and begins nothing until its user says so', async () => {
    const { clock, pool, started, done } = open({ a: [forbidden], b: [] });
    await clock.run();
    expect(pool.status()).toEqual({ kind: 'interrupted', reason: 'no privilege' });
    expect(pool.waiting()).toEqual(['a']);
    pool.pause();
    pool.interrupt('another reason');
    expect(pool.status()).toEqual({ kind: 'interrupted', reason: 'no privilege' });
    pool.resume();
    await clock.run();
    expect(started).toEqual(['0 a', '100 a', '200 b']);
    expect(done).toEqual(['a', 'b']);
  });

  it('begins nothing while it is paused, lets calls under way end, and goes on where it was', async () => {
    const { clock, pool, started, done } = open({ a: [], b: [] });
    await clock.run(() => started.length === 1);
    pool.pause();
    await clock.run();
    expect(pool.status()).toEqual({ kind: 'paused' });
    expect([started, done]).toEqual([['0 a'], ['a']]);
    pool.resume();
    await clock.run();
    expect(done).toEqual(['a', 'b']);
    pool.resume();
    pool.pause();
    pool.cancel();
    expect(pool.status()).toEqual({ kind: 'finished' });
  });
});

describe('a pool that is cancelled', () => {
  it('ends when what is under way was answered', async () => {
    const { clock, pool, started, done, statuses, hasEnded } = open({ a: [], b: [] });
    await clock.run(() => started.length === 1);
    pool.cancel();
    expect(pool.status()).toEqual({ kind: 'cancelling' });
    expect(pool.underWay()).toEqual(['a']);
    expect(hasEnded()).toBe(false);
    await clock.run();
    expect(pool.status()).toEqual({ kind: 'cancelled' });
    expect([started, done]).toEqual([['0 a'], ['a']]);
    expect(statuses.filter((kind) => kind === 'cancelled')).toHaveLength(1);
    expect(hasEnded()).toBe(true);
    // The second that it would have waited for is not waited for.
    expect(clock.now()).toBe(100);
  });

  it('ends at once when nothing is under way, and begins nothing of what it had still to do', async () => {
    const { clock, pool, started } = open({ a: [busyFor(60_000)] });
    await clock.run(() => clock.now() === 100);
    pool.cancel();
    expect(pool.status()).toEqual({ kind: 'cancelled' });
    await clock.run();
    expect(started).toEqual(['0 a']);
    expect(pool.waiting()).toEqual(['a']);
  });

  it('ends after a second when there is no answer, and hears none of what comes later', async () => {
    const heard: string[] = [];
    let answer: () => void = () => undefined;
    let refuse: (error: Error) => void = () => undefined;
    const waits = [
      new Promise<void>((resolve) => (answer = resolve)),
      new Promise<void>((_, reject) => (refuse = reject)),
    ];
    const tasks = ['a', 'b'];
    const { clock, pool, statuses } = open(
      {},
      {
        next: () => tasks.shift(),
        perform: () => waits.shift() ?? Promise.resolve(),
        onDone: (task) => heard.push(task),
        onRefused: ({ task }) => heard.push(task),
        judge: () => refused,
        parallelism: { start: 2, most: 2 },
      },
    );
    await clock.run(() => pool.underWay().length === 2);
    pool.cancel();
    pool.cancel();
    await clock.run();
    expect(clock.now()).toBe(1000);
    expect(pool.status()).toEqual({ kind: 'cancelled' });
    const told = statuses.length;
    answer();
    refuse(new Error());
    await clock.run();
    expect(heard).toEqual([]);
    expect(statuses.length).toBe(told);
    expect(pool.uncertain()).toEqual(['a', 'b']);
  });
});
