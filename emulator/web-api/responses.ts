import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { DataverseError } from '../dataverse-error';
import { isLong, jsonPieces, type Json } from '../row-json';
import type { Preferences } from './preferences';
import type { Body, WebApiResponse } from './exchange';

const VERSION = { 'OData-Version': '4.0' } as const;
const JSON_TYPE = 'application/json; odata.metadata=minimal';

export function jsonResponse(
  status: number,
  body: Json,
  preferences?: Preferences,
  headers: Readonly<Record<string, string>> = {},
): WebApiResponse {
  return {
    status,
    headers: { ...VERSION, 'Content-Type': JSON_TYPE, ...preferences?.applied, ...headers },
    body: JSON.stringify(body),
  };
}

/** Rows between the first properties of an answer and its last ones, written as they are sent. */
export function rowsResponse<Row>(
  first: Json,
  rows: readonly Row[],
  write: (row: Row) => Json,
  last: Json,
  preferences: Preferences,
): WebApiResponse {
  const { headers } = jsonResponse(200, {}, preferences);
  return { status: 200, headers, body: inTurns(textsOf(first, rows, write, last)) };
}

/** One object; its collections and long texts are written as they are sent. */
export function objectResponse(
  status: number,
  json: Json,
  preferences: Preferences,
  more: Readonly<Record<string, string>> = {},
): WebApiResponse {
  if (!isLong(json)) return jsonResponse(status, json, preferences, more);
  const { headers } = jsonResponse(status, {}, preferences, more);
  return { status, headers, body: inTurns(jsonPieces(json)) };
}

function* textsOf<Row>(
  first: Json,
  rows: readonly Row[],
  write: (row: Row) => Json,
  last: Json,
): Generator<string> {
  yield `${JSON.stringify(first).slice(0, -1)},"value":[`;
  for (const [index, row] of rows.entries()) {
    if (index > 0) yield ',';
    yield* jsonPieces(write(row));
  }
  const end = JSON.stringify(last).slice(1);
  yield `]${end === '}' ? '' : ','}${end}`;
}

/** Characters of a piece of an answer that is sent as it is made. */
const PIECE = 65_536;

/** Texts as larger pieces; a client that takes as fast as they are made would have the thread for itself else. */
async function* inTurns(texts: Iterable<string>): AsyncGenerator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
    await turnOfOthers();
  }
  yield piece;
}

/** The whole text of an answer. */
export async function textOf(body: Body | undefined): Promise<string> {
  if (body === undefined || typeof body === 'string') return body ?? '';
  let text = '';
  for await (const piece of body) text += piece;
  return text;
}

export function emptyResponse(headers: Readonly<Record<string, string>> = {}): WebApiResponse {
  return { status: 204, headers: { ...VERSION, ...headers } };
}

export function textResponse(body: string, type = 'text/plain'): WebApiResponse {
  return { status: 200, headers: { ...VERSION, 'Content-Type': type }, body };
}

export function notModified(): WebApiResponse {
  return { status: 304, headers: { ...VERSION } };
}

/** Dataverse's envelope: `{"error":{"code","message"}}`, and details behind them. */
export function errorResponse(error: DataverseError, details: Json = {}): WebApiResponse {
  const retry: Record<string, string> =
    error.retryAfter === undefined ? {} : { 'Retry-After': String(error.retryAfter) };
  return jsonResponse(
    error.status,
    { error: { code: error.code, message: error.message, ...details } },
    undefined,
    retry,
  );
}
