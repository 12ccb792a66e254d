import { randomUUID } from 'node:crypto';
import { DataverseError, resourceNotFound } from '../dataverse-error';
import { readPreferences } from '../odata/preferences';
import { errorResponse } from '../odata/responses';
import type { Exchange, WebApiRequest, WebApiResponse } from '../odata/web-api-request';
import { batchError } from './multipart';
import { readBatch, type BatchRequest } from './read-batch';

/** Answers one request as if it had come by itself. */
export type Answer = (exchange: Exchange) => WebApiResponse | Promise<WebApiResponse>;

/** A response with the Content-ID of its request. */
interface Answered {
  readonly contentId: string | undefined;
  readonly response: WebApiResponse;
}

/** Undoes a change set: everything in it counts, or nothing. */
class ChangeSetFailure extends Error {
  constructor(readonly answered: Answered) {
    super('A request of the change set failed.');
  }
}

/**
 * `POST $batch`. Requests run in order; without `odata.continue-on-error` the first failure ends the batch and gives
 * it its status. Source: "Execute batch operations using the Web API".
 */
export async function answerBatch(exchange: Exchange, answer: Answer): Promise<WebApiResponse> {
  const { request } = exchange;
  const items = readBatch(request.headers['content-type'], request.body);
  const preferences = readPreferences(request.headers['prefer']);
  const boundary = `batchresponse_${randomUUID()}`;
  const parts: string[] = [];
  let status = 200;
  for (const item of items) {
    const { text, failed } =
      item.kind === 'request'
        ? await answerSingle(item.request, exchange, answer)
        : answerChangeSet(item.requests, exchange, answer);
    parts.push(`--${boundary}\r\n${text}\r\n`);
    if (failed === undefined || preferences.continueOnError) continue;
    status = failed;
    break;
  }
  return {
    status,
    headers: {
      'OData-Version': '4.0',
      'Content-Type': `multipart/mixed; boundary=${boundary}`,
      ...preferences.applied(),
    },
    body: `${parts.join('')}--${boundary}--\r\n`,
  };
}

interface Written {
  readonly text: string;
  /** Status of a failure. */
  readonly failed: number | undefined;
}

async function answerSingle(part: BatchRequest, exchange: Exchange, answer: Answer): Promise<Written> {
  const response = await Promise.resolve()
    .then(() => answer({ ...exchange, request: requestOf(part, exchange.request, new Map()) }))
    .catch(refused);
  return { text: writePart({ contentId: part.contentId, response }), failed: failureOf(response) };
}

function answerChangeSet(requests: readonly BatchRequest[], exchange: Exchange, answer: Answer): Written {
  const boundary = `changesetresponse_${randomUUID()}`;
  try {
    const answered = exchange.environment.store.transaction(() => runChangeSet(requests, exchange, answer));
    const parts = answered.map((part) => `--${boundary}\r\n${writePart(part)}\r\n`).join('');
    const text = `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts}--${boundary}--`;
    return { text, failed: undefined };
  } catch (error) {
    if (!(error instanceof ChangeSetFailure)) throw error;
    return { text: writePart(error.answered), failed: error.answered.response.status };
  }
}

function runChangeSet(requests: readonly BatchRequest[], exchange: Exchange, answer: Answer): Answered[] {
  const addresses = new Map<string, string>();
  return requests.map((part) => {
    const { contentId } = part;
    const fail = (response: WebApiResponse): never => {
      throw new ChangeSetFailure({ contentId, response });
    };
    const response = tried(() =>
      answer({ ...exchange, request: requestOf(part, exchange.request, addresses) }),
    );
    if (response instanceof Promise) {
      // It goes on outside of the transaction; what it still does must not count as part of the change set.
      response.catch(() => undefined);
      return fail(errorResponse(batchError('This operation cannot stand in a change set.')));
    }
    if (failureOf(response) !== undefined) return fail(response);
    const address = response.headers['OData-EntityId'];
    if (contentId !== undefined && address !== undefined) addresses.set(contentId, address);
    return { contentId, response };
  });
}

function tried(
  work: () => WebApiResponse | Promise<WebApiResponse>,
): WebApiResponse | Promise<WebApiResponse> {
  try {
    return work();
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): WebApiResponse {
  if (error instanceof DataverseError) return errorResponse(error);
  throw error;
}

function failureOf(response: WebApiResponse): number | undefined {
  return response.status >= 400 ? response.status : undefined;
}

/** The part as a request of its own; `$1` stands for the address that an earlier part created. */
function requestOf(
  part: BatchRequest,
  outer: WebApiRequest,
  addresses: ReadonlyMap<string, string>,
): WebApiRequest {
  const resolved = (id: string): string => {
    const address = addresses.get(id);
    if (address === undefined)
      throw batchError(`Content-ID Reference: '$${id}' does not exist in the batch context.`);
    return address;
  };
  const address = part.address.replace(/^\/?\$(\w+)(?=$|[/?])/, (whole, id: string) =>
    /^(?:metadata|batch)$/.test(id) ? whole : resolved(id),
  );
  const [path = '', ...query] = relativeAddress(address, outer.root).split('?');
  if (path === '$batch') throw batchError('A batch cannot stand in a batch.');
  return {
    ...outer,
    method: part.method,
    path,
    query: query.join('?'),
    // What the client asks of the whole batch holds for its parts, unless they say otherwise.
    headers: { ...withoutPreferences(outer.headers), ...part.headers },
    body: part.body.replace(
      /("[^"]*@odata\.(?:bind|id)"\s*:\s*")\$(\w+)(?=")/g,
      (_whole, start: string, id: string) => start + resolved(id),
    ),
  };
}

function withoutPreferences(headers: Readonly<Record<string, string>>): Record<string, string> {
  const {
    prefer: _prefer,
    'content-type': _type,
    'if-match': _match,
    'if-none-match': _none,
    ...rest
  } = headers;
  return rest;
}

/** What follows the Web API's root in an address that is whole, begins at the host, or is relative to the root. */
function relativeAddress(address: string, root: string): string {
  const fromHost = address.replace(/^https?:\/\/[^/]+/i, '');
  if (!fromHost.startsWith('/')) return fromHost;
  const base = /^\/api\/data\/v9\.[012]\//.exec(fromHost)?.[0];
  if (base !== undefined) return fromHost.slice(base.length);
  if (address.startsWith(root)) return address.slice(root.length);
  throw resourceNotFound(fromHost.slice(0, 200));
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

function writePart({ contentId, response }: Answered): string {
  const entityId = response.headers['OData-EntityId'];
  const headers = { ...response.headers, ...(entityId === undefined ? {} : { Location: entityId }) };
  return [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${response.status} ${reasons[response.status] ?? ''}`.trimEnd(),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    response.body ?? '',
  ].join('\r\n');
}
