import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Gateway } from '../../emulator/connector-runtime';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { Environment } from './testing/environment';
import { runnableConnectorIn } from './testing/runnable-connector-in';

const connector = runnableConnectorIn(join(__dirname, '..', '..', 'connector'), 'sgm_segmentmembers');
const gateway = new Gateway(connector, { mayRun: () => true });
const address = 'http://gateway/connection';

let dataverse: LocalDataverse;
let segmentId: string;
beforeAll(async () => {
  dataverse = await startLocalDataverse();
  ({ segmentId } = new Environment(dataverse).segment());
});
afterAll(async () => {
  gateway.close();
  await dataverse.close();
});

const ask = (environmentUrl: string, path: string) =>
  gateway.answer(
    { method: 'GET', url: address + path, headers: {} },
    { address, parameters: { 'token:resourceUri': environmentUrl }, environment: dataverse.url },
  );

describe('the Environment URL of a connection', () => {
  const path = '/api/data/v9.2/WhoAmI';

  it('works with https:// (here http://) and without a slash at its end', async () => {
    expect(await ask(dataverse.url, path)).toMatchObject({ status: 200 });
  });

  it('ends with one clear line when it has no https://', async () => {
    const answer = await ask(new URL(dataverse.url).host, path);
    expect(answer.status).toBe(400);
    expect(answer.body?.toString()).toContain('is not an address that begins with https:// or http://');
  });

  it('is described with the two mistakes that the platform lets people make', () => {
    const description = readFileSync(join(__dirname, '..', '..', 'connector', 'apiProperties.json'), 'utf8');
    expect(description).toContain('with https:// and without a slash at the end');
  });
});

describeWithDotnet('the Environment URL in operations of the connector that run its script', () => {
  it('may have a slash at its end', async () => {
    const path = `/api/data/v9.2/msdynmkt_segments(${segmentId})/sgm_StaticGroups`;
    expect(await ask(`${dataverse.url}/`, path)).toMatchObject({ status: 200 });
  });
});
