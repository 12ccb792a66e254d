import { DataverseError, errorCodes } from '../dataverse-error';

/** One way in which requests fail on purpose. */
export interface FaultRule {
  /**
   * `latency` waits `milliseconds` and then goes on; `throttle` answers 429, `unavailable` 503, `error` 500;
   * `cutBefore` breaks the connection and does nothing, `cutAfter` does the work and breaks the connection then.
   */
  readonly kind: FaultKind;
  /** First segment of the path, e.g. `msdynmkt_AddStaticMembers` or `contacts`; every one when absent. */
  readonly operation?: string;
  readonly method?: string;
  /** From 0 to 1; 1 when absent. */
  readonly probability?: number;
  /** How long `latency` waits. */
  readonly milliseconds?: number;
  /** Seconds in `Retry-After` of `throttle` and `unavailable`; 1 when absent, no header when 0. */
  readonly retryAfter?: number;
  /** The rule ends after so many faults. */
  readonly times?: number;
}

const faultKinds = ['latency', 'throttle', 'unavailable', 'error', 'cutBefore', 'cutAfter'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface FaultPlan {
  /** The same seed gives the same faults for the same requests. */
  readonly seed?: number;
  readonly rules: readonly FaultRule[];
}

/** What is to happen to one request. */
export interface Fault {
  readonly milliseconds: number;
  readonly error: DataverseError | undefined;
  readonly cut: 'before' | 'after' | undefined;
}

/** Decides for each request whether and how it fails. */
export class Faults {
  private plan: FaultPlan = { rules: [] };
  private random: () => number = () => 1;
  private readonly left = new Map<FaultRule, number>();

  constructor(plan: FaultPlan) {
    this.replace(plan);
  }

  get current(): FaultPlan {
    return this.plan;
  }

  replace(plan: FaultPlan): void {
    this.plan = plan;
    this.random = randomFrom(plan.seed ?? 1);
    this.left.clear();
    for (const rule of plan.rules) this.left.set(rule, rule.times ?? Number.POSITIVE_INFINITY);
  }

  next(method: string, operation: string): Fault {
    let fault: Fault = { milliseconds: 0, error: undefined, cut: undefined };
    for (const rule of this.plan.rules) {
      if (!this.strikes(rule, method, operation)) continue;
      fault = combined(fault, rule);
    }
    return fault;
  }

  private strikes(rule: FaultRule, method: string, operation: string): boolean {
    if (rule.operation !== undefined && rule.operation !== operation) return false;
    if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
    const left = this.left.get(rule) ?? 0;
    if (left <= 0 || this.random() >= (rule.probability ?? 1)) return false;
    this.left.set(rule, left - 1);
    return true;
  }
}

function combined(fault: Fault, rule: FaultRule): Fault {
  if (rule.kind === 'latency')
    return { ...fault, milliseconds: fault.milliseconds + (rule.milliseconds ?? 0) };
  if (rule.kind === 'cutBefore') return { ...fault, cut: fault.cut ?? 'before' };
  if (rule.kind === 'cutAfter') return { ...fault, cut: fault.cut ?? 'after' };
  return { ...fault, error: fault.error ?? errorOf(rule) };
}

function errorOf(rule: FaultRule): DataverseError {
  const retryAfter = rule.retryAfter === 0 ? undefined : (rule.retryAfter ?? 1);
  if (rule.kind === 'throttle') {
    return new DataverseError(
      429,
      errorCodes.tooManyRequests,
      'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
      retryAfter,
    );
  }
  if (rule.kind === 'unavailable') {
    return new DataverseError(503, errorCodes.unexpected, 'The service is unavailable.', retryAfter);
  }
  return new DataverseError(500, errorCodes.unexpected, 'An unexpected error occurred.');
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Reads a plan from JSON. @throws DataverseError 400 naming what is wrong. */
export function readFaultPlan(text: string): FaultPlan {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw planError(`it is not JSON: ${(error as Error).message}`);
  }
  const { seed, rules } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Record<
    string,
    unknown
  >;
  if (!Array.isArray(rules)) throw planError('it has no list of rules');
  if (seed !== undefined && typeof seed !== 'number') throw planError('its seed is no number');
  return { ...(seed === undefined ? {} : { seed }), rules: rules.map(readRule) };
}

const ruleFields: Readonly<Record<string, 'string' | 'number'>> = {
  kind: 'string',
  operation: 'string',
  method: 'string',
  probability: 'number',
  milliseconds: 'number',
  retryAfter: 'number',
  times: 'number',
};

function readRule(value: unknown, index: number): FaultRule {
  const rule = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (!faultKinds.some((kind) => kind === rule['kind'])) {
    throw planError(`rule ${index + 1} needs a kind, one of ${faultKinds.join(', ')}`);
  }
  for (const [name, field] of Object.entries(rule)) {
    const type = Object.hasOwn(ruleFields, name) ? ruleFields[name] : undefined;
    if (type === undefined) throw planError(`rule ${index + 1} has an unknown field '${name}'`);
    if (typeof field !== type) throw planError(`field '${name}' of rule ${index + 1} is no ${type}`);
    if (typeof field === 'number' && field < 0)
      throw planError(`field '${name}' of rule ${index + 1} is below 0`);
  }
  // Every field was checked against its type just above.
  return rule as unknown as FaultRule;
}

function planError(what: string): DataverseError {
  return new DataverseError(400, errorCodes.invalidArgument, `The plan of faults is not usable: ${what}.`);
}
