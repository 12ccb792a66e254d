import { DOMImplementation, type Document, type Element } from '@xmldom/xmldom';
import { partName, type Parts } from '../solution-package';
import { childOf, childText, childrenOf, parseXml, rootOf } from '../../markup/read-xml';
import { ribbonFile, takeForms, takeRibbon } from './table-files';
import { sortManifest } from './sort-manifest';
import { printDocument } from './print-xml';
import { PackFailure, type PackageKind, type SolutionFolder } from './solution-folder';

/** Where the folder layout keeps the nodes and parts of a collection. */
interface Collection {
  readonly element: string;
  /** File for a component's node. */
  nodeFile(node: Element): string;
  /** Part name in the zip to path in the folder, for the parts of this component. */
  parts(node: Element, all: readonly string[]): (readonly [part: string, path: string])[];
}

const collections: readonly Collection[] = [
  { element: 'Entities', nodeFile: (node) => `${tableFolder(node)}/Entity.xml`, parts: () => [] },
  {
    element: 'Workflows',
    nodeFile: (node) => `${workflowPart(node)}.data.xml`,
    parts: (node) => [[workflowPart(node), workflowPart(node)]],
  },
  {
    element: 'CustomControls',
    nodeFile: (node) => `${manifestPart(node)}.data.xml`,
    parts: (node, all) => {
      const folder = manifestPart(node).replace(/[^/]*$/, '');
      return all.filter((part) => part.startsWith(folder)).map((part) => [part, part] as const);
    },
  },
  {
    element: 'Connectors',
    nodeFile: (node) => `Connectors/${connectorName(node)}.xml`,
    parts: (node, all) =>
      all
        .filter((part) => part.startsWith(`Connector/${connectorName(node)}_`))
        .map((part) => [part, part.replace(/^Connector/, 'Connectors')] as const),
  },
];

const tableFolder = (node: Element) => `Entities/${childText(node, 'Name') ?? ''}`;
const workflowPart = (node: Element) =>
  partName(childText(node, 'JsonFileName') ?? childText(node, 'XamlFileName') ?? '');
const manifestPart = (node: Element) => partName(childText(node, 'FileName') ?? '');
const connectorName = (node: Element) => childText(node, 'name') ?? '';

/**
 * What SolutionPackager's Extract does with a zip: a file for each component, the collections of
 * customizations.xml emptied. Packing the folder again gives the same zip.
 * @throws PackFailure for parts that belong to no component, XmlFault.
 */
export function unpackParts(parts: Parts): SolutionFolder {
  const customizations = parseXml(partOf(parts, 'customizations.xml'), 'customizations.xml');
  const manifest = parseXml(partOf(parts, 'solution.xml'), 'solution.xml');
  sortManifest(childOf(rootOf(manifest), 'SolutionManifest'));

  const isManaged = childText(childOf(rootOf(manifest), 'SolutionManifest'), 'Managed') === '1';
  const kind: PackageKind = isManaged ? 'managed' : 'unmanaged';
  const all = Array.from(parts.keys());
  const used = new Set(['solution.xml', 'customizations.xml', '[Content_Types].xml']);
  const files = new Map<string, Uint8Array>();
  for (const collection of collections) {
    const element = childOf(rootOf(customizations), collection.element);
    for (const node of childrenOf(element)) {
      for (const form of takeForms(node, tableFolder(node), kind)) {
        files.set(form.path, printDocument(documentOf(form.node, 'forms')));
      }
      const ribbon = takeRibbon(node);
      if (ribbon) files.set(ribbonFile(tableFolder(node)), printDocument(documentOf(ribbon)));
      files.set(collection.nodeFile(node), printDocument(documentOf(node)));
      for (const [part, path] of collection.parts(node, all)) {
        files.set(path, partOf(parts, part));
        used.add(part);
      }
      element?.removeChild(node);
    }
  }
  for (const part of all.filter((name) => name.startsWith('environmentvariabledefinitions/'))) {
    files.set(part, partOf(parts, part));
    used.add(part);
  }
  refuseUnused(all.filter((part) => !used.has(part)));
  files.set('Other/Customizations.xml', printDocument(customizations));
  files.set('Other/Solution.xml', printDocument(manifest));
  return files;
}

function partOf(parts: Parts, name: string): Uint8Array {
  const bytes = parts.get(name);
  if (!bytes) throw new PackFailure(`The zip has no part ${name}.`);
  return bytes;
}

/**
 * A component's node as a document of its own, inside another element when one is named, with the prefix that the
 * root of customizations.xml declared.
 */
function documentOf(node: Element, around?: string): Document {
  const document = new DOMImplementation().createDocument(null, '');
  const copy = document.importNode(node, true);
  const root = around === undefined ? copy : document.createElement(around);
  if (root !== copy) root.appendChild(copy);
  root.setAttribute('xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance');
  document.appendChild(root);
  return document;
}

function refuseUnused(parts: readonly string[]): void {
  if (parts.length === 0) return;
  throw new PackFailure(
    `These parts of the zip belong to no component that can be unpacked:\n${parts.map((part) => `  ${part}`).join('\n')}`,
  );
}
