import type { Clock } from './clock';

const windowMilliseconds = 10_000;

/** Counts how many items a second were done over the last ten seconds. */
export function createRate(clock: Clock): { add(count: number): void; perSecond(): number } {
  const start = clock.now();
  let marks: { readonly at: number; readonly count: number }[] = [];
  return {
    add(count) {
      const now = clock.now();
      marks = marks.filter((mark) => now - mark.at < windowMilliseconds);
      marks.push({ at: now, count });
    },
    perSecond() {
      const now = clock.now();
      const since = Math.max(start, now - windowMilliseconds);
      const counted = marks.filter((mark) => mark.at >= since);
      const seconds = (now - since) / 1000;
      return seconds <= 0 ? 0 : counted.reduce((sum, mark) => sum + mark.count, 0) / seconds;
    },
  };
}
