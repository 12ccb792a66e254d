import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnableConnector, type RunnableConnector } from '../../../emulator/connector-runtime';

interface ApiProperties {
  readonly properties: {
    readonly policyTemplateInstances?: unknown;
    readonly scriptOperations?: unknown;
  };
}

/** The connector in a folder as paconn and pac keep one in. */
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
