import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectVersion, stampVersion, versionedFiles } from './packing';
import { runCommand } from './run-command';

const help = `npm version <new version>

Raises the version in package.json, then runs this: it stamps the same version into the control's manifest, the
connector's definition and the solutions, and adds the files to the commit that npm makes.

  --help    this text`;

function main(): void {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  const root = join(__dirname, '..');
  const version = projectVersion(root);
  const changed = stampVersion(root, version);
  for (const file of changed) console.log(`${file}: ${version}`);
  if (changed.length > 0) execFileSync('git', ['add', ...versionedFiles], { cwd: root });
}

runCommand(main);
