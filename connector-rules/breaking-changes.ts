import { isInternal, readDefinition, type Definition, type Operation } from './reading/definition';
import { listOf, objectOf, pointerTo, textOf, type JsonObject } from './reading/json';
import type { FilePlace, FileRule } from './findings';
import { breaking } from './rules/rule';

/** A definition and the one that was released before it. */
export interface TwoVersions {
  readonly released: Definition;
  readonly current: Definition;
}

export function twoVersions(released: JsonObject, current: JsonObject): TwoVersions {
  return { released: readDefinition(released), current: readDefinition(current) };
}

interface Pair {
  readonly was: Operation;
  readonly is: Operation;
}

/** Operations that both versions have and makers can use. */
function pairs({ released, current }: TwoVersions): readonly Pair[] {
  return released.operations.flatMap((was) => {
    const is = current.operation(was.id);
    return is ? [{ was, is }] : [];
  });
}

interface Field {
  /** Path from the body or the answer, as in `value/groupId`. */
  readonly path: string;
  readonly value: JsonObject;
  readonly required: boolean;
}

/** More fields than these nobody maps one by one; schemas that fan out have an end here. */
const mostFields = 5_000;

function fieldsOf({ resolve }: Definition, root: unknown, name = ''): readonly Field[] {
  const fields: Field[] = [];
  const visit = (schema: unknown, path: string, above: readonly JsonObject[]): void => {
    const value = resolve(schema);
    if (!value || above.includes(value) || fields.length >= mostFields) return;
    const required = listOf(value['required']);
    for (const [property, child] of Object.entries(objectOf(value['properties']))) {
      const resolved = resolve(child);
      if (!resolved) continue;
      const at = path === '' ? property : `${path}/${property}`;
      fields.push({ path: at, value: resolved, required: required.includes(property) });
      visit(child, at, [...above, value]);
    }
    visit(value['items'], path, [...above, value]);
  };
  visit(root, name, []);
  return fields;
}

function inputsOf(definition: Definition, operation: Operation): readonly Field[] {
  return operation.parameters.flatMap(({ value }) =>
    value['in'] === 'body'
      ? fieldsOf(definition, value['schema'], 'body')
      : [{ path: textOf(value['name']) ?? '', value, required: value['required'] === true }],
  );
}

function outputsOf(definition: Definition, operation: Operation): readonly Field[] {
  return Object.values(objectOf(operation.value['responses'])).flatMap((response) =>
    fieldsOf(definition, objectOf(response)['schema']),
  );
}

function operationRule(
  name: string,
  check: (pair: Pair, versions: TwoVersions) => Iterable<string>,
): FileRule<TwoVersions> {
  return {
    name,
    check: (versions) =>
      pairs(versions).flatMap((pair): FilePlace[] =>
        [...check(pair, versions)].map((message) => ({ pointer: pair.is.pointer, message })),
      ),
  };
}

type FieldsOf = (definition: Definition, operation: Operation) => readonly Field[];

function removed(what: string, fields: FieldsOf) {
  return ({ was, is }: Pair, { released, current }: TwoVersions): string[] => {
    const left = fields(current, is).map(({ path }) => path);
    return fields(released, was)
      .filter(({ path, value }) => !left.includes(path) && !isInternal(value))
      .map(({ path }) => `The ${what} '${path}' of '${was.id}' is gone.`);
  };
}

function retyped(what: string, fields: FieldsOf) {
  return ({ was, is }: Pair, { released, current }: TwoVersions): string[] => {
    const now = new Map(fields(current, is).map(({ path, value }) => [path, value['type']]));
    return fields(released, was)
      .filter(({ path, value }) => now.has(path) && now.get(path) !== value['type'])
      .map(
        ({ path, value }) =>
          `The ${what} '${path}' of '${was.id}' was of the type '${String(value['type'])}' and is of the type '${String(now.get(path))}'.`,
      );
  };
}

/** What flows that were made with the released version would break on. */
export const breakingChanges: readonly FileRule<TwoVersions>[] = [
  {
    ...breaking,
    name: 'OperationRemoved',
    check: ({ released, current }) =>
      released.operations
        .filter(({ id, value }) => !current.operation(id) && !isInternal(value))
        .map(({ id, pointer }) => ({
          pointer,
          message: `The operation '${id}' is gone; deprecate it instead.`,
        })),
  },
  operationRule('OperationKindChanged', ({ was, is }) =>
    (was.value['x-ms-trigger'] === undefined) !== (is.value['x-ms-trigger'] === undefined)
      ? [`'${was.id}' turned from an action into a trigger or back.`]
      : [],
  ),
  operationRule('InputRemoved', removed('input', inputsOf)),
  operationRule('InputTypeChanged', retyped('input', inputsOf)),
  operationRule('InputBecameRequired', ({ was, is }, { released, current }) => {
    const before = new Map(inputsOf(released, was).map(({ path, required }) => [path, required]));
    return inputsOf(current, is)
      .filter(({ path, required, value }) => required && before.get(path) !== true && !isInternal(value))
      .map(({ path }) => `The input '${path}' of '${was.id}' is required now.`);
  }),
  operationRule('InputChoiceRemoved', ({ was, is }, { released, current }) => {
    const now = new Map(inputsOf(current, is).map(({ path, value }) => [path, value['enum']]));
    return inputsOf(released, was).flatMap(({ path, value }) => {
      const left = now.get(path);
      return Array.isArray(left)
        ? listOf(value['enum'])
            .filter((choice) => !left.includes(choice))
            .map((choice) => `The input '${path}' of '${was.id}' does not take '${String(choice)}' any more.`)
        : [];
    });
  }),
  operationRule('OutputRemoved', removed('output', outputsOf)),
  operationRule('OutputTypeChanged', retyped('output', outputsOf)),
  {
    ...breaking,
    name: 'VersionNotRaised',
    check: ({ released, current }) => {
      const version = ({ document }: Definition) => textOf(objectOf(document['info'])['version']);
      const differs = JSON.stringify(released.document) !== JSON.stringify(current.document);
      return differs && version(released) === version(current)
        ? [
            {
              pointer: pointerTo('/info', 'version'),
              message: `The definition differs from the released one, but both have the version '${version(current)}'.`,
            },
          ]
        : [];
    },
  },
];
