/** Any value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export type Status = 'Succeeded' | 'Failed' | 'Skipped' | 'TimedOut';

export type Actions = Readonly<Record<string, ActionDefinition>>;

/** An action as the workflow definition language writes it. Source: Workflow Definition Language schema, 2016-06-01. */
export interface ActionDefinition {
  readonly type: string;
  readonly runAfter?: Readonly<Record<string, readonly Status[]>>;
  readonly inputs?: JsonValue;
  readonly description?: string;
  /** Steps of a Scope, of the yes side of an If, of a Foreach and of an Until. */
  readonly actions?: Actions;
  readonly else?: { readonly actions: Actions };
  readonly cases?: Readonly<Record<string, { readonly case: JsonValue; readonly actions: Actions }>>;
  readonly default?: { readonly actions: Actions };
  readonly expression?: JsonValue;
  readonly foreach?: string;
  readonly limit?: { readonly count?: number; readonly timeout?: string };
  readonly runtimeConfiguration?: {
    readonly concurrency?: { readonly repetitions?: number };
    readonly paginationPolicy?: { readonly minimumItemCount: number };
    readonly secureData?: { readonly properties: readonly string[] };
  };
}

export interface TriggerDefinition {
  readonly type: string;
  readonly kind?: string;
  readonly inputs?: JsonValue;
  readonly recurrence?: { readonly frequency: string; readonly interval: number };
  /** Starts one run for each item. */
  readonly splitOn?: string;
}

export interface ParameterDefinition {
  readonly type: string;
  readonly defaultValue?: JsonValue;
  readonly metadata?: { readonly schemaName?: string; readonly description?: string };
}

export interface WorkflowDefinition {
  readonly $schema: string;
  readonly contentVersion: string;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly triggers: Readonly<Record<string, TriggerDefinition>>;
  readonly actions: Actions;
  readonly description?: string;
}

export interface ConnectionReference {
  readonly runtimeSource: string;
  readonly connection: { readonly connectionReferenceLogicalName: string };
  readonly api: { readonly name: string; readonly logicalName?: string };
}

/** What a file in Workflows/ holds. */
export interface FlowFile {
  readonly properties: {
    readonly connectionReferences: Readonly<Record<string, ConnectionReference>>;
    readonly definition: WorkflowDefinition;
  };
  readonly schemaVersion: string;
}

/** Inputs of an OpenApiConnection action or trigger. */
export interface OperationInputs {
  readonly host: { readonly connectionName: string; readonly operationId: string; readonly apiId: string };
  readonly parameters: JsonObject;
  readonly retryPolicy?: RetryPolicy;
}

export interface RetryPolicy {
  readonly type: 'none' | 'fixed' | 'exponential';
  readonly count?: number;
  /** ISO 8601 durations. */
  readonly interval?: string;
  readonly minimumInterval?: string;
  readonly maximumInterval?: string;
}

export interface NestedActions {
  /** Where it stands in its action: `actions`, `else`, the name of a case, `default`. */
  readonly branch: string;
  readonly actions: Actions;
}

/** The groups of steps inside an action, in the order in which the designer shows them. */
export function nestedActionsOf(action: ActionDefinition): NestedActions[] {
  return [
    ...(action.actions ? [{ branch: 'actions', actions: action.actions }] : []),
    ...(action.else ? [{ branch: 'else', actions: action.else.actions }] : []),
    ...Object.entries(action.cases ?? {}).map(([branch, { actions }]) => ({ branch, actions })),
    ...(action.default ? [{ branch: 'default', actions: action.default.actions }] : []),
  ];
}
