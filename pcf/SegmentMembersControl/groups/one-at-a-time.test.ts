import { oneAtATime } from './one-at-a-time';

it('work that is asked for while it is under way is done once more after it, and all wait for that', async () => {
  const events: string[] = [];
  let count = 0;
  const work = oneAtATime(async () => {
    count += 1;
    const number = count;
    events.push(`begins ${number}`);
    await Promise.resolve();
    events.push(`ends ${number}`);
  });
  await Promise.all([work(), work(), work()]);
  expect(events).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
  await work();
  expect(count).toBe(3);
});
