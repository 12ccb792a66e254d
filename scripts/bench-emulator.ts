import { parseArgs } from 'node:util';
import { measureEmulator, printedTable } from './benchmarks/emulator';
import { measureLoad, printedLoad } from './benchmarks/load';
import { runCommand } from './run-command';
import { wholeNumber } from './whole-number';

const help = `npm run bench:emulator [-- options]

Measures the local Dataverse over HTTP: member actions, a filter and a segment query over many rows; with --load how
long 50 clients wait, alone and beside work that takes long. Prints JSON and a table.

  --contacts NUMBER   1,000,000 unless given; accounts are a tenth of it
  --load              only the clients beside long work
  --seconds NUMBER    how long they are watched beside each; 20 unless given
  --help              this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      contacts: { type: 'string', default: '1000000' },
      load: { type: 'boolean' },
      seconds: { type: 'string', default: '20' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const contacts = Number(values.contacts);
  // 200,000 members and the 1000 ids that are added to 199,000 come from the contacts.
  if (!Number.isInteger(contacts) || contacts < 210_000) {
    throw new Error(`--contacts has to be a whole number from 210000 on; it is '${values.contacts}'.`);
  }
  const say = (line: string): void => {
    console.error(line);
  };
  if (values.load === true) {
    const load = await measureLoad({ contacts, seconds: wholeNumber('--seconds', values.seconds), say });
    console.log(JSON.stringify(load, null, 2));
    console.log(printedLoad(load));
    return;
  }
  const results = await measureEmulator({ contacts, say });
  console.log(JSON.stringify(results, null, 2));
  console.log(printedTable(results));
}

runCommand(main);
