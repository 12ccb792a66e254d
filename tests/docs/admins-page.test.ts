import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSolution, solutionTables } from '../../emulator/solutions';
import {
  fixtureControl,
  packageParts,
  zipOf,
  type PackageFixture,
} from '../../solution-package/testing/package-fixture';
import { openStore, SYSTEM_USER } from '../../emulator/store';
import { platformTables } from '../../emulator/store/tables';
import { flowsSolution } from '../flows/testing/environment';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'admins.md'), 'utf8');

/** The first column of the table under "When the import fails". */
const messages = page
  .slice(page.indexOf('\n## When the import fails\n'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|')[1]?.trim() ?? '');

const sample = (facts: PackageFixture = {}) => zipOf(packageParts(facts));
const inAFolder = new Map([...packageParts()].map(([name, text]) => [`Sample/${name}`, text]));
const withLargeBundle = new Map<string, string | Uint8Array>(packageParts()).set(
  `Controls/${fixtureControl}/bundle.js`,
  new Uint8Array(5120 * 1024 + 1),
);

/** Files imported one after another, of which the last is refused. */
const imports: Readonly<Record<string, readonly Uint8Array[]>> = {
  'a zip with a folder around its parts': [zipOf(inAFolder)],
  'a managed file over an unmanaged one': [sample({ managed: '0' }), sample({ managed: '1' })],
  'an unmanaged file over a managed one': [sample({ managed: '1' }), sample({ managed: '0' })],
  'a lower version': [sample({ version: '1.1.0' }), sample({ version: '1.0.0' })],
  'the flows without the connector': [flowsSolution()],
  'a file over the limit for attachments': [zipOf(withLargeBundle)],
  'another prefix than the control has': [sample({ prefix: 'xyz' })],
};

function refusalOf(files: readonly Uint8Array[]): string {
  const store = openStore([...platformTables, ...solutionTables]);
  try {
    for (const file of files) importSolution(store, { file, user: SYSTEM_USER });
    return 'Nothing was refused.';
  } catch (error) {
    return (error as Error).message;
  } finally {
    store.close();
  }
}

test('the page for admins explains the refusals of an import, in their own words', () => {
  const refusals = Object.values(imports).map(refusalOf);
  const explains = (message: string, refusal: string) =>
    message.split('...').every((part) => refusal.includes(part.trim()));
  expect(messages.filter((message) => !refusals.some((refusal) => explains(message, refusal)))).toEqual([]);
  expect(refusals.filter((refusal) => !messages.some((message) => explains(message, refusal)))).toEqual([]);
});
