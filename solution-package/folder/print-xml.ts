import type { Document, Element, Node } from '@xmldom/xmldom';
import { escapeXml } from '../../markup/escape';

const byteOrderMark = '\uFEFF';
const lineEnd = '\r\n';

/**
 * A document as SolutionPackager writes it on Windows: byte order mark, declaration, two spaces, CRLF, no line
 * end at the end. Layout between elements is made anew; comments stay, text stays as it is.
 */
export function printDocument(document: Document): Uint8Array {
  const lines = ['<?xml version="1.0" encoding="utf-8"?>'];
  for (const node of Array.from(document.childNodes)) printNode(node, '', lines);
  return new TextEncoder().encode(byteOrderMark + lines.join(lineEnd));
}

const nodeKind = { element: 1, text: 3, cdata: 4, comment: 8 } as const;

function printNode(node: Node, indent: string, lines: string[]): void {
  if (node.nodeType === nodeKind.comment) lines.push(`${indent}<!--${node.nodeValue ?? ''}-->`);
  if (node.nodeType !== nodeKind.element) return;
  const element = node as Element;
  const start = startTag(element);
  const content = Array.from(element.childNodes).filter((child) => !isLayout(child, element));
  if (content.length === 0) {
    lines.push(`${indent}${emptyElement(element, start)}`);
  } else if (content.every(isText)) {
    lines.push(`${indent}<${start}>${escapeXml(element.textContent ?? '', 'content')}</${element.tagName}>`);
  } else {
    lines.push(`${indent}<${start}>`);
    for (const child of content) printNode(child, `${indent}  `, lines);
    lines.push(`${indent}</${element.tagName}>`);
  }
}

/** `<x />`, except for nil values, which exports and the template of pac write with an end tag. */
function emptyElement(element: Element, start: string): string {
  return element.hasAttribute('xsi:nil') ? `<${start}></${element.tagName}>` : `<${start} />`;
}

function startTag(element: Element): string {
  const attributes = Array.from(element.attributes).map(
    ({ name, value }) => ` ${name}="${escapeXml(value)}"`,
  );
  return element.tagName + attributes.join('');
}

function isText(node: Node): boolean {
  return node.nodeType === nodeKind.text || node.nodeType === nodeKind.cdata;
}

/** White space between elements, and white space that is all there is in one. */
function isLayout(node: Node, parent: Element): boolean {
  if (!isText(node)) return false;
  const isBlank = (node.nodeValue ?? '').trim() === '';
  return isBlank && (parent.childNodes.length > 1 || (node.nodeValue ?? '').includes('\n'));
}
