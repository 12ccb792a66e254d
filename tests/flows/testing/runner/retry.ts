import type { RetryPolicy } from '../../../../scripts/picturing/flow-definition';

/** An answer of a connector's operation. */
export interface OperationAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON when it is, else text; binary answers as the platform wraps them. */
  readonly body: unknown;
}

/** What the platform does for an action without a policy. Source: "Handle errors and exceptions", retry policies. */
const defaultPolicy: RetryPolicy = { type: 'exponential', count: 4, interval: 'PT7S' };

const isWorthARetry = (status: number) => status === 408 || status === 429 || status >= 500;

/**
 * Sends again as the policy says. A Retry-After of the answer is waited for, however long the policy's own wait.
 * @param wait milliseconds
 */
export async function sendWithRetries(
  send: () => Promise<OperationAnswer>,
  policy: RetryPolicy = defaultPolicy,
  wait: (milliseconds: number) => Promise<void>,
): Promise<OperationAnswer> {
  const retries = policy.type === 'none' ? 0 : (policy.count ?? 4);
  for (let attempt = 0; ; attempt++) {
    const answer = await send();
    if (!isWorthARetry(answer.status) || attempt >= retries) return answer;
    await wait(Math.max(ownWait(policy, attempt), retryAfter(answer)));
  }
}

function ownWait(policy: RetryPolicy, attempt: number): number {
  const interval = durationOf(policy.interval ?? 'PT7S');
  if (policy.type === 'fixed') return interval;
  const longest = durationOf(policy.maximumInterval ?? 'PT1H');
  const shortest = durationOf(policy.minimumInterval ?? 'PT0S');
  return Math.min(longest, Math.max(shortest, interval * 2 ** attempt));
}

function retryAfter({ headers }: OperationAnswer): number {
  const seconds = Number(headers['retry-after'] ?? 0);
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}

/**
 * Milliseconds of an ISO 8601 duration of hours, minutes and seconds, e.g. `PT1M30S`.
 * @throws RangeError for any other text.
 */
function durationOf(text: string): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text);
  if (!match || text === 'PT') throw new RangeError(`"${text}" is no duration.`);
  const [hours, minutes, seconds] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}
