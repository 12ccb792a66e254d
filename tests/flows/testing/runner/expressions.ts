import { Expression, ExpressionEvaluator, ExpressionFunctions, ReturnType } from 'adaptive-expressions';
import type { JsonObject, JsonValue } from '../../../../scripts/picturing/flow-definition';
import { readTemplate, toAdaptiveExpression } from './expression-text';
import { flowFunctions, type FlowFunction } from './functions';
import type { Place } from './run-scope';

/** An expression that cannot be evaluated fails its action; the message is what the run history would show. */
export class ExpressionFailure extends Error {
  override readonly name = 'ExpressionFailure';
}

/** Evaluation is synchronous, so the functions of the run find their place here while it lasts. */
let currentPlace: Place | undefined;

const standardNames = new Map(
  Array.from(ExpressionFunctions.standardFunctions.keys(), (name) => [name.toLowerCase(), name]),
);

function evaluatorOf(name: string): ExpressionEvaluator {
  const own = flowFunctions[name.toLowerCase()];
  if (own) return ownEvaluator(name, own);
  const standard = standardNames.get(name.toLowerCase());
  const evaluator = standard === undefined ? undefined : ExpressionFunctions.standardFunctions.get(standard);
  if (!evaluator) throw new ExpressionFailure(`There is no function '${name}'.`);
  return evaluator;
}

function ownEvaluator(name: string, run: FlowFunction): ExpressionEvaluator {
  return new ExpressionEvaluator(
    name,
    (expression, memory, options) => {
      const args: JsonValue[] = [];
      for (const child of expression.children) {
        const { value, error } = child.tryEvaluate(memory, options) as { value: unknown; error?: string };
        if (error !== undefined) return { value: undefined, error };
        args.push((value ?? null) as JsonValue);
      }
      if (!currentPlace) return { value: undefined, error: `'${name}' is evaluated outside of a run.` };
      try {
        return { value: run(args, currentPlace), error: undefined as unknown as string };
      } catch (error) {
        return { value: undefined, error: (error as Error).message };
      }
    },
    ReturnType.Object,
  );
}

const parsed = new Map<string, Expression>();

/** @throws ExpressionFailure when it is no expression or names a function that there is not. */
export function parseExpression(text: string): Expression {
  const known = parsed.get(text);
  if (known) return known;
  try {
    const expression = Expression.parse(toAdaptiveExpression(text), evaluatorOf);
    parsed.set(text, expression);
    return expression;
  } catch (error) {
    throw new ExpressionFailure(`"${text}" is no expression: ${(error as Error).message}`);
  }
}

function evaluateExpression(text: string, place: Place): JsonValue {
  const expression = parseExpression(text);
  const before = currentPlace;
  currentPlace = place;
  try {
    const { value, error } = expression.tryEvaluate({}) as { value: unknown; error?: string };
    if (error !== undefined) throw new ExpressionFailure(`"${text}" could not be evaluated: ${error}`);
    return (value ?? null) as JsonValue;
  } finally {
    currentPlace = before;
  }
}

/**
 * A value of a definition with every expression in it evaluated.
 * @throws ExpressionFailure
 */
export function evaluate(value: JsonValue | undefined, place: Place): JsonValue {
  if (value === undefined) return null;
  if (typeof value === 'string') return evaluateText(value, place);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => evaluate(item, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, item]) => [key, evaluate(item, place)]),
  );
}

function evaluateText(text: string, place: Place): JsonValue {
  const template = readTemplate(text);
  if (template.kind === 'literal') return template.text;
  if (template.kind === 'expression') return evaluateExpression(template.text, place);
  return template.parts
    .map((part) => (part.isExpression ? printed(evaluateExpression(part.text, place)) : part.text))
    .join('');
}

/** Nothing prints as nothing; objects print as JSON. */
function printed(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
