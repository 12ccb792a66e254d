import type { StoredConnector } from './connector-runtime';
import type { Row, Store } from './store';

/** The connectors that imported solutions brought, as the connector runtime reads them. */
export function storedConnectors(store: Store): readonly StoredConnector[] {
  const columns = [
    'name',
    'openapidefinition',
    'policytemplateinstances',
    'customcodeblobcontent',
    'scriptoperations',
  ];
  const rows = store.select({
    table: 'connector',
    select: columns.map((column) => ({ as: column, value: { kind: 'column', column } })),
  });
  return rows.map((row) => ({
    name: textOf(row, 'name') ?? '',
    openApiDefinition: textOf(row, 'openapidefinition') ?? '{}',
    policyTemplateInstances: textOf(row, 'policytemplateinstances'),
    customCode: textOf(row, 'customcodeblobcontent'),
    scriptOperations: textOf(row, 'scriptoperations'),
  }));
}

function textOf(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' ? value : undefined;
}
