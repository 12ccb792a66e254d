import { childOf, childText, parseXml, rootOf } from '../../markup/read-xml';
import type { LaidInParts } from './control-parts';
import { sortManifest } from './sort-manifest';
import { printDocument } from './print-xml';
import { byName, PackFailure, type SolutionFolder } from './solution-folder';

/** Adds laid-in parts to a solution folder and declares them as root components, sorted as SolutionPackager sorts. */
export function layIn(folder: SolutionFolder, laidIn: readonly LaidInParts[]): SolutionFolder {
  const files = new Map(folder);
  for (const { files: added } of laidIn) added.forEach((bytes, path) => files.set(path, bytes));
  files.set('Other/Solution.xml', withRootComponents(folder, laidIn));
  return new Map(Array.from(files).sort(([a], [b]) => byName(a, b)));
}

function withRootComponents(folder: SolutionFolder, laidIn: readonly LaidInParts[]): Uint8Array {
  const path = 'Other/Solution.xml';
  const document = parseXml(folder.get(path) ?? new Uint8Array(), path);
  const manifest = childOf(rootOf(document), 'SolutionManifest');
  const collection = childOf(manifest, 'RootComponents');
  if (!collection) throw new PackFailure(`${path} has no element RootComponents.`);
  for (const { rootComponent } of laidIn) {
    const element = document.createElement('RootComponent');
    element.setAttribute('type', String(rootComponent.type));
    if (rootComponent.id !== undefined) element.setAttribute('id', `{${rootComponent.id}}`);
    if (rootComponent.schemaName !== undefined) element.setAttribute('schemaName', rootComponent.schemaName);
    element.setAttribute('behavior', '0');
    collection.appendChild(element);
  }
  sortManifest(manifest);
  return printDocument(document);
}

/** Customization prefix of the publisher in a solution folder. */
export function publisherPrefixIn(folder: SolutionFolder): string {
  const path = 'Other/Solution.xml';
  const manifest = childOf(rootOf(parseXml(folder.get(path) ?? '', path)), 'SolutionManifest');
  const prefix = childText(childOf(manifest, 'Publisher'), 'CustomizationPrefix');
  if (!prefix) throw new PackFailure(`${path} has no CustomizationPrefix.`);
  return prefix;
}
