import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** A project of nothing but the bootstrap, the lock and one command that says it ran. */
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'segment-members-launch-'));
  mkdirSync(join(project, 'scripts'));
  mkdirSync(join(project, 'node_modules', 'tsx', 'dist', 'cjs'), { recursive: true });
  cpSync(join(root, 'scripts', 'launch.cjs'), join(project, 'scripts', 'launch.cjs'));
  writeFileSync(join(project, 'scripts', 'hello.ts'), '');
  writeFileSync(
    join(project, 'node_modules', 'tsx', 'dist', 'cjs', 'index.cjs'),
    'console.log("ran");process.exit(7);',
  );
  writeFileSync(
    join(project, 'npm.cjs'),
    'console.log("npm " + process.argv.slice(2).join(" "));process.exit(3);',
  );
  writeLock('package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
  writeLock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

function writeLock(file: string, packages: Record<string, unknown>): void {
  writeFileSync(join(project, file), JSON.stringify({ packages }));
}

/** Runs the bootstrap as if this Node were another one. */
function launched(
  command: string,
  nodeVersion = process.versions.node,
): { readonly status: number | null; readonly lines: string[] } {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${nodeVersion}' } });`;
  const script = `${pretend} process.argv = ['node', 'launch.cjs', '${command}']; require('./scripts/launch.cjs');`;
  const run = spawnSync(process.execPath, ['-e', script], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: join(project, 'npm.cjs') },
  });
  return { status: run.status, lines: `${run.stdout}${run.stderr}`.split('\n').filter(Boolean) };
}

describe('the bootstrap of every command', () => {
  it('says in one line that a Node is too old', () => {
    expect(launched('hello', '18.20.4')).toEqual({
      status: 1,
      lines: [
        'Segment Members needs Node 20 or newer; this is Node 18.20.4. Install a newer one and run the command again.',
      ],
    });
  });

  it('runs the command and ends as it ends, without installing what is there', () => {
    expect(launched('hello')).toEqual({ status: 7, lines: ['ran'] });
  });

  it('says which command there is not', () => {
    expect(launched('nothing')).toEqual({ status: 1, lines: ['There is no command "nothing".'] });
  });

  it.each([
    ['nothing is installed', {}],
    ['another version is installed', { 'node_modules/a': { version: '0.9.0' } }],
  ])('installs when %s, and says so when that fails', (_, installed) => {
    writeLock('node_modules/.package-lock.json', installed);
    const { status, lines } = launched('hello');
    expect(status).toBe(1);
    expect(lines[0]).toMatch(/^Installing dependencies/);
    expect(lines[1]).toMatch(/^npm install/);
    expect(lines[2]).toMatch(/could not be installed/);
  });

  it('does not ask for what only other platforms have', () => {
    writeLock('package-lock.json', { 'node_modules/b-for-windows': { version: '1.0.0', optional: true } });
    expect(launched('hello').lines).toEqual(['ran']);
  });
});
