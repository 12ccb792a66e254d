import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { projectVersion } from '../../scripts/packing';
import { connectorIdentity } from '../../scripts/packing/project-solutions';
import { judgePackage, packFolder, readFolder } from '../../solution-package';
import { connectorSolution, flowsSolution, importSolution } from './testing/environment';
import { shippedFlows } from '../../scripts/picturing/shipped-flows';

const root = join(__dirname, '..', '..');

describe('the solution with the sample flows', () => {
  let dataverse: LocalDataverse;
  beforeEach(async () => {
    dataverse = await startLocalDataverse();
  });
  afterEach(() => dataverse.close());

  async function rowsOf(entitySet: string, query: string): Promise<Readonly<Record<string, unknown>>[]> {
    const response = await fetch(`${dataverse.url}/api/data/v9.2/${entitySet}?${query}`);
    return ((await response.json()) as { value: Readonly<Record<string, unknown>>[] }).value;
  }

  test.each(['managed', 'unmanaged'] as const)('has nothing wrong with it, %s', (kind) => {
    const parts = packFolder(readFolder(join(root, 'solution', 'flows')), kind);
    expect(judgePackage(parts, { version: projectVersion(root) }).findings).toEqual([]);
  });

  test('is refused before the solution with the connector, in Dataverse’s words, and leaves nothing behind', async () => {
    await expect(importSolution(dataverse.url, flowsSolution())).rejects.toThrow(
      'The following solution cannot be imported: SegmentMembersFlows. Some dependencies are missing.',
    );
    expect(await rowsOf('workflows', '$select=name')).toEqual([]);
    expect(await rowsOf('connectionreferences', '$select=connectionreferencelogicalname')).toEqual([]);
  });

  test('brings flows, connection references and environment variables after it', async () => {
    await importSolution(dataverse.url, connectorSolution());
    await importSolution(dataverse.url, flowsSolution());
    const flows = await rowsOf('workflows', '$select=name&$filter=category eq 5&$orderby=name');
    expect(flows.map(({ name }) => name)).toEqual(shippedFlows.map(({ name }) => name).sort());
    const references = await rowsOf(
      'connectionreferences',
      '$select=connectionreferencelogicalname,_customconnectorid_value',
    );
    expect(references).toHaveLength(6);
    const variables = await rowsOf(
      'environmentvariabledefinitions',
      '$select=schemaname,displayname,description',
    );
    expect(variables).toHaveLength(14);
    expect(variables).toContainEqual(
      expect.objectContaining({
        schemaname: 'sgm_Event',
        displayname: 'Event',
        description: 'Name of the event whose registrants form the segment',
      }),
    );
  });

  test('points its connection reference at the connector by the id that never changes', () => {
    const customizations = readFileSync(
      join(root, 'solution', 'flows', 'Other', 'Customizations.xml'),
      'utf8',
    );
    expect(customizations).toContain(`<connectorid>${connectorIdentity.id}</connectorid>`);
  });
});
