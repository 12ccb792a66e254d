export interface ParallelismLimits {
  readonly start: number;
  readonly most: number;
}

/** Browsers keep six connections to a host that speaks HTTP/1.1. */
export const defaultParallelism: ParallelismLimits = { start: 3, most: 6 };

/** How many calls may be under way: grows while the server takes them, shrinks when it says "too many". */
export interface Parallelism {
  limit(): number;
  succeeded(): void;
  throttled(): void;
  /** Whether so many of the last answers were refusals that all calls have to wait, not only the refused one. */
  isCrowded(): boolean;
}

const shrink = 0.7;

export function createParallelism({ start, most }: ParallelismLimits): Parallelism {
  let limit = start;
  let hasBeenThrottled = false;
  let recent: readonly boolean[] = [];

  function remember(wasThrottled: boolean): void {
    recent = [...recent, wasThrottled].slice(-most);
  }

  return {
    limit: () => Math.max(1, Math.floor(limit)),
    succeeded() {
      remember(false);
      limit = Math.min(most, limit + (hasBeenThrottled ? 1 / limit : 1));
    },
    throttled() {
      remember(true);
      hasBeenThrottled = true;
      limit = Math.max(1, limit * shrink);
    },
    isCrowded: () => recent.filter(Boolean).length * 2 >= most,
  };
}
