import type { ActionDefinition, Actions, Status } from '../../../../scripts/picturing/flow-definition';
import { ExpressionFailure } from './expressions';
import { dataActions } from './data-actions';
import { variableActions } from './variable-actions';
import { callOperation } from './operation-action';
import { failed, type ActionHandler, type Run } from './run';
import type { ActionResult, RunScope } from './run-scope';
import { controlActions } from './control-actions';

const handlers: Readonly<Record<string, ActionHandler>> = {
  ...dataActions,
  ...variableActions,
  ...controlActions,
  OpenApiConnection: callOperation,
  // A webhook's answer comes when somebody gave it; here at once.
  OpenApiConnectionWebhook: callOperation,
};

export const knownActionTypes: ReadonlySet<string> = new Set(Object.keys(handlers));

/**
 * Runs the steps of one group, each as soon as those it runs after have ended, and answers how the group ended.
 * @throws Termination
 */
export async function runActions(actions: Actions, scope: RunScope, run: Run): Promise<Status> {
  const started = new Map<string, Promise<Status>>();
  const start = (name: string): Promise<Status> => {
    const already = started.get(name);
    if (already) return already;
    const action = actions[name];
    if (!action) return Promise.reject(new Error(`There is no step '${name}' to run after.`));
    const ended = runInTurn(name, action, start, scope, run);
    started.set(name, ended);
    return ended;
  };
  await Promise.all(Object.keys(actions).map(start));
  return statusOfGroup(actions, scope);
}

async function runInTurn(
  name: string,
  action: ActionDefinition,
  start: (name: string) => Promise<Status>,
  scope: RunScope,
  run: Run,
): Promise<Status> {
  const conditions = Object.entries(action.runAfter ?? {});
  const statuses = await Promise.all(conditions.map(([before]) => start(before)));
  const mayRun = conditions.every(([, allowed], index) => allowed.includes(statuses[index] ?? 'Skipped'));
  const result = mayRun ? await carryOut(name, action, scope, run) : skipped;
  scope.results.set(name, result);
  run.history.push({ action: name, result });
  return result.status;
}

const skipped: ActionResult = { status: 'Skipped', outputs: null };

async function carryOut(
  name: string,
  action: ActionDefinition,
  scope: RunScope,
  run: Run,
): Promise<ActionResult> {
  const handler = handlers[action.type];
  if (!handler) return failed('NotSupported', `The runner knows no action of type '${action.type}'.`);
  try {
    return await handler(name, action, scope, run);
  } catch (error) {
    if (error instanceof ExpressionFailure) return failed('InvalidTemplate', error.message);
    throw error;
  }
}

/**
 * A group fails when one of its last steps failed; for a last step that was skipped, those before it count.
 * Source: "Handle errors and exceptions", evaluating the status of branches.
 */
function statusOfGroup(actions: Actions, scope: RunScope): Status {
  const before = new Set(Object.values(actions).flatMap((action) => Object.keys(action.runAfter ?? {})));
  const last = Object.keys(actions).filter((name) => !before.has(name));
  const hasFailed = (name: string): boolean => {
    const status = scope.results.get(name)?.status ?? 'Skipped';
    if (status !== 'Skipped') return status === 'Failed' || status === 'TimedOut';
    return Object.keys(actions[name]?.runAfter ?? {}).some(hasFailed);
  };
  return last.some(hasFailed) ? 'Failed' : 'Succeeded';
}
