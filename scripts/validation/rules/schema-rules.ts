import type { Definition, SchemaPlace } from '../definition';
import { isObject, listOf, objectOf, pointerTo, repeated, textOf, typeOf, type JsonObject } from '../json';
import type { Rule } from '../rule';

const formats: Readonly<Record<string, readonly string[]>> = {
  string: ['byte', 'binary', 'date', 'date-time', 'date-no-tz', 'password', 'email', 'html', 'uri', 'uuid'],
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};
const unsupportedKeywords = [
  'uniqueItems',
  'oneOf',
  'anyOf',
  'not',
  'patternProperties',
  'const',
  'nullable',
  'if',
  'then',
  'else',
];

/** Schemas and parameters that are no bodies: both have a type, a default, an enum. */
function typed({ schemas, parameters }: Definition): readonly SchemaPlace[] {
  return [...schemas, ...parameters.filter(({ value }) => value['in'] !== 'body')];
}

function schemaRule(
  name: string,
  check: (value: JsonObject, place: SchemaPlace) => string | undefined,
  at?: string,
): Rule<Definition> {
  return {
    name,
    check: (definition) =>
      typed(definition).flatMap((place) => {
        const message = check(place.value, place);
        return message === undefined
          ? []
          : [{ pointer: at === undefined ? place.pointer : pointerTo(place.pointer, at), message }];
      }),
  };
}

/** Two keywords of which the first may not be greater than the second. */
function orderRule(name: string, least: string, most: string): Rule<Definition> {
  return schemaRule(name, (value) => {
    const [low, high] = [value[least], value[most]];
    return typeof low === 'number' && typeof high === 'number' && low > high
      ? `The '${least}' value should be less than or equal to the '${most}' value.`
      : undefined;
  });
}

function notNegativeRule(name: string, keyword: string): Rule<Definition> {
  return schemaRule(
    name,
    (value) => {
      const number = value[keyword];
      return typeof number === 'number' && number < 0
        ? `The '${keyword}' value must be greater than or equal to zero.`
        : undefined;
    },
    keyword,
  );
}

