import type { Definition, SchemaPlace } from '../definition';
import { isObject, objectOf } from '../json';
import type { Rule } from '../rule';

const deepestSchema = 32;
const mostSchemasInBody = 512;

/** Rules over how large the schema of a body or an answer may be. */
export const schemaSizeRules: readonly Rule<Definition>[] = [
  {
    name: 'SchemaTooDeep',
    check: (definition) =>
      bodies(definition)
        .filter(({ value }) => measure(definition, value).depth > deepestSchema)
        .map(({ pointer }) => ({
          pointer,
          message: `The schema exceeds the maximum allowed depth. Schemas must not exceed a depth of '${deepestSchema}', including referenced ('$ref') schemas.`,
        })),
  },
  {
    name: 'BodySchemaCountExceedsMaxAllowed',
    check: (definition) =>
      bodies(definition)
        .filter(({ value }) => measure(definition, value).count > mostSchemasInBody)
        .map(({ pointer }) => ({
          pointer,
          message: `The total number of schemas in the object exceeds the max schema count allowed value of '${mostSchemasInBody}'. Please remove any unnecessary property or item definitions.`,
        })),
  },
];

/** The schemas of bodies and answers, where counting begins. */
function bodies({ schemas }: Definition): readonly SchemaPlace[] {
  return schemas.filter(({ pointer }) => pointer.endsWith('/schema'));
}

function measure({ resolve }: Definition, schema: unknown): { count: number; depth: number } {
  let count = 0;
  const depthOf = (value: unknown, depth: number): number => {
    const resolved = resolve(value);
    if (!resolved || depth > deepestSchema || count > mostSchemasInBody) return depth;
    count++;
    const nested = [...Object.values(objectOf(resolved['properties'])), resolved['items']].filter(isObject);
    return Math.max(depth, ...nested.map((child) => depthOf(child, depth + 1)));
  };
  return { depth: depthOf(schema, 1), count };
}
