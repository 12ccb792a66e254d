import { build } from 'esbuild';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './run-command';

const help = `npm run bundle:ruleset

Writes dist/connector-ruleset.mjs, the rules over a connector's definition as a ruleset that Spectral reads by itself:

  npx spectral lint apiDefinition.swagger.json --ruleset dist/connector-ruleset.mjs

  --out FILE       another file
  --certification  what certification rejects is an error
  --help           this text`;

async function main(): Promise<void> {
  const root = join(__dirname, '..');
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      certification: { type: 'boolean' },
      out: { type: 'string', default: join(root, 'dist', 'connector-ruleset.mjs') },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const name = values.certification ? 'certificationRuleset' : 'definitionRuleset';
  await build({
    stdin: { contents: `export { ${name} as default } from './connector-rules/ruleset';`, resolveDir: root },
    outfile: values.out,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // Spectral brings its own packages.
    external: ['@stoplight/*'],
  });
  console.log(`Wrote ${relative(process.cwd(), values.out)}.`);
}

runCommand(main);
