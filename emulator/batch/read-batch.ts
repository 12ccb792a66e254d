import { limits } from '../../segments';
import { batchError, boundaryOf, readHeaders, readParts, type Part } from './multipart';

/** A request inside a batch, its address as written. */
export interface BatchRequest {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly contentId: string | undefined;
}

export type BatchItem =
  | { readonly kind: 'request'; readonly request: BatchRequest }
  | { readonly kind: 'changeSet'; readonly requests: readonly BatchRequest[] };

const changingMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Reads a whole batch. @throws DataverseError when it is not well formed or holds too much. */
export function readBatch(contentType: string | undefined, body: string): readonly BatchItem[] {
  const items = readParts(body, boundaryOf(contentType)).map(readItem);
  const count = items.reduce((sum, item) => sum + (item.kind === 'request' ? 1 : item.requests.length), 0);
  if (count > limits.requestsPerBatch) {
    throw batchError(
      `The batch request holds ${count} requests; at most ${limits.requestsPerBatch} are allowed.`,
    );
  }
  return items;
}

function readItem(part: Part): BatchItem {
  if (!/^multipart\/mixed/i.test(part.headers['content-type'] ?? '')) {
    return { kind: 'request', request: readRequest(part) };
  }
  const requests = readParts(part.body, boundaryOf(part.headers['content-type'])).map(readRequest);
  const reading = requests.find((request) => !changingMethods.has(request.method));
  if (reading !== undefined) {
    throw batchError(
      `Invalid HTTP method '${reading.method}' detected for a request in a change set. Requests in change sets only ` +
        "support the HTTP methods 'POST', 'PUT', 'DELETE', and 'PATCH'.",
    );
  }
  return { kind: 'changeSet', requests };
}

function readRequest(part: Part): BatchRequest {
  const type = part.headers['content-type'] ?? '';
  if (!/^application\/http/i.test(type)) {
    throw batchError(
      `The content type of a part of the batch is '${type.slice(0, 100)}'; it must be application/http.`,
    );
  }
  const text = part.body.replace(/^(?:[ \t]*\r?\n)+/, '');
  const [line = ''] = text.split(/\r?\n/, 1);
  const found = /^([A-Z]+)[ \t]+(.+?)[ \t]+HTTP\/1\.[01]$/.exec(line.trim());
  if (found === null) throw batchError(`'${line.slice(0, 200)}' is no request line of a part of the batch.`);
  const rest = readHeaders(text.slice(line.length).replace(/^\r?\n/, ''));
  return {
    method: found[1] ?? '',
    address: found[2] ?? '',
    headers: rest.headers,
    body: rest.body,
    contentId: part.headers['content-id'] ?? rest.headers['content-id'],
  };
}
