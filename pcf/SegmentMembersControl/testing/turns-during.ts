import { roundsPerLook } from '../bulk/slices';

/** Whether a loop looks at the clock often enough is seen with any number of items; looks are what count. */
export const looks = 20;
export const lineCount = looks * roundsPerLook;

/** Turns that others had while the work was done on a clock on which every look comes too late. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 20));
  let [turns, isOver] = [0, false];
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  try {
    await work();
  } finally {
    isOver = true;
    clock.mockRestore();
  }
  return turns;
}
