import { TimedOut } from '../bulk/judgement';
import { statusOfCode } from './error-codes';
import { factsIn, parsedJson, textOf, type Facts } from './unknown-json';

interface FailureFacts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMilliseconds?: number | undefined;
}

/**
 * What went wrong, whoever reported it. `status` is 0 when no answer came, 200 when the answer cannot be read, and
 * 500 for a code that says nothing of the request.
 */
export class DataverseFailure extends Error {
  readonly status: number;
  /** Dataverse's code as eight hexadecimal digits with `0x` before it, empty when there is none. */
  readonly code: string;
  /** How long the server asks to wait; absent when the error does not say. */
  readonly retryAfterMilliseconds: number | undefined;

  constructor(facts: FailureFacts) {
    super(facts.message);
    this.name = 'DataverseFailure';
    this.status = facts.status;
    this.code = facts.code;
    this.retryAfterMilliseconds = facts.retryAfterMilliseconds;
  }
}

const timedOut = 408;
const unreadable = 200;

/** An answer that says that all went well and cannot be read: cut, empty, a page of another kind. */
export function unreadableAnswer(): DataverseFailure {
  return new DataverseFailure({ status: unreadable, code: '', message: '' });
}

/** The server has asked to wait for so long that nobody waits any more. */
export function tooBusy(): DataverseFailure {
  return new DataverseFailure({ status: 429, code: '', message: '' });
}

/**
 * The failure in whatever `Xrm.WebApi`, `context.webAPI` or `fetch` rejected with. Microsoft documents only
 * `errorCode` and `message`; the status and the headers are taken from wherever apps were seen to put them.
 */
export function failureOf(thrown: unknown): DataverseFailure {
  if (thrown instanceof DataverseFailure) return thrown;
  if (thrown instanceof TimedOut) return new DataverseFailure({ status: timedOut, code: '', message: '' });
  const error = factsIn(thrown);
  const raw = factsIn(parsedJson(error['raw']));
  const code = codeOf(error['errorCode'] ?? error['code'] ?? raw['_errorCode']);
  const status = statusIn(error, raw) ?? statusOfCode(code) ?? (code === '' ? 0 : 500);
  return new DataverseFailure({
    status,
    code,
    message: textOf(error['message']) || textOf(thrown) || `HTTP ${status}`,
    retryAfterMilliseconds: retryAfterIn(error, raw),
  });
}

/** The failure in an HTTP answer that is not ok. */
export async function failureInResponse(response: Response): Promise<DataverseFailure> {
  const body = factsIn(factsIn(parsedJson(await response.text().catch(() => '')))['error']);
  return new DataverseFailure({
    status: response.status,
    code: codeOf(body['code']),
    message: textOf(body['message']) || response.statusText || `HTTP ${response.status}`,
    retryAfterMilliseconds: milliseconds(response.headers.get('Retry-After')),
  });
}

function statusIn(error: Facts, raw: Facts): number | undefined {
  const candidates = [error['status'], error['httpStatusCode'], error['statusCode'], raw['_httpStatusCode']];
  return candidates.map(Number).find((status) => status >= 400 && status < 600);
}

function retryAfterIn(error: Facts, raw: Facts): number | undefined {
  const direct = milliseconds(error['retryAfter'] ?? error['Retry-After']);
  if (direct !== undefined) return direct;
  const headers = factsIn(raw['_headers'] ?? error['headers']);
  const get = headers['get'];
  if (typeof get === 'function') return milliseconds(get.call(headers, 'Retry-After'));
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'retry-after');
  return name === undefined ? undefined : milliseconds(headers[name]);
}

/** Milliseconds of a Retry-After, which is a number of seconds or a date; who waits bounds them. */
function milliseconds(value: unknown): number | undefined {
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(`${value}`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** `0x80072322` for that text, for 2147951394 and for -2147015902; empty for 0 and anything else. */
function codeOf(value: unknown): string {
  const number = Number(value);
  if (Number.isNaN(number) || number === 0) return '';
  return `0x${(number >>> 0).toString(16).padStart(8, '0')}`;
}
