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
