import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';
import { grammarRequests, ids } from './testing/request-grammar';

let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse();
  ids.forEach((contactid) => dataverse.store.create('contact', { contactid, lastname: 'Asked for' }));
});

afterAll(() => dataverse.close());

/** Megabytes that are in use once what nobody needs any more is gone. */
function megabytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

it('a request that a client could send gets an answer that is no failure, and leaves no memory behind', async () => {
  const statuses = new Map<number, number>();
  let sent = 0;
  let early = 0;
  await fc.assert(
    fc.asyncProperty(grammarRequests, async ({ method, path, headers, body }) => {
      const response = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      const failed = response.status >= 500 && response.status !== 501 ? text : '';
      expect({ status: response.status, failed }).toEqual({ status: response.status, failed: '' });
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      sent += 1;
      if (sent === 200) early = megabytesInUse();
    }),
    { numRuns: 300 },
  );
  // The requests mean something: many are taken, and others refused.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(sent / 10);
  expect(statuses.get(400) ?? 0).toBeGreaterThan(0);
  expect(megabytesInUse() - early).toBeLessThan(50);
  if (process.env['PROPERTY_TIMES'] !== undefined)
    console.log(`${sent} requests`, Object.fromEntries(statuses));
}, 1_200_000);
