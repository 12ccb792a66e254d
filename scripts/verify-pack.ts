import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findOfficialPacker, foldersToPack, verifyWith } from './packing';
import { runCommand } from './run-command';

const help = `npm run verify:pack

Proves the solutions with Microsoft's own packer: pac on the PATH, or the SolutionPackager.exe that the variable
SOLUTION_PACKAGER names (run by mono where this is not Windows). Without either it says so and ends well.

  --help    this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  const packer = findOfficialPacker();
  if (!packer) {
    console.log(
      "Neither pac on the PATH nor SOLUTION_PACKAGER: nothing to verify with. The packer's own tests check the same rules.",
    );
    return;
  }
  console.log(`Verifying with ${packer.name}`);
  verifyWith(
    packer,
    await foldersToPack(join(__dirname, '..'), console.log, { optional: true }),
    console.log,
  );
}

runCommand(main);
