import { createManualClock, type ManualClock } from '../testing/manual-clock';
import { createRate } from './rate';

async function waitFor(clock: ManualClock, seconds: number): Promise<void> {
  clock.after(seconds * 1000, () => undefined);
  await clock.run();
}

describe('how many items a second are done', () => {
  it('is unknown before any time has passed, and nothing while nothing was done', async () => {
    const clock = createManualClock();
    const rate = createRate(clock);
    expect(rate.perSecond()).toBe(0);
    rate.add(10);
    expect(rate.perSecond()).toBe(0);
    await waitFor(clock, 1);
    expect(createRate(clock).perSecond()).toBe(0);
  });

  it('is their number by the seconds since the start, and by the last ten of them later', async () => {
    const clock = createManualClock();
    await waitFor(clock, 100);
    const rate = createRate(clock);
    await waitFor(clock, 2);
    rate.add(300);
    rate.add(100);
    expect(rate.perSecond()).toBe(200);
    await waitFor(clock, 6);
    rate.add(80);
    expect(rate.perSecond()).toBe(60);
    await waitFor(clock, 5);
    expect(rate.perSecond()).toBe(8);
    rate.add(20);
    expect(rate.perSecond()).toBe(10);
    await waitFor(clock, 5);
    expect(rate.perSecond()).toBe(10);
    await waitFor(clock, 6);
    expect(rate.perSecond()).toBe(0);
  });
});
