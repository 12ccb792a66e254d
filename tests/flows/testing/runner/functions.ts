import { ExpressionFunctions, Options } from 'adaptive-expressions';
import type { JsonValue } from '../../../../scripts/picturing/flow-definition';
import { findLoop, findResult, type Place } from './run-scope';

/** A function of the workflow definition language; throws an Error whose message says what is wrong. */
export type FlowFunction = (args: readonly JsonValue[], place: Place) => JsonValue;

/**
 * Functions that adaptive-expressions lacks, and those in which the two languages differ: collections are
 * compared as wholes and quickly, and what is wrong is an error instead of nothing.
 * Source: "Reference guide to workflow expression functions in Azure Logic Apps and Power Automate".
 */
export const flowFunctions: Readonly<Record<string, FlowFunction>> = {
  actions: ([name], { scope }) => {
    const result = resultOf(name, scope);
    return { name: text('actions', name), status: result.status, outputs: result.outputs };
  },
  body: ([name], { scope }) => property(resultOf(name, scope).outputs, 'body'),
  chunk: ([collection, size]) => chunk(collection, size),
  contains: ([collection, value]) => contains(collection, value),
  decodeuricomponent: ([value]) => decodeURIComponent(text('decodeUriComponent', value)),
  element: ([collection, index]) => element(collection, index),
  encodeuricomponent: ([value]) => encodeURIComponent(text('encodeUriComponent', value)),
  intersection: (collections) => intersection(collections.map((value) => list('intersection', value))),
  item: (_args, { item, scope }) => {
    if (item !== undefined) return item;
    const loop = findLoop(scope);
    if (!loop) throw new Error("'item' is used outside of a loop.");
    return loop.item;
  },
  items: ([name], { scope }) => {
    const loop = findLoop(scope, text('items', name));
    if (!loop) throw new Error(`'items' names the loop '${String(name)}', in which this action is not.`);
    return loop.item;
  },
  length: ([value]) => (typeof value === 'string' ? value.length : list('length', value).length),
  outputs: ([name], { scope }) => resultOf(name, scope).outputs,
  parameters: ([name], { state }) => known('parameters', state.parameters, name),
  triggerbody: (_args, { state }) => property(state.trigger.outputs, 'body'),
  triggeroutputs: (_args, { state }) => state.trigger.outputs,
  union: (collections) => unique(collections.flatMap((value) => list('union', value))),
  utcnow: (_args, { state }) => state.now().toISOString(),
  variables: ([name], { state }) => known('variables', Object.fromEntries(state.variables), name),
  workflow: (_args, { state }) => state.workflow,
  xml: ([value]) => text('xml', value),
  xpath: ([document, path]) => xpath(text('xpath', document), text('xpath', path)),
};

function resultOf(name: JsonValue | undefined, scope: Place['scope']) {
  const result = findResult(scope, text('outputs', name));
  if (!result) throw new Error(`The action '${String(name)}' has not run where its result is asked for.`);
  return result;
}

function property(value: JsonValue, name: string): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return (value as Readonly<Record<string, JsonValue>>)[name] ?? null;
}

/** What `?[...]` gives: nothing where there is nothing. */
function element(collection: JsonValue | undefined, index: JsonValue | undefined): JsonValue {
  if (Array.isArray(collection)) return (collection as readonly JsonValue[])[Number(index)] ?? null;
  return property(collection ?? null, String(index));
}

function known(
  kind: string,
  values: Readonly<Record<string, JsonValue>>,
  name: JsonValue | undefined,
): JsonValue {
  const value = values[text(kind, name)];
  if (value === undefined) throw new Error(`'${kind}' names '${String(name)}', which there is not.`);
  return value;
}

function text(name: string, value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  throw new Error(`The function '${name}' expects a text; the value is of type ${typeOf(value)}.`);
}

function list(name: string, value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  throw new Error(
    `The function '${name}' expects an array or a text; the value is of type ${typeOf(value)}.`,
  );
}

function typeOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'Null';
  return Array.isArray(value) ? 'Array' : typeof value;
}

function chunk(collection: JsonValue | undefined, size: JsonValue | undefined): JsonValue {
  if (typeof size !== 'number' || size < 1)
    throw new Error("The function 'chunk' expects a size of at least 1.");
  const all = typeof collection === 'string' ? collection : list('chunk', collection);
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}

const keysOf = new WeakMap<object, ReadonlySet<string>>();

function contains(collection: JsonValue | undefined, value: JsonValue | undefined): boolean {
  if (typeof collection === 'string') return collection.includes(text('contains', value));
  if (Array.isArray(collection))
    return indexOf(collection as readonly JsonValue[]).has(JSON.stringify(value));
  if (typeof collection === 'object' && collection !== null) return String(value) in collection;
  throw new Error(
    `The function 'contains' expects a collection; the value is of type ${typeOf(collection)}.`,
  );
}

/** Arrays of a run are never changed in place, so what was looked up once stays true. */
function indexOf(collection: readonly JsonValue[]): ReadonlySet<string> {
  const index = keysOf.get(collection) ?? new Set(collection.map((item) => JSON.stringify(item)));
  keysOf.set(collection, index);
  return index;
}

function unique(values: readonly JsonValue[]): JsonValue {
  return Array.from(new Map(values.map((value) => [JSON.stringify(value), value])).values());
}

function intersection(collections: readonly (readonly JsonValue[])[]): JsonValue {
  const [first = [], ...others] = collections;
  return unique(first.filter((value) => others.every((other) => contains(other, value))));
}

function xpath(document: string, path: string): JsonValue {
  const evaluate = ExpressionFunctions.standardFunctions.get('xPath');
  if (!evaluate) throw new Error('adaptive-expressions has no function xPath any more.');
  const constant = (value: string) => ({ tryEvaluate: () => ({ value, error: undefined }) });
  const expression = { children: [constant(document), constant(path)], toString: () => 'xpath' };
  const { value, error } = evaluate.tryEvaluate(
    expression as unknown as Parameters<typeof evaluate.tryEvaluate>[0],
    {} as Parameters<typeof evaluate.tryEvaluate>[1],
    new Options(),
  ) as { value: JsonValue; error?: string };
  if (error !== undefined) throw new Error(error);
  return value;
}
