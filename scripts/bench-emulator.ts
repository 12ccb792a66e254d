import { parseArgs } from 'node:util';
import { measureEmulator, printedTable } from './benchmarks/emulator';
import { runCommand } from './run-command';

const help = `npm run bench:emulator [-- options]

Measures the local Dataverse over HTTP: member actions, a filter and a segment query over many rows.
Prints JSON and a table.

  --contacts NUMBER   1,000,000 unless given; accounts are a tenth of it
  --help              this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { contacts: { type: 'string', default: '1000000' }, help: { type: 'boolean' } },
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
  const results = await measureEmulator({ contacts, say: (line) => console.error(line) });
  console.log(JSON.stringify(results, null, 2));
  console.log(printedTable(results));
}

runCommand(main);
