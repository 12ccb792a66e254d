import type { Judgement } from '../bulk/judgement';
import { statusOfCode } from './error-codes';
import { failureOf, type DataverseFailure } from './errors';
import { plainWords } from './failure-message';

/** Statuses of servers that stand before Dataverse: it was not reached. */
const unreached = new Set([0, 502, 503, 504]);

/**
 * What an error of Dataverse means for a call that can be repeated. Only what is known to concern the request or
 * the records it names is a refusal.
 */
export function judge(error: unknown): Judgement {
  const failure = failureOf(error);
  const { status, retryAfterMilliseconds } = failure;
  const reason = plainWords(failure.message);
  if (status === 429 || (status === 503 && retryAfterMilliseconds !== undefined)) {
    return { kind: 'throttled', retryAfterMilliseconds };
  }
  if (unreached.has(status)) return { kind: 'unreachable', reason };
  if (status === 401) return { kind: 'signedOut', reason };
  if (status === 403) return { kind: 'forbidden', reason };
  return { kind: isRefusal(failure) ? 'refused' : 'failing', reason };
}

function isRefusal({ status, code }: DataverseFailure): boolean {
  if (status < 400 || status >= 500 || status === 408) return false;
  return code === '' || status !== 400 || statusOfCode(code) !== undefined;
}
