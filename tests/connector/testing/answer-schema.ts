import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);

type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema an answer must fit: of the described types, with nothing that is not described but OData's
 * annotations. Any value may be null, as flows take it.
 */
function strictSchema(schema: Schema, mayHoldMore: boolean): Schema {
  const { type, format, properties, items } = schema as {
    type?: string;
    format?: string;
    properties?: Record<string, Schema>;
    items?: Schema;
  };
  if (type === 'object' || properties) {
    const described = Object.entries(properties ?? {}).map(([name, property]) => [
      name,
      strictSchema(property, mayHoldMore),
    ]);
    return {
      type: ['object', 'null'],
      properties: Object.fromEntries(described) as Schema,
      patternProperties: { '@': {} },
      additionalProperties: mayHoldMore,
    };
  }
  if (type === 'array') return { type: ['array', 'null'], items: strictSchema(items ?? {}, mayHoldMore) };
  return { type: [type, 'null'], ...(format && format !== 'int32' ? { format } : {}) };
}

interface Definition {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            operationId?: string;
            'x-ms-visibility'?: string;
            responses?: Record<string, { schema?: Schema }>;
          }
        >
      >
    >
  >;
}

/** What is wrong with an answer by the definition; empty when nothing is. */
export function schemaErrors(
  definition: unknown,
  operationId: string,
  status: number,
  body: unknown,
): readonly string[] {
  const operations = Object.values((definition as Definition).paths).flatMap((item) => Object.values(item));
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  const schema = operation?.responses?.[String(status)]?.schema;
  if (!schema)
    return body === undefined || body === null
      ? []
      : [`${operationId} has no schema for ${status}, but it answered a body.`];
  // Nobody picks outputs of an internal operation, so it need not describe all that it answers.
  const validate = ajv.compile(strictSchema(schema, operation['x-ms-visibility'] === 'internal'));
  return validate(body)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}
