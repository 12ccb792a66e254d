import { startLocalDataverse, type LocalDataverse, type LocalDataverseOptions } from '../local-dataverse';

let dataverse: LocalDataverse | undefined;

async function start(options: LocalDataverseOptions): Promise<string> {
  dataverse = await startLocalDataverse(options);
  return `${dataverse.url}/api/data/v9.2/`;
}

afterEach(async () => {
  await dataverse?.close();
});

const post = (body: object): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});

describe('planned faults', () => {
  it('throttle one operation as often as asked, with Retry-After', async () => {
    const api = await start({
      faults: { rules: [{ kind: 'throttle', operation: 'WhoAmI', times: 1, retryAfter: 3 }] },
    });
    expect((await fetch(`${api}contacts`)).status).toBe(200);
    const refused = await fetch(`${api}WhoAmI`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('3');
    expect(await refused.json()).toMatchObject({ error: { code: '0x80072322' } });
    expect((await fetch(`${api}WhoAmI`)).status).toBe(200);
  });

  it('break the connection before or after the work', async () => {
    const api = await start({
      faults: {
        rules: [
          { kind: 'cutAfter', operation: 'contacts', method: 'POST' },
          { kind: 'cutBefore', operation: 'accounts', method: 'POST' },
        ],
      },
    });
    await expect(fetch(`${api}contacts`, post({ lastname: 'Byron' }))).rejects.toThrow();
    await expect(fetch(`${api}accounts`, post({ name: 'Fabrikam' }))).rejects.toThrow();
    expect(dataverse?.store.count({ table: 'contact', select: [] })).toBe(1);
    expect(dataverse?.store.count({ table: 'account', select: [] })).toBe(0);
  });

  it('strike with a probability that a seed makes repeatable', async () => {
    const statuses = async (): Promise<number[]> => {
      const api = await start({ faults: { seed: 7, rules: [{ kind: 'error', probability: 0.5 }] } });
      const answers: number[] = [];
      for (let count = 0; count < 20; count += 1) answers.push((await fetch(`${api}WhoAmI`)).status);
      await dataverse?.close();
      return answers;
    };
    const first = await statuses();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await statuses()).toEqual(first);
  });

  it('change while the server runs, and only where faults are switched on', async () => {
    const api = await start({ faults: { rules: [] } });
    const admin = new URL('/admin/faults', api);
    const plan = { rules: [{ kind: 'latency', milliseconds: 150 }] };
    expect((await fetch(admin, { method: 'PUT', body: JSON.stringify(plan) })).status).toBe(200);
    const started = Date.now();
    await fetch(`${api}WhoAmI`);
    expect(Date.now() - started).toBeGreaterThanOrEqual(149);
    const wrong = await fetch(admin, { method: 'PUT', body: '{"rules":[{"kind":"x"}]}' });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      error: { message: expect.stringContaining('rule 1') as string },
    });
    await dataverse?.close();
    const plain = await start({});
    expect((await fetch(new URL('/admin/faults', plain))).status).toBe(404);
  });
});

describe('service protection', () => {
  it('refuses a request over the number in a window, and tells what is left', async () => {
    const api = await start({
      serviceProtection: { requestsPerWindow: 2 },
    });
    const first = await fetch(`${api}WhoAmI`);
    expect(first.headers.get('x-ms-ratelimit-burst-remaining-xrm-requests')).toBe('1');
    await fetch(`${api}WhoAmI`);
    const refused = await fetch(`${api}WhoAmI`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: '0x80072322' } });
  });

  it('counts requests at the same time', async () => {
    const api = await start({
      serviceProtection: { concurrentRequests: 1 },
      faults: { rules: [{ kind: 'latency', milliseconds: 100 }] },
    });
    const answers = await Promise.all([fetch(`${api}WhoAmI`), fetch(`${api}WhoAmI`)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 429]);
    const refused = answers.find((answer) => answer.status === 429);
    expect(await refused?.json()).toMatchObject({ error: { code: '0x80072326' } });
  });

  it('adds up the time that requests take', async () => {
    const api = await start({
      serviceProtection: { executionMillisecondsPerWindow: 5 },
      faults: { rules: [{ kind: 'latency', milliseconds: 20 }] },
    });
    expect((await fetch(`${api}WhoAmI`)).status).toBe(200);
    const refused = await fetch(`${api}WhoAmI`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: '0x80072321' } });
  });
});
