import type { JsonValue } from '../runner';

interface SchemaOrReference {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaOrReference>>;
  readonly required?: readonly string[];
  readonly items?: SchemaOrReference;
  readonly default?: JsonValue;
}

interface ParameterOrReference {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly default?: JsonValue;
  readonly schema?: SchemaOrReference;
  readonly 'x-ms-visibility'?: string;
}

/** As much of a connector's Swagger definition as calls need. */
export interface SwaggerDefinition {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly definitions?: Readonly<Record<string, SchemaOrReference>>;
  readonly parameters?: Readonly<Record<string, ParameterOrReference>>;
}

/** One input of an operation, under the name that flow definitions give it, e.g. `body/SegmentId`. */
export interface OperationInput {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  readonly required: boolean;
  /** Not shown in the designer; its default is always sent. */
  readonly isInternal: boolean;
  readonly defaultValue?: JsonValue;
}

export interface OperationDefinition {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly inputs: readonly OperationInput[];
  /** Kind of trigger; undefined for an action. */
  readonly trigger?: string;
}

interface SwaggerOperation {
  readonly operationId?: string;
  readonly parameters?: readonly ParameterOrReference[];
  readonly 'x-ms-trigger'?: string;
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** The operations of a connector by id, inputs of the body flattened as the designer does. */
export function operationsIn(definition: SwaggerDefinition): ReadonlyMap<string, OperationDefinition> {
  const found = new Map<string, OperationDefinition>();
  for (const [path, item] of Object.entries(definition.paths)) {
    for (const [method, value] of Object.entries(item)) {
      const operation = value as SwaggerOperation;
      if (!methods.has(method) || operation.operationId === undefined) continue;
      found.set(operation.operationId, {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        inputs: (operation.parameters ?? []).flatMap((parameter) => inputsOf(definition, parameter)),
        ...(operation['x-ms-trigger'] === undefined ? {} : { trigger: operation['x-ms-trigger'] }),
      });
    }
  }
  return found;
}

function inputsOf(definition: SwaggerDefinition, given: ParameterOrReference): OperationInput[] {
  const parameter = given.$ref === undefined ? given : definition.parameters?.[nameIn(given.$ref)];
  if (!parameter?.name) return [];
  const required = parameter.required ?? false;
  if (parameter.in === 'body') {
    return bodyInputs(definition, parameter.schema ?? {}, parameter.name, required);
  }
  return [
    {
      name: parameter.name,
      in: parameter.in as OperationInput['in'],
      required,
      isInternal: parameter['x-ms-visibility'] === 'internal',
      ...(parameter.default === undefined ? {} : { defaultValue: parameter.default }),
    },
  ];
}

function bodyInputs(
  definition: SwaggerDefinition,
  given: SchemaOrReference,
  name: string,
  required: boolean,
): OperationInput[] {
  const schema = given.$ref === undefined ? given : (definition.definitions?.[nameIn(given.$ref)] ?? {});
  if (!schema.properties) {
    const defaultValue = schema.default;
    return [
      {
        name,
        in: 'body',
        required: required && defaultValue === undefined,
        isInternal: false,
        ...(defaultValue === undefined ? {} : { defaultValue }),
      },
    ];
  }
  return Object.entries(schema.properties).flatMap(([property, inner]) =>
    bodyInputs(
      definition,
      inner,
      `${name}/${property}`,
      required && (schema.required?.includes(property) ?? false),
    ),
  );
}

function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
