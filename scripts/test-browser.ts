import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packSolutions } from './packing';
import { runCommand } from './run-command';

const help = `npm run test:browser

Runs the browser tests in full form: every behaviour, every state in every look, a hundred times on the form and off
it. npm test has a short form of them. Takes minutes. With FORM_REACT=17 the forms have the React that model-driven apps
load, with UPDATE_SCREENSHOTS=1 the pictures of the documentation are taken.

  --help    this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help === true) {
    console.log(help);
    return;
  }
  const root = join(__dirname, '..');
  await packSolutions({ root, say: console.log });
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, 'tests/browser'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FULL_FORM: '1' },
  });
  process.exitCode = status ?? 1;
}

runCommand(main);
