import { recordId } from '../../segments';
import { DataverseError } from '../dataverse-error';
import { openStore, ORGANISATION, SYSTEM_USER, type Store } from '../store';
import { platformTables } from '../store/tables';
import { notKeptShapes, publicShapes } from '../../solution-package/testing/public-shapes';
import { brokenPackages } from '../../solution-package/testing/broken-packages';
import { importSolution, readControl, solutionTables } from './index';
import {
  fixtureConnectorId,
  fixtureControl,
  packageParts,
  zipOf,
  type PackageFixture,
} from '../../solution-package/testing/package-fixture';
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
    expect(store.retrieve('connector', recordId(fixtureConnectorId))).toMatchObject({
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
    importSolution(store, {
      file: zipOf(packageParts()),
      user: SYSTEM_USER,
      importJobId: recordId(importJobId),
    });
    const job = store.retrieve('importjob', recordId(importJobId));
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

test.each(publicShapes)('what public solutions have is taken: %s', (_name, change) => {
  const parts = new Map<string, string | Uint8Array>(packageParts());
  change(parts);
  importSolution(store, { file: zipOf(parts), user: SYSTEM_USER });
  expect(rowWith(store, 'solution', { uniquename: 'Sample' })).toBeDefined();
});

test('the value that a zip carries for an environment variable is kept', () => {
  const parts = new Map<string, string | Uint8Array>(packageParts());
  publicShapes[0]?.[1](parts);
  importSolution(store, { file: zipOf(parts), user: SYSTEM_USER });
  expect(rowWith(store, 'environmentvariablevalue', { schemaname: 'abc_Team' })).toMatchObject({
    value: 'Sales',
  });
});

test.each(notKeptShapes)(
  '%s is not supported here, which is not to say that it is wrong',
  (_name, change, named) => {
    const parts = new Map<string, string | Uint8Array>(packageParts());
    change(parts);
    const { status, code, message } = refusalOf(zipOf(parts));
    expect({ status, code }).toEqual({ status: 501, code: 'notSupportedHere' });
    expect(message).toContain(named);
    expect(message).toMatch(/^Not supported here: /);
  },
);

describe('a solution that is refused', () => {
  test.each(brokenPackages)('$name', ({ change, refused }) => {
    const parts = new Map<string, string | Uint8Array>(packageParts());
    change(parts);
    if (!refused) {
      // Wrong for a packer only.
      expect(importSolution(store, { file: zipOf(parts), user: SYSTEM_USER }).solutionId).toBeDefined();
      return;
    }
    const [code, words] = refused;
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
