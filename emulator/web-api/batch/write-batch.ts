import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { WebApiResponse } from '../exchange';

/** An answer within a batch, with the Content-ID of its request. */
export interface BatchedResponse {
  readonly contentId: string | undefined;
  readonly response: WebApiResponse;
}

export type AnsweredItem =
  | { readonly kind: 'request'; readonly answer: BatchedResponse }
  | { readonly kind: 'changeSet'; readonly answers: readonly BatchedResponse[] };

/** The text of a batch's answer, piece by piece as its items come. */
export async function* writeBatch(
  items: AsyncIterable<AnsweredItem>,
  boundary: string,
): AsyncGenerator<string> {
  for await (const item of items) {
    yield `--${boundary}\r\n`;
    if (item.kind === 'request') yield* writeResponse(item.answer);
    else yield* writeChangeSet(item.answers);
    yield '\r\n';
  }
  yield `--${boundary}--\r\n`;
}

async function* writeChangeSet(answers: readonly BatchedResponse[]): AsyncGenerator<string> {
  const boundary = `changesetresponse_${randomUUID()}`;
  yield `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n`;
  for (const answer of answers) {
    yield `--${boundary}\r\n`;
    yield* writeResponse(answer);
    yield '\r\n';
  }
  yield `--${boundary}--\r\n`;
}

async function* writeResponse({ contentId, response }: BatchedResponse): AsyncGenerator<string> {
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
    '',
  ];
  yield lines.join('\r\n');
  const { body } = response;
  if (typeof body === 'string') yield body;
  else if (body !== undefined) yield* body;
}
