import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** A text that is no well-formed XML. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';

  /** @param reason what is wrong, without the name of the text. */
  constructor(
    what: string,
    readonly reason: string,
    readonly isTooDeep = false,
  ) {
    super(`${what} is not well formed: ${reason}`);
  }
}

/** Characters of one text, and elements inside one another: well above any real one. */
const mostCharacters = 16 * 1024 * 1024;
const usualDepth = 200;

export function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

/**
 * @param what names the text in the fault.
 * @param deepest elements that may stand inside one another.
 * @throws XmlFault; a document type is one too, as entities of it could grow without bounds.
 */
export function parseXml(source: string | Uint8Array, what: string, deepest = usualDepth): Document {
  const text = typeof source === 'string' ? source : textOf(source);
  if (text.length > mostCharacters) {
    throw new XmlFault(what, `it has more than ${mostCharacters} characters`);
  }
  if (isDeeper(text, deepest)) {
    throw new XmlFault(what, `its elements stand more than ${deepest} deep`, true);
  }
  if (/<!DOCTYPE/i.test(text)) throw new XmlFault(what, 'a document type is not allowed');
  let document: Document;
  try {
    document = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    }).parseFromString(text, 'text/xml');
  } catch (error) {
    throw new XmlFault(what, (error as Error).message.split('\n')[0] ?? '');
  }
  if (!document.documentElement) throw new XmlFault(what, 'it has no root element');
  return document;
}

/** Judged before anything is built of it; tags inside comments and CDATA count as well, which no real text notices. */
function isDeeper(text: string, deepest: number): boolean {
  let depth = 0;
  for (const [tag] of text.matchAll(/<[^!?>][^>]*>?/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > deepest) return true;
  }
  return false;
}

export function rootOf(document: Document): Element {
  if (!document.documentElement) throw new XmlFault('The document', 'it has no root element');
  return document.documentElement;
}

/** Child elements, of one name when it is given; none of a parent that is not there. */
export function childrenOf(parent: Element | undefined, name?: string): Element[] {
  return Array.from(parent?.childNodes ?? []).filter(
    (node): node is Element =>
      node.nodeType === 1 && (name === undefined || (node as Element).tagName === name),
  );
}

export function childOf(parent: Element | undefined, name: string): Element | undefined {
  return childrenOf(parent, name)[0];
}

/** Text of a child element, trimmed; undefined when the child is missing. */
export function childText(parent: Element | undefined, name: string): string | undefined {
  return childOf(parent, name)?.textContent?.trim();
}

/** Value of an attribute; undefined when it, or the element, is missing. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) ?? undefined;
}
