import type { Element } from '@xmldom/xmldom';
import { childOf, childrenOf } from '../../markup/read-xml';
import { byName } from './solution-folder';

const attributes = ['type', 'parentSchemaName', 'schemaName', 'id'];

/**
 * Puts the root components and dependencies of a SolutionManifest in SolutionPackager's order: by type as text (372
 * before 66), then name, then id; dependencies by what is needed, then by what needs it.
 */
export function sortManifest(manifest: Element | undefined): void {
  sort(childOf(manifest, 'RootComponents'), (component) => [component]);
  sort(childOf(manifest, 'MissingDependencies'), (dependency) => childrenOf(dependency));
}

function sort(collection: Element | undefined, namesOf: (element: Element) => readonly Element[]): void {
  const key = (element: Element) =>
    namesOf(element)
      .flatMap((named) => attributes.map((name) => named.getAttribute(name) ?? ''))
      .join('\0');
  const sorted = childrenOf(collection).sort((a, b) => byName(key(a), key(b)));
  for (const element of sorted) collection?.appendChild(element);
}
