import type { Judgement } from '../bulk/pool';
import { failureOf } from './errors';

/** What an error of Dataverse means for a call that can be repeated. */
export function judge(error: unknown): Judgement {
  const { status, message, retryAfterMilliseconds } = failureOf(error);
  if (status === 429 || (status === 503 && retryAfterMilliseconds !== undefined)) {
    return { kind: 'throttled', retryAfterMilliseconds };
  }
  if (status === 0 || status === 408 || status >= 500) return { kind: 'unreachable', reason: message };
  if (status === 401 || status === 403) return { kind: 'forbidden', reason: message };
  return { kind: 'refused', reason: message };
}
