import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';
import { Trace, traceText, type TracedRequest } from './trace';

let dataverse: LocalDataverse;
const told: TracedRequest[] = [];

beforeAll(async () => {
  dataverse = await startLocalDataverse({ trace: (request) => told.push(request) });
});
beforeEach(() => told.splice(0));
afterAll(() => dataverse.close());

const send = (method: string, path: string, body?: string): Promise<Response> =>
  fetch(`${dataverse.url}/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });

async function traced(method: string, path: string, body?: string): Promise<TracedRequest> {
  await (await send(method, path, body)).text();
  // The connection says last that the answer is over.
  while (told.length === 0) await new Promise(setImmediate);
  return told[0] as TracedRequest;
}

describe('the trace', () => {
  it('tells the statements of a write with the rows that they change', async () => {
    const request = await traced('POST', 'api/data/v9.2/contacts', '{"lastname":"<Byron>"}');
    expect(request).toMatchObject({ method: 'POST', address: '/api/data/v9.2/contacts', status: 204 });
    expect(request.statements).toContainEqual(
      expect.objectContaining({
        sql: expect.stringMatching(/^insert into "contact"/) as string,
        rows: 1,
        runs: 1,
      }),
    );
    expect(request.milliseconds).toBeGreaterThan(0);
  });

  it('tells those of an answer that streams, beside other requests', async () => {
    await Promise.all([
      traced('GET', 'api/data/v9.2/contacts?$select=lastname'),
      send('GET', 'api/data/v9.2/leads'),
    ]);
    while (told.length < 2) await new Promise(setImmediate);
    const of = (part: string) => told.find(({ address }) => address.includes(part))?.statements ?? [];
    expect(of('contacts')).toMatchObject([
      { sql: expect.stringContaining('from "contact"') as string, rows: 1 },
    ]);
    expect(of('leads')).toMatchObject([{ sql: expect.stringContaining('from "lead"') as string, rows: 0 }]);
  });

  it('keeps a refused request too, and shows all on a page, as texts', async () => {
    await traced('GET', 'api/data/v9.2/contacts?$filter=<script>');
    const page = await (await send('GET', 'admin/requests')).text();
    expect(page).toContain('<summary class="failed">');
    expect(page).toContain('insert into &#34;contact&#34;');
    expect(page).not.toContain('<script>');
    const { requests } = (await (await send('GET', 'admin/requests.json')).json()) as { requests: unknown[] };
    expect(requests[0]).toMatchObject({ status: 400, address: expect.stringContaining('$filter') as string });
  });

  it('is printed in lines, and keeps the last hundred', () => {
    const trace = new Trace();
    const one: TracedRequest = {
      at: new Date('2026-05-01T00:00:00Z'),
      method: 'GET',
      address: '/',
      status: 0,
      milliseconds: 3,
      statements: [{ sql: 'select 1', runs: 2, rows: 2, milliseconds: 1 }],
    };
    for (let milliseconds = 0; milliseconds < 101; milliseconds++) trace.add({ ...one, milliseconds });
    expect([trace.last.length, trace.last[0]?.milliseconds]).toEqual([100, 100]);
    expect(traceText(one)).toBe(
      '2026-05-01T00:00:00.000Z GET / no answer 3 ms\n    2 times, 2 rows, 1 ms: select 1',
    );
  });
});
