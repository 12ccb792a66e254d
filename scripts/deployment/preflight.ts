import {
  segmentDefinitionTable,
  segmentTable,
  type ColumnDescription,
  type TableDescription,
} from '../../segments';
import { compareVersions } from '../../solution-package';
import { DataverseRefusal, type WebApi } from './web-api';

/** What a deployment relies on in an environment: whether it is there, or could not be asked for. */
export interface PreflightLine {
  readonly kind: 'right' | 'lacking' | 'unknown';
  readonly text: string;
}

/** Columns without which control and connector do not work. */
const needed: readonly (readonly [TableDescription, readonly string[]])[] = [
  [segmentDefinitionTable, ['msdynmkt_name', 'msdynmkt_segmentquery', 'msdynmkt_staticlistmembers']],
  [segmentTable, ['msdynmkt_name', 'msdynmkt_sourcesegmentuid']],
];

/** AttributeType in metadata, by the type of a column. */
const attributeTypes: Readonly<Record<string, string>> = {
  string: 'String',
  memo: 'Memo',
  boolean: 'Boolean',
  integer: 'Integer',
  datetime: 'DateTime',
};

/** Privileges of whoever imports solutions with a control, a connector, flows, references and variables. */
const privileges = [
  'prvImportCustomization',
  'prvCreateSolution',
  'prvWriteSolution',
  'prvCreatePublisher',
  'prvCreateCustomControl',
  'prvWriteCustomControl',
  'prvCreateWebResource',
  'prvCreateConnector',
  'prvWriteConnector',
];
const privilegesForFlows = [
  'prvCreateWorkflow',
  'prvWriteWorkflow',
  'prvCreateconnectionreference',
  'prvCreateEnvironmentVariableDefinition',
];

/** Oldest version of Dataverse that StageSolution and ImportSolutionAsync are documented for. */
const oldestVersion = '9.2';

/** Everything that the environment lacks, before anything is sent to it. */
export async function preflight(
  api: WebApi,
  { withFlows }: { readonly withFlows: boolean },
): Promise<PreflightLine[]> {
  const { UserId } = await api.get<{ UserId: string }>('WhoAmI()');
  const lines = [await versionLine(api)];
  for (const [table, columns] of needed) lines.push(...(await tableLines(api, table, columns)));
  const wanted = [...privileges, ...(withFlows ? privilegesForFlows : [])];
  return [...lines, await privilegeLine(api, UserId, wanted)];
}

async function versionLine(api: WebApi): Promise<PreflightLine> {
  const answer = await answered(api.get<{ Version: string }>('RetrieveVersion()'));
  if (!answer) return { kind: 'unknown', text: 'The version of Dataverse could not be asked for.' };
  const isRight = compareVersions(answer.Version, oldestVersion) >= 0;
  return {
    kind: isRight ? 'right' : 'lacking',
    text: `Dataverse ${answer.Version}${isRight ? '' : `; ${oldestVersion} is the oldest that will do`}`,
  };
}

interface Attributes {
  readonly Attributes: readonly { readonly LogicalName: string; readonly AttributeType: string }[];
}

async function tableLines(
  api: WebApi,
  { logicalName, label, columns }: TableDescription,
  names: readonly string[],
): Promise<PreflightLine[]> {
  const table = await answered(
    api.get<Attributes>(
      `EntityDefinitions(LogicalName='${logicalName}')?$select=LogicalName&$expand=Attributes($select=LogicalName,AttributeType)`,
    ),
  );
  if (!table) {
    const text = `The table ${logicalName} (${label}) is missing: the environment has no Customer Insights - Journeys with real-time journeys.`;
    return [{ kind: 'lacking', text }];
  }
  const types = new Map(table.Attributes.map((one) => [one.LogicalName, one.AttributeType]));
  const wrong = names.flatMap((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    return column ? wrongColumn(logicalName, column, types.get(name)) : [];
  });
  return wrong.length > 0 ? wrong : [{ kind: 'right', text: `the table ${logicalName} with its columns` }];
}

function wrongColumn(table: string, column: ColumnDescription, type: string | undefined): PreflightLine[] {
  if (type === undefined) {
    return [{ kind: 'lacking', text: `The column ${table}.${column.name} (${column.label}) is missing.` }];
  }
  const expected = attributeTypes[column.type];
  return expected === undefined || expected === type
    ? []
    : [{ kind: 'lacking', text: `The column ${table}.${column.name} is of type ${type}, not ${expected}.` }];
}

async function privilegeLine(api: WebApi, userId: string, wanted: readonly string[]): Promise<PreflightLine> {
  const answer = await answered(
    api.get<{ RolePrivileges: readonly { readonly PrivilegeName?: string | null }[] }>(
      `systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`,
    ),
  );
  const unknown = {
    kind: 'unknown',
    text: 'The privileges of who signed in could not be asked for.',
  } as const;
  if (!answer) return unknown;
  const held = new Set(
    answer.RolePrivileges.flatMap(({ PrivilegeName }) => PrivilegeName?.toLowerCase() ?? []),
  );
  if (held.size === 0) return unknown;
  const missing = wanted.filter((name) => !held.has(name.toLowerCase()));
  return missing.length === 0
    ? { kind: 'right', text: 'the privileges to import' }
    : { kind: 'lacking', text: `Who signed in lacks the privileges ${missing.join(', ')}.` };
}

/** Undefined for what the environment does not know. */
async function answered<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof DataverseRefusal && [400, 403, 404, 501].includes(error.status)) return undefined;
    throw error;
  }
}
