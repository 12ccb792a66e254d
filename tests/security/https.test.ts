import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { connectorName, startWithConnector } from '../connector/testing/installed-connector';

let folder: string;
let dataverse: LocalDataverse;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'https-'));
  dataverse = await startWithConnector({ https: { folder } });
});
afterAll(async () => {
  await dataverse.close();
  rmSync(folder, { recursive: true });
});

function get(path: string, trusted: boolean): Promise<{ status: number; body: string }> {
  const ca = trusted ? { ca: readFileSync(join(folder, 'certificate.pem')) } : {};
  return new Promise((resolve, reject) => {
    https
      .get(dataverse.url + path, ca, (answer) => {
        let body = '';
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, body });
        });
      })
      .on('error', reject);
  });
}

it('over HTTPS every address in an answer is one of HTTPS', async () => {
  expect(dataverse.url).toMatch(/^https:/);
  const { status, body } = await get('/api/data/v9.2/WhoAmI', true);
  expect(status).toBe(200);
  expect(body).toContain(`"@odata.context":"${dataverse.url}/api/data/v9.2/$metadata#`);
});

it('who does not trust the certificate gets no answer', async () => {
  await expect(get('/api/data/v9.2/WhoAmI', false)).rejects.toThrow('self-signed certificate');
});

it('the gateway trusts the certificate of its own environment', async () => {
  const operation = 'api/data/v9.2/msdynmkt_segmentdefinitions';
  const { status, body } = await get(`/connectors/${connectorName}/connection/${operation}`, true);
  expect({ status, body }).toMatchObject({ status: 200 });
  expect(JSON.parse(body)).toHaveProperty('value');
});
