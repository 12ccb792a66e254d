import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stampVersion, versionedFiles } from './versions';

const repository = join(__dirname, '..', '..');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'versions-'));
  for (const file of versionedFiles) cpSync(join(repository, file), join(root, file), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test('one version is stamped into control, connector and solution, and nothing else changes', () => {
  expect(stampVersion(root, '12.34.56')).toEqual(versionedFiles);
  for (const file of versionedFiles) {
    const before = readFileSync(join(repository, file), 'utf8').split('\n');
    const after = readFileSync(join(root, file), 'utf8').split('\n');
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed.length).toBeGreaterThan(0);
    for (const line of changed) expect(line).toContain('12.34.56');
  }
  expect(stampVersion(root, '12.34.56')).toEqual([]);
});

test('the files of the repository have the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(stampVersion(root, version)).toEqual([]);
});

test('a prerelease is refused, because controls and solutions have none', () => {
  expect(() => stampVersion(root, '1.0.0-beta.1')).toThrow('three numbers');
});
