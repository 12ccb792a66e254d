import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { buildControl } from './building';
import { runCommand } from './run-command';

const help = `npm run build [-- --force]

Builds the control with pcf-scripts in production mode into pcf/out/controls.
Does nothing when no input has changed since the last build.

  --force   build even when nothing has changed
  --help    this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { force: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  const root = join(__dirname, '..');
  const { outcome } = await buildControl({ root, say: console.log, force: values.force ?? false });
  console.log(outcome === 'built' ? 'The control is built.' : 'The control is up to date.');
}

runCommand(main);
