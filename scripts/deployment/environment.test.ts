import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { ORGANISATION } from '../../emulator/store';
import type { Deployment } from './deployment';
import { preflight } from './preflight';
import { printReport, reportOf } from './report';
import { applySettings, readSettings, settingsTemplate } from './settings';
import { connectWebApi, DataverseRefusal, type WebApi } from './web-api';
import { packFolder, readFolder, readSolutionPackage } from '../../solution-package';

const flows = readSolutionPackage(
  packFolder(readFolder(join(__dirname, '..', '..', 'solution', 'flows')), 'managed'),
);
let environment: LocalDataverse;
let api: WebApi;
let said: string[];
let folder: string;

beforeEach(async () => {
  environment = await startLocalDataverse();
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  said = [];
  api = connectWebApi({
    environment: environment.url,
    token: () => Promise.resolve(undefined),
    wait: () => Promise.resolve(),
  });
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await environment.close();
});

const deployment = (): Deployment => ({
  api,
  say: (line) => said.push(line),
  wait: () => Promise.resolve(),
  now: () => 0,
  deadline: 1,
  resumeCommand: () => '',
});

describe('preflight', () => {
  test('finds tables, columns and version of a right environment', async () => {
    const lines = await preflight(api, { withFlows: true });
    expect(lines.filter(({ kind }) => kind === 'right').map(({ text }) => text)).toEqual([
      'Dataverse 9.2.0.0',
      'the table msdynmkt_segmentdefinition with its columns',
      'the table msdynmkt_segment with its columns',
      'the privileges to import',
    ]);
    expect(lines).toHaveLength(4);
  });

  test('names what is missing, of another type, too old or not allowed', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      'WhoAmI()': { UserId: 'u' },
      'RetrieveVersion()': { Version: '9.1.0.1' },
      segmentdefinition: {
        Attributes: [
          { LogicalName: 'msdynmkt_name', AttributeType: 'String' },
          { LogicalName: 'msdynmkt_segmentquery', AttributeType: 'String' },
        ],
      },
      RetrieveUserPrivileges: { RolePrivileges: [{ PrivilegeName: 'prvImportCustomization' }] },
    };
    const lacking: WebApi = {
      ...api,
      get(path) {
        const [, answer] = Object.entries(answers).find(([key]) => path.includes(key)) ?? [];
        return answer
          ? Promise.resolve(answer as never)
          : Promise.reject(new DataverseRefusal(404, '0x80040217', 'Could not find metadata'));
      },
    };
    const lines = await preflight(lacking, { withFlows: false });
    expect(lines.map(({ kind }) => kind)).toEqual(['lacking', 'lacking', 'lacking', 'lacking', 'lacking']);
    const text = lines.map((line) => line.text).join('\n');
    expect(text).toContain('Dataverse 9.1.0.1; 9.2 is the oldest that will do');
    expect(text).toContain('msdynmkt_segmentdefinition.msdynmkt_segmentquery is of type String, not Memo');
    expect(text).toContain(
      'msdynmkt_segmentdefinition.msdynmkt_staticlistmembers (Static list members) is missing',
    );
    expect(text).toContain('The table msdynmkt_segment (');
    expect(text).toMatch(/lacks the privileges prvCreateSolution, .*prvCreateCustomControl/);
  });
});

describe('settings', () => {
  test('a template has a place for every variable and connection reference', () => {
    const { EnvironmentVariables, ConnectionReferences } = settingsTemplate([flows]);
    expect(EnvironmentVariables).toHaveLength(flows.environmentVariables.length);
    expect(EnvironmentVariables).toContainEqual({ SchemaName: 'sgm_SyncGroup', Value: 'Newsletter' });
    expect(ConnectionReferences).toContainEqual({
      LogicalName: 'sgm_teams_connection',
      ConnectionId: '',
      ConnectorId: '/providers/Microsoft.PowerApps/apis/shared_teams',
    });
  });

  test('what has a value is written, once and again; what is empty or not there is left', async () => {
    environment.store.create('environmentvariabledefinition', { schemaname: 'sgm_Team' });
    environment.store.create('connectionreference', {
      connectionreferencelogicalname: 'sgm_teams_connection',
    });
    const settings = (value: string) => ({
      EnvironmentVariables: [
        { SchemaName: 'sgm_Team', Value: value },
        { SchemaName: 'sgm_Channel', Value: '' },
        { SchemaName: 'sgm_None', Value: 'x' },
      ],
      ConnectionReferences: [{ LogicalName: 'sgm_teams_connection', ConnectionId: 'a1', ConnectorId: '' }],
    });
    await applySettings(deployment(), settings('first'));
    await applySettings(deployment(), settings('second'));
    const { value } = await api.get<{ value: unknown[] }>(
      'environmentvariablevalues?$select=schemaname,value',
    );
    expect(value).toMatchObject([{ schemaname: 'sgm_Team', value: 'second' }]);
    const references = await api.get<{ value: unknown[] }>('connectionreferences?$select=connectionid');
    expect(references.value).toMatchObject([{ connectionid: 'a1' }]);
    expect(said).toContain('  there is no environment variable sgm_None; its setting is left out');
  });

  test.each([
    ['no JSON', 'cannot be read'],
    ['{"EnvironmentVariables":[{"Name":"x"}]}', 'need EnvironmentVariables with SchemaName and Value'],
  ])('a file that is wrong is named: %s', (text, words) => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, text);
    expect(() => readSettings(file)).toThrow(words);
    expect(() => readSettings(file)).toThrow(file);
  });
});

test('the report names unbound references, flows that are off, and the next steps with addresses', async () => {
  const [flow] = flows.workflows;
  environment.store.create('workflow', { workflowid: flow?.id ?? '', name: 'A flow', category: 5 });
  environment.store.create('workflow', { name: 'Somebody else’s', category: 5 });
  environment.store.create('connectionreference', { connectionreferencelogicalname: 'sgm_teams_connection' });
  environment.store.create('connectionreference', {
    connectionreferencelogicalname: 'sgm_excel_connection',
    connectionid: 'bound',
  });
  const report = await reportOf(api, [flows]);
  expect(report).toEqual({
    unbound: ['sgm_teams_connection'],
    offFlows: ['A flow'],
    makerAddress: `https://make.powerapps.com/environments/${ORGANISATION}/solutions`,
  });
  const text = printReport(['SegmentMembers 1.0.0.0'], report, {
    withFlows: true,
    withForm: false,
    environment: environment.url,
  });
  expect(text).toContain('Done. Imported: SegmentMembers 1.0.0.0.');
  expect(text).toContain('Connection references without a connection:\n  sgm_teams_connection');
  expect(text).toContain('Flows that are off:\n  A flow');
  expect(text).toContain(`its Environment URL is ${environment.url}.`);
});
