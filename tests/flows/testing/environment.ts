import { recordId } from '../../../segments';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Assumptions } from '../../../emulator/assumptions';
import type { FaultPlan } from '../../../emulator/http/faults';
import { startLocalDataverse, type LocalDataverse } from '../../../emulator/local-dataverse';
import { projectConnectorFiles, readPublisher } from '../../../scripts/packing';
import { connectorIdentity } from '../../../scripts/packing/project-solutions';
import {
  connectorParts,
  layIn,
  packFolder,
  readFolder,
  writeZip,
  type SolutionFolder,
} from '../../../solution-package';
import {
  approvalsDefinition,
  dataverseDefinition,
  excelDefinition,
  HttpConnection,
  operationsIn,
  sharePointDefinition,
  startOfficeServer,
  teamsDefinition,
  type OfficeServer,
  type SwaggerDefinition,
} from './connections';
import { shippedDefinition } from '../../connector/testing/installed-connector';
import { eventTables } from './event-tables';
import type { FlowFile } from './runner';
import { shippedFlows } from '../../../scripts/picturing/shipped-flows';

const root = join(__dirname, '..', '..', '..');

/** A local Dataverse with both solutions in it, Excel, SharePoint and Teams beside it, and connections to all. */
export interface FlowEnvironment {
  readonly dataverse: LocalDataverse;
  readonly office: OfficeServer;
  readonly connections: Readonly<Record<string, HttpConnection>>;
  /** The definition that the import put into the flow's row. */
  flow(name: string): FlowFile;
  setFaults(plan: FaultPlan): Promise<void>;
  close(): Promise<void>;
}

/** The solution with the connector, without the control, which flows need not and which takes a build. */
export function connectorSolution(): Uint8Array {
  const source = readFolder(join(root, 'solution', 'src'));
  return zipped(
    layIn(source, [connectorParts(projectConnectorFiles(root, readPublisher(root)), connectorIdentity)]),
  );
}

export function flowsSolution(): Uint8Array {
  return zipped(readFolder(join(root, 'solution', 'flows')));
}

function zipped(folder: SolutionFolder): Uint8Array {
  return writeZip(packFolder(folder, 'managed'));
}

/** @param assumptions the choices that no document settles, where a test wants other ones */
export async function startFlowEnvironment(assumptions: Partial<Assumptions> = {}): Promise<FlowEnvironment> {
  const dataverse = await startLocalDataverse({
    tables: eventTables,
    faults: { rules: [] },
    runScripts: true,
    assumptions: { publishingMilliseconds: 1, ...assumptions },
  });
  const office = await startOfficeServer();
  for (const zip of [connectorSolution(), flowsSolution()]) await importSolution(dataverse.url, zip);
  const connector = new HttpConnection(
    `${dataverse.url}/connectors/${connectorIdentity.name}/connection`,
    operationsIn(JSON.parse(shippedDefinition()) as SwaggerDefinition),
  );
  // The first call of the script compiles it, which takes seconds that no single test should have to wait.
  await connector.call('ListStaticGroups', { segmentId: randomUUID() });
  return {
    dataverse,
    office,
    connections: {
      shared_segmentmembers: connector,
      shared_commondataserviceforapps: new HttpConnection(dataverse.url, operationsIn(dataverseDefinition)),
      shared_excelonlinebusiness: new HttpConnection(office.url, operationsIn(excelDefinition)),
      shared_sharepointonline: new HttpConnection(office.url, operationsIn(sharePointDefinition)),
      shared_teams: new HttpConnection(office.url, operationsIn(teamsDefinition)),
      shared_approvals: new HttpConnection(office.url, operationsIn(approvalsDefinition)),
    },
    flow(name) {
      const id = shippedFlows.find((flow) => flow.name === name)?.workflowId ?? '';
      const clientData = dataverse.store.retrieve('workflow', recordId(id))?.['clientdata'];
      if (typeof clientData !== 'string') throw new Error(`The environment has no flow named '${name}'.`);
      return JSON.parse(clientData) as FlowFile;
    },
    async setFaults(plan) {
      await fetch(`${dataverse.url}/admin/faults`, { method: 'PUT', body: JSON.stringify(plan) });
    },
    async close() {
      await office.close();
      await dataverse.close();
    },
  };
}

/** @throws Error with the environment's words when it refuses. */
export async function importSolution(url: string, zip: Uint8Array): Promise<void> {
  const response = await fetch(`${url}/api/data/v9.2/ImportSolution`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      OverwriteUnmanagedCustomizations: false,
      PublishWorkflows: true,
      CustomizationFile: Buffer.from(zip).toString('base64'),
      ImportJobId: randomUUID(),
    }),
  });
  if (response.ok) return;
  const { error } = (await response.json()) as { error: { message: string } };
  throw new Error(error.message);
}
