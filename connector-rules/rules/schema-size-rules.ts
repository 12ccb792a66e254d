import { sizeOf } from '../reading/schema-size';
import type { Definition, SchemaPlace } from '../reading/definition';
import { breaking, certification, wholeDefinition, type Rules } from './rule';

const deepestSchema = 32;
const mostSchemasInBody = 512;

/** Rules over how large the schema of a body or an answer may be. */
export const schemaSizeRules: Rules = {
  SchemaTooDeep: {
    ...certification,
    ...wholeDefinition((definition) =>
      bodies(definition)
        .filter(({ value }) => sizeOf(definition, value).depth > deepestSchema)
        .map(({ pointer }) => ({
          pointer,
          message: `The schema exceeds the maximum allowed depth. Schemas must not exceed a depth of '${deepestSchema}', including referenced ('$ref') schemas.`,
        })),
    ),
  },
  BodySchemaCountExceedsMaxAllowed: {
    ...breaking,
    ...wholeDefinition((definition) =>
      bodies(definition)
        .filter(({ value }) => sizeOf(definition, value).count > mostSchemasInBody)
        .map(({ pointer }) => ({
          pointer,
          message: `The total number of schemas in the object exceeds the max schema count allowed value of '${mostSchemasInBody}'. Please remove any unnecessary property or item definitions.`,
        })),
    ),
  },
};

/** The schemas of bodies and answers, where counting begins. */
function bodies({ schemas }: Definition): readonly SchemaPlace[] {
  return schemas.filter(({ pointer }) => pointer.endsWith('/schema'));
}
