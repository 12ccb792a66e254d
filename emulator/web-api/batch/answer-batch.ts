import { randomUUID } from 'node:crypto';
import { badRequest, DataverseError, errorCodes } from '../../dataverse-error';
import { readPreferences } from '../preferences';
import type { Outcome } from '../outcome';
import { failureResponse, methodNotAllowed } from '../failure';
import { answer, carriedOut } from '../routes';
import type { WebApiEnvironment, WebApiRequest, WebApiResponse } from '../exchange';
import type { BatchedRequest, BatchItem } from './batch';
import { begunText } from './begun-text';
import { withReferences } from './content-references';
import { readBatch } from './read-batch';
import { writeBatch, type AnsweredItem, type BatchedResponse } from './write-batch';

/**
 * Answers a `$batch`: its requests one after the other, change sets as a whole or not at all. The first failure
 * ends it unless the client prefers to continue. A long answer is sent while its requests are still being answered,
 * and then with status 200 whatever the later ones come to.
 * Source: "Execute batch operations using the Web API".
 */
export async function answerBatch(
  request: WebApiRequest,
  environment: WebApiEnvironment,
): Promise<WebApiResponse> {
  try {
    if (request.method !== 'POST') throw methodNotAllowed(request.method);
    const items = readBatch(request.headers['content-type'], request.body);
    const preferences = readPreferences(request.headers['prefer']);
    let failure: WebApiResponse | undefined;
    const answered = async function* (): AsyncGenerator<AnsweredItem> {
      for (const item of items) {
        if (request.signal?.aborted === true) return;
        const result = await answerItem(item, request, environment);
        failure = preferences.continueOnError ? undefined : failureIn(result);
        yield result;
        if (failure !== undefined) return;
      }
    };
    const boundary = `batchresponse_${randomUUID()}`;
    const body = await begunText(writeBatch(answered(), boundary));
    const headers = {
      'OData-Version': '4.0',
      'Content-Type': `multipart/mixed; boundary=${boundary}`,
      ...preferences.applied,
    };
    return { status: typeof body === 'string' ? (failure?.status ?? 200) : 200, headers, body };
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

async function answerItem(
  item: BatchItem,
  batch: WebApiRequest,
  environment: WebApiEnvironment,
): Promise<AnsweredItem> {
  if (item.kind === 'changeSet')
    return { kind: 'changeSet', answers: await answerChangeSet(item.requests, batch, environment) };
  const { contentId } = item.request;
  return {
    kind: 'request',
    answer: { contentId, response: await answerOne(item.request, batch, environment) },
  };
}

async function answerOne(
  batched: BatchedRequest,
  batch: WebApiRequest,
  environment: WebApiEnvironment,
): Promise<WebApiResponse> {
  try {
    return await answer(requestOf(batched, batch), environment);
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
async function answerChangeSet(
  requests: readonly BatchedRequest[],
  batch: WebApiRequest,
  environment: WebApiEnvironment,
): Promise<readonly BatchedResponse[]> {
  const postponed: Parameters<WebApiEnvironment['later']>[] = [];
  const addresses = new Map<string, string>();
  const within: WebApiEnvironment = {
    ...environment,
    now: () => environment.now(),
    later: (...work) => void postponed.push(work),
  };
  const outcomes: { contentId: string | undefined; outcome: DoneOutcome }[] = [];
  try {
    environment.store.transaction(() => {
      for (const batched of requests) {
        const { contentId } = batched;
        const outcome = answerInChangeSet(batched, addresses, within, batch);
        if (!('read' in outcome) && isFailure(outcome))
          throw new ChangeSetFailure({ contentId, response: outcome });
        const address = outcome.headers['OData-EntityId'];
        if (contentId !== undefined && address !== undefined) addresses.set(contentId, address);
        outcomes.push({ contentId, outcome });
      }
    });
  } catch (error) {
    if (error instanceof ChangeSetFailure) return [error.answered];
    return [{ contentId: undefined, response: failureResponse(error) }];
  }
  for (const work of postponed) environment.later(...work);
  return Promise.all(
    outcomes.map(async ({ contentId, outcome }) => ({
      contentId,
      response:
        'read' in outcome ? await outcome.read().catch((error: unknown) => failureResponse(error)) : outcome,
    })),
  );
}

type DoneOutcome = Exclude<Outcome, Promise<unknown>>;

function answerInChangeSet(
  batched: BatchedRequest,
  addresses: ReadonlyMap<string, string>,
  environment: WebApiEnvironment,
  batch: WebApiRequest,
): DoneOutcome {
  try {
    const outcome = carriedOut(requestOf(withReferences(batched, addresses), batch), environment);
    if (!(outcome instanceof Promise)) return outcome;
    // The message works on after the transaction has ended, so it is not waited for.
    outcome.catch(() => undefined);
    throw new DataverseError(
      400,
      errorCodes.queryRefused,
      `'${batched.address.slice(0, 200)}' takes its time and cannot stand in a change set.`,
    );
  } catch (error) {
    return failureResponse(error, batched.headers['prefer']);
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
  const ofTheBatchOnly = new Set([
    'accept',
    'prefer',
    'content-type',
    'content-length',
    'if-match',
    'if-none-match',
  ]);
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
