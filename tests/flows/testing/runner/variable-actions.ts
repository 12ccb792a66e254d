import type { ActionDefinition, JsonObject, JsonValue } from '../../../../scripts/picturing/flow-definition';
import { evaluate } from './expressions';
import { inputsOf } from './data-actions';
import { failed, succeeded, type ActionHandler, type Run } from './run';
import type { ActionResult, RunScope } from './run-scope';

/** The values that variables have as long as nothing is set, by the type they are declared with. */
const empty: Readonly<Record<string, JsonValue>> = { array: [], object: {}, string: '', boolean: false };

type Change = (current: JsonValue, value: JsonValue) => JsonValue | undefined;

/** Changes a variable in one step: nothing else runs between reading and writing, as the platform promises. */
function changing(change: Change): ActionHandler {
  return (name, action, scope, run) => {
    const { variable, value } = read(action, scope, run);
    const current = run.state.variables.get(variable);
    if (current === undefined)
      return failed('InvalidTemplate', `The variable '${variable}' of '${name}' is not initialized.`);
    const changed = change(current, value);
    if (changed === undefined) {
      return failed('InvalidVariableOperation', `The variable '${variable}' does not take this value.`);
    }
    run.state.variables.set(variable, changed);
    return succeeded({ body: { name: variable, value: changed } });
  };
}

function read(
  action: ActionDefinition,
  scope: RunScope,
  { state }: Run,
): { variable: string; value: JsonValue } {
  const { name, value } = evaluate(inputsOf(action), { state, scope }) as JsonObject;
  return { variable: String(name), value: value ?? null };
}

function kindOf(value: JsonValue): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function initialize(action: ActionDefinition, scope: RunScope, { state }: Run): ActionResult {
  const variables = inputsOf(action)['variables'] as readonly JsonObject[];
  for (const variable of variables) {
    const name = String(variable['name']);
    const type = String(variable['type']).toLowerCase();
    const value =
      variable['value'] === undefined ? (empty[type] ?? null) : evaluate(variable['value'], { state, scope });
    state.variables.set(name, value);
  }
  return succeeded({ body: {} });
}

export const variableActions: Readonly<Record<string, ActionHandler>> = {
  InitializeVariable: (_name, action, scope, run) => initialize(action, scope, run),
  SetVariable: changing((current, value) =>
    current === null || kindOf(current) === kindOf(value) ? value : undefined,
  ),
  IncrementVariable: changing((current, value) =>
    typeof current === 'number' ? current + Number(value ?? 1) : undefined,
  ),
  DecrementVariable: changing((current, value) =>
    typeof current === 'number' ? current - Number(value ?? 1) : undefined,
  ),
  AppendToArrayVariable: changing((current, value) =>
    Array.isArray(current) ? [...(current as readonly JsonValue[]), value] : undefined,
  ),
  AppendToStringVariable: changing((current, value) =>
    typeof current === 'string' ? current + String(value ?? '') : undefined,
  ),
};
