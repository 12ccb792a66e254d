import { isSuccess, jsonObjectOf, type GatewayAnswer } from './http-message';
import type { Policy } from './policies';
import { fillFromBody, valueInBody } from './template-expression';

type PollingTrigger = Extract<Policy, { kind: 'pollingTrigger' }>;

/** Query parameters that the next check adds: what the trigger remembers between two checks. */
export type TriggerState = Readonly<Record<string, string>>;

/** Name of the query parameter that carries the state in the Location of an answer. */
export const stateParameter = 'triggerState';

const secondsUntilNextCheck = 60;

/** Real paths stand behind this prefix, so that a trigger and an action may share one. */
export function pathWithoutTriggerPrefix(path: string): string {
  return path.replace(/^\/trigger(?=\/)/i, '');
}

export function printTriggerState(state: TriggerState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/** The state in an address; undefined when there is none or somebody else wrote it. */
export function readTriggerState(text: string | null): TriggerState | undefined {
  if (text === null) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as TriggerState;
  } catch {
    return undefined;
  }
}

/**
 * Turns the answer of a list into the answer of a polling trigger: 202 when there is nothing to fire for, 200 with
 * the rows when there is. The first check only remembers where to begin; as long as there is no row, nothing is
 * remembered, and the next check is a first one again.
 * Source: "Use a polling trigger"; what happens on an empty first answer is assumed.
 * @param locationOf the address of the next check, given the state to put into it
 */
export function answerOfTrigger(
  policy: PollingTrigger,
  answer: GatewayAnswer,
  state: TriggerState | undefined,
  locationOf: (state: TriggerState | undefined) => string,
): GatewayAnswer {
  const body = jsonObjectOf(answer);
  if (!isSuccess(answer) || !body) return answer;
  const items = valueInBody(policy.itemsPath, body);
  const hasItems = Array.isArray(items) && items.length > 0;
  const next = hasItems ? stateAfter(policy, body) : state;
  const headers = { location: locationOf(next), 'retry-after': String(secondsUntilNextCheck) };
  if (state === undefined || !hasItems) return { status: 202, headers };
  return { ...answer, status: 200, headers: { ...answer.headers, ...headers } };
}

function stateAfter(policy: PollingTrigger, body: unknown): TriggerState | undefined {
  const entries = Object.entries(policy.queryTemplates).map(
    ([name, template]) => [name, fillFromBody(template, body)] as const,
  );
  const complete = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  return complete.length === entries.length ? Object.fromEntries(complete) : undefined;
}
