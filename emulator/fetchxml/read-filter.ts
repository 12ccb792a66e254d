import type { Element } from '@xmldom/xmldom';
import { attributeOf, childrenOf } from '../../markup/read-xml';
import type { FetchCondition, FetchFilter, FetchFilterPart, FetchLink } from './fetch';
import { checkChildren, requiredAttribute, wordAttribute } from './fetch-element';
import { fetchError } from './fetch-error';

/** Reads a filter element; `readLink` reads the links that may stand in it (any, not any, all, not all). */
export function readFilter(element: Element, readLink: (element: Element) => FetchLink): FetchFilter {
  checkChildren(element, ['condition', 'filter', 'link-entity']);
  return {
    kind: 'filter',
    type: wordAttribute(element, 'type', ['and', 'or'] as const) ?? 'and',
    parts: childrenOf(element).map((child): FetchFilterPart => {
      if (child.tagName === 'filter') return readFilter(child, readLink);
      if (child.tagName === 'condition') return readCondition(child);
      return { kind: 'link', link: readLink(child) };
    }),
  };
}

function readCondition(element: Element): FetchCondition {
  checkChildren(element, ['value']);
  const inside = childrenOf(element).map((child) => child.textContent ?? '');
  const given = attributeOf(element, 'value');
  // Dataverse ignores an empty attribute beside value elements.
  const value = given === '' && inside.length > 0 ? undefined : given;
  const valueOf = attributeOf(element, 'valueof')?.trim().toLowerCase() || undefined;
  if (value !== undefined && inside.length > 0) {
    throw fetchError(
      'badCondition',
      "A condition takes its value from the attribute 'value' or from value elements.",
    );
  }
  return {
    kind: 'condition',
    attribute: requiredAttribute(element, 'attribute').toLowerCase(),
    operator: requiredAttribute(element, 'operator').toLowerCase(),
    values: value === undefined ? inside : [value],
    valueOf,
    entityName: attributeOf(element, 'entityname')?.trim() || undefined,
  };
}
