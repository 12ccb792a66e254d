import { parseArgs } from 'node:util';
import { measureLinter, printedLinterTable } from './benchmarks/linter';
import { runCommand } from './run-command';

const help = `npm run bench:linter

Measures how long the rules of npm run validate take over definitions that are made to grow: schemas that hold
themselves, that all refer to one another, that are wide or deep, and many operations. Prints a table.

  --help    this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  console.log(printedLinterTable(await measureLinter()));
}

runCommand(main);
