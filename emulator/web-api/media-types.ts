import { DataverseError, errorCodes } from '../dataverse-error';
import type { WebApiRequest } from './exchange';
import type { Kind } from './resources';

/** What a client can get: CSDL is XML, rows and answers of operations are JSON. Counts and values are plain texts. */
const supported: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  metadata: ['application/xml', 'text/xml', 'xml'],
  count: [],
  propertyText: [],
};
const json: readonly string[] = ['application/json', 'json'];

/**
 * Refuses what wants an answer in another format by `$format`, or by `Accept` where there is none. That `$metadata` is
 * 415 with these words for a client that accepts JSON alone is observed; the rest follows from the library's text.
 * @throws DataverseError 415; 501 for the forms of JSON that are not offered here.
 */
export function checkFormat({ query, headers }: WebApiRequest, kind: Kind): void {
  const offered = supported[kind] ?? json;
  if (offered.length === 0) return;
  const asked = formatIn(query) ?? headers['accept'] ?? '*/*';
  const types = asked.split(',').map((part) => part.trim());
  const fitting = types.find((type) => fits(type, offered));
  if (fitting === undefined) {
    throw new DataverseError(
      415,
      errorCodes.queryRefused,
      `A supported MIME type could not be found that matches the acceptable MIME types for the request. ` +
        `The supported type(s) '${offered[0] ?? ''}' do not match any of the acceptable MIME types '${asked.slice(0, 200)}'.`,
    );
  }
  const form = /;\s*(IEEE754Compatible\s*=\s*true)/i.exec(fitting)?.[1];
  if (form === undefined) return;
  throw new DataverseError(501, errorCodes.notSupported, `${form} is not supported by the local Dataverse.`);
}

function fits(type: string, offered: readonly string[]): boolean {
  const [name = ''] = type.toLowerCase().split(';');
  const wanted = name.trim();
  return wanted === '' || wanted === '*/*' || wanted === 'application/*' || offered.includes(wanted);
}

function formatIn(query: string): string | undefined {
  const given = new URLSearchParams(query);
  return [...given].find(([name]) => name.trim().toLowerCase() === '$format')?.[1];
}
