import { XMLSerializer, type Element } from '@xmldom/xmldom';
import { attributeOf, childOf, childText, childrenOf, parseXml, rootOf, XmlFault } from '../markup/read-xml';
import { readControlManifest } from './control-manifest';
import {
  partName,
  type ConnectionReferenceNode,
  type ControlNode,
  type EnvironmentVariableNode,
  type FormNode,
  type Parts,
  type RequiredComponent,
  type RootComponent,
  type SolutionManifest,
  type SolutionPackage,
  type TableNode,
} from './solution-package';

/**
 * Reads the parts of a zip; says nothing yet about whether they fit together.
 * @throws XmlFault when solution.xml or customizations.xml is missing or not well formed.
 */
export function readSolutionPackage(parts: Parts): SolutionPackage {
  const empty = new Uint8Array();
  const manifest = rootOf(parseXml(parts.get('solution.xml') ?? empty, 'solution.xml'));
  const customizations = rootOf(parseXml(parts.get('customizations.xml') ?? empty, 'customizations.xml'));
  return {
    parts,
    manifest: readManifest(childOf(manifest, 'SolutionManifest')),
    tables: nodesIn(customizations, 'Entities', 'Entity').map(readTable),
    controls: nodesIn(customizations, 'CustomControls', 'CustomControl').map((node) =>
      readControlNode(node, parts),
    ),
    connectors: nodesIn(customizations, 'Connectors', 'Connector').map((node) => ({
      id: normalizeId(childText(node, 'connectorid') ?? ''),
      name: childText(node, 'name') ?? '',
      columns: columnsOf(node),
    })),
    workflows: nodesIn(customizations, 'Workflows', 'Workflow').map((node) => ({
      id: normalizeId(attributeOf(node, 'WorkflowId') ?? ''),
      name: attributeOf(node, 'Name') ?? '',
      columns: columnsOf(node),
    })),
    connectionReferences: nodesIn(customizations, 'connectionreferences', 'connectionreference').map(
      readConnectionReference,
    ),
    environmentVariables: readEnvironmentVariables(parts),
    collections: childrenOf(customizations).map((collection) => collection.tagName),
    filledCollections: childrenOf(customizations)
      .filter((collection) => childrenOf(collection).length > 0)
      .map((collection) => collection.tagName),
  };
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
  return {
    name: childText(node, 'Name') ?? '',
    ownColumns: childrenOf(
      childOf(childOf(childOf(node, 'EntityInfo'), 'entity'), 'attributes'),
      'attribute',
    ).map((attribute) => childText(attribute, 'LogicalName') ?? ''),
    forms: childrenOf(childOf(node, 'FormXml'), 'forms').flatMap((collection) =>
      childrenOf(collection, 'systemform').map((form) =>
        readForm(form, attributeOf(collection, 'type') ?? ''),
      ),
    ),
  };
}

function readForm(node: Element, type: string): FormNode {
  const form = childOf(node, 'form');
  const elements = (name: string) => (form ? Array.from(form.getElementsByTagName(name)) : []);
  return {
    id: normalizeId(childText(node, 'formid') ?? ''),
    name: localized(node, 'LocalizedNames', 'LocalizedName'),
    type,
    formXml: form ? new XMLSerializer().serializeToString(form) : '',
    controls: [
      ...new Set(elements('customControl').map((control) => attributeOf(control, 'name') ?? '')),
    ].filter(Boolean),
    fields: elements('control').map((field) => ({
      id: normalizeId(attributeOf(field, 'uniqueid') ?? ''),
      classId: normalizeId(attributeOf(field, 'classid') ?? ''),
      column: attributeOf(field, 'datafieldname'),
    })),
    described: elements('controlDescription').map((node) =>
      normalizeId(attributeOf(node, 'forControl') ?? ''),
    ),
  };
}

function readControlNode(node: Element, parts: Parts): ControlNode {
  const manifestPart = partName(childText(node, 'FileName') ?? '');
  return {
    name: childText(node, 'Name') ?? '',
    manifestPart,
    folder: manifestPart.slice(0, manifestPart.lastIndexOf('/') + 1),
    manifest: readManifestPart(parts.get(manifestPart), manifestPart),
  };
}

function readManifestPart(bytes: Uint8Array | undefined, part: string): ControlNode['manifest'] {
  try {
    return bytes && readControlManifest(bytes, part);
  } catch (error) {
    if (error instanceof XmlFault) return error;
    throw error;
  }
}

function readConnectionReference(node: Element): ConnectionReferenceNode {
  const custom = childText(childOf(node, 'customconnectorid'), 'connectorid');
  return {
    logicalName: attributeOf(node, 'connectionreferencelogicalname') ?? '',
    columns: columnsOf(node),
    customConnectorId: custom === undefined ? undefined : normalizeId(custom),
  };
}

const variablePart = /^environmentvariabledefinitions\/[^/]+\/environmentvariabledefinition\.xml$/;

function readEnvironmentVariables(parts: Parts): EnvironmentVariableNode[] {
  return Array.from(parts)
    .filter(([name]) => variablePart.test(name))
    .map(([name, bytes]) => {
      const root = rootOf(parseXml(bytes, name));
      return { schemaName: attributeOf(root, 'schemaname') ?? '', columns: variableColumns(root) };
    });
}

/** Names and descriptions stand in an attribute beside their translations: `<displayname default="...">`. */
function variableColumns(root: Element): ReadonlyMap<string, string> {
  const defaults = childrenOf(root).flatMap((child): [string, string][] => {
    const text = attributeOf(child, 'default');
    return text === undefined ? [] : [[child.tagName, text]];
  });
  return new Map([...columnsOf(root), ...defaults]);
}

function localized(element: Element | undefined, collection: string, node: string): string {
  return attributeOf(childOf(childOf(element, collection), node), 'description') ?? '';
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
    elements: childrenOf(manifest).map(({ tagName }) => tagName),
  };
}

function rootComponentsOf(collection: Element | undefined): RootComponent[] {
  return childrenOf(collection, 'RootComponent').map((component) => {
    const id = attributeOf(component, 'id');
    return {
      type: Number(attributeOf(component, 'type')),
      id: id === undefined ? undefined : normalizeId(id),
      schemaName: attributeOf(component, 'schemaName'),
      behavior: Number(attributeOf(component, 'behavior') ?? 0),
    };
  });
}

function requiredComponentsOf(collection: Element | undefined): RequiredComponent[] {
  return childrenOf(collection, 'MissingDependency').flatMap((dependency) =>
    childrenOf(dependency, 'Required').map((required) => ({
      type: attributeOf(required, 'type') ?? '',
      schemaName:
        attributeOf(required, 'schemaName') ??
        attributeOf(required, 'id.connectionreferencelogicalname') ??
        attributeOf(required, 'displayName') ??
        '',
      id: attributeOf(required, 'id') && normalizeId(attributeOf(required, 'id') ?? ''),
      parentSchemaName: attributeOf(required, 'parentSchemaName'),
      solution: attributeOf(required, 'solution') ?? '',
    })),
  );
}
