import type { Definition, SchemaPlace } from '../definition';
import { isObject, objectOf, pointerTo, textOf, textsOf, type JsonObject } from '../json';
import type { Rule } from '../rule';

const mostSchemasInOperation = 16_384;

function schemaRule(
  name: string,
  check: (value: JsonObject, place: SchemaPlace) => string | undefined,
): Rule<Definition> {
  return {
    name,
    check: ({ schemas }) =>
      schemas.flatMap((place) => {
        const message = check(place.value, place);
        return message === undefined ? [] : [{ pointer: place.pointer, message }];
      }),
  };
}

function isNegative(value: unknown): boolean {
  return typeof value === 'number' && value < 0;
}

/** Whether following required properties leads back to where it began: no value could ever be complete. */
function requiresItself({ resolve }: Definition, start: JsonObject): boolean {
  const visit = (schema: JsonObject, seen: readonly JsonObject[]): boolean => {
    const properties = objectOf(schema['properties']);
    return textsOf(schema['required']).some((name) => {
      const next = resolve(properties[name]);
      if (!next) return false;
      return next === start || (!seen.includes(next) && visit(next, [...seen, next]));
    });
  };
  return visit(start, [start]);
}

/** Schemas below a value, references followed, `most` at most: a schema that holds itself has no end. */
function schemasIn(definition: Definition, value: unknown, most: number): number {
  const pending: unknown[] = [value];
  let count = 0;
  while (pending.length > 0 && count < most) {
    const schema = definition.resolve(pending.pop());
    if (!schema) continue;
    count += 1;
    const children = [...Object.values(objectOf(schema['properties'])), schema['items']];
    pending.push(...children.filter(isObject));
  }
  return count;
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
export const objectRules: readonly Rule<Definition>[] = [
  schemaRule('DiscriminatorMustBeARequiredStringProperty', (value) => {
    const name = textOf(value['discriminator']);
    if (name === undefined) return undefined;
    const fits =
      textsOf(value['required']).includes(name) &&
      objectOf(objectOf(value['properties'])[name])['type'] === 'string';
    return fits ? undefined : "The 'discriminator' value must be the name of a required string property.";
  }),
  schemaRule('MaxPropertiesMustBeGreaterThanOrEqualToZero', (value) =>
    isNegative(value['maxProperties'])
      ? "The 'maxProperties' value must be greater than or equal to zero."
      : undefined,
  ),
  schemaRule('MinPropertiesMustBeGreaterThanOrEqualToZero', (value) =>
    isNegative(value['minProperties'])
      ? "The 'minProperties' value must be greater than or equal to zero."
      : undefined,
  ),
  {
    name: 'RequiredLoopInSchemaNotAllowed',
    check: (definition) =>
      Object.entries(objectOf(definition.document['definitions']))
        .filter(([, value]) => isObject(value) && requiresItself(definition, value))
        .map(([name]) => ({
          pointer: pointerTo('/definitions', name),
          message: 'Loops of required schema properties are not allowed.',
        })),
  },
  {
    name: 'OperationSchemaCountExceedsMaxAllowed',
    check: (definition) =>
      definition.operations
        .filter(({ value, parameters }) => {
          const roots = [
            ...parameters.map((parameter) => parameter.value['schema']),
            ...Object.values(objectOf(value['responses'])).map((response) => objectOf(response)['schema']),
          ];
          let left = mostSchemasInOperation;
          for (const root of roots) left -= schemasIn(definition, root, left + 1);
          return left < 0;
        })
        .map(({ pointer }) => ({
          pointer,
          message: `The total number of schemas in the operation has exceeded the maximum allowed value of '${mostSchemasInOperation}'. Please remove any unnecessary property or item definitions.`,
        })),
  },
  {
    name: 'ExtensionNameNotValid',
    check: ({ document, operations }) => {
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
    },
  },
];
