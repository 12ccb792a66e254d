import { brokenConnectorComponents } from './broken-connector-components';
import { connector, control, put, remove, swap, variableWith, withForm, type BrokenPackage } from './changes';
import { fixtureConnectorId, fixtureControl } from './package-fixture';

/** Each with one thing wrong that keeps it from being imported, or that a packer should not let out. */
export const brokenPackages: readonly BrokenPackage[] = [
  {
    name: 'without [Content_Types].xml',
    change: remove('[Content_Types].xml'),
    rule: 'required-parts',
    found: 'the zip: the part [Content_Types].xml is missing',
    refused: ['0x80048060', 'The compressed file must contain the following files at its root'],
  },
  {
    name: 'without solution.xml',
    change: remove('solution.xml'),
    rule: 'required-parts',
    found: 'the part solution.xml is missing',
    refused: ['0x80048060', 'The compressed file must contain'],
  },
  {
    name: 'with its parts in a folder',
    change(parts) {
      for (const [name, content] of [...parts]) {
        parts.delete(name);
        parts.set(`Sample/${name}`, content);
      }
    },
    rule: 'required-parts',
    found: 'the part customizations.xml is missing',
    refused: ['0x80048060', 'at its root'],
  },
  {
    name: 'with broken XML',
    change: swap('solution.xml', '</SolutionManifest>', ''),
    rule: 'well-formed-xml',
    found: 'solution.xml is not well formed',
    refused: ['0x80048013', 'not well formed'],
  },
  {
    name: 'with a document type',
    change: swap('solution.xml', '<ImportExportXml', '<!DOCTYPE a [<!ENTITY b "c">]><ImportExportXml'),
    rule: 'well-formed-xml',
    found: 'a document type is not allowed',
    refused: ['0x80048013', 'a document type is not allowed'],
  },
  {
    name: 'with an unknown element',
    change: swap('customizations.xml', '<Entities />', '<Entitys />'),
    rule: 'order-of-collections',
    found: 'Entitys is unknown',
    refused: ['0x8004801a', "has invalid child element 'Entitys'"],
  },
  {
    name: 'with elements out of order',
    change: swap('customizations.xml', /<Languages>.*<\/Languages>|<Entities \/>/g, '<Languages />'),
    rule: 'order-of-collections',
    found: 'CustomControls is unknown or out of its order',
    refused: ['0x8004801a', "has invalid child element 'CustomControls'"],
  },
  {
    name: 'without MissingDependencies',
    change: swap('solution.xml', '<MissingDependencies></MissingDependencies>', ''),
    rule: 'elements-of-manifest',
    found: 'has no MissingDependencies',
    refused: ['0x8004801a', 'MissingDependencies'],
  },
  {
    name: 'with a version that is none',
    change: swap('solution.xml', /<Version>[^<]*/, '<Version>1.0-beta'),
    rule: 'values-of-manifest',
    found: '"1.0-beta" is no solution version',
    refused: ['0x8004801a', '1.0-beta'],
  },
  {
    name: 'with a wrong publisher prefix',
    change: swap('solution.xml', '<CustomizationPrefix>abc', '<CustomizationPrefix>mscrmx'),
    rule: 'values-of-manifest',
    found: 'is no publisher prefix',
    refused: ['0x8004801a', 'mscrmx'],
  },
  {
    name: 'with an option value prefix out of range',
    change: swap('solution.xml', /(<CustomizationOptionValuePrefix>)\d+/, '$19999'),
    rule: 'values-of-manifest',
    found: 'not between 10000 and 99999',
    refused: ['0x8004801a', "The value '9999' is invalid"],
  },
  {
    name: 'with a unique name that is none',
    change: swap('solution.xml', '<UniqueName>Sample<', '<UniqueName>Some Sample<'),
    rule: 'values-of-manifest',
    found: 'no unique name for a solution',
  },
  {
    name: 'of another version than was to be packed',
    change: swap('solution.xml', /<Version>[^<]*/, '<Version>9.9.9.0'),
    rule: 'values-of-manifest',
    found: 'The solution has version 9.9.9.0',
  },
  {
    name: 'of another prefix than its control',
    change: swap('solution.xml', '<CustomizationPrefix>abc', '<CustomizationPrefix>xyz'),
    rule: 'prefix-of-control',
    found: 'its name must be xyz_Sample.Control',
    refused: [
      '0x80048033',
      'Publisher prefix abc for this control abc_Sample.Control does not match the prefix xyz for the solution with Id',
    ],
  },
  {
    name: "without the control's folder",
    change(parts) {
      remove(`${control}ControlManifest.xml`)(parts);
      remove(`${control}bundle.js`)(parts);
    },
    rule: 'manifest-of-control',
    found: `the part ${control}ControlManifest.xml is missing`,
    refused: ['0x80048033', 'The custom control should exist now'],
  },
  {
    name: 'without a file the manifest names',
    change: remove(`${control}bundle.js`),
    rule: 'files-of-control',
    found: `names ${control}bundle.js, which is missing`,
    refused: ['0x80048033', 'No file with that name found: bundle.js'],
  },
  {
    name: 'whose bundle is over the limit',
    change: put(`${control}bundle.js`, new Uint8Array(5120 * 1024 + 1)),
    rule: 'size-of-control-files',
    found: 'more than 5242880 bytes',
    refused: [
      '0x80048033',
      'CustomControl with name abc_Sample.Control failed to import with error: Webresource content size is too big.',
    ],
  },
  {
    name: 'with another version of the control',
    change: swap(
      `${control}ControlManifest.xml`,
      'constructor="Control" version="1.0.0"',
      'constructor="Control" version="9.9.9"',
    ),
    rule: 'values-of-control-manifest',
    found: `control ${fixtureControl}: its version is 9.9.9`,
  },
  {
    name: 'without the file of a flow',
    change(parts) {
      const id = '{44444444-2222-4333-8444-555555555555}';
      swap(
        'customizations.xml',
        '<Entities />',
        `<Entities /><Workflows><Workflow WorkflowId="${id}" Name="A flow"><JsonFileName>/Workflows/A.json</JsonFileName></Workflow></Workflows>`,
      )(parts);
      swap(
        'solution.xml',
        '<RootComponents>',
        `<RootComponents><RootComponent type="29" id="${id}" />`,
      )(parts);
    },
    rule: 'file-of-flow',
    found: 'flow A flow: the part Workflows/A.json is missing',
    refused: ['0x80048033', 'Workflow A flow: No file with that name found: /Workflows/A.json'],
  },
  {
    name: 'with an unknown type group in a manifest',
    change: swap(`${control}ControlManifest.xml`, 'of-type="SingleLine.Text"', 'of-type-group="texts"'),
    rule: 'values-of-control-manifest',
    found: 'its property value has neither a type nor a type group that is defined',
    refused: ['0x80048033', 'The property value has an undefined type group'],
  },
  {
    name: 'with a form that describes a field it does not have',
    change: withForm({ describes: '99999999-2222-4333-8444-555555555555' }),
    rule: 'descriptions-of-form',
    found: 'it describes controls for {99999999-2222-4333-8444-555555555555}, which is no field of it',
    refused: ['0x80048033', 'SystemForm A form: The control description'],
  },
  {
    name: 'with a form whose field has an unknown class',
    change: withForm({ classId: '00000000-2222-4333-8444-555555555555' }),
    rule: 'classes-of-form',
    found: 'its field msdynmkt_name has the unknown class {00000000-2222-4333-8444-555555555555}',
    refused: ['0x80048033', 'The class id {00000000-2222-4333-8444-555555555555} is unknown here'],
  },
  {
    name: 'with a described field of the class it has without a control',
    change: withForm({ classId: '4273EDBD-AC1D-40D3-9FB2-095C621B552D' }),
    rule: 'class-of-described-fields',
    found: 'must have the class {f9a8a302-114e-466a-b582-6771b2ae0d92}',
  },
  {
    name: 'with values of variables that are no JSON',
    change: variableWith('no JSON'),
    rule: 'values-of-variables',
    found: 'environmentvariablevalues.json: it is no JSON',
    refused: ['0x80048033', 'is no JSON'],
  },
  {
    name: 'with a root component that it does not hold',
    change: swap('solution.xml', `{${fixtureConnectorId}}`, '{00000000-0000-4000-8000-000000000009}'),
    rule: 'root-component-without-node',
    found: 'root component abc_sample of type 372 has no node',
    refused: [
      '0x8004801f',
      'Cannot add a Root Component 00000000-0000-4000-8000-000000000009 of type 372 because it is not in the target system.',
    ],
  },
  {
    name: 'with a component that is not listed',
    change: swap('solution.xml', /<RootComponent type="66".*\/>/, ''),
    rule: 'node-without-root-component',
    found: `${fixtureControl} of type 66 is in customizations.xml but is no root component`,
    refused: ['0x8004803a', 'is not declared in the solution file as a root component'],
  },
  {
    name: 'with a part that nothing names',
    change: put('notes.json', '{}'),
    rule: 'unprocessed-parts',
    found: 'notes.json: nothing in customizations.xml refers to this part',
    refused: ['0x80072035', 'Unprocessed files found: /notes.json'],
  },
  {
    name: "with a file in the control's folder that its manifest does not name",
    change: put(`${control}stray.js`),
    rule: 'unprocessed-parts',
    found: `does not name ${control}stray.js`,
    refused: ['0x80072035', `Unprocessed files found: /${control}stray.js`],
  },
  {
    name: 'with an extension that is not declared',
    change: put('a.txt'),
    rule: 'content-types',
    found: 'the extension of a.txt is not declared',
    refused: ['0x80048000', 'no content type'],
  },
  {
    name: 'with other letters in a part name',
    change: put(`${connector}_smäll.json`, '{}'),
    rule: 'letters-of-part-names',
    found: 'ASCII letters only',
    refused: ['0x80072035', 'Unprocessed files found'],
  },
  {
    name: 'with names of another publisher',
    change: swap(
      'customizations.xml',
      '<Languages>',
      '<connectionreferences><connectionreference connectionreferencelogicalname="new_mail" /></connectionreferences><Languages>',
    ),
    rule: 'prefix-of-references-and-variables',
    found: 'connection reference new_mail: its name must be abc_',
  },
  ...brokenConnectorComponents,
];
