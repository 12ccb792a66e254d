import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { connectorName, startWithConnector } from '../connector/testing/installed-connector';

let elsewhere: Server;
let seen: IncomingHttpHeaders | undefined;
let dataverse: LocalDataverse;

beforeAll(async () => {
  elsewhere = createServer((request, answer) => {
    seen = request.headers;
    answer.end('{}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  dataverse = await startWithConnector();
  const { port } = elsewhere.address() as AddressInfo;
  dataverse.store.create(
    'connector',
    {
      name: 'abc_elsewhere',
      displayname: 'Elsewhere',
      openapidefinition: JSON.stringify({
        host: `127.0.0.1:${port}`,
        schemes: ['http'],
        paths: { '/take': { get: { operationId: 'Take', responses: {} } } },
      }),
    },
    { system: true },
  );
});
afterAll(async () => {
  await dataverse.close();
  await new Promise((resolve) => elsewhere.close(resolve));
});

it('the gateway sends no token and no cookie to another port of this machine', async () => {
  const answer = await fetch(`${dataverse.url}/connectors/abc_elsewhere/connection/take`, {
    headers: { Authorization: 'Bearer secret', Cookie: 'a=b', 'x-other': 'kept' },
  });
  expect(answer.status).toBe(200);
  expect(seen).toMatchObject({ 'x-other': 'kept' });
  expect(seen).not.toHaveProperty('authorization');
  expect(seen).not.toHaveProperty('cookie');
});

it.each(['constructor', '__proto__', 'toString', 'nothing.js'])(
  'the files of Swagger UI are those it has, and %s is none',
  async (file) => {
    expect((await fetch(`${dataverse.url}/connectors/${connectorName}/ui/${file}`)).status).toBe(404);
  },
);

it.each(['/', '/connectors', `/connectors/${connectorName}`, '/main.aspx?etn=nothing'])(
  'the page %s loads nothing from elsewhere and runs no script that stands in it',
  async (path) => {
    const answer = await fetch(dataverse.url + path);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
    expect(answer.headers.get('content-security-policy')).not.toMatch(/script-src|unsafe-eval/);
    expect(await answer.text()).not.toMatch(/<script(?![^>]*\bsrc=)(?![^>]*application\/json)/);
  },
);
