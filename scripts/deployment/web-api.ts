import type { PipelineResponse } from '@azure/core-rest-pipeline';
import {
  certificateCodeOf,
  certificateDoubt,
  createSender,
  networkCodeOf,
  webApiRequest,
} from './http-client';

/** A request that the environment refused, in its own words. */
export class DataverseRefusal extends Error {
  override readonly name = 'DataverseRefusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Nobody knows whether the environment did what it was asked for. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

export interface WebApiOptions {
  /** Address of the environment without a slash at its end. */
  readonly environment: string;
  /** Bearer token, asked for before every request; undefined where no sign-in is needed. */
  token(): Promise<string | undefined>;
  wait(milliseconds: number): Promise<void>;
}

export interface PostOptions {
  /** The action may be done twice without harm, so it is sent again when nobody knows whether it was done. */
  readonly isRepeatable?: boolean;
}

/** The few calls of the Web API that a deployment makes. */
export interface WebApi {
  /** @throws DataverseRefusal, Unanswered */
  get<T>(path: string): Promise<T>;
  /** The answer's body, undefined for 204. @throws DataverseRefusal, Unanswered */
  post<T>(action: string, parameters: object, options?: PostOptions): Promise<T>;
  /** @throws DataverseRefusal, Unanswered */
  patch(path: string, values: object): Promise<void>;
}

const attempts = 8;
/** An address that never answered is more likely mistyped than busy. */
const attemptsBeforeAnswer = 3;
const longestWaitSeconds = 300;
/** The server says that it did nothing, and when to come again. */
const notDone = 429;
/** Nothing was sent: there was no connection. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/**
 * Calls go through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, as the sign-in does, and may take as long
 * as the environment needs. Redirects are not followed: what is written is meant for this address only.
 */
export function connectWebApi({ environment, token, wait }: WebApiOptions): WebApi {
  const sendRequest = createSender();
  let hasAnswered = false;

  const sendOnce = async (method: Method, path: string, body?: object): Promise<PipelineResponse> => {
    const bearer = await token();
    return sendRequest(webApiRequest(`${environment}/api/data/v9.2/${path}`, method, bearer, body));
  };

  const send = async <T>(method: Method, path: string, body: object | undefined, isRepeatable: boolean) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await outcomeOf(sendOnce(method, path, body), environment);
      if (outcome.kind === 'done') {
        hasAnswered = true;
        return outcome.value as T;
      }
      hasAnswered ||= outcome.kind === 'refused' || outcome.error !== undefined;
      const maySendAgain = outcome.kind === 'not done' || (outcome.kind === 'unknown' && isRepeatable);
      if (!maySendAgain || attempt === (hasAnswered ? attempts : attemptsBeforeAnswer))
        throw errorOf(outcome, environment);
      await wait(Math.min(outcome.seconds ?? 2 ** attempt, longestWaitSeconds) * 1000);
    }
  };
  return {
    get: (path) => send('GET', path, undefined, true),
    post: (action, parameters, { isRepeatable = false } = {}) =>
      send('POST', action, parameters, isRepeatable),
    patch: (path, values) => send('PATCH', path, values, true),
  };
}

type Method = 'GET' | 'POST' | 'PATCH';

/** What became of one sending. `seconds` is what the environment asks to wait. */
type Outcome =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly error: Error }
  | {
      readonly kind: 'not done' | 'unknown';
      readonly reason: string;
      readonly seconds: number | undefined;
      readonly error?: Error;
    };

async function outcomeOf(sending: Promise<PipelineResponse>, environment: string): Promise<Outcome> {
  let response: PipelineResponse;
  try {
    response = await sending;
  } catch (error) {
    const code = certificateCodeOf(error);
    if (code !== undefined) return { kind: 'refused', error: certificateDoubt(environment, code) };
    const reason = networkCodeOf(error);
    if (reason === undefined) throw error;
    return { kind: notSent.has(reason) ? 'not done' : 'unknown', reason, seconds: undefined };
  }
  const { status, bodyAsText: text } = response;
  if (status >= 200 && status < 300) {
    try {
      return { kind: 'done', value: text ? (JSON.parse(text) as unknown) : undefined };
    } catch {
      return { kind: 'unknown', reason: 'an answer that was cut off', seconds: undefined };
    }
  }
  const error = refusalOf(response);
  const reason = `${status}`;
  const seconds = waitAskedFor(response.headers.get('retry-after'));
  if (status === notDone) return { kind: 'not done', reason, seconds, error };
  if (status >= 500 && status !== 501) return { kind: 'unknown', reason, seconds, error };
  return { kind: 'refused', error };
}

/** Seconds, or the time from now to a date; undefined when it is neither. */
function waitAskedFor(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(seconds, 1) : undefined;
}

function errorOf(outcome: Exclude<Outcome, { kind: 'done' }>, environment: string): Error {
  if (outcome.kind === 'refused') return outcome.error;
  if (outcome.error) return outcome.error;
  if (outcome.kind === 'not done') return new Error(`${environment} cannot be reached: ${outcome.reason}.`);
  return new Unanswered(`The connection to ${environment} broke before it answered: ${outcome.reason}.`);
}

function refusalOf({ status, bodyAsText, headers }: PipelineResponse): DataverseRefusal {
  try {
    const { error } = JSON.parse(bodyAsText ?? '') as { error: { code: string; message: string } };
    return new DataverseRefusal(status, error.code, error.message);
  } catch {
    const location = headers.get('location');
    const where = status >= 300 && status < 400 && location ? `: it leads to ${originOf(location)}` : '';
    return new DataverseRefusal(status, '', `The environment answered ${status}${where}.`);
  }
}

function originOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : 'another place';
}
