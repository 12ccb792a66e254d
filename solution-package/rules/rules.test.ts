import { strToU8 } from 'fflate';
import { packFolder } from '../folder/pack-folder';
import { importCodes } from '../import-refusal';
import { brokenPackages } from '../testing/broken-packages';
import { packageParts } from '../testing/package-fixture';
import { fixtureVersion, replaceIn, smallFolder } from '../testing/small-folder';
import { judgePackage, packageRules } from '.';

const rightParts = () => packageParts({ version: '1.0.0.0' });

const judged = (parts: ReadonlyMap<string, string | Uint8Array>) =>
  judgePackage(
    new Map(
      Array.from(parts, ([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
    { version: '1.0.0' },
  ).findings;

test('nothing is found in a right package', () => {
  expect(judged(rightParts())).toEqual([]);
  expect(judgePackage(packFolder(smallFolder(), 'managed'), { version: fixtureVersion }).findings).toEqual(
    [],
  );
});

test.each(brokenPackages)('a package $name is found out', ({ change, rule, found, refused }) => {
  const parts = new Map<string, string | Uint8Array>(rightParts());
  change(parts);
  const findings = judged(parts);
  const lines = findings.map((finding) => `${finding.rule} | ${finding.where}: ${finding.what}`);
  expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${rule} \\|`)));
  expect(lines).toContainEqual(expect.stringContaining(found));
  const refusal = findings.find((finding) => finding.refusal)?.refusal;
  expect(refusal && importCodes[refusal.code]).toBe(refused?.[0]);
});

test('every rule has a broken package that proves it', () => {
  const proven = new Set(brokenPackages.map(({ rule }) => rule));
  expect(packageRules.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
});

test('connection references and environment variables of another publisher are found', () => {
  const folder = smallFolder();
  replaceIn(
    folder,
    'Other/Customizations.xml',
    '<Connectors />',
    '<Connectors /><connectionreferences><connectionreference connectionreferencelogicalname="new_mail" /></connectionreferences>',
  );
  const variables = 'environmentvariabledefinitions/new_Team';
  folder.set(
    `${variables}/environmentvariabledefinition.xml`,
    strToU8('<environmentvariabledefinition schemaname="new_Team" />'),
  );
  folder.set(`${variables}/environmentvariablevalues.json`, strToU8('{}'));
  const { findings } = judgePackage(packFolder(folder, 'managed'), { version: fixtureVersion });
  expect(findings.map(({ where }) => where)).toEqual(
    expect.arrayContaining([
      'connection reference new_mail',
      'environment variable new_Team',
      `${variables}/environmentvariablevalues.json`,
    ]),
  );
});
