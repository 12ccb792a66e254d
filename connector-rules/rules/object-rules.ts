import { sizeOf } from '../reading/schema-size';
import type { Definition } from '../reading/definition';
import { isObject, objectOf, pointerTo, textOf, textsOf, type JsonObject } from '../reading/json';
import { breaking, certification, eachSchema, wholeDefinition, type Rules } from './rule';

const mostSchemasInOperation = 16_384;

function isNegative(value: unknown): boolean {
  return typeof value === 'number' && value < 0;
}

/** Whether following required properties leads back to where it began: no value could ever be complete. */
function requiresItself({ resolve }: Definition, start: JsonObject): boolean {
  const requiredBy = (schema: JsonObject): readonly JsonObject[] => {
    const properties = objectOf(schema['properties']);
    return textsOf(schema['required'])
      .map((name) => resolve(properties[name]))
      .filter((next) => next !== undefined);
  };
  const seen = new Set(requiredBy(start));
  // A set that grows while it is walked is walked to its end.
  for (const schema of seen) for (const next of requiredBy(schema)) seen.add(next);
  return seen.has(start);
}

const fixedKeys = {
  operation: [
    'tags',
    'summary',
    'description',
    'externalDocs',
    'operationId',
    'consumes',
    'produces',
    'parameters',
    'responses',
    'schemes',
    'deprecated',
    'security',
  ],
  info: ['title', 'description', 'termsOfService', 'contact', 'license', 'version'],
};

/** Rules over objects: what they require of each other, how many there are, what their keys are called. */
export const objectRules: Rules = {
  DiscriminatorMustBeARequiredStringProperty: {
    ...certification,
    ...eachSchema((value) => {
      const name = textOf(value['discriminator']);
      if (name === undefined) return undefined;
      const fits =
        textsOf(value['required']).includes(name) &&
        objectOf(objectOf(value['properties'])[name])['type'] === 'string';
      return fits ? undefined : "The 'discriminator' value must be the name of a required string property.";
    }),
  },
  MaxPropertiesMustBeGreaterThanOrEqualToZero: {
    ...breaking,
    ...eachSchema((value) =>
      isNegative(value['maxProperties'])
        ? "The 'maxProperties' value must be greater than or equal to zero."
        : undefined,
    ),
  },
  MinPropertiesMustBeGreaterThanOrEqualToZero: {
    ...breaking,
    ...eachSchema((value) =>
      isNegative(value['minProperties'])
        ? "The 'minProperties' value must be greater than or equal to zero."
        : undefined,
    ),
  },
  RequiredLoopInSchemaNotAllowed: {
    ...breaking,
    ...wholeDefinition((definition) =>
      Object.entries(objectOf(definition.document['definitions']))
        .filter(([, value]) => isObject(value) && requiresItself(definition, value))
        .map(([name]) => ({
          pointer: pointerTo('/definitions', name),
          message: 'Loops of required schema properties are not allowed.',
        })),
    ),
  },
  OperationSchemaCountExceedsMaxAllowed: {
    ...breaking,
    ...wholeDefinition((definition) =>
      definition.operations
        .filter(({ value, parameters }) => {
          const roots = [
            ...parameters.map((parameter) => parameter.value['schema']),
            ...Object.values(objectOf(value['responses'])).map((response) => objectOf(response)['schema']),
          ];
          return (
            roots.reduce<number>((sum, root) => sum + sizeOf(definition, root).count, 0) >
            mostSchemasInOperation
          );
        })
        .map(({ pointer }) => ({
          pointer,
          message: `The total number of schemas in the operation has exceeded the maximum allowed value of '${mostSchemasInOperation}'. Please remove any unnecessary property or item definitions.`,
        })),
    ),
  },
  ExtensionNameNotValid: {
    ...breaking,
    ...wholeDefinition(({ document, operations }) => {
      const holders: [string, JsonObject, readonly string[]][] = [
        ['/info', objectOf(document['info']), fixedKeys.info],
        ...operations.map(({ pointer, value }): [string, JsonObject, readonly string[]] => [
          pointer,
          value,
          fixedKeys.operation,
        ]),
      ];
      return holders.flatMap(([pointer, holder, known]) =>
        Object.keys(holder)
          .filter((key) => !known.includes(key) && !key.startsWith('x-'))
          .map((key) => ({
            pointer: pointerTo(pointer, key),
            message: `The property '${key}' is not valid. If this property is an extension, its name must begin with "x-".`,
          })),
      );
    }),
  },
};
