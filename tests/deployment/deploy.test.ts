import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Account } from '../../emulator/http/sign-in';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { packSolutions } from '../../scripts/packing';

const root = join(__dirname, '..', '..');
const tenant = '20000000-0000-4000-8000-0000000000f1';
let environment: LocalDataverse;

beforeAll(async () => {
  await packSolutions({ root });
  environment = await startLocalDataverse({ auth: true });
}, 300_000);

afterAll(async () => {
  await environment.close();
});

/** An application of the environment, as a pipeline's variables name it. */
function variablesOf(role: Account['role']): Record<string, string> {
  const account = environment.accounts.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`There is no account with the role ${role}.`);
  return {
    AZURE_TENANT_ID: tenant,
    AZURE_CLIENT_ID: account.clientId,
    AZURE_CLIENT_SECRET: account.clientSecret,
  };
}

/** `npm run deploy` as a process of its own, signed in as an application that may do everything. */
function deploy(...options: string[]) {
  return deployAs('Marketing user', ...options);
}

function deployAs(
  role: Account['role'],
  ...options: string[]
): Promise<{ status: number | null; output: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, 'scripts', 'launch.cjs'), 'deploy', '--packed', ...options],
      {
        cwd: root,
        env: { ...process.env, ...variablesOf(role) },
      },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', (status) => {
      resolve({ status, output, errors });
    });
  });
}

function rows(table: string, ...columns: string[]): unknown[] {
  return environment.store.select({
    table,
    select: columns.map((column) => ({ as: column, value: { kind: 'column', column } })),
    orderBy: columns.map((column) => ({ by: { kind: 'column', column } })),
  });
}

test('npm run deploy brings both solutions into an environment and says what to do next', async () => {
  const { status, output, errors } = await deploy('--environment', environment.url, '--managed', '--flows');
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toContain('success customControl sgm_SegmentMembers.SegmentMembersControl');
  expect(output).toContain('success connector sgm_segmentmembers');
  expect(output).toMatch(/What to do next[^]*1\. Put the control on a form[^]*4\. Choose a connection/);
  expect(rows('solution', 'uniquename', 'ismanaged')).toMatchObject([
    { uniquename: 'SegmentMembers', ismanaged: true },
    { uniquename: 'SegmentMembersFlows', ismanaged: true },
  ]);
  // Flows stay off until their connections are chosen.
  expect(rows('workflow', 'statecode')).toEqual(Array.from({ length: 5 }, () => ({ statecode: 0 })));
});

test('who may not import is told which privilege is missing', async () => {
  const { status, errors } = await deployAs('Reader', '--environment', environment.url, '--managed');
  expect(status).toBe(1);
  expect(errors).toContain('is missing prvImportCustomization privilege');
});

test('npm run deploy ends with one line and a failure when the environment has the other kind', async () => {
  const { status, errors } = await deploy('--environment', environment.url);
  expect(status).toBe(1);
  expect(errors).toBe(
    'SegmentMembers is installed as managed; the unmanaged file cannot replace it. Use --managed.\n',
  );
});

test.each([
  [[], 'Name the environment: npm run deploy -- --environment https://contoso.crm4.dynamics.com\n'],
  [
    ['--environment', 'contoso'],
    '"contoso" is no address of an environment; one looks like https://contoso.crm4.dynamics.com.\n',
  ],
])('npm run deploy %j ends with one line', async (options, line) => {
  expect(await deploy(...options)).toEqual({ status: 1, output: '', errors: line });
});
