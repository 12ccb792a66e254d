import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './run-command';

const help = `npm run test:assumptions

Runs the connector's operations, the sample flows, the control's runs and what npm run observe finds under every answer
that no page of Microsoft settles, each one by itself; npm test flips several at a time. Takes minutes. With UPDATE_TABLES=1 it writes the tables of
docs/assumptions-of-flows.md.

  --help    this text`;

function main(): void {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help === true) {
    console.log(help);
    return;
  }
  const root = join(__dirname, '..');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const tests = [
    'tests/connector/assumptions.test.ts',
    'tests/flows/assumptions.test.ts',
    'tests/observing/observe.test.ts',
    'pcf/SegmentMembersControl/members/assumptions.test.ts',
  ];
  const { status } = spawnSync(process.execPath, [jest, ...tests], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ASSUMPTIONS: 'each' },
  });
  process.exitCode = status ?? 1;
}

runCommand(main);
