import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';

const root = join(__dirname, '..', '..');
let dataverse: LocalDataverse;
let folder: string;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 1, memberOrder: 'id' } });
  folder = mkdtempSync(join(tmpdir(), 'observe-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await dataverse.close();
});

function observe(...options: string[]): Promise<{ status: number | null; output: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'launch.cjs'), 'observe', ...options], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
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

test('npm run observe says what it will do, does it, and writes what it found', async () => {
  const out = join(folder, 'observations.json');
  const { status, output, errors } = await observe('--environment', dataverse.url, '--yes', '--out', out);
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toMatch(/^Everything is made with the name [^]*memberOrder: id/);
  const { answers } = JSON.parse(readFileSync(out, 'utf8')) as { answers: Record<string, unknown> };
  expect(answers).toMatchObject({ memberOrder: 'id', membersNeedPublish: true });
});

test('without a person to agree, and with --plan, nothing is done', async () => {
  const { status, errors } = await observe('--environment', dataverse.url);
  expect({ status, errors }).toEqual({
    status: 1,
    errors: 'Nobody can be asked here; --yes agrees to what is said above.\n',
  });
  expect((await observe('--plan')).output).toContain('Then all of it is deleted');
});
