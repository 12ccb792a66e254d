import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { packageParts, zipOf, type PackageFixture } from '../../solution-package/testing/package-fixture';
import { decide, deploySolution, type SolutionFile } from './deploy-solution';
import type { Deployment } from './deployment';
import { connectWebApi, type WebApi } from './web-api';

let environment: LocalDataverse;
let api: WebApi;
let lines: string[];

const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

beforeEach(async () => {
  environment = await startLocalDataverse();
  lines = [];
  api = connectWebApi({ environment: environment.url, token: () => Promise.resolve(undefined), wait });
});

afterEach(async () => {
  await environment.close();
});

function fileOf(facts: PackageFixture = {}, change?: (parts: Map<string, string>) => void): SolutionFile {
  const parts = packageParts(facts);
  change?.(parts);
  return {
    uniqueName: facts.uniqueName ?? 'Sample',
    version: facts.version ?? '1.0.0',
    isManaged: (facts.managed ?? '1') === '1',
    bytes: zipOf(parts),
  };
}

const deploymentThrough = (through: WebApi): Deployment => ({
  api: through,
  say: (line) => lines.push(line),
  wait,
  now: () => 0,
  deadline: 1,
  pollEvery: 1,
  resumeCommand: (id) => `deploy --import-job ${id}`,
});

const deploy = (file: SolutionFile, through: WebApi = api) =>
  deploySolution(deploymentThrough(through), file);

const installed = async () =>
  (await api.get<{ value: unknown[] }>('solutions?$select=uniquename,version,ismanaged')).value;

test('a solution that is not there is installed, and each component’s result is told', async () => {
  expect(await deploy(fileOf())).toEqual({ kind: 'install' });
  expect(await installed()).toMatchObject([{ uniquename: 'Sample', version: '1.0.0', ismanaged: true }]);
  expect(lines).toContain('Sample 1.0.0 (managed): not there yet, will be installed');
  expect(lines.filter((line) => line.includes('%'))).toEqual([
    '  importing ... 0 %',
    '  importing ... 100 %',
  ]);
  expect(lines).toContain('  success connector abc_sample');
  expect(lines).toContain('  success customControl abc_Sample.Control');
});

test('the same version is imported again in place', async () => {
  await deploy(fileOf());
  expect(await deploy(fileOf())).toEqual({ kind: 'update' });
});

test('a managed solution of a lower version is upgraded by a holding solution', async () => {
  await deploy(fileOf());
  expect(await deploy(fileOf({ version: '1.1.0' }))).toEqual({ kind: 'upgrade', from: '1.0.0' });
  expect(await installed()).toMatchObject([{ uniquename: 'Sample', version: '1.1.0' }]);
});

test('an unmanaged solution of a lower version is updated', async () => {
  await deploy(fileOf({ managed: '0' }));
  expect(await deploy(fileOf({ managed: '0', version: '1.1.0' }))).toEqual({ kind: 'update' });
  expect(await installed()).toMatchObject([{ version: '1.1.0', ismanaged: false }]);
});

test('a downgrade is refused before anything is sent', async () => {
  await deploy(fileOf({ version: '2.0.0' }));
  const sent: string[] = [];
  const watched: WebApi = {
    ...api,
    post: (action, parameters) => {
      sent.push(action);
      return api.post(action, parameters);
    },
  };
  await expect(deploy(fileOf({ version: '1.9.9' }), watched)).rejects.toThrow('Dataverse does not downgrade');
  expect(sent).toEqual([]);
  expect(await installed()).toMatchObject([{ version: '2.0.0' }]);
});

test('an upgrade that was cut off between import and promotion goes on from there', async () => {
  await deploy(fileOf());
  const cutOff: WebApi = {
    ...api,
    post: (action, parameters) =>
      action === 'DeleteAndPromoteAsync'
        ? Promise.reject(new Error('the line was cut'))
        : api.post(action, parameters),
  };
  await expect(deploy(fileOf({ version: '1.1.0' }), cutOff)).rejects.toThrow('the line was cut');
  expect(await installed()).toHaveLength(2);
  expect(await deploy(fileOf({ version: '1.1.0' }))).toEqual({ kind: 'promote', from: '1.0.0' });
  expect(await installed()).toMatchObject([{ uniquename: 'Sample', version: '1.1.0' }]);
});

test('what staging refuses is told in Dataverse’s words, and nothing is imported', async () => {
  await expect(deploy(fileOf({ prefix: 'xyz' }))).rejects.toThrow(
    /nothing was imported:\n.*Publisher prefix abc for this control abc_Sample\.Control does not match the prefix xyz/,
  );
  expect(await installed()).toEqual([]);
});

// Source: StageSolutionStatus enumeration: Failed 0, Passed 1.
test.each([
  ['Failed', 0, []],
  ['Passed', 1, ['ImportSolutionAsync']],
])('a staging that %s is understood by its number too', async (_status, number, next) => {
  const after: string[] = [];
  const inNumbers: WebApi = {
    ...api,
    async post<T>(action: string, parameters: object): Promise<T> {
      if (action !== 'StageSolution') {
        after.push(action);
        return api.post<T>(action, parameters);
      }
      const { StageSolutionResults } = await api.post<{ StageSolutionResults: object }>(action, parameters);
      return { StageSolutionResults: { ...StageSolutionResults, StageSolutionStatus: number } } as T;
    },
  };
  await deploy(fileOf(), inNumbers).catch(() => undefined);
  expect(after).toEqual(next);
});

test('a missing dependency is named with the solution that has it', async () => {
  const missingDependencies =
    '<MissingDependency><Required type="372" schemaName="abc_other" solution="Other (1.2)" /><Dependent type="29" /></MissingDependency>';
  await expect(deploy(fileOf({ missingDependencies }))).rejects.toThrow(
    'it needs abc_other of Other (1.2), which is not there',
  );
});

test('a failure that only the import finds is told with its reason', async () => {
  const file = fileOf({}, (parts) => {
    const xml = parts.get('customizations.xml') ?? '';
    parts.set('customizations.xml', xml.replace('<displayname>Sample', `<displayname>${'x'.repeat(201)}`));
  });
  await expect(deploy(file)).rejects.toThrow(/Sample could not be imported: [^]*displayname/);
  expect(await installed()).toEqual([]);
});

const file = { uniqueName: 'Sample', version: '1.0.0', isManaged: true, bytes: new Uint8Array() };

test('managed and unmanaged are not mixed', () => {
  const unmanaged = { uniquename: 'Sample', version: '1.0.0', ismanaged: false };
  expect(() => decide(file, unmanaged, undefined)).toThrow('Use --unmanaged, or uninstall it first');
  expect(() => decide({ ...file, isManaged: false }, { ...unmanaged, ismanaged: true }, undefined)).toThrow(
    'Leave out --unmanaged.',
  );
});

test('another upgrade that waits is not touched', () => {
  const there = { uniquename: 'Sample', version: '1.0.0', ismanaged: true };
  const holding = { uniquename: 'Sample_Upgrade', version: '2.0.0', ismanaged: true };
  expect(() => decide({ ...file, version: '3.0.0' }, there, holding)).toThrow(
    'An upgrade of Sample to 2.0.0 was begun and not finished',
  );
});
