import { readControlManifest } from './control-manifest';
import { connectorFailure, controlFailure, importRefusal } from './import-refusal';
import {
  connectorPartColumns,
  partName,
  requiredParts,
  type ComponentNode,
  type ControlNode,
  type SolutionPackage,
} from './solution-package';
import { textOf, XmlFault } from './xml';

export interface PackageLimits {
  /** Bytes of one file of a control: the environment's limit for attachments. */
  readonly fileBytes: number;
}

export function checkControl(
  { parts, manifest: { publisher, uniqueName } }: SolutionPackage,
  { name, manifestPart }: ControlNode,
  { fileBytes }: PackageLimits,
): void {
  const prefix = name.slice(0, Math.max(name.indexOf('_'), 0));
  if (prefix !== publisher.prefix) {
    throw controlFailure(
      name,
      `Publisher prefix ${prefix} for this control ${name} does not match the prefix ${publisher.prefix} for the solution with Id ${uniqueName}`,
    );
  }
  const bytes = parts.get(manifestPart);
  if (!bytes)
    throw controlFailure(name, `The custom control should exist now: /${manifestPart} is not in the file.`);
  const manifest = manifestOf(name, manifestPart, bytes);
  const own = `${publisher.prefix}_${manifest.namespace}.${manifest.constructorName}`;
  if (own !== name) throw controlFailure(name, `The manifest is that of ${own}.`);
  if (manifest.codePath === undefined) throw controlFailure(name, 'The manifest names no code.');
  const folder = manifestPart.slice(0, manifestPart.lastIndexOf('/') + 1);
  for (const file of manifest.files) {
    const content = parts.get(folder + file);
    if (!content) throw controlFailure(name, `No file with that name found: ${file}`);
    if (content.length > fileBytes) throw controlFailure(name, 'Webresource content size is too big.');
  }
}

function manifestOf(name: string, part: string, bytes: Uint8Array) {
  try {
    return readControlManifest(bytes, part);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    throw controlFailure(name, error.message);
  }
}

export function checkConnector(
  { parts, manifest: { publisher } }: SolutionPackage,
  { name, columns }: ComponentNode,
): void {
  if (!name.startsWith(`${publisher.prefix}_`)) {
    throw connectorFailure(name, `The name does not start with the publisher's prefix ${publisher.prefix}.`);
  }
  for (const column of connectorPartColumns) {
    const path = columns.get(column);
    if (path !== undefined && !parts.has(partName(path))) {
      throw connectorFailure(name, `No file with that name found: ${path}`);
    }
  }
  const definition = jsonPart(name, parts, columns.get('openapidefinition'));
  if (!isRecord(definition)) throw connectorFailure(name, 'The OpenAPI definition is no JSON object.');
  // Seen with parameters of a wrong shape; the service's own words say no more.
  const parameters = jsonPart(name, parts, columns.get('connectionparameters'));
  const policies = jsonPart(name, parts, columns.get('policytemplateinstances'));
  const isShaped =
    isRecord(parameters) &&
    Object.values(parameters).every((value) => isRecord(value) && typeof value['type'] === 'string');
  if (!isShaped || !(policies === null || policies === undefined || Array.isArray(policies))) {
    throw connectorFailure(name, 'ApiHubsRequestFailed: Nullable object must have a value.');
  }
}

function jsonPart(name: string, parts: SolutionPackage['parts'], path: string | undefined): unknown {
  if (path === undefined) return undefined;
  const bytes = parts.get(partName(path)) ?? new Uint8Array();
  try {
    return JSON.parse(textOf(bytes)) as unknown;
  } catch {
    throw connectorFailure(name, `${path} is no JSON.`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function checkFlow({ parts }: SolutionPackage, { name, columns }: ComponentNode): void {
  const path = columns.get('JsonFileName') ?? '';
  const bytes = parts.get(partName(path));
  if (!bytes) {
    throw importRefusal(
      'failed',
      `Import Solution Failed: Workflow ${name}: No file with that name found: ${path}`,
    );
  }
  try {
    JSON.parse(textOf(bytes));
  } catch {
    throw importRefusal('failed', `Import Solution Failed: Workflow ${name}: ${path} is no JSON.`);
  }
}

export function checkUnprocessed(solution: SolutionPackage): void {
  const processed = new Set<string>(requiredParts);
  for (const { manifestPart } of solution.controls) {
    const bytes = solution.parts.get(manifestPart);
    const folder = manifestPart.slice(0, manifestPart.lastIndexOf('/') + 1);
    processed.add(manifestPart);
    if (bytes)
      for (const file of readControlManifest(bytes, manifestPart).files) processed.add(folder + file);
  }
  for (const { columns } of solution.connectors) {
    for (const column of connectorPartColumns) processed.add(partName(columns.get(column) ?? ''));
  }
  for (const { columns } of solution.workflows) processed.add(partName(columns.get('JsonFileName') ?? ''));
  for (const { schemaName } of solution.environmentVariables) {
    processed.add(`environmentvariabledefinitions/${schemaName}/environmentvariabledefinition.xml`);
  }
  const others = Array.from(solution.parts.keys()).filter((part) => !processed.has(part));
  if (others.length > 0) {
    throw importRefusal(
      'unprocessedFiles',
      `Unprocessed files found: ${others.map((part) => `/${part}`).join(', ')}`,
    );
  }
}
