import { createManualClock } from '../testing/manual-clock';
import { createSaveWatch } from './save-watch';

const save = { before: [], meant: [] };
const later = { before: [], meant: [] };

it('the seconds after a save have five looks at the server, and then it is forgotten', async () => {
  const clock = createManualClock();
  const looks: number[] = [];
  const saves = createSaveWatch(() => Promise.resolve(void looks.push(clock.now())), clock);
  expect(saves.recent()).toBeUndefined();
  saves.watch(save);
  await clock.run(() => looks.length === 4);
  expect(saves.recent()).toBe(save);
  await clock.run();
  expect(looks).toEqual([1000, 3000, 6000, 10_000, 15_000]);
  expect(saves.recent()).toBeUndefined();
});

it('a further save is watched instead, and not forgotten with the one before', async () => {
  const clock = createManualClock();
  const looks: number[] = [];
  let endLastLook: () => void = () => undefined;
  const saves = createSaveWatch(() => {
    looks.push(clock.now());
    return clock.now() === 15_000 ? new Promise((resolve) => (endLastLook = resolve)) : Promise.resolve();
  }, clock);
  saves.watch(save);
  // The last look at the first save is still under way when the second one comes.
  await clock.run(() => looks.length === 5);
  saves.watch(later);
  endLastLook();
  await clock.run(() => looks.length === 6);
  expect(saves.recent()).toBe(later);
  saves.watch(save);
  await clock.run(() => looks.length === 7);
  expect(looks.slice(5)).toEqual([16_000, 17_000]);
  saves.dispose();
  await clock.run();
  expect(looks).toHaveLength(7);
});
