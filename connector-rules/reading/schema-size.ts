import type { Definition } from './definition';
import { isObject, objectOf, type JsonObject } from './json';

/** How large a schema is with all that it refers to, each reference counted where it is used. */
export interface SchemaSize {
  /** Infinite for a schema that holds itself. */
  readonly depth: number;
  /** A schema that holds itself is counted once on each way to it. */
  readonly count: number;
}

const sizes = new WeakMap<Definition, Map<JsonObject, SchemaSize>>();
const nothing: SchemaSize = { depth: 0, count: 0 };
const endless: SchemaSize = { depth: Number.POSITIVE_INFINITY, count: 0 };

/** The size of a schema; that of each schema of a definition is found once. */
export function sizeOf(definition: Definition, schema: unknown): SchemaSize {
  const known = sizes.get(definition) ?? new Map<JsonObject, SchemaSize>();
  sizes.set(definition, known);
  const measure = (part: unknown): SchemaSize => {
    const value = definition.resolve(part);
    if (!value) return nothing;
    const found = known.get(value);
    if (found) return found;
    // Who comes here again on the way down holds itself.
    known.set(value, endless);
    const parts = [...Object.values(objectOf(value['properties'])), value['items']]
      .filter(isObject)
      .map(measure);
    const size = {
      depth: 1 + Math.max(0, ...parts.map(({ depth }) => depth)),
      count: 1 + parts.reduce((sum, { count }) => sum + count, 0),
    };
    known.set(value, size);
    return size;
  };
  return measure(schema);
}
