import { openStore, SYSTEM_USER, type Store } from '../store';
import { platformTables } from '../store/tables';
import { deleteAndPromote, importSolution, readControl, solutionRemoval, solutionTables } from './index';
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
    store.delete('solution', String(rowWith(store, 'solution', { uniquename: 'Sample' })?.['solutionid']));
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

describe('a solution with a form', () => {
  const formId = '33333333-2222-4333-8444-555555555555';
  const withForm = (table: string, control: string) => {
    const parts = packageParts();
    const form = `<Entities><Entity><Name>${table}</Name><FormXml><forms type="main"><systemform><formid>{${formId}}</formid><form><controlDescriptions><controlDescription><customControl formFactor="2" name="${control}" /></controlDescription></controlDescriptions></form><LocalizedNames><LocalizedName description="A form" languagecode="1033" /></LocalizedNames></systemform></forms></FormXml></Entity></Entities>`;
    const change = (part: string, from: string, to: string) =>
      parts.set(part, (parts.get(part) ?? '').replace(from, to));
    change('customizations.xml', '<Entities />', form);
    change(
      'solution.xml',
      '<RootComponents>',
      `<RootComponents><RootComponent type="1" schemaName="${table}" behavior="2" /><RootComponent type="60" id="{${formId}}" behavior="0" />`,
    );
    return zipOf(parts);
  };
  const importForm = (table: string, control: string) =>
    importSolution(store, { file: withForm(table, control), user: SYSTEM_USER });

  test('brings the form, and takes it away when it goes', () => {
    const { solutionId } = importForm('msdynmkt_segmentdefinition', fixtureControl);
    expect(store.retrieve('systemform', formId)).toMatchObject({
      name: 'A form',
      objecttypecode: 'msdynmkt_segmentdefinition',
      type: 2,
    });
    store.delete('solution', solutionId);
    expect(counts()).toMatchObject({ systemform: 0 });
  });

  test('is refused when the table or a control on the form is not there', () => {
    expect(() => importForm('msdynmkt_other', fixtureControl)).toThrow(
      'Some dependencies are missing. msdynmkt_other',
    );
    expect(() => importForm('msdynmkt_segmentdefinition', 'xyz_Some.Control')).toThrow(
      'Some dependencies are missing. xyz_Some.Control',
    );
    expect(counts()).toMatchObject({ systemform: 0, solution: 0 });
  });
});
