import type { FlowFile, JsonObject, JsonValue } from '../../../../scripts/picturing/flow-definition';
import { runActions } from './run-actions';
import { Termination, type HistoryLine, type Run, type RunOptions } from './run';
import type { ActionError, ActionResult } from './run-scope';

/** A run that has ended, as its history shows it. */
export interface FinishedRun {
  readonly status: 'Succeeded' | 'Failed' | 'Cancelled';
  readonly error?: ActionError;
  readonly history: readonly HistoryLine[];
  readonly variables: ReadonlyMap<string, JsonValue>;
  readonly response?: JsonObject;
  /** Outputs of the last step of this name. */
  outputsOf(action: string): JsonValue | undefined;
}

/** Runs a flow once, from what its trigger hands over to its end. */
export async function runFlow(file: FlowFile, options: RunOptions): Promise<FinishedRun> {
  const run: Run = {
    file,
    options,
    history: [],
    runActions: (actions, scope) => runActions(actions, scope, run),
    state: {
      variables: new Map(),
      parameters: parametersOf(file, options.environmentVariables ?? {}),
      trigger: { outputs: { body: options.triggerBody ?? null } },
      workflow: { run: { name: 'run' }, tags: {} },
      now: options.now ?? (() => new Date()),
    },
  };
  const scope = { results: new Map<string, ActionResult>() };
  try {
    const status = await runActions(file.properties.definition.actions, scope, run);
    if (status === 'Succeeded') return finished(run, 'Succeeded');
    return finished(run, 'Failed', firstErrorIn(run.history));
  } catch (error) {
    if (error instanceof Termination) return finished(run, error.status, error.error);
    throw error;
  }
}

function parametersOf(
  file: FlowFile,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    Object.entries(file.properties.definition.parameters).map(([name, { metadata, defaultValue }]) => {
      const value = metadata?.schemaName === undefined ? undefined : values[metadata.schemaName];
      return [name, value ?? defaultValue ?? ''];
    }),
  );
}

function firstErrorIn(history: readonly HistoryLine[]): ActionError {
  const line = history.find(({ result }) => result.status === 'Failed');
  const { code, message } = line?.result.error ?? { code: 'ActionFailed', message: 'no reason given' };
  return { code, message: `${line?.action ?? ''}: ${message}` };
}

function finished(run: Run, status: FinishedRun['status'], error?: ActionError): FinishedRun {
  return {
    status,
    ...(error ? { error } : {}),
    history: run.history,
    variables: run.state.variables,
    ...(run.response ? { response: run.response } : {}),
    outputsOf: (action) => run.history.filter((line) => line.action === action).at(-1)?.result.outputs,
  };
}
