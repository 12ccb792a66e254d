import { readFileSync } from 'node:fs';
import type { SolutionPackage } from '../../solution-package';
import type { Deployment } from './deployment';

/** What an environment fills in, in the format of `pac solution create-settings`. */
export interface DeploymentSettings {
  readonly EnvironmentVariables: readonly { readonly SchemaName: string; readonly Value: string }[];
  readonly ConnectionReferences: readonly {
    readonly LogicalName: string;
    readonly ConnectionId: string;
    readonly ConnectorId: string;
  }[];
}

/** A template with a place for everything that the solutions leave open. */
export function settingsTemplate(solutions: readonly SolutionPackage[]): DeploymentSettings {
  return {
    EnvironmentVariables: solutions.flatMap(({ environmentVariables }) =>
      environmentVariables.map(({ schemaName, columns }) => ({
        SchemaName: schemaName,
        Value: columns.get('defaultvalue') ?? '',
      })),
    ),
    ConnectionReferences: solutions.flatMap(({ connectionReferences }) =>
      connectionReferences.map(({ logicalName, columns }) => ({
        LogicalName: logicalName,
        ConnectionId: '',
        ConnectorId: columns.get('connectorid') ?? '',
      })),
    ),
  };
}

/** @throws Error that names the file and what is wrong with it. */
export function readSettings(file: string): DeploymentSettings {
  let settings: Partial<DeploymentSettings>;
  try {
    settings = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Partial<DeploymentSettings>;
  } catch (error) {
    throw new Error(`The settings ${file} cannot be read: ${(error as Error).message}`);
  }
  const { EnvironmentVariables = [], ConnectionReferences = [] } = settings;
  const isRight =
    Array.isArray(EnvironmentVariables) &&
    Array.isArray(ConnectionReferences) &&
    EnvironmentVariables.every(({ SchemaName, Value }) => isText(SchemaName) && isText(Value)) &&
    ConnectionReferences.every(
      ({ LogicalName, ConnectionId }) => isText(LogicalName) && isText(ConnectionId),
    );
  if (!isRight) {
    throw new Error(
      `The settings ${file} need EnvironmentVariables with SchemaName and Value, and ConnectionReferences with LogicalName and ConnectionId; --create-settings writes a template.`,
    );
  }
  return { EnvironmentVariables, ConnectionReferences };
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Fills in what has a value; an empty one is left as it is in the environment. */
export async function applySettings(
  { api, say }: Deployment,
  { EnvironmentVariables, ConnectionReferences }: DeploymentSettings,
): Promise<void> {
  for (const { SchemaName, Value } of EnvironmentVariables.filter((variable) => variable.Value !== '')) {
    const definition = await idOf('environmentvariabledefinition', 'schemaname', SchemaName);
    if (definition === undefined) {
      say(`  there is no environment variable ${SchemaName}; its setting is left out`);
      continue;
    }
    const current = await api.get<{ value: { environmentvariablevalueid: string }[] }>(
      `environmentvariablevalues?$select=environmentvariablevalueid&$filter=_environmentvariabledefinitionid_value eq ${definition}`,
    );
    const id = current.value[0]?.environmentvariablevalueid;
    if (id === undefined) {
      await api.post('environmentvariablevalues', {
        schemaname: SchemaName,
        value: Value,
        'EnvironmentVariableDefinitionId@odata.bind': `/environmentvariabledefinitions(${definition})`,
      });
    } else {
      await api.patch(`environmentvariablevalues(${id})`, { value: Value });
    }
    say(`  set     environment variable ${SchemaName}`);
  }
  for (const { LogicalName, ConnectionId } of ConnectionReferences.filter((one) => one.ConnectionId !== '')) {
    const id = await idOf('connectionreference', 'connectionreferencelogicalname', LogicalName);
    if (id === undefined) {
      say(`  there is no connection reference ${LogicalName}; its setting is left out`);
      continue;
    }
    await api.patch(`connectionreferences(${id})`, { connectionid: ConnectionId });
    say(`  bound   connection reference ${LogicalName}`);
  }

  async function idOf(table: string, column: string, name: string): Promise<string | undefined> {
    const filter = encodeURIComponent(`${column} eq '${name.replaceAll("'", "''")}'`);
    const { value } = await api.get<{ value: Readonly<Record<string, string>>[] }>(
      `${table}s?$select=${table}id&$filter=${filter}`,
    );
    return value[0]?.[`${table}id`];
  }
}
