import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packSolutions } from './packing';
import { runCommand } from './run-command';

/** `npm test`: builds and packs what the end-to-end tests run, runs jest, says last what was skipped. */
async function main(jestArguments: readonly string[]): Promise<number> {
  await packSolutions({ say: console.log });
  const folder = mkdtempSync(join(tmpdir(), 'segment-members-test-'));
  const skippedPartsFile = join(folder, 'skipped-parts.txt');
  const resultFile = join(folder, 'result.json');
  try {
    const jest = join(__dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js');
    const run = spawnSync(
      process.execPath,
      [jest, '--json', `--outputFile=${resultFile}`, ...jestArguments],
      {
        cwd: join(__dirname, '..'),
        stdio: 'inherit',
        env: { ...process.env, SKIPPED_PARTS_FILE: skippedPartsFile },
      },
    );
    printCounts(resultFile);
    printSkippedParts(skippedPartsFile);
    return run.status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One plain line for whoever reads only the end of a long log. */
function printCounts(file: string): void {
  if (!existsSync(file)) return;
  const result = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  console.log(`${result.numPassedTests} passed, ${result.numFailedTests} failed`);
}

function printSkippedParts(file: string): void {
  let lines: readonly string[];
  try {
    lines = [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))];
  } catch {
    lines = [];
  }
  if (lines.length === 0) console.log('Nothing was skipped.');
  else console.log(`Skipped on this machine:\n${lines.map((line) => `- ${line}`).join('\n')}`);
}

runCommand(() => main(process.argv.slice(2)));
