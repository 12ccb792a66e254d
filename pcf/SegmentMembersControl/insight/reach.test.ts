import { reachObstacles, type ReachFacts } from './reach';

const reachable: ReachFacts = {
  isActive: true,
  email: 'nora@example.com',
  doNotEmail: false,
  doNotBulkEmail: false,
  businessUnit: 'north',
  segmentBusinessUnit: 'north',
};

it('finds nothing against somebody who can be written to', () => {
  expect(reachObstacles(reachable)).toEqual([]);
});

it('says nothing of what is not known', () => {
  const unknown = Object.fromEntries(Object.keys(reachable).map((key) => [key, undefined]));
  expect(reachObstacles({ ...reachable, ...unknown })).toEqual([]);
});

it('names everything that keeps a member from being reached, the weightiest first', () => {
  expect(
    reachObstacles({
      isActive: false,
      email: ' ',
      doNotEmail: true,
      doNotBulkEmail: true,
      businessUnit: 'south',
      segmentBusinessUnit: 'north',
    }),
  ).toEqual(['inactive', 'otherBusinessUnit', 'noEmail', 'doNotEmail', 'doNotBulkEmail']);
});
