import { limits } from '../../../segments';
import { badRequest, errorCodes, type DataverseError } from '../../dataverse-error';
import type { BatchedRequest, BatchItem } from './batch';
import { boundaryOf, readPart, splitParts, type Part } from './multipart';

/** Characters of an address in a batch. Source: the same page. */
const LONGEST_ADDRESS = 65_536;
const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Reads the whole of a batch before anything of it is done.
 * @throws DataverseError when it is no batch, holds too much, or holds what may not stand there.
 */
export function readBatch(contentType: string | undefined, body: string): readonly BatchItem[] {
  if (contentType === undefined) throw batchError('The batch request must have a "Content-Type" header.');
  const items = partsOf(contentType, body, 'batch request').map(readItem);
  checkSize(items);
  return items;
}

function partsOf(contentType: string, body: string, what: string): readonly Part[] {
  if (!/^\s*multipart\/mixed\s*(?:;|$)/i.test(contentType)) {
    throw batchError(`The ${what} must have 'multipart/mixed' as the media type.`);
  }
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) {
    throw batchError(`The ${what} must have a boundary specification in the "Content-Type" header.`);
  }
  const parts = splitParts(body, boundary);
  if (parts !== undefined) return parts;
  throw batchError(
    `The ${what} is not valid: it has to begin with '--${boundary}' and to end with '--${boundary}--'.`,
  );
}

function readItem(part: Part): BatchItem {
  const type = part.headers['content-type'] ?? '';
  if (!/^\s*multipart\//i.test(type)) return { kind: 'request', request: readRequest(part) };
  const requests = partsOf(type, part.content, 'change set').map((inner) => {
    if (/^\s*multipart\//i.test(inner.headers['content-type'] ?? '')) {
      throw batchError('A change set cannot hold another change set.');
    }
    return readRequest(inner);
  });
  for (const { method } of requests) {
    if (changing.has(method)) continue;
    throw batchError(
      `An invalid HTTP method '${method.slice(0, 20)}' was detected for a request in a change set. Requests in change ` +
        "sets only support the HTTP methods 'POST', 'PUT', 'DELETE', and 'PATCH'.",
    );
  }
  checkContentIds(requests);
  return { kind: 'changeSet', requests };
}

function checkContentIds(requests: readonly BatchedRequest[]): void {
  const seen = new Set<string>();
  for (const { contentId } of requests) {
    if (contentId === undefined) continue;
    if (seen.has(contentId)) {
      throw batchError(
        `The content ID '${contentId.slice(0, 100)}' was found more than once in the same change set or same batch ` +
          'request. Content IDs have to be unique across all operations of a change set.',
      );
    }
    seen.add(contentId);
  }
}

function readRequest(part: Part): BatchedRequest {
  const type = part.headers['content-type'] ?? '';
  if (!/^\s*application\/http\s*(?:;|$)/i.test(type)) {
    throw batchError(
      `The content type '${type.slice(0, 100)}' of a batch part is not valid. A batch part has 'multipart/mixed' or 'application/http'.`,
    );
  }
  const text = part.content.replace(/^(?:\r?\n)+/, '');
  const lineEnd = text.search(/\r?\n/);
  const line = lineEnd < 0 ? text : text.slice(0, lineEnd);
  const found = /^([A-Za-z]+) +(\S.*?) +HTTP\/1\.[01]\s*$/.exec(line);
  if (found === null) {
    throw batchError(
      `The request line '${line.slice(0, 100)}' is not valid. It has to be 'HttpMethod RequestUri HttpVersion'.`,
    );
  }
  const [, method = '', address = ''] = found;
  if (address.length > LONGEST_ADDRESS) throw batchError('Invalid URI: The Uri string is too long.');
  if (/(?:^|\/)\$batch(?:[/?]|$)/.test(address.split('?')[0] ?? '')) {
    throw batchError('A batch request cannot contain another batch request.');
  }
  const rest = lineEnd < 0 ? '' : text.slice(lineEnd).replace(/^\r?\n/, '');
  const { headers, content } = readPart(rest);
  const contentId = part.headers['content-id'] ?? headers['content-id'];
  return { method: method.toUpperCase(), address, headers, body: content.trim(), contentId };
}

function checkSize(items: readonly BatchItem[]): void {
  const sizes = items.map((item) => (item.kind === 'changeSet' ? item.requests.length : 1));
  if (
    items.some((item, index) => item.kind === 'changeSet' && (sizes[index] ?? 0) > limits.requestsPerBatch)
  ) {
    throw batchError(
      `The current change set contains too many operations. A maximum number of '${limits.requestsPerBatch}' operations are allowed in a change set.`,
    );
  }
  if (sizes.reduce((sum, size) => sum + size, 0) > limits.requestsPerBatch) {
    throw batchError(
      `The current batch message contains too many parts. Only batch messages with a maximum number of '${limits.requestsPerBatch}' ` +
        'query operations, including changeset operations, are allowed.',
    );
  }
}

function batchError(message: string): DataverseError {
  return badRequest(errorCodes.queryRefused, message);
}
