import { nestedActionsOf, type ActionDefinition, type Actions } from './runner';

/** A step of a flow. */
export interface Step {
  readonly name: string;
  readonly action: ActionDefinition;
  /** Names of the steps around it, the nearest first. */
  readonly around: readonly string[];
}

/** All steps, at any depth. */
export function stepsIn(actions: Actions, around: readonly string[] = []): Step[] {
  return Object.entries(actions).flatMap(([name, action]) => [
    { name, action, around },
    ...nestedActionsOf(action).flatMap((nested) => stepsIn(nested.actions, [name, ...around])),
  ]);
}

/** Steps whose own steps run any number of times. */
export const loops = new Set(['Foreach', 'Until']);

/** A loop's steps are seen from inside only. */
export function isVisibleFrom(step: Step, other: Step, steps: ReadonlyMap<string, Step>): boolean {
  const loopsAround = other.around.filter((name) => loops.has(steps.get(name)?.action.type ?? ''));
  return loopsAround.every((loop) => step.around.includes(loop) || step.name === loop);
}

/** What a step evaluates itself, without the steps inside it. */
export function ownValues({ inputs, expression, foreach }: ActionDefinition): unknown[] {
  return [inputs, expression, foreach];
}

/** What an expression names by calls of the functions. */
export const namesIn = (expression: string, functions: string) =>
  Array.from(
    expression.matchAll(new RegExp(`\\b(?:${functions})\\('([^']*)'\\)`, 'g')),
    (match) => match[1] ?? '',
  );
