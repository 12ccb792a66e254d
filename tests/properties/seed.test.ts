import fc from 'fast-check';

test('random data come from a seed that the environment says, and are the same at each run', () => {
  const seed = Number(process.env.PROPERTY_SEED ?? 20260);
  expect(fc.readConfigureGlobal().seed).toBe(seed);
  expect(fc.sample(fc.nat(), 5)).toEqual(fc.sample(fc.nat(), { numRuns: 5, seed }));
});

test('a property runs as often as it says, times what the environment says', () => {
  let runs = 0;
  fc.assert(
    fc.property(fc.nat(), () => {
      runs++;
    }),
    { numRuns: 3 },
  );
  expect(runs).toBe(3 * Number(process.env.PROPERTY_TIMES ?? 1));
});
