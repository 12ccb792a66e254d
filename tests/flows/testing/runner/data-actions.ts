import type { ActionDefinition, JsonObject, JsonValue } from '../../../../scripts/picturing/flow-definition';
import { holds } from './conditions';
import { evaluate } from './expressions';
import { failed, succeeded, Termination, type ActionHandler } from './run';

/** The inputs of an action that takes an object. */
export function inputsOf(action: ActionDefinition): JsonObject {
  const { inputs } = action;
  return typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs)
    ? (inputs as JsonObject)
    : {};
}

function asList(value: JsonValue): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}

const notAnArray = (name: string) =>
  failed('InvalidTemplate', `The 'from' of the action '${name}' is not an array.`);

export const dataActions: Readonly<Record<string, ActionHandler>> = {
  Compose: (_name, action, scope, { state }) => succeeded(evaluate(action.inputs, { state, scope })),

  ParseJson: (_name, action, scope, { state }) =>
    succeeded({ body: evaluate(inputsOf(action)['content'], { state, scope }) }),

  Select: (name, action, scope, { state }) => {
    const { from, select } = inputsOf(action);
    const items = asList(evaluate(from, { state, scope }));
    if (!items) return notAnArray(name);
    return succeeded({ body: items.map((item) => evaluate(select, { state, scope, item })) });
  },

  Query: (name, action, scope, { state }) => {
    const { from, where } = inputsOf(action);
    const items = asList(evaluate(from, { state, scope }));
    if (!items) return notAnArray(name);
    return succeeded({ body: items.filter((item) => holds(where, { state, scope, item })) });
  },

  Response: (_name, action, scope, run) => {
    const response = evaluate(action.inputs, { state: run.state, scope }) as JsonObject;
    run.response = response;
    return succeeded(response);
  },

  /** Time is the tests' own, so nothing waits. */
  Wait: () => succeeded(null),

  Terminate: (_name, action, scope, { state }) => {
    const inputs = evaluate(action.inputs, { state, scope }) as JsonObject;
    const error = inputs['runError'] as { code?: string; message?: string } | undefined;
    throw new Termination(
      inputs['runStatus'] as 'Succeeded' | 'Failed' | 'Cancelled',
      error && { code: error.code ?? '', message: error.message ?? '' },
    );
  },
};
