import { isInternal } from '../reading/definition';
import { isObject, listOf, pointerTo, repeated, textOf, typeOf, type JsonObject } from '../reading/json';
import { fits } from './enum-rules';
import {
  breaking,
  certification,
  eachSchema,
  eachTyped,
  guideline,
  wholeDefinition,
  type Rules,
} from './rule';

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

/** Two keywords of which the first may not be greater than the second. */
function inOrder(least: string, most: string) {
  return eachTyped((value) => {
    const [low, high] = [value[least], value[most]];
    return typeof low === 'number' && typeof high === 'number' && low > high
      ? `The '${least}' value should be less than or equal to the '${most}' value.`
      : undefined;
  });
}

function notNegative(keyword: string) {
  return eachTyped((value) => {
    const number = value[keyword];
    return typeof number === 'number' && number < 0
      ? `The '${keyword}' value must be greater than or equal to zero.`
      : undefined;
  }, keyword);
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** What says of an object what is in it. */
const shapes = [
  'properties',
  'additionalProperties',
  'allOf',
  'x-ms-dynamic-schema',
  'x-ms-dynamic-properties',
];
const saysWhatItIs = (value: JsonObject) =>
  ['type', '$ref', 'enum', 'items', ...shapes].some((keyword) => value[keyword] !== undefined);

/** Rules over schemas, and over the types of parameters. */
export const schemaRules: Rules = {
  ArrayHasNoItems: {
    ...certification,
    ...eachTyped((value) =>
      value['type'] === 'array' && !isObject(value['items'])
        ? 'The array should have items specified.'
        : undefined,
    ),
  },
  PropertyTypeMissing: {
    ...guideline,
    ...eachSchema((value, { property }) =>
      property !== undefined && Object.keys(value).length > 0 && !saysWhatItIs(value)
        ? "The property has no 'type': makers can put anything in, and get nothing out."
        : undefined,
    ),
  },
  ObjectHasNoProperties: {
    ...guideline,
    ...eachSchema((value) =>
      value['type'] === 'object' && !shapes.some((keyword) => value[keyword] !== undefined)
        ? 'The object has no properties: makers cannot reach what is in it.'
        : undefined,
    ),
  },
  RequiredPropertyArrayEmpty: {
    ...breaking,
    ...eachSchema(
      (value) =>
        Array.isArray(value['required']) && value['required'].length === 0
          ? "The 'required' array requires at least one value. If no properties are required in the schema, remove the 'required' property."
          : undefined,
      'required',
    ),
  },
  RequiredPropertyDefinitionMissing: {
    ...breaking,
    ...wholeDefinition(({ schemas }) =>
      schemas.flatMap(({ value, pointer }) =>
        listOf(value['required'])
          .filter((name) => isObject(value['properties']) && value['properties'][String(name)] === undefined)
          .map((name) => ({
            pointer: pointerTo(pointer, 'required'),
            message: `The required property '${String(name)}' is not defined in the object schema.`,
          })),
      ),
    ),
  },
  RequiredPropertyNotOnObject: {
    ...certification,
    ...eachSchema(
      (value) =>
        Array.isArray(value['required']) && value['type'] !== undefined && value['type'] !== 'object'
          ? "The property 'required' is applicable to schemas with 'object' type only and should be removed."
          : undefined,
      'required',
    ),
  },
  ArrayDuplicateValue: {
    ...breaking,
    ...eachTyped((value) =>
      repeated(listOf(value['enum'])).length > 0 || repeated(listOf(value['required'])).length > 0
        ? 'The array contains duplicate values, values must be unique.'
        : undefined,
    ),
  },
  DefaultValueMustMatchType: {
    ...certification,
    ...eachTyped(
      (value) =>
        value['default'] === undefined || fits(value['default'], value['type'])
          ? undefined
          : `The 'default' value is of type '${typeOf(value['default'])}', but should match the given type '${String(value['type'])}'.`,
      'default',
    ),
  },
  UnrecognizedTypeFormat: {
    ...certification,
    ...eachTyped((value) => {
      const [type, format] = [textOf(value['type']), textOf(value['format'])];
      return type === undefined || format === undefined || formats[type]?.includes(format)
        ? undefined
        : `The type/format '${type}/${format}' is not recognized.`;
    }, 'format'),
  },
  SwaggerKeywordNotSupported: {
    ...certification,
    ...eachTyped((value) => {
      const keyword = unsupportedKeywords.find((name) => value[name] !== undefined);
      return keyword === undefined ? undefined : `The '${keyword}' keyword is not supported.`;
    }),
  },
  PatternShouldBeValidRegularExpression: {
    ...breaking,
    ...eachTyped((value) => {
      const pattern = textOf(value['pattern']);
      return pattern === undefined || isRegularExpression(pattern)
        ? undefined
        : "The 'pattern' value should be a valid regular expression.";
    }, 'pattern'),
  },
  MultipleOfMustBeGreaterThanZero: {
    ...breaking,
    ...eachTyped((value) =>
      typeof value['multipleOf'] === 'number' && value['multipleOf'] <= 0
        ? "The 'multipleOf' value must be greater than zero."
        : undefined,
    ),
  },
  MinimumShouldBeLessThanOrEqualToMaximum: { ...breaking, ...inOrder('minimum', 'maximum') },
  MinLengthShouldBeLessThanOrEqualToMaxLength: { ...breaking, ...inOrder('minLength', 'maxLength') },
  MinItemsShouldBeLessThanOrEqualToMaxItems: { ...breaking, ...inOrder('minItems', 'maxItems') },
  MaxItemsMustBeGreaterThanOrEqualToZero: { ...breaking, ...notNegative('maxItems') },
  MinItemsMustBeGreaterThanOrEqualToZero: { ...breaking, ...notNegative('minItems') },
  MaxLengthMustBeGreaterThanOrEqualToZero: { ...breaking, ...notNegative('maxLength') },
  MinLengthMustBeGreaterThanOrEqualToZero: { ...breaking, ...notNegative('minLength') },
  ExclusiveMaximumRequiresMaximum: {
    ...breaking,
    ...eachTyped((value) =>
      value['exclusiveMaximum'] === true && value['maximum'] === undefined
        ? "The 'exclusiveMaximum' keyword can only be specified if the 'maximum' keyword is also specified."
        : undefined,
    ),
  },
  ExclusiveMinimumRequiresMinimum: {
    ...breaking,
    ...eachTyped((value) =>
      value['exclusiveMinimum'] === true && value['minimum'] === undefined
        ? "The 'exclusiveMinimum' keyword can only be specified if the 'minimum' keyword is also specified."
        : undefined,
    ),
  },
  InternalPropertyWithDefaultOptional: {
    ...breaking,
    ...eachSchema((value, { property, required }) =>
      property !== undefined && isInternal(value) && value['default'] !== undefined && required !== true
        ? 'The internal property has a default value but is optional. Only required properties are guaranteed to be included in requests.'
        : undefined,
    ),
  },
  InternalPropertyWithoutDefault: {
    ...certification,
    ...eachSchema((value, { required }) =>
      isInternal(value) &&
      required === true &&
      value['default'] === undefined &&
      value['type'] !== 'object' &&
      value['x-ms-notification-url'] !== true
        ? 'The property is internal and required, so it must have a default: nobody is asked for a value.'
        : undefined,
    ),
  },
  RequiredReadOnlyPropertyNotAllowedAsInput: {
    ...certification,
    ...eachSchema((value, { required }) =>
      value['readOnly'] === true && required === true
        ? "An input property cannot be 'readonly' and required."
        : undefined,
    ),
  },
  InvalidCustomEditorExtensionDictionaryValue: {
    ...breaking,
    ...eachTyped((value) =>
      value['x-ms-editor'] === 'dictionary' &&
      (value['type'] !== 'object' || !isObject(value['additionalProperties']))
        ? "The 'x-ms-editor' extension can be specified as 'dictionary' only for schema with type object and additional properties allowed."
        : undefined,
    ),
  },
};
