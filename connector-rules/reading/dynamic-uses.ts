import type { Definition, Located, Operation } from './definition';
import { isObject, objectOf, pointerTo, type JsonObject } from './json';

const extensions = [
  'x-ms-dynamic-values',
  'x-ms-dynamic-list',
  'x-ms-dynamic-schema',
  'x-ms-dynamic-properties',
] as const;
export type Extension = (typeof extensions)[number];

/** A use of another operation to fill a list or a schema, seen from one operation that has it. */
export interface Use {
  readonly extension: Extension;
  readonly content: JsonObject;
  /** What the extension stands on. */
  readonly holder: JsonObject;
  readonly pointer: string;
  readonly source: Operation;
  readonly target: Operation | undefined;
}

const known = new WeakMap<Definition, readonly Use[]>();

/** The uses in the inputs of all operations, each at the place where it is written. */
export function usesOf(definition: Definition): readonly Use[] {
  const uses = known.get(definition) ?? definition.operations.flatMap((source) => usesBy(definition, source));
  known.set(definition, uses);
  return uses;
}

/** Each schema is looked at once for an operation, so schemas that hold themselves have an end. */
function usesBy(definition: Definition, source: Operation): readonly Use[] {
  const seen = new Set<JsonObject>();
  const pending: (readonly [value: unknown, pointer: string])[] = source.parameters.map(
    ({ value, writtenAt }) => [value, writtenAt],
  );
  const uses: Use[] = [];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const place = definition.locate(...next);
    if (!place || seen.has(place.value)) continue;
    seen.add(place.value);
    uses.push(...usesAt(definition, source, place));
    pending.unshift(...partsOf(place));
  }
  return uses;
}

function usesAt(
  definition: Definition,
  source: Operation,
  { value: holder, pointer }: Located,
): readonly Use[] {
  return extensions.flatMap((extension): Use[] => {
    const content = holder[extension];
    if (!isObject(content) || typeof content['operationId'] !== 'string') return [];
    const target = definition.operation(content['operationId']);
    return [{ extension, content, holder, pointer: pointerTo(pointer, extension), source, target }];
  });
}

function partsOf({ value, pointer }: Located): (readonly [unknown, string])[] {
  return [
    [value['schema'], pointerTo(pointer, 'schema')],
    [value['items'], pointerTo(pointer, 'items')],
    ...Object.entries(objectOf(value['properties'])).map(
      ([name, child]) => [child, pointerTo(pointer, 'properties', name)] as const,
    ),
  ];
}
