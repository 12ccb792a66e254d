import { setTimeout as delay } from 'node:timers/promises';
import { failureResponse, type WebApiRequest, type WebApiResponse } from '../web-api';
import type { Faults } from './faults';
import type { ServiceProtection } from './service-protection';

/** What stands between a request and its answer; each part is absent unless switched on. */
export interface Guards {
  readonly faults?: Faults | undefined;
  readonly protection?: ServiceProtection | undefined;
}

/** The answer, or `cut` when the connection is to break instead. */
export type GuardedAnswer = WebApiResponse | 'cut';

/** Answers a request under the limits of the service and the faults that are planned for it. */
export async function guardedAnswer(
  request: WebApiRequest,
  guards: Guards,
  work: () => WebApiResponse | Promise<WebApiResponse>,
): Promise<GuardedAnswer> {
  const { faults, protection } = guards;
  let leave: (() => void) | undefined;
  try {
    leave = protection?.enter(request.user);
    const fault = faults?.next(request.method, operationOf(request.path));
    if (fault !== undefined && fault.milliseconds > 0) await delay(fault.milliseconds);
    if (fault?.cut === 'before') return 'cut';
    const response = fault?.error === undefined ? await work() : failureResponse(fault.error);
    return fault?.cut === 'after' ? 'cut' : withHeaders(response, protection?.headers(request.user));
  } catch (error) {
    return withHeaders(failureResponse(error), protection?.headers(request.user));
  } finally {
    leave?.();
  }
}

function withHeaders(response: WebApiResponse, headers: Record<string, string> | undefined): WebApiResponse {
  return headers === undefined ? response : { ...response, headers: { ...response.headers, ...headers } };
}

/** Name of the action, function or entity set a path begins with. */
function operationOf(path: string): string {
  return /^[^/(?]*/.exec(path)?.[0] ?? '';
}
