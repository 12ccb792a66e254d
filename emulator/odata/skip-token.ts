import type { RowValue } from '../store';
import { queryRefused } from './syntax-error';

/** Where the next page begins. */
export interface PagePosition {
  readonly page: number;
  /** Values of the order's columns in the last row of the page before. */
  readonly after: readonly RowValue[];
}

/** A `$skiptoken` in Dataverse's form: a cookie element whose inner cookie is opaque to clients. */
export function skipToken(position: PagePosition): string {
  const cookie = encodeURIComponent(JSON.stringify(position.after)).replaceAll("'", '%27');
  return `<cookie pagenumber="${position.page}" pagingcookie="${cookie}" istracking="False" />`;
}

/** @throws DataverseError when the token is none that this server gave. */
export function readSkipToken(token: string, columns: number): PagePosition {
  const found = /^<cookie pagenumber="(\d{1,9})" pagingcookie="([^"]*)" istracking="False" \/>$/.exec(token);
  const after = found === null ? undefined : parsedValues(found[2] ?? '');
  if (found === null || after?.length !== columns)
    throw queryRefused('Malformed paging cookie in $skiptoken.');
  return { page: Number(found[1]), after };
}

function parsedValues(cookie: string): readonly RowValue[] | undefined {
  try {
    const values: unknown = JSON.parse(decodeURIComponent(cookie));
    return Array.isArray(values) && values.every(isRowValue) ? values : undefined;
  } catch {
    return undefined;
  }
}

function isRowValue(value: unknown): value is RowValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
