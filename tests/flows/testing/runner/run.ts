import type {
  ActionDefinition,
  Actions,
  FlowFile,
  JsonObject,
  JsonValue,
  Status,
} from '../../../../scripts/picturing/flow-definition';
import type { Connection } from './connection';
import type { ActionError, ActionResult, RunScope, RunState } from './run-scope';

/** Ends the whole run at once. */
export class Termination extends Error {
  override readonly name = 'Termination';

  constructor(
    readonly status: 'Succeeded' | 'Failed' | 'Cancelled',
    readonly error: ActionError | undefined,
  ) {
    super(error?.message ?? status);
  }
}

/** One line of the run history; a loop's steps have one line a turn. */
export interface HistoryLine {
  readonly action: string;
  readonly result: ActionResult;
}

export interface RunOptions {
  /** By connection name, the key in the flow's connectionReferences. */
  readonly connections: Readonly<Record<string, Connection>>;
  /** Values of environment variables by schema name; others keep their default. */
  readonly environmentVariables?: Readonly<Record<string, string>>;
  /** What the trigger hands over: the inputs of a button, an item of a list. */
  readonly triggerBody?: JsonValue;
  readonly now?: () => Date;
  /** Waits between two tries; instantly over when absent. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** What all steps of a run share. */
export interface Run {
  readonly file: FlowFile;
  readonly state: RunState;
  readonly options: RunOptions;
  readonly history: HistoryLine[];
  response?: JsonObject;
  /** Runs a group of steps: what actions that hold others need. */
  runActions(actions: Actions, scope: RunScope): Promise<Status>;
}

/** Carries out one action; throws an ExpressionFailure when an expression of it fails. */
export type ActionHandler = (
  name: string,
  action: ActionDefinition,
  scope: RunScope,
  run: Run,
) => ActionResult | Promise<ActionResult>;

export function succeeded(outputs: JsonValue): ActionResult {
  return { status: 'Succeeded', outputs };
}

export function failed(code: string, message: string, outputs: JsonValue = null): ActionResult {
  return { status: 'Failed', outputs, error: { code, message } };
}
