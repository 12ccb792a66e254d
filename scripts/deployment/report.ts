import type { SolutionPackage } from '../../solution-package';
import { nextSteps } from './next-steps';
import { DataverseRefusal, type WebApi } from './web-api';

/** What the solutions left in the environment that still wants a person. */
export interface DeploymentReport {
  readonly unbound: readonly string[];
  readonly offFlows: readonly string[];
  /** Address of the environment's solutions in Power Apps. */
  readonly makerAddress: string;
}

export async function reportOf(
  api: WebApi,
  solutions: readonly SolutionPackage[],
): Promise<DeploymentReport> {
  const references = new Set(
    solutions.flatMap(({ connectionReferences }) =>
      connectionReferences.map(({ logicalName }) => logicalName),
    ),
  );
  const flows = new Set(solutions.flatMap(({ workflows }) => workflows.map(({ id }) => id)));
  return {
    unbound:
      references.size === 0 ? [] : (await unboundReferences(api)).filter((name) => references.has(name)),
    offFlows:
      flows.size === 0
        ? []
        : (await flowsThatAreOff(api)).filter(({ id }) => flows.has(id)).map(({ name }) => name),
    makerAddress: await makerAddress(api),
  };
}

async function unboundReferences(api: WebApi): Promise<string[]> {
  const { value } = await api.get<{ value: { connectionreferencelogicalname: string }[] }>(
    'connectionreferences?$select=connectionreferencelogicalname&$filter=connectionid eq null&$orderby=connectionreferencelogicalname',
  );
  return value.map((row) => row.connectionreferencelogicalname);
}

async function flowsThatAreOff(api: WebApi): Promise<{ id: string; name: string }[]> {
  const { value } = await api.get<{ value: { workflowid: string; name: string }[] }>(
    'workflows?$select=workflowid,name&$filter=category eq 5 and statecode eq 0&$orderby=name',
  );
  return value.map(({ workflowid, name }) => ({ id: workflowid.toLowerCase(), name }));
}

async function makerAddress(api: WebApi): Promise<string> {
  try {
    const { Detail } = await api.get<{ Detail?: { EnvironmentId?: string } }>(
      "RetrieveCurrentOrganization(AccessType=Microsoft.Dynamics.CRM.EndpointAccessType'Default')",
    );
    if (Detail?.EnvironmentId)
      return `https://make.powerapps.com/environments/${Detail.EnvironmentId}/solutions`;
  } catch (error) {
    if (!(error instanceof DataverseRefusal)) throw error;
  }
  return 'https://make.powerapps.com';
}

/** The lines that end a deployment. */
export function printReport(
  imported: readonly string[],
  { unbound, offFlows, makerAddress }: DeploymentReport,
  chosen: { readonly withFlows: boolean; readonly withForm: boolean; readonly environment: string },
): string {
  const list = (title: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${title}:`, ...names.map((name) => `  ${name}`)];
  return [
    `Done. Imported: ${imported.length === 0 ? 'nothing' : imported.join(', ')}.`,
    '',
    ...list('Connection references without a connection', unbound),
    ...list('Flows that are off', offFlows),
    ...(unbound.length + offFlows.length === 0 ? [] : ['']),
    nextSteps({ ...chosen, makerAddress }),
  ].join('\n');
}
