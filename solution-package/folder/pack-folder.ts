import type { Document, Element } from '@xmldom/xmldom';
import { childOf, childrenOf, parseXml, rootOf } from '../../markup/read-xml';
import type { Parts } from '../solution-package';
import { contentTypesOf } from './content-types';
import {
  formFilesOf,
  isFormOfOtherKind,
  putForms,
  putRibbon,
  ribbonFile,
  withoutPrefix,
} from './table-files';
import { printDocument } from './print-xml';
import { byName, PackFailure, type PackageKind, type SolutionFolder } from './solution-folder';

/** A component as the folder holds it: its node for customizations.xml and its parts. */
interface Component {
  readonly nodeFile: string;
  /** Part name in the zip to path in the folder, in order. */
  readonly parts: readonly (readonly [part: string, path: string])[];
  /** Files that stand inside the node: forms of a table by their type. */
  readonly forms?: ReadonlyMap<string, readonly string[]>;
  readonly ribbon?: string;
}

/** A collection of customizations.xml that the folder layout keeps in files of its own. */
interface Collection {
  readonly element: string;
  components(paths: readonly string[], kind: PackageKind): Component[];
}

const collections: readonly Collection[] = [
  { element: 'Entities', components: tablesIn },
  { element: 'Workflows', components: workflowsIn },
  { element: 'CustomControls', components: controlsIn },
  { element: 'Connectors', components: connectorsIn },
];

const variables = 'environmentvariabledefinitions/';

/**
 * What SolutionPackager's Pack does with a folder: puts each collection back in its place in customizations.xml,
 * sets Managed, and orders the parts as it orders them. Stricter in one thing: a file that would be left out, or
 * packed where Dataverse looks for nothing, is refused.
 * @throws PackFailure, XmlFault
 */
export function packFolder(folder: SolutionFolder, kind: PackageKind): Parts {
  const used = new Set(['Other/Solution.xml', 'Other/Customizations.xml', 'Other/Relationships.xml']);
  const manifest = readXml(folder, 'Other/Solution.xml');
  setManaged(manifest, kind);
  const customizations = readXml(folder, 'Other/Customizations.xml');
  const paths = Array.from(folder.keys()).sort(byName);

  const parts = new Map<string, Uint8Array>();
  for (const element of childrenOf(rootOf(customizations))) {
    const collection = collections.find((candidate) => candidate.element === element.tagName);
    for (const component of collection?.components(paths, kind) ?? []) {
      used.add(component.nodeFile);
      const node = readXml(folder, component.nodeFile);
      for (const [type, files] of component.forms ?? []) {
        putForms(
          node,
          type,
          files.map((path) => readXml(folder, path)),
        );
        for (const path of files) used.add(path);
      }
      if (component.ribbon !== undefined && folder.has(component.ribbon)) {
        used.add(component.ribbon);
        putRibbon(node, readXml(folder, component.ribbon));
      }
      appendNode(customizations, element, node);
      for (const [part, path] of component.parts) {
        used.add(path);
        parts.set(part, bytesOf(folder, path));
      }
    }
  }
  for (const path of paths.filter((candidate) => candidate.startsWith(variables))) {
    used.add(path);
    parts.set(path, bytesOf(folder, path));
  }
  refuseUnused(paths.filter((path) => !used.has(path) && !isFormOfOtherKind(path, kind)));
  return new Map([
    ['customizations.xml', printDocument(customizations)],
    ['solution.xml', printDocument(manifest)],
    ...parts,
    ['[Content_Types].xml', contentTypesOf([...parts.keys()])],
  ]);
}

function tablesIn(paths: readonly string[], kind: PackageKind): Component[] {
  const suffix = '/Entity.xml';
  return paths
    .filter((path) => path.startsWith('Entities/') && path.endsWith(suffix))
    .map((nodeFile) => ({
      nodeFile,
      parts: [],
      forms: formFilesOf(nodeFile.slice(0, -suffix.length), paths, kind),
      ribbon: ribbonFile(nodeFile.slice(0, -suffix.length)),
    }));
}

function controlsIn(paths: readonly string[]): Component[] {
  const suffix = '/ControlManifest.xml.data.xml';
  return paths
    .filter((path) => path.startsWith('Controls/') && path.endsWith(suffix))
    .map((nodeFile) => {
      const folder = nodeFile.slice(0, -suffix.length + 1);
      const manifest = `${folder}ControlManifest.xml`;
      const others = paths.filter(
        (path) => path.startsWith(folder) && path !== nodeFile && path !== manifest,
      );
      return { nodeFile, parts: [manifest, ...others].map((path) => [path, path] as const) };
    });
}

function connectorsIn(paths: readonly string[]): Component[] {
  return paths
    .filter((path) => /^Connectors\/[^/]+\.xml$/.test(path))
    .map((nodeFile) => {
      const stem = nodeFile.replace(/\.xml$/, '_');
      const own = paths.filter((path) => path.startsWith(stem));
      return {
        nodeFile,
        parts: own.map((path) => [path.replace(/^Connectors/, 'Connector'), path] as const),
      };
    });
}

function workflowsIn(paths: readonly string[]): Component[] {
  return paths
    .filter((path) => /^Workflows\/[^/]+\.data\.xml$/.test(path))
    .map((nodeFile) => {
      const path = nodeFile.replace(/\.data\.xml$/, '');
      return { nodeFile, parts: [[path, path] as const] };
    });
}

function readXml(folder: SolutionFolder, path: string): Document {
  return parseXml(bytesOf(folder, path), path);
}

function bytesOf(folder: SolutionFolder, path: string): Uint8Array {
  const bytes = folder.get(path);
  if (bytes === undefined) throw new PackFailure(`The solution folder has no file ${path}.`);
  return bytes;
}

function setManaged(manifest: Document, kind: PackageKind): void {
  const managed = childOf(childOf(rootOf(manifest), 'SolutionManifest'), 'Managed');
  if (!managed) throw new PackFailure('Other/Solution.xml has no element Managed in its SolutionManifest.');
  managed.textContent = kind === 'managed' ? '1' : '0';
}

function appendNode(target: Document, collection: Element, source: Document): void {
  collection.appendChild(withoutPrefix(target.importNode(rootOf(source), true)));
}

function refuseUnused(paths: readonly string[]): void {
  if (paths.length === 0) return;
  throw new PackFailure(
    `These files of the solution folder belong to no component that Other/Customizations.xml has a place for:\n` +
      paths.map((path) => `  ${path}`).join('\n'),
  );
}
