import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { projectVersion, zipsInDist } from '../../scripts/packing';
import { recordSkippedPart } from '../judges/testing/dotnet';

const root = join(__dirname, '..', '..');
const workflow = readFileSync(join(root, '.github', 'workflows', 'release.yml'), 'utf8');

/** The lines that the workflow runs, step by step. */
const steps = Array.from(workflow.matchAll(/^ +(?:- )?run: (?:\|\n((?: {10,}.*\n?)+)|(.*))$/gm), (match) =>
  (match[1] ?? match[2] ?? '').trim(),
);
const summing = steps.find((step) => step.includes('checksums.txt\n') || step.includes('npm sbom')) ?? '';
const attaching = steps.find((step) => step.includes('gh release create')) ?? '';

test('a release is made by a tag, and only after everything passed', () => {
  expect(workflow).toMatch(/on:\n {2}push:\n {4}tags: \['v\*\.\*\.\*'\]/);
  expect(steps.indexOf('.ci/run')).toBeGreaterThanOrEqual(0);
  expect(steps.indexOf('.ci/run')).toBeLessThan(steps.indexOf(attaching));
});

test('npm version raises the version, though packages run nothing when they are installed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'version-'));
  try {
    copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'));
    const ours = { name: 'x', version: '1.2.3', scripts: { preinstall: 'node -e "process.exit(7)"' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(ours));
    const npm = (...words: readonly string[]): number | null =>
      spawnSync('npm', words, { cwd: folder, shell: process.platform === 'win32' }).status;
    expect(npm('version', '1.3.0')).toBe(0);
    expect(projectVersion(folder)).toBe('1.3.0');
    expect(npm('install', '--offline')).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const hasShell = spawnSync('bash', ['-c', 'sha256sum --version'], { stdio: 'ignore' }).status === 0;
if (!hasShell) recordSkippedPart("the release workflow's steps: no bash or sha256sum on this machine");
const describeWithShell = hasShell ? describe : describe.skip;

describeWithShell('the release', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function run(step: string, tag: string) {
    return spawnSync('bash', ['-e', '-c', step], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        GITHUB_REF_NAME: tag,
      },
    });
  }

  test('carries every solution, managed and unmanaged, and their checksums', () => {
    const zips = zipsInDist(root).map(({ file }) => basename(file));
    mkdirSync(join(folder, 'dist'));
    for (const zip of zips) writeFileSync(join(folder, 'dist', zip), zip);
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'gh'), '#!/bin/sh\nprintf "%s\\n" "$@" > called.txt\n', {
      mode: 0o755,
    });

    writeFileSync(join(folder, 'bin', 'npm'), '#!/bin/sh\necho "$1"\n', { mode: 0o755 });

    expect(run(summing, 'v1.2.3').status).toBe(0);
    expect(run(attaching, 'v1.2.3').status).toBe(0);
    const words = readFileSync(join(folder, 'called.txt'), 'utf8').trim().split('\n');
    expect(words.slice(0, 3)).toEqual(['release', 'create', 'v1.2.3']);
    const notes = words[words.indexOf('--notes-file') + 1];
    const attached = words.filter((word) => word.startsWith('dist/') && word !== notes);
    expect(attached.sort()).toEqual(
      [...zips, 'checksums.txt', 'sbom.cdx.json'].map((file) => `dist/${file}`).sort(),
    );
    const checked = readFileSync(join(folder, 'dist', 'checksums.txt'), 'utf8').match(/\S+\.zip/g);
    expect([...(checked ?? [])].sort()).toEqual([...zips].sort());
  });

  test('is refused under a tag that is not the version of package.json', () => {
    const step = steps.find((line) => line.includes('require(')) ?? '';
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: projectVersion(root) }));
    expect(run(step, `v${projectVersion(root)}`).status).toBe(0);
    expect(run(step, 'v99.0.0').status).not.toBe(0);
  });
});
