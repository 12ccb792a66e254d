import { DataverseError } from '../dataverse-error';
import { openStore, SYSTEM_USER, type Store } from '../store';
import { platformTables } from '../store/tables';
import { importSolution, solutionTables } from './index';
import { fixtureConnectorId, packageParts, zipOf } from '../../solution-package/testing/package-fixture';
import { rowsWith } from './rows-by-column';

let store: Store;

beforeEach(() => {
  store = openStore([...platformTables, ...solutionTables]);
});

afterEach(() => {
  store.close();
});

const imported = (file: Uint8Array) => importSolution(store, { file, user: SYSTEM_USER });

function refusalOf(file: Uint8Array): string {
  try {
    imported(file);
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    expect(rowsWith(store, 'workflow', {})).toEqual([]);
    return error.message;
  }
  throw new Error('The import was not refused.');
}

describe('a solution with a flow', () => {
  const path = 'Workflows/AFlow-44444444-2222-4333-8444-555555555555.json';
  const withFlow = (used: string, connection: unknown = { connectionReferenceLogicalName: used }) => {
    const parts = packageParts();
    const change = (part: string, from: string, to: string) =>
      parts.set(part, (parts.get(part) ?? '').replace(from, to));
    change(
      'customizations.xml',
      '<Entities />',
      `<Entities /><Workflows><Workflow WorkflowId="{44444444-2222-4333-8444-555555555555}" Name="A flow"><JsonFileName>/${path}</JsonFileName><Category>5</Category></Workflow></Workflows>`,
    );
    change(
      'customizations.xml',
      '<Languages>',
      `<connectionreferences><connectionreference connectionreferencelogicalname="abc_sample"><connectorid>/providers/Microsoft.PowerApps/apis/shared_abc_sample</connectorid><customconnectorid><connectorid>${fixtureConnectorId}</connectorid></customconnectorid></connectionreference></connectionreferences><Languages>`,
    );
    change(
      'solution.xml',
      '<RootComponents>',
      '<RootComponents><RootComponent type="29" id="{44444444-2222-4333-8444-555555555555}" behavior="0" />',
    );
    const connectionReferences = { shared_abc_sample: connection === null ? null : { connection } };
    return zipOf(parts.set(path, JSON.stringify({ properties: { connectionReferences } })));
  };

  test('is taken together with the connector that the flow uses', () => {
    imported(withFlow('abc_sample'));
    expect(rowsWith(store, 'workflow', {})).toHaveLength(1);
  });

  test('is refused when the flow uses a connection reference that is nowhere', () => {
    imported(zipOf(packageParts()));
    expect(refusalOf(withFlow('abc_other'))).toBe(
      'Import Solution Failed: Workflow A flow: The connection reference abc_other does not exist.',
    );
    store.create('connectionreference', { connectionreferencelogicalname: 'abc_other' });
    imported(withFlow('abc_other'));
  });

  test.each([[null], [{}], ['text']])('without a connection reference, %j, is taken', (connection) => {
    imported(withFlow('', connection));
    expect(rowsWith(store, 'workflow', {})).toHaveLength(1);
  });
});
