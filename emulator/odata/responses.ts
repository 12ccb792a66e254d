import type { DataverseError } from '../dataverse-error';
import type { Preferences } from './preferences';
import type { WebApiResponse } from './web-api-request';

const VERSION = { 'OData-Version': '4.0' } as const;
const JSON_TYPE = 'application/json; odata.metadata=minimal';

export type Json = Record<string, unknown>;

export function jsonResponse(
  status: number,
  body: Json,
  preferences?: Preferences,
  headers: Readonly<Record<string, string>> = {},
): WebApiResponse {
  return {
    status,
    headers: { ...VERSION, 'Content-Type': JSON_TYPE, ...preferences?.applied(), ...headers },
    body: JSON.stringify(body),
  };
}

export function emptyResponse(headers: Readonly<Record<string, string>> = {}): WebApiResponse {
  return { status: 204, headers: { ...VERSION, ...headers } };
}

export function textResponse(body: string, type = 'text/plain'): WebApiResponse {
  return { status: 200, headers: { ...VERSION, 'Content-Type': type }, body };
}

/** Dataverse's envelope: `{"error":{"code","message"}}`. */
export function errorResponse(error: DataverseError): WebApiResponse {
  const retry: Record<string, string> =
    error.retryAfter === undefined ? {} : { 'Retry-After': String(error.retryAfter) };
  return {
    status: error.status,
    headers: { ...VERSION, 'Content-Type': 'application/json; odata.metadata=minimal', ...retry },
    body: JSON.stringify({ error: { code: error.code, message: error.message } }),
  };
}
