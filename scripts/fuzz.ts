import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './run-command';
import { wholeNumber } from './whole-number';

const help = `npm run fuzz [-- options] [FILE ...]

Runs the tests of random data with data that no run has seen: another seed than that of npm test, and more runs.
Prints the seed, which repeats the run. Ends with 1 when a test fails.

  FILE             only test files whose path holds this, e.g. emulator/http/random-requests
  --times NUMBER   how many times as many runs as in npm test; 10 unless given
  --rounds NUMBER  so many seeds, one after the other; 1 unless given, ends at the first that fails
  --seed NUMBER    the first round's; the next ones have the next numbers. A new one unless given
  --help           this text

100,000 requests of every kind: npm run fuzz -- emulator/http/random-requests --times 67`;

const root = join(__dirname, '..');
const largestSeed = 2 ** 31 - 1;

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      times: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(randomInt(1, largestSeed)) },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const times = wholeNumber('--times', values.times);
  const first = wholeNumber('--seed', values.seed);
  const files = testsOfRandomData(positionals);
  for (let seed = first; seed < first + wholeNumber('--rounds', values.rounds); seed++) {
    console.log(`Seed ${seed}, ${times} times the runs of npm test`);
    const status = runProperties(files, { seed, times });
    if (status !== 0) {
      const repeated = ['npm run fuzz --', `--seed ${seed} --times ${times}`, ...positionals].join(' ');
      console.error(`A test failed. The same data again: ${repeated}`);
      return 1;
    }
  }
  return 0;
}

function jest(args: readonly string[], more: Parameters<typeof spawnSync>[2]) {
  return spawnSync(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: root,
    ...more,
  });
}

function testsOfRandomData(patterns: readonly string[]): readonly string[] {
  const listed = String(jest(['--listTests', ...patterns], { encoding: 'utf8' }).stdout).split('\n');
  const files = listed.filter((file) => file !== '' && /from 'fast-check'/.test(readFileSync(file, 'utf8')));
  if (files.length === 0) throw new Error(`No test of random data is named ${patterns.join(' or ')}.`);
  return files;
}

function runProperties(
  files: readonly string[],
  { seed, times }: { readonly seed: number; readonly times: number },
): number {
  const env = { ...process.env, PROPERTY_SEED: String(seed), PROPERTY_TIMES: String(times) };
  const patience = ['--testTimeout', String(120_000 * times)];
  return jest(['--runTestsByPath', ...files, ...patience], { stdio: 'inherit', env }).status ?? 1;
}

runCommand(main);
