import { parseArgs } from 'node:util';
import { torture } from '../tests/torture/testing/torture';
import { runCommand } from './run-command';
import { wholeNumber } from './whole-number';

const help = `npm run torture [-- options]

Two users change the members of one group through the control's own engine while calls are lost, delayed, refused and
cut, the server is killed, and its open questions are answered one way or the other. Each report has to be what the
group has then. Prints runs, faults, kills and what was lost, doubled and misreported; ends with 1 when anything was.

  --runs NUMBER   100 unless given
  --seed NUMBER   the first run's; the next ones have the next numbers. 1 unless given
  --help          this text`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const result = await torture({
    runs: wholeNumber('--runs', values.runs),
    seed: wholeNumber('--seed', values.seed),
    say: (line) => console.error(line),
  });
  console.log(JSON.stringify(result));
  return result.lost + result.doubled + result.misreported === 0 ? 0 : 1;
}

runCommand(main);