function fits(value: unknown, type: unknown): boolean {
  const actual = typeOf(value);
  return type === undefined || actual === type || (type === 'number' && actual === 'integer');
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

const enumValues = (value: JsonObject) => listOf(value['x-ms-enum-values']).map(objectOf);

/** Rules over schemas, and over the types of parameters. */
export const schemaRules: readonly Rule<Definition>[] = [
  schemaRule('ArrayHasNoItems', (value) =>
    value['type'] === 'array' && !isObject(value['items'])
      ? 'The array should have items specified.'
      : undefined,
  ),
  {
    name: 'RequiredPropertyArrayEmpty',
    check: ({ schemas }) =>
      schemas
        .filter(({ value }) => Array.isArray(value['required']) && value['required'].length === 0)
        .map(({ pointer }) => ({
          pointer: pointerTo(pointer, 'required'),
          message:
            "The 'required' array requires at least one value. If no properties are required in the schema, remove the 'required' property.",
        })),
  },
  {
    name: 'RequiredPropertyDefinitionMissing',
    check: ({ schemas }) =>
      schemas.flatMap(({ value, pointer }) =>
        listOf(value['required'])
          .filter((name) => isObject(value['properties']) && value['properties'][String(name)] === undefined)
          .map((name) => ({
            pointer: pointerTo(pointer, 'required'),
            message: `The required property '${String(name)}' is not defined in the object schema.`,
          })),
      ),
  },
  {
    name: 'RequiredPropertyNotOnObject',
    check: ({ schemas }) =>
      schemas
        .filter(
          ({ value }) =>
            Array.isArray(value['required']) && value['type'] !== undefined && value['type'] !== 'object',
        )
        .map(({ pointer }) => ({
          pointer: pointerTo(pointer, 'required'),
          message:
            "The property 'required' is applicable to schemas with 'object' type only and should be removed.",
        })),
  },
  schemaRule(
    'EnumMustContainAtLeastOneElement',
    (value) =>
      Array.isArray(value['enum']) && value['enum'].length === 0
        ? "The 'enum' array requires at least one value."
        : undefined,
    'enum',
  ),
  schemaRule('ArrayDuplicateValue', (value) =>
    repeated(listOf(value['enum'])).length > 0 || repeated(listOf(value['required'])).length > 0
      ? 'The array contains duplicate values, values must be unique.'
      : undefined,
  ),
  schemaRule(
    'InvalidEnumValue',
    (value) => {
      const wrong = listOf(value['enum']).find((element) => !fits(element, value['type']));
      return wrong === undefined
        ? undefined
        : `The type of the enum value is '${typeOf(wrong)}' but it should be '${String(value['type'])}' as specified in the schema.`;
    },
    'enum',
  ),
  schemaRule(
    'DefaultValueMustMatchType',
    (value) =>
      value['default'] === undefined || fits(value['default'], value['type'])
        ? undefined
        : `The 'default' value is of type '${typeOf(value['default'])}', but should match the given type '${String(value['type'])}'.`,
    'default',
  ),
  schemaRule(
    'InvalidEnumValuesExtensionValue',
    (value) =>
      enumValues(value).some((entry) => !listOf(value['enum']).includes(entry['value']))
        ? "The 'value' field must match one of the enums as defined in the 'enum' property of the schema."
        : undefined,
    'x-ms-enum-values',
  ),
  schemaRule(
    'MissingEnumValuesDisplayName',
    (value) =>
      enumValues(value).some((entry) => !textOf(entry['displayName']))
        ? "The 'x-ms-enum-values' extension is invalid. Please specify the property 'displayName'."
        : undefined,
    'x-ms-enum-values',
  ),
  schemaRule(
    'DuplicateEnumValuesInExtension',
    (value) =>
      repeated(enumValues(value).map((entry) => entry['value'])).length > 0
        ? "The 'x-ms-enum-values' extension has duplicate values. You can only have one display name mapped to a value."
        : undefined,
    'x-ms-enum-values',
  ),
  schemaRule(
    'UnrecognizedTypeFormat',
    (value) => {
      const [type, format] = [textOf(value['type']), textOf(value['format'])];
      return type === undefined || format === undefined || formats[type]?.includes(format)
        ? undefined
        : `The type/format '${type}/${format}' is not recognized.`;
    },
    'format',
  ),
  schemaRule('SwaggerKeywordNotSupported', (value) => {
    const keyword = unsupportedKeywords.find((name) => value[name] !== undefined);
    return keyword === undefined ? undefined : `The '${keyword}' keyword is not supported.`;
  }),
  schemaRule(
    'PatternShouldBeValidRegularExpression',
    (value) => {
      const pattern = textOf(value['pattern']);
      return pattern === undefined || isRegularExpression(pattern)
        ? undefined
        : "The 'pattern' value should be a valid regular expression.";
    },
    'pattern',
  ),
  schemaRule('MultipleOfMustBeGreaterThanZero', (value) =>
    typeof value['multipleOf'] === 'number' && value['multipleOf'] <= 0
      ? "The 'multipleOf' value must be greater than zero."
      : undefined,
  ),
  orderRule('MinimumShouldBeLessThanOrEqualToMaximum', 'minimum', 'maximum'),
  orderRule('MinLengthShouldBeLessThanOrEqualToMaxLength', 'minLength', 'maxLength'),
  orderRule('MinItemsShouldBeLessThanOrEqualToMaxItems', 'minItems', 'maxItems'),
  notNegativeRule('MaxItemsMustBeGreaterThanOrEqualToZero', 'maxItems'),
  notNegativeRule('MinItemsMustBeGreaterThanOrEqualToZero', 'minItems'),
  notNegativeRule('MaxLengthMustBeGreaterThanOrEqualToZero', 'maxLength'),
  notNegativeRule('MinLengthMustBeGreaterThanOrEqualToZero', 'minLength'),
  schemaRule('ExclusiveMaximumRequiresMaximum', (value) =>
    value['exclusiveMaximum'] === true && value['maximum'] === undefined
      ? "The 'exclusiveMaximum' keyword can only be specified if the 'maximum' keyword is also specified."
      : undefined,
  ),
  schemaRule('ExclusiveMinimumRequiresMinimum', (value) =>
    value['exclusiveMinimum'] === true && value['minimum'] === undefined
      ? "The 'exclusiveMinimum' keyword can only be specified if the 'minimum' keyword is also specified."
      : undefined,
  ),
  {
    name: 'InternalPropertyWithDefaultOptional',
    check: ({ schemas }) =>
      schemas
        .filter(
          ({ value, property, required }) =>
            property !== undefined &&
            value['x-ms-visibility'] === 'internal' &&
            value['default'] !== undefined &&
            required !== true,
        )
        .map(({ pointer }) => ({
          pointer,
          message:
            'The internal property has a default value but is optional. Only required properties are guaranteed to be included in requests.',
        })),
  },
  {
    name: 'InternalPropertyWithoutDefault',
    check: ({ schemas }) =>
      schemas
        .filter(
          ({ value, required }) =>
            value['x-ms-visibility'] === 'internal' &&
            required === true &&
            value['default'] === undefined &&
            value['type'] !== 'object' &&
            value['x-ms-notification-url'] !== true,
        )
        .map(({ pointer }) => ({
          pointer,
          message:
            'The property is internal and required, so it must have a default: nobody is asked for a value.',
        })),
  },
  {
    name: 'RequiredReadOnlyPropertyNotAllowedAsInput',
    check: ({ schemas }) =>
      schemas
        .filter(({ value, required }) => value['readOnly'] === true && required === true)
        .map(({ pointer }) => ({ pointer, message: "An input property cannot be 'readonly' and required." })),
  },
  schemaRule('InvalidCustomEditorExtensionDictionaryValue', (value) =>
    value['x-ms-editor'] === 'dictionary' &&
    (value['type'] !== 'object' || !isObject(value['additionalProperties']))
      ? "The 'x-ms-editor' extension can be specified as 'dictionary' only for schema with type object and additional properties allowed."
      : undefined,
  ),
];
