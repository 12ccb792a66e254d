import type { Element } from '@xmldom/xmldom';
import { attribute, childOf, childText, childrenOf, parseXml, rootOf } from './xml';

/** Component types as RootComponents number them. Cloud flows are workflows; connectors are 372, never 371. */
export const componentType = {
  table: 1,
  workflow: 29,
  form: 60,
  customControl: 66,
  connector: 372,
} as const;

export interface RootComponent {
  readonly type: number;
  /** Lower case, without braces. */
  readonly id?: string;
  readonly schemaName?: string;
}

export interface PublisherDescription {
  readonly uniqueName: string;
  readonly displayName: string;
  readonly prefix: string;
  readonly optionValuePrefix: string;
}

export interface RequiredComponent {
  readonly type: string;
  readonly schemaName: string;
  /** `<solution unique name> (<version>)` of the solution that has it. */
  readonly solution: string;
}

/** solution.xml */
export interface SolutionManifest {
  readonly uniqueName: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  /** 0, 1, or 2 in a folder from which both are made. */
  readonly managed: string;
  readonly publisher: PublisherDescription;
  readonly rootComponents: readonly RootComponent[];
  readonly missingDependencies: readonly RequiredComponent[];
}

export interface ControlNode {
  readonly name: string;
  /** Part name of its manifest, without the slash in front. */
  readonly manifestPart: string;
}

/** A node of customizations.xml whose child elements are the columns of a row, some of them part names. */
export interface ComponentNode {
  readonly id: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, string>;
}

export interface ConnectionReferenceNode {
  readonly logicalName: string;
  readonly columns: ReadonlyMap<string, string>;
  /** Id of the custom connector it is for; undefined for a connector of Microsoft's. */
  readonly customConnectorId?: string;
}

export interface EnvironmentVariableNode {
  readonly schemaName: string;
  readonly columns: ReadonlyMap<string, string>;
}

/** A form of a table, as it stands inside the table's node. */
export interface FormNode {
  readonly id: string;
  readonly name: string;
  /** `main`, `quick`, `quickCreate` or `card`. */
  readonly type: string;
  readonly formXml: string;
  /** Names of the custom controls on it. */
  readonly controls: readonly string[];
}

/** A table the solution brings forms for; it does not change the table itself. */
export interface TableNode {
  readonly name: string;
  readonly forms: readonly FormNode[];
}

/** A solution zip with its two XML parts read. */
export interface SolutionPackage {
  readonly parts: ReadonlyMap<string, Uint8Array>;
  readonly manifest: SolutionManifest;
  readonly tables: readonly TableNode[];
  readonly controls: readonly ControlNode[];
  readonly connectors: readonly ComponentNode[];
  readonly workflows: readonly ComponentNode[];
  readonly connectionReferences: readonly ConnectionReferenceNode[];
  readonly environmentVariables: readonly EnvironmentVariableNode[];
  /** Names of the collections in customizations.xml, in order. */
  readonly collections: readonly string[];
}

export const requiredParts = ['solution.xml', 'customizations.xml', '[Content_Types].xml'] as const;

/** Columns of a connector that hold the name of a part. */
export const connectorPartColumns = [
  'openapidefinition',
  'connectionparameters',
  'connectionparametersets',
  'policytemplateinstances',
  'customcodeblobcontent',
  'iconblob',
] as const;

/**
 * Reads the parts of a zip; says nothing yet about whether they fit together.
 * @throws XmlFault when solution.xml or customizations.xml is missing or not well formed.
 */
export function readSolutionPackage(parts: ReadonlyMap<string, Uint8Array>): SolutionPackage {
  const empty = new Uint8Array();
  const manifest = rootOf(parseXml(parts.get('solution.xml') ?? empty, 'solution.xml'));
  const customizations = rootOf(parseXml(parts.get('customizations.xml') ?? empty, 'customizations.xml'));
  return {
    parts,
    manifest: readManifest(childOf(manifest, 'SolutionManifest')),
    tables: nodesIn(customizations, 'Entities', 'Entity').map(readTable),
    controls: nodesIn(customizations, 'CustomControls', 'CustomControl').map(readControlNode),
    connectors: nodesIn(customizations, 'Connectors', 'Connector').map((node) => ({
      id: normalizeId(childText(node, 'connectorid') ?? ''),
      name: childText(node, 'name') ?? '',
      columns: columnsOf(node),
    })),
    workflows: nodesIn(customizations, 'Workflows', 'Workflow').map((node) => ({
      id: normalizeId(attribute(node, 'WorkflowId') ?? ''),
      name: attribute(node, 'Name') ?? '',
      columns: columnsOf(node),
    })),
    connectionReferences: nodesIn(customizations, 'connectionreferences', 'connectionreference').map(
      readConnectionReference,
    ),
    environmentVariables: readEnvironmentVariables(parts),
    collections: childrenOf(customizations).map((collection) => collection.tagName),
  };
}

