import { createHash } from 'node:crypto';
import { textOf } from '../../markup/read-xml';
import type { RecordId } from '../../segments';
import {
  componentType,
  connectorPartColumns,
  partName,
  readControlManifest,
  workflowPart,
  type ComponentNode,
  type ConnectionReferenceNode,
  type ControlNode,
  type EnvironmentVariableNode,
  type FormNode,
  type SolutionPackage,
} from '../../solution-package';
import { type Row, type Store, storedId } from '../store';
import { putRow, rowsWith } from './rows-by-column';

/** A component as a row of its own, after the import. */
export interface ImportedComponent {
  readonly table: string;
  readonly type: number;
  readonly id: RecordId;
  readonly name: string;
}

/** Component types of tables that are no platform components are numbers of each environment. */
const environmentType = { connectionreference: 10150, environmentvariabledefinition: 380 } as const;

/** Writes a row for every component of the package; the caller's transaction makes it all or nothing. */
export function writeComponents(
  store: Store,
  solution: SolutionPackage,
  user: RecordId,
): ImportedComponent[] {
  const ismanaged = solution.manifest.managed === '1';
  const put = (table: string, key: Row, values: Row) =>
    putRow(store, table, key, { ...values, ismanaged }, user);
  return [
    ...solution.connectors.map((node) => writeConnectorRow(solution, node, put)),
    ...solution.controls.map((node) => writeControl(store, solution, node, put, user)),
    ...solution.tables.flatMap(({ name, forms }) => forms.map((form) => writeForm(name, form, put))),
    ...solution.environmentVariables.map((node) => writeVariable(solution, node, put)),
    ...solution.connectionReferences.map((node) => writeConnectionReference(node, put)),
    ...solution.workflows.map((node) => writeFlow(solution, node, put)),
  ];
}

type Put = (table: string, key: Row, values: Row) => RecordId;

function writeConnectorRow(
  { parts }: SolutionPackage,
  { id, name, columns }: ComponentNode,
  put: Put,
): ImportedComponent {
  const values: Row = {
    name,
    displayname: columns.get('displayname') ?? null,
    description: columns.get('description') ?? null,
    iconbrandcolor: columns.get('iconbrandcolor') ?? null,
    connectortype: Number(columns.get('connectortype') ?? 1),
    scriptoperations: columns.get('scriptoperations') ?? null,
    connectorinternalid: internalIdOf(name),
  };
  for (const column of connectorPartColumns) {
    const bytes = parts.get(partName(columns.get(column) ?? ''));
    values[column] = bytes === undefined ? null : column === 'iconblob' ? base64(bytes) : textOf(bytes);
  }
  const row = put('connector', { connectorid: id }, values);
  return { table: 'connector', type: componentType.connector, id: row, name };
}

/** Name of the connector's API at run time: different in every environment, so no flow can know it beforehand. */
function internalIdOf(name: string): string {
  const hash = createHash('sha256').update(`local dataverse ${name}`).digest('hex');
  return `shared_${name.replace(/^[^_]*_/, '').replace(/_/g, '-5f')}-5f${hash.slice(0, 16)}`;
}

function writeControl(
  store: Store,
  { parts }: SolutionPackage,
  { name, manifestPart, folder }: ControlNode,
  put: Put,
  user: RecordId,
): ImportedComponent {
  const bytes = parts.get(manifestPart) ?? new Uint8Array();
  const manifest = readControlManifest(bytes, manifestPart);
  const id = put('customcontrol', { name }, { version: manifest.version, manifest: textOf(bytes) });
  const stale = rowsWith(store, 'customcontrolresource', { customcontrolid: id });
  for (const resource of stale) removeResource(store, resource);
  for (const file of manifest.files) {
    const content = base64(parts.get(folder + file) ?? new Uint8Array());
    const webresourceid = put('webresource', { name: `cc_${name}/${file}` }, { displayname: file, content });
    store.create(
      'customcontrolresource',
      { name: file, customcontrolid: id, webresourceid },
      { user, system: true },
    );
  }
  return { table: 'customcontrol', type: componentType.customControl, id, name };
}

/** Takes a control's file away, with the web resource that holds it. */
export function removeResource(store: Store, resource: Row): void {
  store.delete('customcontrolresource', storedId(resource['customcontrolresourceid']));
  store.delete('webresource', storedId(resource['webresourceid']));
}

/** Values of systemform.type. */
const formTypes: Readonly<Record<string, number>> = { main: 2, quick: 6, quickCreate: 7, card: 11 };

function writeForm(table: string, { id, name, type, formXml }: FormNode, put: Put): ImportedComponent {
  const row = put(
    'systemform',
    { formid: id },
    { name, objecttypecode: table, type: formTypes[type] ?? 2, formxml: formXml, formactivationstate: 1 },
  );
  return { table: 'systemform', type: componentType.form, id: row, name };
}

function writeVariable(
  solution: SolutionPackage,
  { schemaName, columns }: EnvironmentVariableNode,
  put: Put,
): ImportedComponent {
  const table = 'environmentvariabledefinition';
  const id = put(
    table,
    { schemaname: schemaName },
    {
      displayname: columns.get('displayname') ?? null,
      description: columns.get('description') ?? null,
      defaultvalue: columns.get('defaultvalue') ?? null,
      type: Number(columns.get('type') ?? 100000000),
    },
  );
  const value = valueOf(solution.parts, schemaName);
  if (value !== undefined) {
    put(
      'environmentvariablevalue',
      { environmentvariabledefinitionid: id },
      { schemaname: schemaName, value },
    );
  }
  return { table, type: environmentType[table], id, name: schemaName };
}

/** The value that a zip carries for a variable, in the JSON that exports write. */
function valueOf(parts: SolutionPackage['parts'], schemaName: string): string | undefined {
  const bytes = parts.get(`environmentvariabledefinitions/${schemaName}/environmentvariablevalues.json`);
  const json = bytes && (JSON.parse(textOf(bytes)) as ValuesFile);
  const [value] = [json?.environmentvariablevalues?.environmentvariablevalue ?? []].flat();
  return value?.value;
}

interface ValuesFile {
  readonly environmentvariablevalues?: {
    readonly environmentvariablevalue?: VariableValue | readonly VariableValue[];
  };
}

interface VariableValue {
  readonly value?: string;
}

function writeConnectionReference(
  { logicalName, columns, customConnectorId }: ConnectionReferenceNode,
  put: Put,
): ImportedComponent {
  const table = 'connectionreference';
  const id = put(
    table,
    { connectionreferencelogicalname: logicalName },
    {
      connectionreferencedisplayname: columns.get('connectionreferencedisplayname') ?? null,
      connectorid: columns.get('connectorid') ?? null,
      description: columns.get('description') ?? null,
      customconnectorid: customConnectorId ?? null,
    },
  );
  return { table, type: environmentType[table], id, name: logicalName };
}

function writeFlow(
  { parts }: SolutionPackage,
  { id, name, columns }: ComponentNode,
  put: Put,
): ImportedComponent {
  const definition = parts.get(workflowPart({ id, name, columns }));
  const row = put(
    'workflow',
    { workflowid: id },
    {
      name,
      category: Number(columns.get('Category') ?? 5),
      type: Number(columns.get('Type') ?? 1),
      primaryentity: columns.get('PrimaryEntity') ?? 'none',
      clientdata: textOf(definition),
      // A flow stays off until its connections are chosen.
      statecode: 0,
      statuscode: 1,
    },
  );
  return { table: 'workflow', type: componentType.workflow, id: row, name };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
