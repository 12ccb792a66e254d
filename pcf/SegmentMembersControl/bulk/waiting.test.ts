import { afterServerSaid, backoff } from './backoff';
import { blockedAgain } from './blockage';

const least = (): number => 0;
const middle = (): number => 0.5;
const most = (): number => 1;

describe('the wait before the next attempt', () => {
  it.each([
    [1, 250, 375, 500],
    [2, 500, 750, 1000],
    [3, 1000, 1500, 2000],
    [6, 8000, 12_000, 16_000],
    [7, 15_000, 22_500, 30_000],
    [50, 15_000, 22_500, 30_000],
  ])('after %d of them is between %d and %d ms, half of it chance', (attempts, shortest, usual, longest) => {
    expect([least, middle, most].map((random) => backoff(attempts, random))).toEqual([
      shortest,
      usual,
      longest,
    ]);
  });

  it('is what the server asked for and up to a tenth more', () => {
    expect([least, middle, most].map((random) => Math.round(afterServerSaid(7000, random)))).toEqual([
      7000, 7350, 7700,
    ]);
  });
});

describe('calls that do not get through', () => {
  it('are held up for longer each time that a probe fails', () => {
    const first = blockedAgain(undefined, 'connection', false, 1000, most);
    expect(first).toEqual({ cause: 'connection', until: 1500, probes: 1 });
    const second = blockedAgain(first, 'connection', true, 1500, most);
    expect(second).toEqual({ cause: 'connection', until: 2500, probes: 2 });
  });

  it('are held up no longer by those that were under way already; the last cause is told', () => {
    const first = blockedAgain(undefined, 'connection', false, 1000, most);
    expect(blockedAgain(first, 'signIn', false, 1400, most)).toEqual({ ...first, cause: 'signIn' });
  });
});
