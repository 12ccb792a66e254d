import { XMLSerializer, type Element } from '@xmldom/xmldom';
import { attributeOf, childrenOf, parseXml, rootOf, XmlFault } from '../../markup/read-xml';
import { fetchError, shortened } from './fetch-error';

/** Deeper nesting than this is refused before it can exhaust the stack. */
const DEEPEST = 60;

/** The root element of a FetchXML text. @throws DataverseError when it is no XML. */
export function parseFetchElement(text: string): Element {
  const root = rootElement(text);
  if (root.tagName !== 'fetch') {
    throw fetchError('malformed', 'Invalid XML: the root element of FetchXML has to be fetch.');
  }
  return root;
}

function rootElement(text: string): Element {
  try {
    return rootOf(parseXml(text, 'FetchXML', DEEPEST));
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    if (error.isTooDeep) throw fetchError('malformed', 'The FetchXML is nested too deeply.');
    throw fetchError('malformed', `Invalid XML: ${shortened(error.reason)}`);
  }
}

/** @throws DataverseError, as Dataverse does, for a child that does not belong there. */
export function checkChildren(parent: Element, allowed: readonly string[]): void {
  const wrong = childrenOf(parent).find((child) => !allowed.includes(child.tagName));
  if (wrong === undefined) return;
  throw fetchError(
    'badElement',
    `Invalid Child Node, valid nodes are ${allowed.join(', ')}. NodeName = ${shortened(wrong.tagName)} ` +
      `NodeXml = ${shortened(new XMLSerializer().serializeToString(wrong))}`,
  );
}

/** @throws DataverseError when the attribute is missing or empty. */
export function requiredAttribute(element: Element, name: string): string {
  const value = attributeOf(element, name)?.trim();
  if (value !== undefined && value !== '') return value;
  throw fetchError(
    'badElement',
    `Required attribute '${name}' of the element '${element.tagName}' is missing.`,
  );
}

/** @throws DataverseError when the attribute is neither true nor false. */
export function booleanAttribute(element: Element, name: string): boolean {
  const value = attributeOf(element, name)?.trim().toLowerCase();
  if (value === undefined || value === '' || value === 'false' || value === '0') return false;
  if (value === 'true' || value === '1') return true;
  throw fetchError(
    'badValue',
    `Invalid value '${shortened(value)}' of the attribute '${name}': a boolean is expected.`,
  );
}

/** @throws DataverseError when the attribute is no whole number above 0. */
export function positiveAttribute(element: Element, name: string): number | undefined {
  const value = attributeOf(element, name)?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value) && Number(value) > 0) return Number(value);
  throw fetchError(
    'badValue',
    `Invalid value '${shortened(value)}' of the attribute '${name}': a whole number above 0 is expected.`,
  );
}

/** @throws DataverseError when the attribute is none of these words. */
export function wordAttribute<Word extends string>(
  element: Element,
  name: string,
  words: readonly Word[],
  code: 'badValue' | 'badLinkType' = 'badValue',
): Word | undefined {
  const value = attributeOf(element, name)?.trim();
  if (value === undefined || value === '') return undefined;
  const found = words.find((word) => word === value.toLowerCase());
  if (found !== undefined) return found;
  throw fetchError(
    code,
    `Invalid value '${shortened(value)}' of the attribute '${name}'. Valid values are ${words.join(', ')}.`,
  );
}
