import type { Element } from '@xmldom/xmldom';
import { escapeXml } from '../../markup/escape';
import { childrenOf, parseXml, rootOf } from '../../markup/read-xml';
import type { ColumnDescription } from '../../segments';
import type { Row, RowValue } from '../store';
import { fetchError } from './fetch-error';
import type { FetchedOrder } from './fetch-order';

/** Key of the value by which rows are sorted, at a place of the order. */
type SortKey = (index: number) => string;

/**
 * The cookie that leads from one page to the next: an element whose attribute `pagingcookie` is encoded twice.
 * Source: "Page results using FetchXml".
 */
export function pagingCookie(
  page: number,
  orders: readonly FetchedOrder[],
  first: Row,
  last: Row,
  sortKey: SortKey,
): string {
  const elements = orders.map(({ column }, index) => {
    const value = (row: Row): RowValue => row[sortKey(index)] ?? null;
    return `<${column?.name ?? ''} ${position('last', value(last), column)} ${position('first', value(first), column)} />`;
  });
  const inner = `<cookie page="${page}">${elements.join('')}</cookie>`;
  return `<cookie pagenumber="${page + 1}" pagingcookie="${encoded(encoded(inner))}" istracking="False" />`;
}

function position(name: string, value: RowValue, column: ColumnDescription | undefined): string {
  if (value === null) return `${name}null="1"`;
  const isId = column?.type === 'uniqueidentifier' || column?.type === 'lookup';
  const text = isId ? `{${String(value).toUpperCase()}}` : String(value);
  return `${name}="${escapeXml(text)}"`;
}

/** Percent-encoded as .NET does it: lower case, parentheses and the like included. */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
    .replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

/** A `$skiptoken` that leads to the page after this one; without a cookie it only tells the page's number. */
export function nextToken(page: number, cookie: string | undefined): string {
  return cookie ?? `<cookie pagenumber="${page + 1}" pagingcookie="" istracking="False" />`;
}

/** The page and the inner cookie of a `$skiptoken`. @throws DataverseError when it is none. */
export function tokenOf(token: string): { readonly page: number; readonly cookie: string | undefined } {
  const found = /^<cookie pagenumber="(\d{1,9})" pagingcookie="([^"]*)" istracking="False" \/>$/.exec(token);
  const page = Number(found?.[1] ?? 0);
  if (page < 1) throw fetchError('malformed', 'Malformed paging cookie in $skiptoken.');
  const cookie = found?.[2] ?? '';
  try {
    return { page, cookie: cookie === '' ? undefined : decodeURIComponent(decodeURIComponent(cookie)) };
  } catch {
    throw fetchError('malformed', 'Malformed paging cookie in $skiptoken.');
  }
}

/**
 * The position a cookie tells, a value for each order; undefined when it is none of this query's or does not lead
 * to this page, which is then counted from the start, as Dataverse does.
 */
export function positionOf(
  cookie: string,
  page: number,
  orders: readonly FetchedOrder[],
): readonly RowValue[] | undefined {
  const root = parsed(cookie);
  if (root?.tagName !== 'cookie' || root.getAttribute('page') !== String(page - 1)) return undefined;
  const elements = childrenOf(root);
  if (elements.length !== orders.length) return undefined;
  const values = orders.map(({ column }, index) => {
    const element = elements[index];
    return element === undefined || element.tagName !== column?.name ? undefined : valueOf(element, column);
  });
  return values.every((value) => value !== undefined) ? values : undefined;
}

function parsed(cookie: string): Element | undefined {
  try {
    return rootOf(parseXml(cookie, 'The paging cookie'));
  } catch {
    return undefined;
  }
}

function valueOf(element: Element, column: ColumnDescription): RowValue | undefined {
  if (element.getAttribute('lastnull') !== null) return null;
  const text = element.getAttribute('last');
  if (text === null) return undefined;
  switch (column.type) {
    case 'uniqueidentifier':
    case 'lookup':
      return text.replaceAll(/[{}]/g, '').toLowerCase();
    case 'string':
    case 'memo':
    case 'choices':
    case 'datetime':
      return text;
    case 'boolean':
      return text === 'true';
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
    case 'picklist':
    case 'state':
    case 'status':
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
  }
}
