import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureName } from '../../scripts/picturing';
import { shippedFlows } from '../../scripts/picturing/shipped-flows';

const docs = join(__dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, 'makers.md'), 'utf8');

test.each(shippedFlows.map(({ name, file }) => [name, file] as const))(
  'the page for makers explains "%s" with its picture and its settings',
  (name, file) => {
    const start = page.indexOf(`\n### ${name}\n`);
    expect(start).toBeGreaterThan(0);
    const end = page.indexOf('\n##', start + 4);
    const section = page.slice(start, end === -1 ? undefined : end);
    const picture = `images/flows/${pictureName(name)}.svg`;
    expect(section).toContain(`](${picture})`);
    expect(existsSync(join(docs, picture))).toBe(true);
    for (const { metadata } of Object.values(file.properties.definition.parameters)) {
      if (metadata?.schemaName) expect(section).toContain(`\`${metadata.schemaName}\``);
    }
  },
);
