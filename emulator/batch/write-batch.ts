import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { WebApiResponse } from '../odata/web-api-request';

/** An answer within a batch, with the Content-ID of its request. */
export interface BatchedResponse {
  readonly contentId: string | undefined;
  readonly response: WebApiResponse;
}

export type AnsweredItem =
  | { readonly kind: 'request'; readonly answer: BatchedResponse }
  | { readonly kind: 'changeSet'; readonly answers: readonly BatchedResponse[] };

/** The text of a batch's answer and the boundary in it. */
export function writeBatch(items: readonly AnsweredItem[]): {
  readonly boundary: string;
  readonly text: string;
} {
  const boundary = `batchresponse_${randomUUID()}`;
  return { boundary, text: between(boundary, items.map(writeItem)) };
}

function writeItem(item: AnsweredItem): string {
  if (item.kind === 'request') return writeResponse(item.answer);
  const boundary = `changesetresponse_${randomUUID()}`;
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${between(boundary, item.answers.map(writeResponse))}`;
}

function between(boundary: string, parts: readonly string[]): string {
  return `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
}

function writeResponse({ contentId, response }: BatchedResponse): string {
  const { 'OData-EntityId': address } = response.headers;
  // Only within a batch does Dataverse give the address of a new row in Location as well.
  const headers = { ...response.headers, ...(address === undefined ? {} : { Location: address }) };
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`.trimEnd(),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    response.body ?? '',
  ];
  return lines.join('\r\n');
}
