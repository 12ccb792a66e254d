import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectVersion, stampVersion, versionedFiles } from './packing';
import { notesOf } from './releasing/changelog';
import { runCommand } from './run-command';

const help = `npm version <new version> && npm run release

npm version raises the version in package.json. This then stamps it into the control's manifest, the connector's
definition and the solutions, commits and tags. CHANGELOG.md has to say what is new.

  --notes   prints what CHANGELOG.md says of the version, and does nothing else
  --help    this text`;

const root = join(__dirname, '..');

function git(...words: readonly string[]): void {
  execFileSync('git', words, { cwd: root, stdio: 'inherit' });
}

function main(): void {
  const { values } = parseArgs({ options: { help: { type: 'boolean' }, notes: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  const version = projectVersion(root);
  const notes = notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  if (values.notes) {
    console.log(notes);
    return;
  }
  for (const file of stampVersion(root, version)) console.log(`${file}: ${version}`);
  git('add', 'package.json', 'package-lock.json', 'CHANGELOG.md', ...versionedFiles);
  git('commit', '--quiet', '--message', `Release ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `Release ${version}`);
  console.log(`Tagged v${version}. Send it with: git push --follow-tags`);
}

runCommand(main);
