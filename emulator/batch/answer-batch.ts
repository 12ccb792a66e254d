import { badRequest, DataverseError, errorCodes } from '../dataverse-error';
import { readPreferences } from '../odata/preferences';
import { methodNotAllowed } from '../odata/read';
import { answer, failureResponse } from '../odata/web-api';
import type { Exchange, WebApiEnvironment, WebApiRequest, WebApiResponse } from '../odata/web-api-request';
import type { BatchedRequest, BatchItem } from './batch';
import { withReferences } from './content-references';
import { readBatch } from './read-batch';
import { writeBatch, type AnsweredItem, type BatchedResponse } from './write-batch';

/**
 * Answers a `$batch`: its requests one after the other, change sets as a whole or not at all. The first failure
 * ends it unless the client prefers to continue.
 * Source: "Execute batch operations using the Web API".
 */
export async function answerBatch(exchange: Exchange): Promise<WebApiResponse> {
  const { request } = exchange;
  try {
    if (request.method !== 'POST') throw methodNotAllowed(request.method);
    const items = readBatch(request.headers['content-type'], request.body);
    const preferences = readPreferences(request.headers['prefer']);
    const answered: AnsweredItem[] = [];
    let failure: WebApiResponse | undefined;
    for (const item of items) {
      const result = await answerItem(item, exchange);
      answered.push(result);
      failure = preferences.continueOnError ? undefined : failureIn(result);
      if (failure !== undefined) break;
    }
    const { boundary, text } = writeBatch(answered);
    const headers = {
      'OData-Version': '4.0',
      'Content-Type': `multipart/mixed; boundary=${boundary}`,
      ...preferences.applied(),
    };
    return { status: failure?.status ?? 200, headers, body: text };
  } catch (error) {
    return failureResponse(error);
  }
}

function failureIn(item: AnsweredItem): WebApiResponse | undefined {
  const answers = item.kind === 'request' ? [item.answer] : item.answers;
  return answers.map(({ response }) => response).find(isFailure);
}

function isFailure({ status }: WebApiResponse): boolean {
  return status >= 400;
}

async function answerItem(item: BatchItem, exchange: Exchange): Promise<AnsweredItem> {
  if (item.kind === 'changeSet')
    return { kind: 'changeSet', answers: answerChangeSet(item.requests, exchange) };
  const { request } = item;
  const response = await answerOne(request, exchange.environment, exchange.request);
  return { kind: 'request', answer: { contentId: request.contentId, response } };
}

function answerOne(
  batched: BatchedRequest,
  environment: WebApiEnvironment,
  batch: WebApiRequest,
): WebApiResponse | Promise<WebApiResponse> {
  try {
    return answer({ environment, request: requestOf(batched, batch) });
  } catch (error) {
    return failureResponse(error);
  }
}

/** Ends a change set's transaction; carries the answer that says why. */
class ChangeSetFailure extends Error {
  constructor(readonly answered: BatchedResponse) {
    super('A request of the change set failed.');
  }
}

/** All answers, or only that of the request that failed, when nothing is left of the others. */
function answerChangeSet(
  requests: readonly BatchedRequest[],
  exchange: Exchange,
): readonly BatchedResponse[] {
  const { environment } = exchange;
  const postponed: Parameters<WebApiEnvironment['later']>[] = [];
  const addresses = new Map<string, string>();
  const within: WebApiEnvironment = {
    ...environment,
    now: () => environment.now(),
    later: (...work) => void postponed.push(work),
  };
  const answers: BatchedResponse[] = [];
  try {
    environment.store.transaction(() => {
      for (const batched of requests) {
        const response = answerInChangeSet(batched, addresses, within, exchange.request);
        const answered = { contentId: batched.contentId, response };
        if (isFailure(response)) throw new ChangeSetFailure(answered);
        const address = response.headers['OData-EntityId'];
        if (batched.contentId !== undefined && address !== undefined)
          addresses.set(batched.contentId, address);
        answers.push(answered);
      }
    });
  } catch (error) {
    if (error instanceof ChangeSetFailure) return [error.answered];
    return [{ contentId: undefined, response: failureResponse(error) }];
  }
  for (const work of postponed) environment.later(...work);
  return answers;
}

function answerInChangeSet(
  batched: BatchedRequest,
  addresses: ReadonlyMap<string, string>,
  environment: WebApiEnvironment,
  batch: WebApiRequest,
): WebApiResponse {
  try {
    const response = answerOne(withReferences(batched, addresses), environment, batch);
    if (!(response instanceof Promise)) return response;
    // The message works on after the transaction has ended, so it is not waited for.
    response.catch(() => undefined);
    throw new DataverseError(
      400,
      errorCodes.queryRefused,
      `'${batched.address.slice(0, 200)}' takes its time and cannot stand in a change set.`,
    );
  } catch (error) {
    return failureResponse(error);
  }
}

function requestOf(batched: BatchedRequest, batch: WebApiRequest): WebApiRequest {
  const { method, body } = batched;
  // What the client says of the whole batch holds for its requests, unless they say otherwise.
  const headers = { ...commonHeaders(batch.headers), ...batched.headers };
  const [path = '', ...query] = pathOf(batched.address, batch).split('?');
  return {
    method,
    path,
    query: query.join('?').split('#')[0] ?? '',
    headers,
    body,
    root: batch.root,
    user: batch.user,
  };
}

function commonHeaders(headers: WebApiRequest['headers']): WebApiRequest['headers'] {
  const ofTheBatchOnly = new Set(['prefer', 'content-type', 'content-length', 'if-match', 'if-none-match']);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheBatchOnly.has(name)));
}

/** What follows the root in an address that is absolute, from the server's root, or relative to the batch. */
function pathOf(address: string, batch: WebApiRequest): string {
  const fromServer = /^https?:\/\/[^/]+(\/.*)$/i.exec(address)?.[1] ?? address;
  const found = /^\/api\/data\/v9\.\d\/?(.*)$/s.exec(fromServer);
  if (found !== null) return found[1] ?? '';
  if (fromServer !== address) {
    throw badRequest(
      errorCodes.queryRefused,
      `The address '${address.slice(0, 200)}' is not below the service root '${batch.root}'.`,
    );
  }
  return address.replace(/^\//, '');
}
