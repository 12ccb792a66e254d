import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { samplePictures } from './picturing';
import { runCommand } from './run-command';

const help = `npm run draw:flows

Draws the steps of every sample flow from its definition in solution/flows/Workflows
to docs/images/flows/. A test fails when a picture is out of date.

  --help    this text`;

function main(): void {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  for (const { path, svg } of samplePictures()) {
    const file = join(__dirname, '..', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, svg);
    console.log(path);
  }
}

runCommand(main);
