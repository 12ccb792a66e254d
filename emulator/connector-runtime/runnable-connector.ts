import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsOf, type Operation, type SwaggerDefinition } from './definition';
import { readPolicies, type Policy } from './policies';

/** A connector as a gateway knows it. */
export interface RunnableConnector {
  /** Unique in the environment, e.g. `sgm_segmentmembers`. */
  readonly name: string;
  readonly definition: SwaggerDefinition;
  readonly operations: readonly Operation[];
  readonly policies: readonly Policy[];
  readonly script: string | undefined;
  /** Operations the script runs for; all of them when there is a script and no list. */
  readonly scriptOperations: readonly string[];
}

/** The texts a connector is made of, as the columns of Dataverse's connector table hold them. */
export interface StoredConnector {
  readonly name: string;
  readonly openApiDefinition: string;
  readonly policyTemplateInstances?: string | undefined;
  readonly customCode?: string | undefined;
  /** JSON array of operation ids. */
  readonly scriptOperations?: string | undefined;
}

/** @throws SyntaxError when a text that should be JSON is none. */
export function runnableConnector(texts: StoredConnector): RunnableConnector {
  const definition: SwaggerDefinition = {
    info: { title: texts.name },
    paths: {},
    ...(JSON.parse(texts.openApiDefinition) as Partial<SwaggerDefinition>),
  };
  const operations = operationsOf(definition);
  const listed = JSON.parse(texts.scriptOperations ?? '[]') as string[];
  const script = texts.customCode;
  return {
    name: texts.name,
    definition,
    operations,
    policies: readPolicies(JSON.parse(texts.policyTemplateInstances ?? '[]') as Record<string, unknown>[]),
    script,
    scriptOperations: script && listed.length === 0 ? operations.map(({ id }) => id) : listed,
  };
}

interface ApiProperties {
  readonly properties: {
    readonly policyTemplateInstances?: unknown;
    readonly scriptOperations?: unknown;
  };
}

/** Reads a connector from the folder that paconn and pac keep it in. */
export function runnableConnectorIn(folder: string, name: string): RunnableConnector {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const { properties } = JSON.parse(text('apiProperties.json')) as ApiProperties;
  return runnableConnector({
    name,
    openApiDefinition: text('apiDefinition.swagger.json'),
    policyTemplateInstances: JSON.stringify(properties.policyTemplateInstances ?? []),
    customCode: properties.scriptOperations === undefined ? undefined : text('script.csx'),
    scriptOperations: JSON.stringify(properties.scriptOperations ?? []),
  });
}
