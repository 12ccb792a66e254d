import type { Json } from '../row-json';
import type { WebApiRequest } from './exchange';
import type { Preferences } from './preferences';

/** The request's own address with the token of the next page. */
export function nextLink({ root, path, query }: WebApiRequest, token: string): string {
  const kept = query.split('&').filter((part) => part !== '' && !/^(?:\$|%24)skiptoken=/i.test(part));
  return `${root}${path}?${[...kept, `$skiptoken=${encodeURIComponent(token)}`].join('&')}`;
}

/** Here the metadata never changes while the server runs. */
export const METADATA_VERSION = '1000001';

/** What a client wants to know of the number of all rows; -1 where nothing was counted. */
export function totalsOf(count: number | undefined, most: number, { wants }: Preferences): Json {
  return wanted(wants, {
    totalrecordcount: count === undefined ? -1 : Math.min(count, most),
    totalrecordcountlimitexceeded: count !== undefined && count > most,
    globalmetadataversion: METADATA_VERSION,
  });
}

/** Those of Dataverse's annotations of an answer that a client wants. */
export function wanted(wants: Preferences['wants'], annotations: Json): Json {
  return Object.fromEntries(
    Object.entries(annotations)
      .map(([name, value]) => [`Microsoft.Dynamics.CRM.${name}`, value] as const)
      .filter(([name, value]) => value !== undefined && wants(name))
      .map(([name, value]) => [`@${name}`, value]),
  );
}
