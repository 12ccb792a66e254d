import { badRequest, errorCodes } from '../dataverse-error';
import { queryRefused } from './syntax-error';

/** The query string of a request, decoded. */
export interface QueryOptions {
  /** System options by name with their dollar sign, e.g. `$select`; also fetchXml, savedQuery, userQuery. */
  readonly get: (name: string) => string | undefined;
  /** Texts of parameter aliases by name with their at sign. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

const systemOptions = new Set([
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$count',
  '$expand',
  '$apply',
  '$skiptoken',
  '$format',
  '$id',
]);
const customOptions: Readonly<Record<string, string>> = {
  fetchxml: 'fetchXml',
  savedquery: 'savedQuery',
  userquery: 'userQuery',
};

export const noOptions: QueryOptions = { get: () => undefined, aliases: new Map(), names: [] };

/** @throws DataverseError for an option that Dataverse does not know, or one given twice. */
export function readQueryOptions(query: string): QueryOptions {
  const options = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decoded(equals < 0 ? part : part.slice(0, equals)).trim();
    const value = decoded(equals < 0 ? '' : part.slice(equals + 1)).trim();
    const target = name.startsWith('@') ? aliases : options;
    const key = name.startsWith('@') ? name : optionName(name);
    if (key === undefined) continue;
    if (target.has(key)) throw queryRefused(`Query option '${key}' was specified more than once.`);
    target.set(key, value);
  }
  return { get: (name) => options.get(name), aliases, names: [...options.keys()] };
}

function optionName(name: string): string | undefined {
  const lower = name.toLowerCase();
  const custom = Object.hasOwn(customOptions, lower) ? customOptions[lower] : undefined;
  if (custom !== undefined) return custom;
  if (!name.startsWith('$')) {
    // Parameters such as tag= or api-version= that mean nothing to the Web API are refused by it.
    throw queryRefused(`The query parameter ${name} is not supported`);
  }
  if (systemOptions.has(lower)) return lower;
  if (lower === '$skip') throw badRequest(errorCodes.queryRefused, 'Skip Clause is not supported in CRM');
  throw queryRefused(`The query parameter ${name} is not supported`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw queryRefused('The request URI is not valid: it holds a wrong percent encoding.');
  }
}

/** `$top`. @throws DataverseError when it is no whole number. */
export function readTop(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw queryRefused(
    `Invalid value '${text.slice(0, 100)}' for $top query option found. The $top query option requires a non-negative integer value.`,
  );
}

/** `$count`. @throws DataverseError when it is neither true nor false. */
export function readCount(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw queryRefused(
    `Invalid value '${text.slice(0, 100)}' for $count query option found. Valid values are 'true' and 'false'.`,
  );
}
