import type { Element } from '@xmldom/xmldom';
import { attributeOf, childrenOf } from '../../markup/read-xml';
import type { Fetch, FetchAttribute, FetchEntity, FetchLink, FetchOrder, LinkKind } from './fetch';
import {
  booleanAttribute,
  checkChildren,
  parseFetchElement,
  positiveAttribute,
  requiredAttribute,
  wordAttribute,
} from './fetch-element';
import { fetchError } from './fetch-error';
import { readFilter } from './read-filter';

const aggregates = ['count', 'countcolumn', 'sum', 'avg', 'min', 'max'] as const;
const dateGroupings = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-period', 'fiscal-year'] as const;
const linkKinds: readonly LinkKind[] = [
  'inner',
  'outer',
  'exists',
  'in',
  'matchfirstrowusingcrossapply',
  'any',
  'not any',
  'all',
  'not all',
];
const entityChildren = ['filter', 'order', 'link-entity', 'attribute', 'all-attributes', 'no-attrs'];

/**
 * Reads a FetchXML text. Attributes that nobody knows are ignored, elements are not, as in Dataverse.
 * Source: FetchXml reference.
 *
 *     fetch       := entity order*
 *     entity      := (all-attributes | no-attrs | attribute*) order* filter* link-entity*
 *     link-entity := as entity
 *     filter      := (condition | filter | link-entity)*
 *     condition   := value*
 *
 * @throws DataverseError when the text is no FetchXML.
 */
export function readFetch(text: string): Fetch {
  const root = parseFetchElement(text);
  checkChildren(root, ['entity', 'order']);
  const entities = childrenOf(root).filter((child) => child.tagName === 'entity');
  const [entity] = entities;
  if (entity === undefined || entities.length > 1) {
    throw fetchError('badElement', 'A fetch element needs one entity element.');
  }
  const fetch = {
    entity: readEntity(entity),
    ...numbers(root),
    ...cookie(root),
    returnTotalRecordCount: booleanAttribute(root, 'returntotalrecordcount'),
    distinct: booleanAttribute(root, 'distinct'),
    aggregate: booleanAttribute(root, 'aggregate'),
    sortsByValue: booleanAttribute(root, 'useraworderby'),
  };
  const paging = ['page', 'count', 'paging-cookie', 'returntotalrecordcount'].find((name) =>
    isPaging(root, name),
  );
  if (fetch.top !== undefined && paging !== undefined) {
    throw fetchError(
      'invalidArgument',
      `The top attribute can't be specified with paging attribute ${paging}`,
    );
  }
  return fetch;
}

function isPaging(root: Element, name: string): boolean {
  if (name === 'returntotalrecordcount') return booleanAttribute(root, name);
  return (attributeOf(root, name) ?? '') !== '';
}

function numbers(root: Element): Pick<Fetch, 'top' | 'count' | 'page' | 'aggregateLimit'> {
  const top = positiveAttribute(root, 'top');
  const count = positiveAttribute(root, 'count');
  const page = positiveAttribute(root, 'page');
  const aggregateLimit = positiveAttribute(root, 'aggregatelimit');
  return {
    ...(top === undefined ? {} : { top }),
    ...(count === undefined ? {} : { count }),
    ...(page === undefined ? {} : { page }),
    ...(aggregateLimit === undefined ? {} : { aggregateLimit }),
  };
}

function cookie(root: Element): Pick<Fetch, 'pagingCookie'> {
  const pagingCookie = attributeOf(root, 'paging-cookie') ?? '';
  return pagingCookie === '' ? {} : { pagingCookie };
}

function readEntity(element: Element): FetchEntity {
  checkChildren(element, entityChildren);
  const children = (name: string): readonly Element[] =>
    childrenOf(element).filter((child) => child.tagName === name);
  return {
    name: requiredAttribute(element, 'name').toLowerCase(),
    attributes:
      children('all-attributes').length > 0
        ? 'all'
        : children('attribute').length === 0 && children('no-attrs').length > 0
          ? 'none'
          : children('attribute').map(readAttribute),
    orders: children('order').map(readOrder),
    filters: children('filter').map((child) => readFilter(child, readLink)),
    links: children('link-entity').map(readLink),
  };
}

function readLink(element: Element): FetchLink {
  return {
    ...readEntity(element),
    from: requiredAttribute(element, 'from').toLowerCase(),
    to: requiredAttribute(element, 'to').toLowerCase(),
    alias: attributeOf(element, 'alias')?.trim() || undefined,
    kind: wordAttribute(element, 'link-type', linkKinds, 'badLinkType') ?? 'inner',
  };
}

function readAttribute(element: Element): FetchAttribute {
  checkChildren(element, []);
  return {
    name: requiredAttribute(element, 'name').toLowerCase(),
    alias: attributeOf(element, 'alias')?.trim() || undefined,
    aggregate: wordAttribute(element, 'aggregate', aggregates),
    distinct: booleanAttribute(element, 'distinct'),
    groupBy: booleanAttribute(element, 'groupby'),
    dateGrouping: wordAttribute(element, 'dategrouping', dateGroupings),
  };
}

function readOrder(element: Element): FetchOrder {
  checkChildren(element, []);
  const attribute = attributeOf(element, 'attribute')?.trim().toLowerCase() || undefined;
  const alias = attributeOf(element, 'alias')?.trim() || undefined;
  if (attribute === undefined && alias === undefined) {
    throw fetchError('badElement', 'An order element needs an attribute or an alias.');
  }
  return {
    attribute,
    alias,
    entityName: attributeOf(element, 'entityname')?.trim() || undefined,
    descending: booleanAttribute(element, 'descending'),
  };
}
