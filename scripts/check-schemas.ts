import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packSolutions } from './packing';
import { runCommand } from './run-command';
import { checkConnectorAgainstSchemas } from './checking/connector-schemas';
import { checkZipsAgainstSchemas, hasXmllint } from './checking/solution-schemas';

const help = `npm run check:schemas -- <folder>

Packs, and validates solution.xml and customizations.xml of every zip in dist/ with xmllint, and the connector's
two files, against the schemas in the folder: derived/Solution.xsd, extended/CustomizationsSolution.xsd,
apiDefinition.swagger.schema.json, paconn-apiProperties.schema.patched.json.

  --help    this text`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const [schemas] = positionals;
  if (schemas === undefined || !existsSync(schemas)) {
    throw new Error('Name the folder with the schemas: npm run check:schemas -- <folder>');
  }
  if (!hasXmllint()) {
    throw new Error('xmllint is missing. Install it (Debian and Ubuntu: apt-get install libxml2-utils).');
  }
  const root = join(__dirname, '..');
  await packSolutions({ root, say: console.log, form: true });
  const results = [
    ...checkZipsAgainstSchemas(join(root, 'dist'), schemas),
    ...checkConnectorAgainstSchemas(join(root, 'connector'), schemas),
  ];
  for (const { what, faults } of results) {
    console.log(`${faults.length === 0 ? 'valid  ' : 'INVALID'} ${what}`);
    for (const fault of faults) console.log(`  ${fault}`);
  }
  if (results.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

runCommand(main);
