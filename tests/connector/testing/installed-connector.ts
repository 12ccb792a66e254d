import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  startLocalDataverse,
  type LocalDataverse,
  type LocalDataverseOptions,
} from '../../../emulator/local-dataverse';
import { projectConnectorFiles, readPublisher } from '../../../scripts/packing';

export const connectorName = 'sgm_segmentmembers';
const folder = join(__dirname, '..', '..', '..', 'connector');

function textOf(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

interface ApiProperties {
  readonly properties: {
    readonly policyTemplateInstances: unknown;
    readonly scriptOperations: readonly string[];
  };
}

interface DefinitionParts {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationParts>>>>;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly definitions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface OperationParts {
  readonly operationId?: string;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  readonly description?: string;
  readonly 'x-ms-safe-operation'?: boolean;
  readonly 'x-ms-visibility'?: string;
}

/** The definition as it ships: agents read it, and it is what an import puts into the environment. */
export function shippedDefinition(): string {
  const root = join(__dirname, '..', '..', '..');
  const file = projectConnectorFiles(root, readPublisher(root)).get('apiDefinition.swagger.json');
  return Buffer.from(file ?? []).toString('utf8');
}

export function connectorDefinition(): DefinitionParts {
  return JSON.parse(textOf('apiDefinition.swagger.json')) as DefinitionParts;
}

export function scriptOperations(): readonly string[] {
  return (JSON.parse(textOf('apiProperties.json')) as ApiProperties).properties.scriptOperations;
}

/** A local Dataverse with this project's connector in it, as an import of the solution leaves it there. */
export async function startWithConnector(options: LocalDataverseOptions = {}): Promise<LocalDataverse> {
  const dataverse = await startLocalDataverse({ runScripts: true, ...options });
  const { properties } = JSON.parse(textOf('apiProperties.json')) as ApiProperties;
  dataverse.store.create(
    'connector',
    {
      name: connectorName,
      displayname: 'Segment Members',
      openapidefinition: shippedDefinition(),
      policytemplateinstances: JSON.stringify(properties.policyTemplateInstances),
      customcodeblobcontent: textOf('script.csx'),
      scriptoperations: JSON.stringify(properties.scriptOperations),
    },
    { system: true },
  );
  return dataverse;
}
