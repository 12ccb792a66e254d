import type { StoredConnector } from './connector-runtime';
import { columns, type Store } from './store';

/** The connectors that imported solutions brought, as the connector runtime reads them. */
export function storedConnectors(store: Store): readonly StoredConnector[] {
  const rows = store.select({
    table: 'connector',
    select: columns({
      name: 'name',
      openApiDefinition: 'openapidefinition',
      policyTemplateInstances: 'policytemplateinstances',
      customCode: 'customcodeblobcontent',
      scriptOperations: 'scriptoperations',
    }),
  });
  return rows.map((row) => {
    const textOf = (name: keyof StoredConnector): string | undefined => {
      const value = row[name];
      return typeof value === 'string' ? value : undefined;
    };
    return {
      name: textOf('name') ?? '',
      openApiDefinition: textOf('openApiDefinition') ?? '{}',
      policyTemplateInstances: textOf('policyTemplateInstances'),
      customCode: textOf('customCode'),
      scriptOperations: textOf('scriptOperations'),
    };
  });
}
