import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isRoomName, roomNames, testsOf } from './mutating/rooms';
import { leastScore, strykerOptions } from './mutating/stryker-options';
import { runCommand } from './run-command';

const help = `npm run mutate -- ROOM [--only PATTERN]

Changes the code of a room in small ways, one at a time, and runs the tests of the room that reach the place: a change that makes
no test fail is a behaviour that no test holds. Prints the changes that survived and the score; ends with 1 under
${leastScore} %. Takes minutes to hours.

Rooms: ${roomNames.join(', ')}

  --only PATTERN  only these files of the room, e.g. batch-run.ts
  --again         tries only changes that its last run does not answer: code or tests have changed, or they were left out
  --help          this text`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, again: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [room] = positionals;
  if (values.help === true || room === undefined) {
    console.log(help);
    return;
  }
  if (!isRoomName(room)) throw new Error(`There is no room ${room}. Rooms: ${roomNames.join(', ')}.`);
  const root = join(__dirname, '..');
  const reports = join(root, 'reports', 'mutation');
  mkdirSync(reports, { recursive: true });
  const optionsFile = join(reports, `${room}.options.json`);
  writeFileSync(
    optionsFile,
    JSON.stringify(strykerOptions(room, { only: values.only, isAgain: values.again }), null, 2),
  );
  // Its modules are ESM only, which a process of its own can load.
  const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', optionsFile], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TESTS_OF_MUTATED_ROOM: JSON.stringify(testsOf(room)), PROPERTY_TIMES: '0.25' },
  });
  process.exitCode = status ?? 1;
}

runCommand(main);
