import { serviceProtection } from '../../segments';
import { DataverseError, errorCodes } from '../dataverse-error';

export type ProtectionLimits = { readonly [Name in keyof typeof serviceProtection]: number };

interface Second {
  readonly at: number;
  requests: number;
  milliseconds: number;
}

interface Usage {
  seconds: Second[];
  concurrent: number;
}

/**
 * Dataverse's three limits for each user: requests and execution time in a sliding window, and requests at the
 * same time. Source: "Service protection API limits".
 */
export class ServiceProtection {
  private readonly limits: ProtectionLimits;
  private readonly users = new Map<string, Usage>();

  constructor(
    limits: Partial<ProtectionLimits> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.limits = { ...serviceProtection, ...limits };
  }

  /** Counts a request in; the returned function counts it out. @throws DataverseError 429 over a limit. */
  enter(user: string): () => void {
    const usage = this.usageOf(user);
    const { windowSeconds, requestsPerWindow, executionMillisecondsPerWindow, concurrentRequests } =
      this.limits;
    if (usage.concurrent >= concurrentRequests) {
      throw this.refusal(
        errorCodes.tooManyConcurrent,
        `Number of concurrent requests exceeded the limit of ${concurrentRequests}.`,
        1,
      );
    }
    if (total(usage, 'requests') >= requestsPerWindow) {
      throw this.refusal(
        errorCodes.tooManyRequests,
        `Number of requests exceeded the limit of ${requestsPerWindow} over time window of ${windowSeconds} seconds.`,
        this.secondsUntilFree(usage),
      );
    }
    if (total(usage, 'milliseconds') >= executionMillisecondsPerWindow) {
      throw this.refusal(
        errorCodes.tooMuchExecutionTime,
        `Combined execution time of incoming requests exceeded limit of ` +
          `${executionMillisecondsPerWindow.toLocaleString('en-US')} milliseconds over time window of ${windowSeconds} ` +
          'seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
        this.secondsUntilFree(usage),
      );
    }
    const second = this.presentSecond(usage);
    second.requests += 1;
    usage.concurrent += 1;
    const started = this.now();
    return () => {
      usage.concurrent -= 1;
      second.milliseconds += this.now() - started;
    };
  }

  /** What is left to the user, as Dataverse tells in every answer. */
  headers(user: string): Record<string, string> {
    const usage = this.usageOf(user);
    const requests = this.limits.requestsPerWindow - total(usage, 'requests');
    const seconds = (this.limits.executionMillisecondsPerWindow - total(usage, 'milliseconds')) / 1000;
    return {
      'x-ms-ratelimit-burst-remaining-xrm-requests': String(Math.max(0, requests)),
      'x-ms-ratelimit-time-remaining-xrm-requests': Math.max(0, seconds).toLocaleString('en-US', {
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      }),
    };
  }

  private usageOf(user: string): Usage {
    const usage = this.users.get(user) ?? { seconds: [], concurrent: 0 };
    const oldest = this.now() / 1000 - this.limits.windowSeconds;
    usage.seconds = usage.seconds.filter((second) => second.at > oldest);
    this.users.set(user, usage);
    return usage;
  }

  private presentSecond(usage: Usage): Second {
    const at = Math.floor(this.now() / 1000);
    const last = usage.seconds[usage.seconds.length - 1];
    if (last?.at === at) return last;
    const second = { at, requests: 0, milliseconds: 0 };
    usage.seconds.push(second);
    return second;
  }

  private secondsUntilFree(usage: Usage): number {
    const first = usage.seconds[0]?.at ?? 0;
    return Math.max(1, Math.ceil(first + this.limits.windowSeconds - this.now() / 1000));
  }

  private refusal(code: string, message: string, retryAfter: number): DataverseError {
    return new DataverseError(429, code, message, retryAfter);
  }
}

function total(usage: Usage, of: 'requests' | 'milliseconds'): number {
  return usage.seconds.reduce((sum, second) => sum + second[of], 0);
}
