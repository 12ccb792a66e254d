import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const steps = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return { instruction, rest };
  });
const rests = (instruction: string): string[] =>
  steps.filter((step) => step.instruction === instruction).map(({ rest }) => rest);
/** What is copied, and where it comes to lie. */
const copies = rests('COPY').map((rest) => {
  const names = rest.split(' ');
  return { sources: names.slice(0, -1), target: names[names.length - 1] ?? '' };
});
const program = JSON.parse(rests('CMD')[0] ?? '[]') as readonly string[];

it('copies nothing but what is in the repository, to where it lay', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  for (const { sources, target } of copies) {
    for (const source of sources) {
      expect({ source, exists: existsSync(join(root, source)) }).toEqual({ source, exists: true });
      expect({ source, tracked: tracked.some((file) => `${file}/`.startsWith(`${source}/`)) }).toEqual({
        source,
        tracked: true,
      });
      const folder = source.includes('/') ? `${source.slice(0, source.lastIndexOf('/'))}/` : './';
      expect([source, folder]).toContain(target);
    }
  }
});

it('copies every room that the local Dataverse runs from, as the package does', () => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  const rooms = files.filter((name) => /^[\w-]+\/?$/.test(name)).map((name) => name.replace(/\/$/, ''));
  expect(rooms).toContain('emulator');
  expect(copies.flatMap(({ sources }) => sources)).toEqual(expect.arrayContaining(rooms));
});

it('runs a program that is copied, with options that it knows, as no root and on a Node that it runs on', () => {
  const [node, path = '', ...options] = program;
  expect(node).toBe('node');
  expect(copies.some(({ target }) => path.startsWith(`${target}/`))).toBe(true);
  expect(existsSync(join(root, path))).toBe(true);
  const help = execFileSync(process.execPath, [join(root, path), '--help'], { encoding: 'utf8' });
  for (const option of options) expect(help).toContain(option);
  expect(rests('USER')).toEqual(['node']);
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const [image = ''] = rests('FROM');
  expect(Number(/^node:(\d+)/.exec(image)?.[1])).toBeGreaterThanOrEqual(
    Number(/\d+/.exec(engines.node)?.[0]),
  );
});
