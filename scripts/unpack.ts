import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readZip, unpackParts, writeFolder } from '../solution-package';
import { runCommand } from './run-command';

const help = `npm run unpack -- <file.zip> <folder>

Unpacks a solution into the folder layout of SolutionPackager and pac solution unpack, so that what a maker
changed in an environment can come back. The folder must be empty or not be there.

  --help    this text`;

function main(): void {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const [file, folder, ...more] = positionals;
  if (file === undefined || folder === undefined || more.length > 0) {
    throw new Error('Name a zip and a folder: npm run unpack -- <file.zip> <folder>');
  }
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const files = unpackParts(readZip(new Uint8Array(readFileSync(file))));
  writeFolder(folder, files);
  console.log(`${files.size} files written to ${folder}`);
}

runCommand(main);
