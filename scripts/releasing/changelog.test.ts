import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectVersion } from '../packing';
import { notesOf } from './changelog';

const root = join(__dirname, '..', '..');

it('the changelog says what is new in the version of package.json', () => {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  expect(notesOf(changelog, projectVersion(root))).toMatch(/\w/);
});

it('the notes of a version end where the next one begins', () => {
  const changelog = '# Changelog\n\n## 1.1.0 (May)\n\nMore.\n\n## 1.0.0\n\n- First.\n';
  expect(notesOf(changelog, '1.1.0')).toBe('More.');
  expect(notesOf(changelog, '1.0.0')).toBe('- First.');
});

it.each(['2.0.0', '1.0'])('version %s, of which nothing is said, is named', (version) => {
  const changelog = '## 2.0.0\n\n## 1.0.0\n\n- First.\n';
  expect(() => notesOf(changelog, version)).toThrow(`CHANGELOG.md says nothing of ${version}.`);
});
