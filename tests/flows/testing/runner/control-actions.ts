import { holds } from './conditions';
import type {
  ActionDefinition,
  Actions,
  JsonValue,
  Status,
} from '../../../../scripts/picturing/flow-definition';
import { evaluate } from './expressions';
import { failed, succeeded, type ActionHandler, type Run } from './run';
import type { ActionResult, RunScope } from './run-scope';

/** The platform's own limits. Source: "Limits for automated, scheduled, and instant flows". */
const turnsAtOnceByDefault = 20;
const turnsAtOnceAtMost = 50;
const turnsAtMost = 100_000;
const turnsOfUntilByDefault = 60;

const childFailed = (name: string) =>
  failed('ActionFailed', `An action in '${name}' failed. No dependent actions succeeded.`);

async function runGroup(
  name: string,
  actions: Actions,
  scope: RunScope,
  run: Run,
  outputs: JsonValue = null,
): Promise<ActionResult> {
  const status = await run.runActions(actions, scope);
  return status === 'Succeeded' ? succeeded(outputs) : childFailed(name);
}

const runIf: ActionHandler = (name, action, scope, run) => {
  const isTrue = holds(action.expression, { state: run.state, scope });
  const actions = isTrue ? action.actions : action.else?.actions;
  return runGroup(name, actions ?? {}, scope, run, { expressionResult: isTrue });
};

const runSwitch: ActionHandler = (name, action, scope, run) => {
  const value = evaluate(action.expression, { state: run.state, scope });
  const match = Object.values(action.cases ?? {}).find(
    (branch) => JSON.stringify(branch.case) === JSON.stringify(value),
  );
  return runGroup(name, match?.actions ?? action.default?.actions ?? {}, scope, run);
};

const runForeach: ActionHandler = async (name, action, scope, run) => {
  const items = evaluate(action.foreach, { state: run.state, scope });
  if (!Array.isArray(items)) return failed('InvalidTemplate', `'${name}' does not go over an array.`);
  if (items.length > turnsAtMost)
    return failed('TooManyTurns', `'${name}' has ${items.length} turns; ${turnsAtMost} is the most.`);
  const statuses = await runTurns(name, action, items as readonly JsonValue[], scope, run);
  return statuses.every((status) => status === 'Succeeded') ? succeeded(null) : childFailed(name);
};

/** As many turns at a time as the definition says; each sees its own results only. */
async function runTurns(
  name: string,
  action: ActionDefinition,
  items: readonly JsonValue[],
  scope: RunScope,
  run: Run,
): Promise<Status[]> {
  const atOnce = Math.min(
    action.runtimeConfiguration?.concurrency?.repetitions ?? turnsAtOnceByDefault,
    turnsAtOnceAtMost,
  );
  const statuses: Status[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const index = next++;
      const turn: RunScope = {
        results: new Map(),
        loop: { name, item: items[index] ?? null },
        parent: scope,
      };
      statuses[index] = await run.runActions(action.actions ?? {}, turn);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return statuses;
}

const runUntil: ActionHandler = async (name, action, scope, run) => {
  const atMost = action.limit?.count ?? turnsOfUntilByDefault;
  for (let turn = 1; turn <= atMost; turn++) {
    const inside: RunScope = { results: new Map(), parent: scope };
    const status = await run.runActions(action.actions ?? {}, inside);
    if (holds(action.expression, { state: run.state, scope: inside })) {
      return status === 'Succeeded' ? succeeded({ iterationCount: turn }) : childFailed(name);
    }
  }
  return { ...failed('LoopLimitReached', `'${name}' ended after ${atMost} turns.`), status: 'TimedOut' };
};

export const controlActions: Readonly<Record<string, ActionHandler>> = {
  Scope: (name, action, scope, run) => runGroup(name, action.actions ?? {}, scope, run),
  If: runIf,
  Switch: runSwitch,
  Foreach: runForeach,
  Until: runUntil,
};
