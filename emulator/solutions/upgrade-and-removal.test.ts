import { recordId } from '../../segments';
import { openStore, SYSTEM_USER, type Store } from '../store';
import { platformTables } from '../store/tables';
import { deleteAndPromote, importSolution, readControl, solutionRemoval, solutionTables } from './index';
import {
  addForm,
  fixtureFormId,
  fixtureConnectorId,
  fixtureControl,
  packageParts,
  zipOf,
  type PackageFixture,
} from '../../solution-package/testing/package-fixture';
import { rowsWith, rowWith } from './rows-by-column';

let store: Store;

beforeEach(() => {
  store = openStore([...platformTables, ...solutionTables], { rules: [solutionRemoval] });
});

afterEach(() => {
  store.close();
});

const importPackage = (facts: PackageFixture = {}, more: { mode?: 'holding' } = {}) =>
  importSolution(store, { file: zipOf(packageParts(facts)), user: SYSTEM_USER, ...more });

function counts(): Record<string, number> {
  return Object.fromEntries(
    solutionTables.map(({ logicalName }) => [logicalName, rowsWith(store, logicalName, {}).length]),
  );
}

describe('importing over what is installed', () => {
  test('a lower version is refused, a higher one updates', () => {
    importPackage({ version: '1.2.0' });
    expect(() => importPackage({ version: '1.1.9' })).toThrow('must have a higher version');
    importPackage({ version: '1.10.0' });
    expect(rowWith(store, 'solution', { uniquename: 'Sample' })).toMatchObject({ version: '1.10.0' });
  });

  test('managed and unmanaged do not mix', () => {
    importPackage({ managed: '1' });
    expect(() => importPackage({ managed: '0' })).toThrow(
      'already installed on this system as a managed solution',
    );
    store.delete(
      'solution',
      recordId(String(rowWith(store, 'solution', { uniquename: 'Sample' })?.['solutionid'])),
    );
    importPackage({ managed: '0' });
    expect(() => importPackage({ managed: '1' })).toThrow(
      'already installed on this system as an unmanaged solution',
    );
  });

  test('the publisher of a managed solution stays', () => {
    importPackage();
    expect(() => importPackage({ publisher: 'another' })).toThrow(
      'The publisher name cannot be changed from abcpublisher to another.',
    );
  });

  test('an upgrade waits beside the installed one and then takes its place', () => {
    importPackage();
    expect(() => importPackage({ version: '1.0.0' }, { mode: 'holding' })).toThrow(
      'must have a higher version',
    );
    importPackage({ version: '2.0.0' }, { mode: 'holding' });
    expect(rowsWith(store, 'solution', {}).map(({ uniquename, version }) => [uniquename, version])).toEqual([
      ['Sample', '1.0.0'],
      ['Sample_Upgrade', '2.0.0'],
    ]);
    deleteAndPromote(store, 'Sample');
    expect(rowsWith(store, 'solution', {}).map(({ uniquename, version }) => [uniquename, version])).toEqual([
      ['Sample', '2.0.0'],
    ]);
    expect(readControl(store, fixtureControl)).toBeDefined();
  });

  test('deleting a managed solution takes its components along', () => {
    const { solutionId } = importPackage();
    store.delete('solution', solutionId);
    expect(counts()).toMatchObject({ connector: 0, customcontrol: 0, webresource: 0, solutioncomponent: 0 });
  });

  test('deleting an unmanaged solution leaves its components', () => {
    const { solutionId } = importPackage({ managed: '0' });
    store.delete('solution', solutionId);
    expect(counts()).toMatchObject({ connector: 1, customcontrol: 1, solution: 0 });
  });

  test('a solution stays while a connection reference of another one needs its connector', () => {
    const { solutionId } = importPackage();
    const reference = store.create('connectionreference', {
      connectionreferencelogicalname: 'xyz_reference',
      customconnectorid: fixtureConnectorId,
    });
    expect(() => {
      store.delete('solution', solutionId);
    }).toThrow('referenced by 1 other component: connection reference xyz_reference');
    store.delete('connectionreference', reference);
    store.delete('solution', solutionId);
    expect(counts()).toMatchObject({ solution: 0 });
  });
});

test('a solution stays while a form of another one uses its control', () => {
  const { solutionId } = importPackage();
  const form = store.create('systemform', {
    name: 'Other form',
    formxml: `<form><customControl name="${fixtureControl}" /></form>`,
  });
  expect(() => {
    store.delete('solution', solutionId);
  }).toThrow(
    'The custom control component cannot be deleted because it is referenced by 1 other component: form Other form',
  );
  store.delete('systemform', form);
  store.delete('solution', solutionId);
  expect(counts()).toMatchObject({ solution: 0, customcontrol: 0 });
});

describe('dependencies that a solution declares', () => {
  const importWith = (required: string) =>
    importPackage({
      missingDependencies: `<MissingDependency>${required}<Dependent type="66" schemaName="${fixtureControl}" /></MissingDependency>`,
    });

  test.each([
    ['a table', '<Required type="1" schemaName="contact" />', '<Required type="1" schemaName="abc_none" />'],
    [
      'a column',
      '<Required type="2" schemaName="lastname" parentSchemaName="contact" />',
      '<Required type="2" schemaName="abc_none" parentSchemaName="contact" />',
    ],
    [
      'a connector by its id',
      `<Required type="372" schemaName="abc_sample" id="{${fixtureConnectorId}}" />`,
      '<Required type="372" schemaName="abc_sample" id="{00000000-0000-4000-8000-000000000009}" />',
    ],
    [
      'a component of a type that is not kept, by its solution',
      '<Required type="61" schemaName="x" solution="System" />',
      '<Required type="61" schemaName="x" solution="Other (1.0)" />',
    ],
  ])('are looked up by type and by name or id: %s', (_name, there, missing) => {
    expect(() => importWith(missing)).toThrow('Some dependencies are missing.');
    importWith(there);
  });
});

describe('a solution with a form', () => {
  const formId = fixtureFormId;
  const withForm = (table: string, control: string, column?: string) => {
    const parts = new Map<string, string | Uint8Array>(packageParts());
    addForm(parts, { table, control, ...(column === undefined ? {} : { column }) });
    return zipOf(parts);
  };
  const importForm = (table: string, control: string, column?: string) =>
    importSolution(store, { file: withForm(table, control, column), user: SYSTEM_USER });

  test('brings the form, and takes it away when it goes', () => {
    const { solutionId } = importForm('msdynmkt_segmentdefinition', fixtureControl);
    expect(store.retrieve('systemform', recordId(formId))).toMatchObject({
      name: 'A form',
      objecttypecode: 'msdynmkt_segmentdefinition',
      type: 2,
    });
    store.delete('solution', solutionId);
    expect(counts()).toMatchObject({ systemform: 0 });
  });

  test('is refused when the table, a column or a control on the form is not there', () => {
    expect(() => importForm('msdynmkt_other', fixtureControl)).toThrow(
      'Some dependencies are missing. msdynmkt_other',
    );
    expect(() => importForm('msdynmkt_segmentdefinition', 'xyz_Some.Control')).toThrow(
      'Some dependencies are missing. xyz_Some.Control',
    );
    expect(() => importForm('msdynmkt_segmentdefinition', fixtureControl, 'msdynmkt_other')).toThrow(
      'Some dependencies are missing. msdynmkt_segmentdefinition.msdynmkt_other',
    );
    expect(counts()).toMatchObject({ systemform: 0, solution: 0 });
  });
});
