import type { Document, Element } from '@xmldom/xmldom';
import { childOf, childText, childrenOf, rootOf } from '../../markup/read-xml';
import type { PackageKind } from './solution-folder';

/**
 * Forms of a table stand in files of their own, `Entities/<table>/FormXml/<type>/{id}.xml`, and once more as
 * `{id}_managed.xml` in what a managed zip takes. In customizations.xml they stand inside the table.
 */
const formFile = /^(Entities\/[^/]+)\/FormXml\/([^/]+)\/\{[^}]+\}(_managed)?\.xml$/;

/** Files of a table's forms for this kind of zip, by the type of form. */
export function formFilesOf(
  tableFolder: string,
  paths: readonly string[],
  kind: PackageKind,
): ReadonlyMap<string, readonly string[]> {
  const byType = new Map<string, string[]>();
  for (const path of paths) {
    const [, folder, type, managed] = formFile.exec(path) ?? [];
    if (folder !== tableFolder || type === undefined) continue;
    if ((managed !== undefined) !== (kind === 'managed')) continue;
    byType.set(type, [...(byType.get(type) ?? []), path]);
  }
  return byType;
}

/** Whether a path is a form's file for the other kind of zip, which this one leaves out. */
export function isFormOfOtherKind(path: string, kind: PackageKind): boolean {
  const managed = formFile.exec(path);
  return managed !== null && (managed[3] !== undefined) !== (kind === 'managed');
}

/** Puts forms into the table's empty FormXml. */
export function putForms(table: Document, type: string, forms: readonly Document[]): void {
  const formXml = childOf(rootOf(table), 'FormXml');
  if (!formXml) return;
  const collection = table.createElement('forms');
  collection.setAttribute('type', type);
  formXml.appendChild(collection);
  for (const form of forms) {
    for (const node of childrenOf(rootOf(form))) collection.appendChild(table.importNode(node, true));
  }
}

/** A form taken out of a table, with the path of the file it belongs in. */
export interface TakenForm {
  readonly path: string;
  readonly node: Element;
}

/** Empties FormXml of a table's node. */
export function takeForms(table: Element, tableFolder: string, kind: PackageKind): TakenForm[] {
  const formXml = childOf(table, 'FormXml');
  if (!formXml) return [];
  return childrenOf(formXml, 'forms').flatMap((collection) => {
    formXml.removeChild(collection);
    const type = collection.getAttribute('type') ?? '';
    const suffix = kind === 'managed' ? '_managed' : '';
    return childrenOf(collection).map((node) => ({
      path: `${tableFolder}/FormXml/${type}/${childText(node, 'formid') ?? ''}${suffix}.xml`,
      node,
    }));
  });
}

/** A table's ribbon stands in a file of its own; the table's node keeps its place. */
export function ribbonFile(tableFolder: string): string {
  return `${tableFolder}/RibbonDiff.xml`;
}

export function putRibbon(table: Document, ribbon: Document): void {
  const place = childOf(rootOf(table), 'RibbonDiffXml');
  place?.parentNode?.replaceChild(withoutPrefix(table.importNode(rootOf(ribbon), true)), place);
}

/** The ribbon of a table's node, which is empty afterwards; undefined where there is none. */
export function takeRibbon(table: Element): Element | undefined {
  const ribbon = childOf(table, 'RibbonDiffXml');
  if (!ribbon) return undefined;
  const taken = ribbon.cloneNode(true) as Element;
  while (ribbon.firstChild) ribbon.removeChild(ribbon.firstChild);
  return taken;
}

/** The root of customizations.xml declares the prefix already. */
export function withoutPrefix(node: Element): Element {
  node.removeAttribute('xmlns:xsi');
  return node;
}

/** A folder in which every form has its file for managed zips too: one form serves both kinds. */
export function withManagedForms(folder: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const files = new Map(folder);
  for (const [path, bytes] of folder) {
    const isUnmanaged = formFile.exec(path)?.[3] === undefined && formFile.test(path);
    if (isUnmanaged) files.set(path.replace(/\.xml$/, '_managed.xml'), bytes);
  }
  return files;
}
