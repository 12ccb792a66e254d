import { request } from 'node:http';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { startLocalDataverse } from '../../emulator/local-dataverse';
import { statusWithHost } from './testing/local-server';

let dataverse: LocalDataverse;
let port: string;

beforeAll(async () => {
  dataverse = await startLocalDataverse();
  ({ port } = new URL(dataverse.url));
});
afterAll(() => dataverse.close());

it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('the name %s is this machine', async (name) => {
  expect(await statusWithHost(whoAmI(), `${name}:${port}`)).toBe(200);
});

it.each([
  'localhost.evil.example',
  'evil.localhost',
  '127.0.0.1.evil.example',
  'evil.example',
  'localhost@evil.example',
  '[::1].evil.example',
  '0.0.0.0',
])('a name of another site bent to this machine, %s, is refused', async (name) => {
  expect(await statusWithHost(whoAmI(), `${name}:${port}`)).toBe(403);
});

it.each(['null', 'http://localhost.evil.example', 'https://evil.example', 'http://127.0.0.1'])(
  'a page of the origin %s may read and write nothing',
  async (origin) => {
    expect(await statusFrom(origin, 'GET', '/api/data/v9.2/WhoAmI')).toBe(403);
    expect(await statusFrom(origin, 'POST', '/api/data/v9.2/contacts')).toBe(403);
    expect(await statusFrom(origin, 'POST', '/admin/faults')).toBe(403);
  },
);

it('a page of this server may', async () => {
  expect(await statusFrom(new URL(dataverse.url).origin, 'GET', '/api/data/v9.2/WhoAmI')).toBe(200);
});

function whoAmI(): string {
  return `${dataverse.url}/api/data/v9.2/WhoAmI`;
}

function statusFrom(origin: string, method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(dataverse.url + path, { method, headers: { Origin: origin } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end();
  });
}
