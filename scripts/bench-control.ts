import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isKept, measureControl, partNames, printedMeasures } from './benchmarks/control';
import { runCommand } from './run-command';

const help = `npm run bench:control [-- options]

Measures the control in Chromium on the local Dataverse: the bundle, a group of 200,000 members, lists of 200,000.
Prints JSON and a table; ends with 1 when a limit is missed. Takes some minutes. The CPU is not throttled.

  --part NAME   only this part: arranging, bundle, comparing, group or lists; may be given several times
  --help        this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { part: { type: 'string', multiple: true }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const wanted = partNames.filter((name) => values.part === undefined || values.part.includes(name));
  if (wanted.length === 0) throw new Error(`--part can be ${partNames.join(', ')}.`);
  const parts = await measureControl(join(__dirname, '..'), wanted, (line) => console.error(line));
  const machine = { processors: cpus().length, cpuThrottling: 1, node: process.versions.node };
  console.log(JSON.stringify({ machine, parts }, null, 2));
  console.log(printedMeasures(parts));
  if (!parts.every(({ measures }) => measures.every(isKept))) process.exitCode = 1;
}

runCommand(main);
