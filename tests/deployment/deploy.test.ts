import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as sendOn } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
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
function variablesOf(role: Account['role'], of: LocalDataverse): Record<string, string> {
  const account = of.accounts.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`There is no account with the role ${role}.`);
  return {
    AZURE_TENANT_ID: tenant,
    AZURE_CLIENT_ID: account.clientId,
    AZURE_CLIENT_SECRET: account.clientSecret,
  };
}

/** `npm run deploy` as a process of its own, signed in as an application that may do everything. */
function deploy(...options: string[]) {
  return deployAs({}, ...options);
}

interface Run {
  readonly role?: Account['role'];
  readonly of?: LocalDataverse;
  /** Address of the proxy that the process is to go through. */
  readonly proxy?: string;
  /** File of a certificate that the process trusts beside those of the system. */
  readonly trusted?: string;
}

function deployAs(
  { role = 'Marketing user', of = environment, proxy, trusted }: Run,
  ...options: string[]
): Promise<{ status: number | null; output: string; errors: string }> {
  const viaProxy = proxy === undefined ? {} : { HTTPS_PROXY: proxy, NO_PROXY: '', no_proxy: '' };
  const trust = trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: trusted };
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, 'scripts', 'launch.cjs'), 'deploy', '--packed', ...options],
      {
        cwd: root,
        env: { ...process.env, ...variablesOf(role, of), ...viaProxy, ...trust },
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

function rows(table: string, columns: readonly string[], of = environment): unknown[] {
  return of.store.select({
    table,
    select: columns.map((column) => ({ as: column, value: { kind: 'column', column } })),
    orderBy: columns.map((column) => ({ by: { kind: 'column', column } })),
  });
}

test('npm run deploy brings both solutions into an environment and says what to do next', async () => {
  const { status, output, errors } = await deploy('--environment', environment.url, '--flows');
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toContain('success customControl sgm_SegmentMembers.SegmentMembersControl');
  expect(output).toContain('success connector sgm_segmentmembers');
  expect(output).toMatch(/What to do next[^]*1\. Put the control on a form[^]*4\. Choose a connection/);
  expect(rows('solution', ['uniquename', 'ismanaged'])).toMatchObject([
    { uniquename: 'SegmentMembers', ismanaged: true },
    { uniquename: 'SegmentMembersFlows', ismanaged: true },
  ]);
  // Flows stay off until their connections are chosen.
  expect(new Set(rows('workflow', ['statecode']).map((row) => JSON.stringify(row)))).toEqual(
    new Set(['{"statecode":0}']),
  );
});

test('it goes through a proxy, sign-in and Web API alike, and through connections that break at each step', async () => {
  const through: string[] = [];
  const proxy = createServer((request, response) => {
    const { host, pathname } = new URL(request.url ?? '');
    through.push(pathname);
    const onward = sendOn(
      request.url ?? '',
      { method: request.method, headers: { ...request.headers, host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const steps = ['StageSolution', 'ImportSolutionAsync', 'asyncoperations', 'importjobs', 'solutions'];
  const shaky = await startLocalDataverse({
    auth: true,
    faults: { rules: steps.map((operation) => ({ kind: 'cutAfter', operation, times: 1 })) },
  });
  try {
    const { status, output, errors } = await deployAs(
      { of: shaky, proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
      ...['--environment', shaky.url, '--flows'],
    );
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output).toContain('Looking whether the import began ...');
    expect(through).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/\/oauth2\/v2.0\/token$/),
        '/api/data/v9.2/StageSolution',
        '/api/data/v9.2/ImportSolutionAsync',
      ]),
    );
    const jobs = rows('importjob', ['solutionname', 'progress'], shaky);
    expect(jobs).toEqual([
      { solutionname: 'SegmentMembers', progress: 100 },
      { solutionname: 'SegmentMembersFlows', progress: 100 },
    ]);
  } finally {
    await new Promise((resolve) => proxy.close(resolve));
    await shaky.close();
  }
});

test('a certificate that the machine trusts is enough, one that it does not trust is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-https-'));
  const signed = await startLocalDataverse({ auth: true, https: { folder } });
  try {
    const check = ['--environment', signed.url, '--check'];
    const [trusting, doubting] = await Promise.all([
      deployAs({ of: signed, trusted: join(folder, 'certificate.pem') }, ...check),
      deployAs({ of: signed }, ...check),
    ]);
    expect(trusting).toMatchObject({ status: 0, errors: '' });
    expect(doubting.status).toBe(1);
    expect(doubting.errors).toContain(new URL(signed.url).host);
    expect(doubting.errors).toMatch(
      /certificate that this machine does not trust \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
  } finally {
    await signed.close();
    rmSync(folder, { recursive: true });
  }
});

test('Ctrl+C says what goes on by itself, and the command it names takes it up', async () => {
  const slow = await startLocalDataverse({
    auth: true,
    faults: { rules: [{ kind: 'latency', operation: 'asyncoperations', milliseconds: 10_000, times: 1 }] },
  });
  try {
    const child = spawn(
      process.execPath,
      [join(root, 'scripts', 'launch.cjs'), 'deploy', '--packed', '--environment', slow.url],
      // A group of its own, as a terminal sends Ctrl+C to all of it.
      { cwd: root, env: { ...process.env, ...variablesOf('Marketing user', slow) }, detached: true },
    );
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('importing')) process.kill(-(child.pid ?? 0), 'SIGINT');
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
    expect(errors).toContain('Stopped. The import goes on in the environment. Take it up again with');
    const [, importJob = ''] = /--import-job ([0-9a-f-]{36})/.exec(errors) ?? [];
    const again = await deployAs({ of: slow }, '--environment', slow.url, '--import-job', importJob);
    expect({ status: again.status, errors: again.errors }).toEqual({ status: 0, errors: '' });
    expect(rows('importjob', ['solutionname'], slow)).toEqual([{ solutionname: 'SegmentMembers' }]);
  } finally {
    await slow.close();
  }
});

test('--check says what is there and sends nothing', async () => {
  const before = rows('importjob', ['name']).length;
  const { status, output } = await deploy('--environment', environment.url, '--check');
  expect(status).toBe(0);
  expect(output).toContain('right   the table msdynmkt_segmentdefinition with its columns');
  expect(rows('importjob', ['name'])).toHaveLength(before);
});

test('--create-settings writes what --settings takes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  try {
    const file = join(folder, 'settings.json');
    expect((await deploy('--flows', '--create-settings', file)).status).toBe(0);
    const settings = JSON.parse(readFileSync(file, 'utf8')) as { ConnectionReferences: unknown[] };
    expect(settings.ConnectionReferences.length).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('who may not import is told which privilege is missing', async () => {
  const before = rows('importjob', ['name']).length;
  const { status, output, errors } = await deployAs({ role: 'Reader' }, '--environment', environment.url);
  expect(status).toBe(1);
  expect(output).toMatch(/^lacking Who signed in lacks the privileges .*prvImportCustomization/m);
  expect(errors).toBe('The environment lacks what is said above; nothing was sent.\n');
  expect(rows('importjob', ['name'])).toHaveLength(before);
});

test('npm run deploy ends with one line and a failure when the environment has the other kind', async () => {
  const { status, errors } = await deploy('--environment', environment.url, '--unmanaged');
  expect(status).toBe(1);
  expect(errors).toBe(
    'SegmentMembers is installed as managed; the unmanaged file cannot replace it. Leave out --unmanaged.\n',
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
