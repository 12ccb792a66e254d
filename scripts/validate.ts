import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Finding } from './validation/rule';
import {
  connectorFiles,
  filesIn,
  UnreadableConnector,
  validateConnector,
} from './validation/validate-connector';

const root = join(__dirname, '..');

const help = `Checks a connector's folder without the platform.

  npm run validate                    checks connector/
  npm run validate -- path/to/folder  checks any folder with apiDefinition.swagger.json and apiProperties.json
  npm run validate -- --release       keeps the definition as the released one that later ones are compared with

Each finding is a line: file, JSON pointer, rule, message. Rules have the names of Microsoft's validator where it
has them. Ends with 0 when there is no finding, with 1 when there is one, with 2 when a file cannot be read.`;

function swaggerFinding(folder: string): readonly Finding[] {
  const file = join(folder, connectorFiles.definition);
  const cli = join(root, 'node_modules', '@apidevtools', 'swagger-cli', 'bin', 'swagger-cli.js');
  const run = spawnSync(process.execPath, [cli, 'validate', file], { encoding: 'utf8' });
  if (run.status === 0) return [];
  const message = run.stderr.trim().split('\n').slice(0, 4).join(' ');
  return [{ rule: 'SwaggerNotValid', file: connectorFiles.definition, pointer: '', message }];
}

function print({ file, pointer, rule, message }: Finding): void {
  console.log(`${file}#${pointer}\n  ${rule}: ${message}`);
}

function main(given: readonly string[]): number {
  if (given.includes('--help')) {
    console.log(help);
    return 0;
  }
  const folder = resolve(given.find((argument) => !argument.startsWith('-')) ?? join(root, 'connector'));
  if (given.includes('--release')) {
    const released = join(folder, connectorFiles.released);
    mkdirSync(dirname(released), { recursive: true });
    copyFileSync(join(folder, connectorFiles.definition), released);
  }
  const findings = [...validateConnector(filesIn(folder)), ...swaggerFinding(folder)];
  findings.forEach(print);
  console.log(
    findings.length === 0 ? `${folder}: no findings.` : `${findings.length} findings in ${folder}.`,
  );
  return findings.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UnreadableConnector)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
