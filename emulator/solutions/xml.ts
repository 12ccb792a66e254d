import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** A part that is no well-formed XML. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** @throws XmlFault naming the part; a document type is refused as well. */
export function parseXml(bytes: Uint8Array, part: string): Document {
  const refuse = (what: string) => new XmlFault(`${part} is not well formed: ${what}`);
  let document: Document;
  try {
    const text = textOf(bytes);
    if (/<!DOCTYPE/i.test(text)) throw new Error('a document type is not allowed');
    document = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    }).parseFromString(text, 'text/xml');
  } catch (error) {
    throw refuse((error as Error).message.split('\n')[0] ?? '');
  }
  if (!document.documentElement) throw refuse('it has no root element');
  return document;
}

export function rootOf(document: Document): Element {
  if (!document.documentElement) throw new XmlFault('The document has no root element.');
  return document.documentElement;
}

export function childrenOf(parent: Element, name?: string): Element[] {
  return Array.from(parent.childNodes).filter(
    (node): node is Element =>
      node.nodeType === 1 && (name === undefined || (node as Element).tagName === name),
  );
}

export function childOf(parent: Element | undefined, name: string): Element | undefined {
  return parent && childrenOf(parent, name)[0];
}

/** Text of a child element, trimmed; undefined when the child is missing. */
export function childText(parent: Element | undefined, name: string): string | undefined {
  return childOf(parent, name)?.textContent?.trim();
}

/** Value of an attribute, undefined when missing. */
export function attribute(element: Element, name: string): string | undefined {
  return element.getAttribute(name) ?? undefined;
}
