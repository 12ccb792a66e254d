import { realClock } from './clock';
import { Cancelled, createSlices } from './slices';

let now: number;

beforeEach(() => {
  now = 1000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => jest.restoreAllMocks());

describe('a long loop', () => {
  it('gives the page a turn after twelve milliseconds, and again after twelve more', async () => {
    const slices = createSlices();
    expect(slices.isOver()).toBe(false);
    now += 11;
    expect(slices.isOver()).toBe(false);
    now += 1;
    expect(slices.isOver()).toBe(true);
    let hadItsTurn = false;
    setImmediate(() => (hadItsTurn = true));
    await slices.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(hadItsTurn).toBe(true);
    expect(slices.isOver()).toBe(false);
    now += 12;
    expect(slices.isOver()).toBe(true);
  });

  it('ends at its next turn when it is cancelled', async () => {
    const work = new AbortController();
    const slices = createSlices(work.signal);
    await slices.next();
    work.abort();
    await expect(slices.next()).rejects.toMatchObject({ name: 'Cancelled', message: 'Cancelled' });
    await expect(slices.next()).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('the clock of the page', () => {
  it('tells the time, and does what it was told once unless that was taken back', async () => {
    expect(realClock.now()).toBe(1000);
    const done: string[] = [];
    const takeBack = realClock.after(1, () => done.push('taken back'));
    takeBack();
    await new Promise<void>((resolve) => {
      realClock.after(2, () => {
        done.push('done');
        resolve();
      });
    });
    expect(done).toEqual(['done']);
  });
});
