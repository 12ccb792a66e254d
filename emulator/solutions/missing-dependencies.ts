import { componentType, type RequiredComponent, type SolutionPackage } from '../../solution-package';
import type { Row, Store } from '../store';
import { rowWith } from './rows-by-column';

export interface MissingDependency {
  readonly name: string;
  readonly type: string;
  /** What would bring it. */
  readonly from: string;
}

/**
 * Components that neither the environment nor the package has: those the package says it needs, custom connectors its
 * connection references point to, tables of its forms and controls on them.
 */
export function missingDependencies(store: Store, solution: SolutionPackage): MissingDependency[] {
  const declared = solution.manifest.missingDependencies
    .filter((required) => !isThere(store, solution, required))
    .map(({ schemaName, type, solution: from }) => ({
      name: schemaName,
      type,
      from: from || 'no solution here',
    }));
  const references = solution.connectionReferences.flatMap(({ customConnectorId, logicalName }) =>
    customConnectorId === undefined ||
    solution.connectors.some(({ id }) => id === customConnectorId) ||
    hasRow(store, 'connector', { connectorid: customConnectorId })
      ? []
      : [{ name: logicalName, type: 'connectionreference', from: `connector ${customConnectorId}` }],
  );
  return [...declared, ...references, ...missingForForms(store, solution)];
}

type Resolver = (store: Store, required: RequiredComponent) => boolean;

const hasRow = (store: Store, table: string, key: Row): boolean => rowWith(store, table, key) !== undefined;

const byId =
  (table: string): Resolver =>
  (store, { id }) =>
    id !== undefined && hasRow(store, table, { [store.tables.get(table).primaryId]: id });

/** How a component of each type is found; the type as a dependency states it. */
const resolvers: Readonly<Record<string, Resolver>> = {
  [componentType.table]: (store, { schemaName }) => store.tables.find(schemaName.toLowerCase()) !== undefined,
  [componentType.column]: (store, { schemaName, parentSchemaName = '' }) =>
    store.tables.find(parentSchemaName.toLowerCase())?.columns.has(schemaName.toLowerCase()) === true,
  [componentType.workflow]: byId('workflow'),
  [componentType.form]: byId('systemform'),
  [componentType.customControl]: (store, { schemaName }) =>
    hasRow(store, 'customcontrol', { name: schemaName }),
  // A connector of the same name under another id is another one.
  [componentType.connector]: (store, required) =>
    required.id === undefined
      ? hasRow(store, 'connector', { name: required.schemaName })
      : byId('connector')(store, required),
  [componentType.environmentVariable]: (store, { schemaName }) =>
    hasRow(store, 'environmentvariabledefinition', { schemaname: schemaName }),
  connectionreference: (store, { schemaName }) =>
    hasRow(store, 'connectionreference', { connectionreferencelogicalname: schemaName }),
};

function isThere(store: Store, solution: SolutionPackage, required: RequiredComponent): boolean {
  if (isOwn(solution, required)) return true;
  const resolver = resolvers[required.type];
  // Of a type that is not kept here only its solution can be asked for.
  return resolver ? resolver(store, required) : isInstalled(store, required.solution);
}

function isOwn(
  { tables, controls, connectors, workflows, connectionReferences, environmentVariables }: SolutionPackage,
  { type, id, schemaName }: RequiredComponent,
): boolean {
  const ids = [
    ...connectors.map((node) => node.id),
    ...workflows.map((node) => node.id),
    ...tables.flatMap(({ forms }) => forms.map((form) => form.id)),
  ];
  if (id !== undefined) return ids.includes(id);
  const names: Readonly<Record<string, readonly string[]>> = {
    [componentType.customControl]: controls.map(({ name }) => name),
    [componentType.connector]: connectors.map(({ name }) => name),
    [componentType.environmentVariable]: environmentVariables.map((node) => node.schemaName),
    connectionreference: connectionReferences.map(({ logicalName }) => logicalName),
  };
  return names[type]?.includes(schemaName) === true;
}

/** `SegmentMembers (1.2.3.0)`: installed in any version; `System` and `Active` are no solutions of their own. */
function isInstalled(store: Store, solution: string): boolean {
  const name = solution.replace(/ \(.*\)$/, '');
  return ['System', 'Active'].includes(name) || hasRow(store, 'solution', { uniquename: name });
}

/** Tables that forms belong to, and controls on them. */
function missingForForms(store: Store, { tables, controls }: SolutionPackage): MissingDependency[] {
  const own = new Set(controls.map(({ name }) => name));
  const missingTables = tables
    .filter(({ name }) => store.tables.find(name.toLowerCase()) === undefined)
    .map(({ name }) => ({ name, type: '1', from: 'no solution here' }));
  const missingColumns = tables.flatMap(({ name: table, forms, ownColumns }) => {
    const known = store.tables.find(table.toLowerCase())?.columns;
    const used = new Set(forms.flatMap(({ fields }) => fields.flatMap(({ column }) => column ?? [])));
    return Array.from(used)
      .filter((column) => known && !known.has(column.toLowerCase()) && !ownColumns.includes(column))
      .map((column) => ({ name: `${table}.${column}`, type: '2', from: 'no solution here' }));
  });
  const onForms = tables.flatMap(({ forms }) => forms.flatMap((form) => form.controls));
  const missingControls = [...new Set(onForms)]
    .filter((name) => !own.has(name) && !hasRow(store, 'customcontrol', { name }))
    .map((name) => ({ name, type: '66', from: 'no solution here' }));
  return [...missingTables, ...missingColumns, ...missingControls];
}
