import type { Element } from '@xmldom/xmldom';
import { childrenOf } from '../../markup/read-xml';
import { byName } from './solution-folder';

/** Puts RootComponents in SolutionPackager's order: by type as text (372 before 66), then name, then id. */
export function sortRootComponents(collection: Element): void {
  const key = (element: Element) =>
    ['type', 'schemaName', 'id'].map((name) => element.getAttribute(name) ?? '').join('\0');
  const sorted = childrenOf(collection).sort((a, b) => byName(key(a), key(b)));
  for (const element of sorted) collection.appendChild(element);
}
