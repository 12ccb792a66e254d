import { request } from 'node:http';
import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';
import {
  fixtureConnectorId,
  fixtureControl,
  packageParts,
  zipOf,
  type PackageFixture,
} from '../../solution-package/testing/package-fixture';

let environment: LocalDataverse;

beforeEach(async () => {
  environment = await startLocalDataverse();
});

afterEach(async () => {
  await environment.close();
});

const fileOf = (facts: PackageFixture = {}) => Buffer.from(zipOf(packageParts(facts))).toString('base64');
const options = { OverwriteUnmanagedCustomizations: false, PublishWorkflows: true };

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { error?: { code: string; message: string } };
}

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${environment.url}/api/data/v9.2/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}

const post = (name: string, body: object) => call('POST', name, body);

async function finished(operation: unknown): Promise<Record<string, unknown>> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { body } = await call('GET', `asyncoperations(${String(operation)})`);
    if (body['statecode'] === 3) return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The job did not end.');
}

test('ImportSolution answers 204, and the rows can be read', async () => {
  expect(await post('ImportSolution', { ...options, CustomizationFile: fileOf() })).toEqual({
    status: 204,
    body: {},
  });
  const { body } = await call(
    'GET',
    'solutions?$select=uniquename,version,ismanaged&$expand=publisherid($select=uniquename)',
  );
  expect(body['value']).toMatchObject([
    { uniquename: 'Sample', version: '1.0.0', ismanaged: true, publisherid: { uniquename: 'abcpublisher' } },
  ]);
  const control = await call('GET', `customcontrols?$filter=name eq '${fixtureControl}'&$select=version`);
  expect(control.body['value']).toMatchObject([{ version: '1.0.0' }]);
  expect((await call('GET', `connectors(${fixtureConnectorId})?$select=name`)).body).toMatchObject({
    name: 'abc_sample',
  });
});

test('ImportSolution answers a refusal in the envelope', async () => {
  const file = Buffer.from('no zip at all, but long enough to hold one').toString('base64');
  const { status, body } = await post('ImportSolution', { ...options, CustomizationFile: file });
  expect(status).toBe(400);
  expect(body.error?.code).toBe('0x80048060');
});

test.each([
  ['something that is no base64', { CustomizationFile: '%%%' }, 'Edm.Binary'],
  ['no file', {}, 'CustomizationFile'],
])('ImportSolution with %s is refused', async (_name, more, words) => {
  const { status, body } = await post('ImportSolution', { ...options, ...more });
  expect(status).toBe(400);
  expect(body.error?.message).toContain(words);
});

test('a solution is staged, imported by its upload id in a job, and followed by its import job', async () => {
  const staged = await post('StageSolution', { CustomizationFile: fileOf() });
  const results = staged.body['StageSolutionResults'] as Record<string, unknown>;
  expect(results).toMatchObject({
    StageSolutionStatus: 'Passed',
    MissingDependencies: [],
    SolutionDetails: { SolutionUniqueName: 'Sample', SolutionVersion: '1.0.0' },
  });
  expect((await call('GET', 'solutions')).body['value']).toEqual([]);

  const ImportJobId = '12345678-1234-4234-8234-123456789012';
  const { body } = await post('ImportSolutionAsync', {
    ...options,
    ImportJobId,
    SolutionParameters: {
      '@odata.type': 'Microsoft.Dynamics.CRM.SolutionParameters',
      StageSolutionUploadId: results['StageSolutionUploadId'],
    },
  });
  expect(body['ImportJobKey']).toBe(ImportJobId);
  expect(await finished(body['AsyncOperationId'])).toMatchObject({ statuscode: 30 });
  expect((await call('GET', `importjobs(${ImportJobId})`)).body).toMatchObject({
    solutionname: 'Sample',
    progress: 100,
  });
});

test('an upload id that is none is refused before anything is looked up', async () => {
  const { status, body } = await post('ImportSolution', { ...options, SolutionParameters: {} });
  expect({ status, code: body.error?.code }).toEqual({ status: 400, code: '0x80048d19' });
});

test('staging names what is wrong without an error', async () => {
  const { status, body } = await post('StageSolution', { CustomizationFile: fileOf({ prefix: 'xyz' }) });
  expect(status).toBe(200);
  expect(body['StageSolutionResults']).toMatchObject({
    StageSolutionStatus: 'Failed',
    SolutionValidationResults: [{ Message: expect.stringContaining('Publisher prefix abc') as string }],
  });
});

test('a job that fails says why, and nothing is imported', async () => {
  const { body } = await post('ImportSolutionAsync', {
    ...options,
    CustomizationFile: fileOf({ prefix: 'xyz' }),
  });
  expect(await finished(body['AsyncOperationId'])).toMatchObject({
    statuscode: 31,
    message: expect.stringContaining('Publisher prefix abc') as string,
  });
  expect((await call('GET', 'solutions')).body['value']).toEqual([]);
});

test('an upgrade is imported as a holding solution and promoted', async () => {
  await post('ImportSolution', { ...options, CustomizationFile: fileOf() });
  await post('ImportSolution', {
    ...options,
    HoldingSolution: true,
    CustomizationFile: fileOf({ version: '2.0.0' }),
  });
  const { body } = await post('DeleteAndPromoteAsync', { UniqueName: 'Sample' });
  expect(await finished(body['AsyncOperationId'])).toMatchObject({ statuscode: 30 });
  const solutions = await call('GET', 'solutions?$select=uniquename,version');
  expect(solutions.body['value']).toMatchObject([{ uniquename: 'Sample', version: '2.0.0' }]);
});

test('a request of 200 MB is refused before it is read, and the environment goes on', async () => {
  const status = await new Promise((resolve, reject) => {
    const upload = request(`${environment.url}/api/data/v9.2/ImportSolution`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 200 * 1024 * 1024 },
    });
    upload.on('response', (response) => {
      resolve(response.statusCode);
      upload.destroy();
    });
    upload.on('error', reject);
    upload.write('{"CustomizationFile":"');
  });
  expect(status).toBe(413);
  expect((await call('GET', 'solutions')).body['value']).toEqual([]);
});

test('deleting the solution uninstalls it', async () => {
  await post('ImportSolution', { ...options, CustomizationFile: fileOf() });
  const { body } = await call('GET', 'solutions?$select=solutionid');
  const [row] = body['value'] as { solutionid: string }[];
  expect((await call('DELETE', `solutions(${row?.solutionid ?? ''})`)).status).toBe(204);
  expect((await call('GET', 'customcontrols')).body['value']).toEqual([]);
});
