import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';

const root = join(__dirname, '..', '..');
let environment: LocalDataverse;

beforeAll(async () => {
  environment = await startLocalDataverse();
});

afterAll(async () => {
  await environment.close();
});

/** `npm run deploy` as a process of its own. */
function deploy(...options: string[]): Promise<{ status: number | null; output: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'launch.cjs'), 'deploy', ...options], {
      cwd: root,
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', (status) => {
      resolve({ status, output, errors });
    });
  });
}

async function rows(path: string): Promise<unknown[]> {
  const response = await fetch(`${environment.url}/api/data/v9.2/${path}`);
  return ((await response.json()) as { value: unknown[] }).value;
}

test('npm run deploy brings both solutions into an environment and says what to do next', async () => {
  const { status, output, errors } = await deploy('--environment', environment.url, '--managed', '--flows');
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toContain('success customControl sgm_SegmentMembers.SegmentMembersControl');
  expect(output).toContain('success connector sgm_segmentmembers');
  expect(output).toMatch(/What to do next[^]*1\. Put the control on a form[^]*4\. Choose a connection/);
  expect(await rows('solutions?$select=uniquename,ismanaged&$orderby=uniquename')).toMatchObject([
    { uniquename: 'SegmentMembers', ismanaged: true },
    { uniquename: 'SegmentMembersFlows', ismanaged: true },
  ]);
  expect(await rows('workflows?$select=name')).toHaveLength(5);
}, 240_000);

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
