import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(__dirname, '..', '..');
const { dependencies, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Readonly<Record<string, string>>;
  version: string;
};
let folder: string;
let installed: string;
const packed = (): string => join(folder, `segment-members-${version}.tgz`);

/** What `npm install` of the packed file leaves in an empty folder: the package and its dependencies, no others. */
beforeAll(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'packed-'));
  execFileSync('npm', ['pack', '--pack-destination', folder, '--loglevel', 'error'], { cwd: root });
  installed = join(folder, 'node_modules', 'segment-members');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', packed(), '--strip-components=1', '-C', installed]);
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('runs in an empty folder, and leaves no server behind when it is ended', async () => {
  const program = spawn(
    process.execPath,
    [join(installed, 'emulator', 'bin.cjs'), '--port', '0', '--sample', 'none'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(program, 'exit');
  const [line] = (await once(createInterface({ input: program.stdout }), 'line')) as [string];
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
  expect((await fetch(`${url}/api/data/v9.2/WhoAmI`)).status).toBe(200);
  program.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow();
});

it('is started by a program of one’s own in a few lines', () => {
  const program = `const { startLocalDataverse } = require('segment-members');
    startLocalDataverse({ sampleData: 'standard' }).then(async (environment) => {
      const answer = await fetch(environment.url + '/api/data/v9.2/contacts?$top=1&$select=fullname');
      console.log((await answer.json()).value.length);
      await environment.close();
    });`;
  writeFileSync(join(folder, 'program.cjs'), program);
  expect(execFileSync(process.execPath, ['program.cjs'], { cwd: folder, encoding: 'utf8' })).toBe('1\n');
});

it('holds no tests and nothing that only this repository needs', () => {
  const files = execFileSync('tar', ['-tzf', packed()], {
    encoding: 'utf8',
  });
  expect(files).not.toMatch(/\.test\.ts|\/testing\/|\/pcf\/|\/tests\//);
});
