import { join, resolve } from 'node:path';
import type { Finding } from './validation/rule';
import { UnreadableConnector } from './validation/validate-connector';
import { keepAsReleased, validateFolder } from './validation/validate-folder';

const help = `Checks a connector's folder without the platform.

  npm run validate                    checks connector/
  npm run validate -- path/to/folder  checks any folder with apiDefinition.swagger.json and apiProperties.json
  npm run validate -- --release       keeps the definition as the released one that later ones are compared with

Each finding is a line: file, JSON pointer, rule, message. Rules have the names of Microsoft's validator where it
has them. Ends with 0 when there is no finding, with 1 when there is one, with 2 when a file cannot be read.`;

function print({ file, pointer, rule, message }: Finding): void {
  console.log(`${file}#${pointer}\n  ${rule}: ${message}`);
}

async function main(given: readonly string[]): Promise<number> {
  if (given.includes('--help')) {
    console.log(help);
    return 0;
  }
  const unknown = given.find((argument) => argument.startsWith('-') && argument !== '--release');
  if (unknown !== undefined)
    throw new UnreadableConnector(`There is no option ${unknown}; --help lists them.`);
  const folder = resolve(
    given.find((argument) => !argument.startsWith('-')) ?? join(__dirname, '..', 'connector'),
  );
  if (given.includes('--release')) keepAsReleased(folder);
  const findings = await validateFolder(folder);
  findings.forEach(print);
  console.log(
    findings.length === 0 ? `${folder}: no findings.` : `${findings.length} findings in ${folder}.`,
  );
  return findings.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    if (!(error instanceof UnreadableConnector)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  },
);
