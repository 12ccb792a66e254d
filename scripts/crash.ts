import { parseArgs } from 'node:util';
import { crash } from '../tests/torture/testing/crashes';
import { runCommand } from './run-command';
import { wholeNumber } from './whole-number';

const help = `npm run crash [-- options]

Eight clients write rows, change sets and members of a group to a local Dataverse on a file, which is killed (SIGKILL)
at random moments and started again. Prints kills, confirmed writes, those that were lost, and change sets of which only
a part was there; ends with 1 when there were any.

  --kills NUMBER   20 unless given
  --seed NUMBER    of the moments; 1 unless given
  --help           this text`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const result = await crash({
    kills: wholeNumber('--kills', values.kills),
    seed: wholeNumber('--seed', values.seed),
    say: (line) => console.error(line),
  });
  console.log(JSON.stringify(result));
  return result.lost + result.torn === 0 ? 0 : 1;
}

runCommand(main);
