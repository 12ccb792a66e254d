import { listOf, objectOf, repeated, textOf, typeOf, type JsonObject } from '../reading/json';
import { breaking, certification, eachTyped, type Rules } from './rule';

const enumValues = (value: JsonObject) => listOf(value['x-ms-enum-values']).map(objectOf);

/** Whether a value is of a type, as far as one is said. */
export function fits(value: unknown, type: unknown): boolean {
  const actual = typeOf(value);
  return type === undefined || actual === type || (type === 'number' && actual === 'integer');
}

/** Rules over the values that a schema or a parameter may have. */
export const enumRules: Rules = {
  EnumMustContainAtLeastOneElement: {
    ...breaking,
    ...eachTyped(
      (value) =>
        Array.isArray(value['enum']) && value['enum'].length === 0
          ? "The 'enum' array requires at least one value."
          : undefined,
      'enum',
    ),
  },
  InvalidEnumValue: {
    ...certification,
    ...eachTyped((value) => {
      const wrong = listOf(value['enum']).find((element) => !fits(element, value['type']));
      return wrong === undefined
        ? undefined
        : `The type of the enum value is '${typeOf(wrong)}' but it should be '${String(value['type'])}' as specified in the schema.`;
    }, 'enum'),
  },
  InvalidEnumValuesExtensionValue: {
    ...breaking,
    ...eachTyped(
      (value) =>
        enumValues(value).some((entry) => !listOf(value['enum']).includes(entry['value']))
          ? "The 'value' field must match one of the enums as defined in the 'enum' property of the schema."
          : undefined,
      'x-ms-enum-values',
    ),
  },
  MissingEnumValuesDisplayName: {
    ...breaking,
    ...eachTyped(
      (value) =>
        enumValues(value).some((entry) => !textOf(entry['displayName']))
          ? "The 'x-ms-enum-values' extension is invalid. Please specify the property 'displayName'."
          : undefined,
      'x-ms-enum-values',
    ),
  },
  DuplicateEnumValuesInExtension: {
    ...breaking,
    ...eachTyped(
      (value) =>
        repeated(enumValues(value).map((entry) => entry['value'])).length > 0
          ? "The 'x-ms-enum-values' extension has duplicate values. You can only have one display name mapped to a value."
          : undefined,
      'x-ms-enum-values',
    ),
  },
};
