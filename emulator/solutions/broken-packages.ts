import { fixtureConnectorId, fixtureControl } from './package-fixture';

type BrokenPackage = [
  name: string,
  change: (parts: Map<string, string | Uint8Array>) => void,
  code: string,
  words: string,
];
const folder = `Controls/${fixtureControl}/`;
const swap =
  (part: string, from: string | RegExp, to: string) => (parts: Map<string, string | Uint8Array>) => {
    const text = String(parts.get(part));
    if (text.replace(from, to) === text) throw new Error(`Nothing to swap in ${part}.`);
    parts.set(part, text.replace(from, to));
  };

/** What is wrong with a package, and the code and words of its refusal. */
export const brokenPackages: BrokenPackage[] = [
  [
    'without [Content_Types].xml',
    (parts) => parts.delete('[Content_Types].xml'),
    '0x80048060',
    'The compressed file must contain the following files at its root',
  ],
  [
    'without solution.xml',
    (parts) => parts.delete('solution.xml'),
    '0x80048060',
    'The compressed file must contain',
  ],
  [
    'with its parts in a folder',
    (parts) => {
      for (const [name, content] of [...parts]) {
        parts.delete(name);
        parts.set(`Sample/${name}`, content);
      }
    },
    '0x80048060',
    'at its root',
  ],
  ['with broken XML', swap('solution.xml', '</SolutionManifest>', ''), '0x80048013', 'not well formed'],
  [
    'with a document type',
    swap('solution.xml', '<ImportExportXml', '<!DOCTYPE a [<!ENTITY b "c">]><ImportExportXml'),
    '0x80048013',
    'a document type is not allowed',
  ],
  [
    'with an unknown element',
    swap('customizations.xml', '<Entities />', '<Entitys />'),
    '0x8004801a',
    "has invalid child element 'Entitys'",
  ],
  [
    'with elements out of order',
    swap('customizations.xml', /<Languages>.*<\/Languages>|<Entities \/>/g, '<Languages />'),
    '0x8004801a',
    "has invalid child element 'CustomControls'",
  ],
  [
    'without MissingDependencies',
    swap('solution.xml', '<MissingDependencies></MissingDependencies>', ''),
    '0x8004801a',
    'MissingDependencies',
  ],
  [
    'with a version that is none',
    swap('solution.xml', '<Version>1.0.0<', '<Version>1.0-beta<'),
    '0x8004801a',
    '1.0-beta',
  ],
  [
    'with a wrong publisher prefix',
    swap('solution.xml', '<CustomizationPrefix>abc', '<CustomizationPrefix>mscrmx'),
    '0x8004801a',
    'mscrmx',
  ],
  [
    'of another prefix than its control',
    swap('solution.xml', '<CustomizationPrefix>abc', '<CustomizationPrefix>xyz'),
    '0x80048033',
    'Publisher prefix abc for this control abc_Sample.Control does not match the prefix xyz for the solution with Id',
  ],
  [
    "without the control's folder",
    (parts) => {
      parts.delete(`${folder}ControlManifest.xml`);
      parts.delete(`${folder}bundle.js`);
    },
    '0x80048033',
    'The custom control should exist now',
  ],
  [
    'without a file the manifest names',
    (parts) => parts.delete(`${folder}bundle.js`),
    '0x80048033',
    'No file with that name found: bundle.js',
  ],
  [
    'whose bundle is over the limit',
    (parts) => parts.set(`${folder}bundle.js`, new Uint8Array(5120 * 1024 + 1)),
    '0x80048033',
    'CustomControl with name abc_Sample.Control failed to import with error: Webresource content size is too big.',
  ],
  [
    'without a part of the connector',
    (parts) => parts.delete('Connector/abc_sample_iconblob.Png'),
    '0x80048033',
    'Connector import: FAILURE: No file with that name found',
  ],
  [
    'with connection parameters of a wrong shape',
    (parts) => parts.set('Connector/abc_sample_connectionparameters.json', '{"api_key":"secret"}'),
    '0x80048033',
    'Nullable object must have a value',
  ],
  [
    'with a root component that it does not hold',
    swap('solution.xml', `{${fixtureConnectorId}}`, '{00000000-0000-4000-8000-000000000009}'),
    '0x8004801f',
    'Cannot add a Root Component 00000000-0000-4000-8000-000000000009 of type 372 because it is not in the target system.',
  ],
  [
    'with a component that is not listed',
    swap('solution.xml', /<RootComponent type="66".*\/>/, ''),
    '0x8004803a',
    'is not declared in the solution file as a root component',
  ],
  [
    'with a part that nothing names',
    (parts) => parts.set('notes.json', '{}'),
    '0x80072035',
    'Unprocessed files found: /notes.json',
  ],
  [
    "with a file in the control's folder that its manifest does not name",
    (parts) => parts.set(`${folder}stray.js`, ''),
    '0x80072035',
    `Unprocessed files found: /${folder}stray.js`,
  ],
  [
    'with an extension that is not declared',
    (parts) => parts.set('a.txt', ''),
    '0x80048000',
    'no content type',
  ],
  [
    'that needs another solution first',
    swap(
      'solution.xml',
      '<MissingDependencies>',
      '<MissingDependencies><MissingDependency><Required type="372" schemaName="other" solution="Other (1.0)" /><Dependent type="29" /></MissingDependency>',
    ),
    '0x8004801d',
    'Some dependencies are missing. other (Other (1.0))',
  ],
];
