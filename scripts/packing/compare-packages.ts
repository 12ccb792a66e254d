import type { Element, Node } from '@xmldom/xmldom';
import { attributeOf, childrenOf, parseXml, rootOf } from '../../markup/read-xml';
import { byName } from '../../solution-package';

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Differences between two packages or two solution folders: XML of the solution is compared as XML (layout,
 * order of attributes and of components, byte order marks do not matter), every other file byte for byte. The order of the
 * files does not matter.
 */
export function differencesBetween(ours: Files, theirs: Files): string[] {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort(byName);
  return names.flatMap((name) => {
    const a = ours.get(name);
    const b = theirs.get(name);
    if (!a) return [`${name} is in theirs only`];
    if (!b) return [`${name} is in ours only`];
    return sameFile(name, a, b) ? [] : [`${name} differs`];
  });
}

function sameFile(name: string, a: Uint8Array, b: Uint8Array): boolean {
  if (Buffer.from(a).equals(Buffer.from(b))) return true;
  if (name === '[Content_Types].xml') return contentTypes(a) === contentTypes(b);
  if (!isSolutionXml(name)) return false;
  return canonical(rootOf(parseXml(a, name))) === canonical(rootOf(parseXml(b, name)));
}

/** The XML that packers write anew; a control's manifest goes through them untouched. */
function isSolutionXml(name: string): boolean {
  return (
    /^(solution|customizations)\.xml$/.test(name) ||
    /^(Other|Connectors)\/[^/]+\.xml$|^Entities\/|\.data\.xml$/.test(name)
  );
}

const componentCollections = new Set(['Workflows', 'CustomControls', 'Connectors']);

function canonical(node: Node): string {
  if (node.nodeType === 3 || node.nodeType === 4) return JSON.stringify(node.nodeValue ?? '');
  if (node.nodeType !== 1) return '';
  const element = node as Element;
  const attributes = Array.from(element.attributes, ({ name, value }) => `${name}=${JSON.stringify(value)}`);
  const children = Array.from(element.childNodes).filter(
    (child) => child.nodeType === 1 || (child.nodeValue ?? '').trim() !== '',
  );
  const printed = children.map(canonical);
  // On Linux, Microsoft's packer takes components as the file system lists them.
  if (componentCollections.has(element.tagName)) printed.sort(byName);
  return `<${element.tagName} ${attributes.sort(byName).join(' ')}>${printed.join('')}</>`;
}

/** The types a package declares, whatever their order. */
function contentTypes(bytes: Uint8Array): string {
  const types = childrenOf(rootOf(parseXml(bytes, '[Content_Types].xml')));
  return types
    .map((type) =>
      [
        attributeOf(type, 'Extension'),
        attributeOf(type, 'PartName'),
        attributeOf(type, 'ContentType'),
      ].join(),
    )
    .sort(byName)
    .join('\n');
}
