import type { JsonObject, JsonValue, Status } from '../../../../scripts/picturing/flow-definition';

export interface ActionError {
  readonly code: string;
  readonly message: string;
}

/** How an action ended. */
export interface ActionResult {
  readonly status: Status;
  /** What `outputs('name')` gives. */
  readonly outputs: JsonValue;
  readonly error?: ActionError;
}

interface Loop {
  readonly name: string;
  readonly item: JsonValue;
}

/** A loop's turn has a scope of its own: results inside it are seen from inside only. */
export interface RunScope {
  readonly results: Map<string, ActionResult>;
  readonly loop?: Loop;
  readonly parent?: RunScope;
}

/** What a run keeps for all of its scopes. */
export interface RunState {
  readonly variables: Map<string, JsonValue>;
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly trigger: { readonly outputs: JsonValue };
  readonly workflow: JsonObject;
  readonly now: () => Date;
}

/** Where an expression stands. */
export interface Place {
  readonly state: RunState;
  readonly scope: RunScope;
  /** Item of the Select or Query that is being worked on. */
  readonly item?: JsonValue;
}

export function findResult(scope: RunScope | undefined, name: string): ActionResult | undefined {
  if (!scope) return undefined;
  return scope.results.get(name) ?? findResult(scope.parent, name);
}

export function findLoop(scope: RunScope | undefined, name?: string): Loop | undefined {
  if (!scope) return undefined;
  if (scope.loop && (name === undefined || scope.loop.name === name)) return scope.loop;
  return findLoop(scope.parent, name);
}
