import { childrenOf, childText, parseXml, rootOf, XmlFault } from '../../markup/read-xml';
import type { Element } from '@xmldom/xmldom';

/** What became of one component of an import. */
export interface ComponentResult {
  /** Element of the import job's data, e.g. `customControl`. */
  readonly kind: string;
  readonly name: string;
  readonly result: 'success' | 'warning' | 'failure';
  readonly reason: string;
}

/**
 * Every element of an import job's data that has a result, in order. Data that is not XML gives none: the job's
 * own message tells the reason then.
 */
export function readImportResults(data: string): ComponentResult[] {
  try {
    const text = data.replace(/^\uFEFF?<\?xml[^>]*\?>/, '');
    return resultsIn(rootOf(parseXml(text, 'the import job')));
  } catch (error) {
    if (error instanceof XmlFault) return [];
    throw error;
  }
}

function resultsIn(element: Element): ComponentResult[] {
  return childrenOf(element).flatMap((child) =>
    child.tagName === 'result' ? resultOf(element, child) : resultsIn(child),
  );
}

function resultOf(component: Element, result: Element): ComponentResult[] {
  const kind = result.getAttribute('result') ?? '';
  // Dataverse knows more words, such as "unprocessed"; they say nothing about a component's fate.
  if (kind !== 'success' && kind !== 'warning' && kind !== 'failure') return [];
  const name =
    component.getAttribute('LocalizedName') ??
    component.getAttribute('name') ??
    childText(component, 'UniqueName') ??
    component.getAttribute('id') ??
    '';
  const code = result.getAttribute('errorcode') ?? '0';
  const text = result.getAttribute('errortext') ?? '';
  return [
    { kind: component.tagName, name, result: kind, reason: code === '0' ? text : `${text} (${code})`.trim() },
  ];
}