/** A part name as customizations.xml gives it (`/Controls/...`), as the zip has it. */
export function partName(path: string): string {
  return path.replace(/^\//, '');
}

function normalizeId(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}

function nodesIn(root: Element, collection: string, node: string): Element[] {
  return childrenOf(root, collection).flatMap((element) => childrenOf(element, node));
}

function columnsOf(node: Element): ReadonlyMap<string, string> {
  return new Map(childrenOf(node).map((child) => [child.tagName, child.textContent?.trim() ?? '']));
}

function readTable(node: Element): TableNode {
  const formXml = childOf(node, 'FormXml');
  const collections = formXml ? childrenOf(formXml, 'forms') : [];
  return {
    name: childText(node, 'Name') ?? '',
    forms: collections.flatMap((collection) =>
      childrenOf(collection, 'systemform').map((form) => readForm(form, attribute(collection, 'type') ?? '')),
    ),
  };
}

function readForm(node: Element, type: string): FormNode {
  const form = childOf(node, 'form');
  const controls = form ? Array.from(form.getElementsByTagName('customControl')) : [];
  return {
    id: normalizeId(childText(node, 'formid') ?? ''),
    name: localized(node, 'LocalizedNames', 'LocalizedName'),
    type,
    formXml: form?.toString() ?? '',
    controls: [...new Set(controls.map((control) => attribute(control, 'name') ?? ''))].filter(Boolean),
  };
}

function readControlNode(node: Element): ControlNode {
  return { name: childText(node, 'Name') ?? '', manifestPart: partName(childText(node, 'FileName') ?? '') };
}

function readConnectionReference(node: Element): ConnectionReferenceNode {
  const custom = childText(childOf(node, 'customconnectorid'), 'connectorid');
  return {
    logicalName: attribute(node, 'connectionreferencelogicalname') ?? '',
    columns: columnsOf(node),
    ...(custom === undefined ? {} : { customConnectorId: normalizeId(custom) }),
  };
}

const variablePart = /^environmentvariabledefinitions\/[^/]+\/environmentvariabledefinition\.xml$/;

function readEnvironmentVariables(parts: ReadonlyMap<string, Uint8Array>): EnvironmentVariableNode[] {
  return Array.from(parts)
    .filter(([name]) => variablePart.test(name))
    .map(([name, bytes]) => {
      const root = rootOf(parseXml(bytes, name));
      return { schemaName: attribute(root, 'schemaname') ?? '', columns: variableColumns(root) };
    });
}

/** Names and descriptions stand in an attribute beside their translations: `<displayname default="...">`. */
function variableColumns(root: Element): ReadonlyMap<string, string> {
  const defaults = childrenOf(root).flatMap((child): [string, string][] => {
    const text = attribute(child, 'default');
    return text === undefined ? [] : [[child.tagName, text]];
  });
  return new Map([...columnsOf(root), ...defaults]);
}

function localized(element: Element | undefined, collection: string, node: string): string {
  const label = childOf(childOf(element, collection), node);
  return (label && attribute(label, 'description')) ?? '';
}

function readManifest(manifest: Element | undefined): SolutionManifest {
  const publisher = childOf(manifest, 'Publisher');
  return {
    uniqueName: childText(manifest, 'UniqueName') ?? '',
    displayName: localized(manifest, 'LocalizedNames', 'LocalizedName'),
    description: localized(manifest, 'Descriptions', 'Description'),
    version: childText(manifest, 'Version') ?? '',
    managed: childText(manifest, 'Managed') ?? '',
    publisher: {
      uniqueName: childText(publisher, 'UniqueName') ?? '',
      displayName: localized(publisher, 'LocalizedNames', 'LocalizedName'),
      prefix: childText(publisher, 'CustomizationPrefix') ?? '',
      optionValuePrefix: childText(publisher, 'CustomizationOptionValuePrefix') ?? '',
    },
    rootComponents: rootComponentsOf(childOf(manifest, 'RootComponents')),
    missingDependencies: requiredComponentsOf(childOf(manifest, 'MissingDependencies')),
  };
}

function rootComponentsOf(collection: Element | undefined): RootComponent[] {
  return (collection ? childrenOf(collection, 'RootComponent') : []).map((component) => {
    const id = attribute(component, 'id');
    const schemaName = attribute(component, 'schemaName');
    return {
      type: Number(attribute(component, 'type')),
      ...(id === undefined ? {} : { id: normalizeId(id) }),
      ...(schemaName === undefined ? {} : { schemaName }),
    };
  });
}

function requiredComponentsOf(collection: Element | undefined): RequiredComponent[] {
  return (collection ? childrenOf(collection, 'MissingDependency') : []).flatMap((dependency) =>
    childrenOf(dependency, 'Required').map((required) => ({
      type: attribute(required, 'type') ?? '',
      schemaName: attribute(required, 'schemaName') ?? '',
      solution: attribute(required, 'solution') ?? '',
    })),
  );
}
