import { strToU8 } from 'fflate';
import { packFolder } from './pack-folder';
import { fixtureVersion, replaceIn, smallFolder } from './packing-fixture';
import { checkParts, problemsOf } from './rules';

const expected = { version: fixtureVersion };
const control = 'Controls/sgm_Small.Control';
const connector = 'Connector/sgm_small';

/** Parts of the small solution, to be broken. */
function smallParts(): Map<string, Uint8Array> {
  return new Map(packFolder(smallFolder(), 'managed'));
}

test('a right solution has no problem', () => {
  expect(problemsOf(smallParts(), expected)).toEqual([]);
});

type Parts = Map<string, Uint8Array>;
type Broken = [name: string, change: (parts: Parts) => void, problem: string];

const swap =
  (part: string, from: string | RegExp, to: string) =>
  (parts: Parts): void => {
    replaceIn(parts, part, from, to);
  };
const remove =
  (part: string) =>
  (parts: Parts): void => {
    if (!parts.delete(part)) throw new Error(`There is no ${part}.`);
  };

const broken: Broken[] = [
  [
    'a control folder without bundle.js',
    remove(`${control}/bundle.js`),
    `names ${control}/bundle.js, which is missing`,
  ],
  [
    'a manifest that names a missing file',
    remove(`${control}/img/preview.png`),
    'img/preview.png, which is missing',
  ],
  [
    'a stray file in a control folder',
    (parts) => parts.set(`${control}/stray.js`, strToU8('')),
    `does not name ${control}/stray.js`,
  ],
  [
    'a missing connector part',
    remove(`${connector}_iconblob.Png`),
    `iconblob: the part ${connector}_iconblob.Png is missing`,
  ],
  [
    'a part that nothing names',
    (parts) => parts.set('Connector/other.json', strToU8('{}')),
    'nothing in customizations.xml refers to this part',
  ],
  [
    'a bundle over the limit',
    (parts) => parts.set(`${control}/bundle.js`, new Uint8Array(5120 * 1024 + 1)),
    'more than 5242880 bytes',
  ],
  [
    'a control of another publisher',
    swap('solution.xml', '<CustomizationPrefix>sgm<', '<CustomizationPrefix>xyz<'),
    'its name must be xyz_Small.Control',
  ],
  [
    'a connector of another publisher',
    swap('solution.xml', '<CustomizationPrefix>sgm<', '<CustomizationPrefix>xyz<'),
    'its name must begin with xyz_',
  ],
  [
    'a publisher prefix that is none',
    swap('solution.xml', '<CustomizationPrefix>sgm<', '<CustomizationPrefix>mscrmsgm<'),
    'is no publisher prefix',
  ],
  [
    'an option value prefix out of range',
    swap('solution.xml', /(<CustomizationOptionValuePrefix>)\d+/, '$19999'),
    'not between 10000 and 99999',
  ],
  [
    'a unique name that is none',
    swap('solution.xml', '<UniqueName>SegmentMembers<', '<UniqueName>Segment Members<'),
    'no unique name for a solution',
  ],
  [
    'a root component without node',
    swap('solution.xml', 'schemaName="sgm_Small.Control"', 'schemaName="sgm_Small.Other"'),
    'root component sgm_Small.Other of type 66 has no node',
  ],
  [
    'a node without root component',
    swap('solution.xml', /<RootComponent type="372".*?\/>/, ''),
    'sgm_small of type 372 is in customizations.xml but is no root component',
  ],
  [
    'another version of the solution',
    swap('solution.xml', `<Version>${fixtureVersion}<`, '<Version>9.9.9<'),
    'The solution has version 9.9.9',
  ],
  [
    'another version of the control',
    swap(`${control}/ControlManifest.xml`, `version="${fixtureVersion}"`, 'version="9.9.9"'),
    'control sgm_Small.Control: its version is 9.9.9',
  ],
  [
    'another version of the connector',
    swap(`${connector}_openapidefinition.json`, fixtureVersion, '9.9.9'),
    'connector sgm_small: its version is 9.9.9',
  ],
  [
    'a script operation that is none',
    swap('customizations.xml', '["ListThings"]', '["Other"]'),
    'handle Other, which its definition does not have',
  ],
  [
    'a connector name too long to survive unpacking',
    swap('customizations.xml', 'Small &amp; simple', 'A name of more than thirty letters'),
    'its displayname has more than 30 characters',
  ],
  [
    'an extension that is not declared',
    swap('[Content_Types].xml', 'Extension="csx"', 'Extension="cs"'),
    'the extension of Connector/sgm_small_customcodeblobcontent.csx is not declared',
  ],
  [
    'a part name with other letters',
    (parts) => parts.set('Connector/sgm_smäll.json', strToU8('{}')),
    'ASCII letters only',
  ],
  [
    'no [Content_Types].xml',
    remove('[Content_Types].xml'),
    'the zip: the part [Content_Types].xml is missing',
  ],
];

test.each(broken)('%s is a problem', (_name, change, problem) => {
  const parts = smallParts();
  change(parts);
  const lines = problemsOf(parts, expected).map(({ where, what }) => `${where}: ${what}`);
  expect(lines).toContainEqual(expect.stringContaining(problem));
});

test('a connector whose name begins another one’s is a problem', () => {
  const parts = smallParts();
  replaceIn(
    parts,
    'customizations.xml',
    '</Connectors>',
    '<Connector><connectorid>1a0b0c0d-1111-4222-8333-444455556666</connectorid><name>sgm_smaller</name></Connector></Connectors>',
  );
  expect(problemsOf(parts, expected)).toContainEqual({
    where: 'connector sgm_small',
    what: 'its name is the beginning of sgm_smaller, so packers take it for a part of it.',
  });
});

test('connection references and environment variables of another publisher are problems', () => {
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
  const problems = problemsOf(packFolder(folder, 'managed'), expected);
  expect(problems.map(({ where }) => where)).toEqual(
    expect.arrayContaining([
      'connection reference new_mail',
      'environment variable new_Team',
      `${variables}/environmentvariablevalues.json`,
    ]),
  );
});

test('every problem is said at once', () => {
  const parts = smallParts();
  remove(`${control}/bundle.js`)(parts);
  remove(`${connector}_iconblob.Png`)(parts);
  expect(() => {
    checkParts(parts, expected);
  }).toThrow(/iconblob\.Png[^]*bundle\.js/);
});
