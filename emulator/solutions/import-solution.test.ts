import { DataverseError } from '../dataverse-error';
import { openStore, ORGANISATION, SYSTEM_USER, type Store } from '../store';
import { platformTables } from '../store/tables';
import { importSolution, readControl, solutionTables } from './index';
import {
  fixtureConnectorId,
  fixtureControl,
  packageParts,
  zipOf,
  type PackageFixture,
} from './package-fixture';
import { rowsWith, rowWith } from './rows-by-column';

let store: Store;

beforeEach(() => {
  store = openStore([...platformTables, ...solutionTables]);
});

afterEach(() => {
  store.close();
});

const importPackage = (facts: PackageFixture = {}) =>
  importSolution(store, { file: zipOf(packageParts(facts)), user: SYSTEM_USER });

/** Makes sure, too, that the refused import changed nothing. */
function refusalOf(file: Uint8Array): DataverseError {
  const before = counts();
  try {
    importSolution(store, { file, user: SYSTEM_USER });
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    expect(counts()).toEqual(before);
    return error;
  }
  throw new Error('The import was not refused.');
}

function counts(): Record<string, number> {
  return Object.fromEntries(
    solutionTables
      .filter(({ logicalName }) => logicalName !== 'importjob')
      .map(({ logicalName }) => [logicalName, rowsWith(store, logicalName, {}).length]),
  );
}

describe('importing a right solution', () => {
  test('makes rows of the solution, its publisher and its components', () => {
    const { solutionId } = importPackage();
    expect(rowWith(store, 'solution', { uniquename: 'Sample' })).toMatchObject({
      solutionid: solutionId,
      version: '1.0.0',
      ismanaged: true,
      friendlyname: 'Sample solution',
    });
    expect(rowWith(store, 'publisher', { uniquename: 'abcpublisher' })).toMatchObject({
      customizationprefix: 'abc',
      customizationoptionvalueprefix: 12345,
    });
    expect(store.retrieve('connector', fixtureConnectorId)).toMatchObject({
      name: 'abc_sample',
      connectortype: 1,
      policytemplateinstances: '[]',
    });
    const components = rowsWith(store, 'solutioncomponent', { solutionid: solutionId });
    expect(components.map(({ componenttype }) => componenttype).sort()).toEqual([372, 66]);
  });

  test('gives the control back with every file, byte for byte', () => {
    importPackage();
    const control = readControl(store, fixtureControl);
    expect(control?.manifestXml).toContain('constructor="Control"');
    expect(Array.from(control?.files.keys() ?? [])).toEqual(['bundle.js']);
    expect(Buffer.from(control?.files.get('bundle.js') ?? []).toString()).toBe(
      'var Sample={Control:function(){}};',
    );
    expect(readControl(store, 'abc_Other.Control')).toBeUndefined();
  });

  test('keeps an import job under the id that was asked for', () => {
    const importJobId = '99999999-2222-4333-8444-555555555555';
    importSolution(store, { file: zipOf(packageParts()), user: SYSTEM_USER, importJobId });
    const job = store.retrieve('importjob', importJobId);
    expect(job).toMatchObject({ solutionname: 'Sample', progress: 100 });
    expect(job?.['data']).toContain('<result result="success" errorcode="0"');
    expect(job?.['data']).toContain('LocalizedName="abc_Sample.Control"');
  });

  test('a second import of the same version changes rows in place', () => {
    importPackage();
    const before = counts();
    importPackage();
    expect(counts()).toEqual(before);
  });

  test('a file that a newer control no longer has is taken away', () => {
    const parts = packageParts();
    const folder = `Controls/${fixtureControl}/`;
    const manifest = parts.get(`${folder}ControlManifest.xml`) ?? '';
    const withImage = new Map(parts)
      .set(`${folder}ControlManifest.xml`, manifest.replace('<code', '<img path="old.js"/><code'))
      .set(`${folder}old.js`, '1');
    importSolution(store, { file: zipOf(withImage), user: SYSTEM_USER });
    expect(readControl(store, fixtureControl)?.files.has('old.js')).toBe(true);
    importPackage();
    expect(readControl(store, fixtureControl)?.files.has('old.js')).toBe(false);
    expect(rowsWith(store, 'webresource', {})).toHaveLength(1);
  });
});

test('an administrator may raise the limit for files', () => {
  const parts = new Map<string, string | Uint8Array>(packageParts());
  parts.set(`Controls/${fixtureControl}/bundle.js`, new Uint8Array(6 * 1024 * 1024));
  expect(refusalOf(zipOf(parts)).message).toContain('Webresource content size is too big.');
  store.update('organization', ORGANISATION, { maxuploadfilesize: 10 * 1024 * 1024 });
  importSolution(store, { file: zipOf(parts), user: SYSTEM_USER });
  expect(readControl(store, fixtureControl)?.files.get('bundle.js')).toHaveLength(6 * 1024 * 1024);
});

describe('a solution that is refused', () => {
  type Broken = [
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

  const broken: Broken[] = [
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

  test.each(broken)('%s', (_name, change, code, words) => {
    const parts = new Map<string, string | Uint8Array>(packageParts());
    change(parts);
    const refusal = refusalOf(zipOf(parts));
    expect({ code: refusal.code, message: refusal.message }).toEqual({
      code,
      message: expect.stringContaining(words) as string,
    });
    const [job] = rowsWith(store, 'importjob', {});
    expect(job?.['data']).toContain('result="failure"');
    expect(job?.['data']).toContain(code);
  });

  test('that is no zip', () => {
    expect(refusalOf(new TextEncoder().encode('hello, this is no zip at all'))).toMatchObject({
      code: '0x80048060',
    });
  });

  test('that is a zip bomb', () => {
    const bomb = zipOf(packageParts());
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const directory = view.getUint32(bomb.length - 22 + 16, true);
    view.setUint32(directory + 24, 1024 * 1024 * 1024, true);
    expect(refusalOf(bomb)).toMatchObject({
      code: '0x80040375',
      message: expect.stringContaining('The zip unpacks to more than 536870912 bytes') as string,
    });
  });

  test('that points outside of itself', () => {
    const parts = packageParts().set('../../outside.js', 'x');
    expect(refusalOf(zipOf(parts))).toMatchObject({
      code: '0x80048000',
      message: 'Invalid Import File. The entry "../../outside.js" of the zip points outside of it.',
    });
  });

  test('of more than 95 MB', () => {
    expect(refusalOf(new Uint8Array(200 * 1024 * 1024))).toMatchObject({
      code: '0x80040375',
      message: 'The import file is too large to upload.',
    });
  });

  test('that writes rows and then fails leaves none of them', () => {
    const parts = packageParts();
    // Longer than the column: found only when the row is written.
    parts.set(
      'customizations.xml',
      (parts.get('customizations.xml') ?? '').replace(
        '<displayname>Sample',
        `<displayname>${'x'.repeat(201)}`,
      ),
    );
    expect(refusalOf(zipOf(parts)).message).toContain('displayname');
  });
});
