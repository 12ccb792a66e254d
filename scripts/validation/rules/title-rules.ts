import type { Definition, SchemaPlace } from '../definition';
import { isObject, objectOf, pointerTo, repeated, textOf, type JsonObject } from '../json';
import type { Rule } from '../rule';

const longestTitle = 80;

/** What makers see a title of: parameters and properties. */
function titled({
  parameters,
  schemas,
  resolve,
}: Definition): readonly { value: JsonObject; pointer: string }[] {
  const properties = schemas
    .filter((place): place is SchemaPlace & { property: string } => place.property !== undefined)
    .filter(({ value }) => value['$ref'] === undefined || resolve(value) !== undefined);
  return [...parameters.filter(({ value }) => value['in'] !== 'body'), ...properties].filter(
    ({ value }) => value['$ref'] === undefined,
  );
}

interface Output {
  readonly title: string;
  readonly property: string;
}

/** The outputs of an operation as the designer lists them: side by side, whatever object they stand in. */
function outputsOf(definition: Definition, schema: unknown, depth = 0): readonly Output[] {
  const { resolve } = definition;
  const value = resolve(schema);
  if (!value || depth > 12) return [];
  const nested = Object.entries(objectOf(value['properties'])).flatMap(([property, child]) => {
    const described = resolve(child);
    const title = textOf(described?.['x-ms-summary']);
    const own =
      title === undefined || described?.['x-ms-visibility'] === 'internal' ? [] : [{ title, property }];
    return [...own, ...outputsOf(definition, child, depth + 1)];
  });
  return isObject(value['items']) ? [...nested, ...outputsOf(definition, value['items'], depth + 1)] : nested;
}

/** Rules over the words that makers read beside every input and output. */
export const titleRules: readonly Rule<Definition>[] = [
  {
    name: 'SummaryMissing',
    check: (definition) =>
      titled(definition)
        .filter(({ value }) => !textOf(value['x-ms-summary']))
        .map(({ pointer }) => ({
          pointer,
          message: "'x-ms-summary' is missing: makers see the bare name instead of a title.",
        })),
  },
  {
    name: 'DescriptionMissing',
    check: (definition) =>
      titled(definition)
        .filter(({ value }) => !textOf(value['description']))
        .map(({ pointer }) => ({ pointer, message: "'description' is missing." })),
  },
  {
    name: 'FieldLengthExceeded',
    check: (definition) =>
      titled(definition)
        .filter(({ value }) => (textOf(value['x-ms-summary']) ?? '').length > longestTitle)
        .map(({ pointer }) => ({
          pointer: pointerTo(pointer, 'x-ms-summary'),
          message: `The 'x-ms-summary' value goes over the character limit '${longestTitle}'.`,
        })),
  },
  {
    name: 'SummaryNotInTitleCase',
    check: (definition) =>
      titled(definition)
        .filter(({ value }) => /^[a-z]/.test(textOf(value['x-ms-summary']) ?? ''))
        .map(({ value, pointer }) => ({
          pointer: pointerTo(pointer, 'x-ms-summary'),
          message: `'${String(value['x-ms-summary'])}' does not begin with a capital letter.`,
        })),
  },
  {
    name: 'OutputTitleNotUnique',
    check: (definition) =>
      definition.operations.flatMap(({ pointer, value }) =>
        Object.entries(objectOf(value['responses'])).flatMap(([code, response]) => {
          const outputs = outputsOf(definition, objectOf(response)['schema']);
          return repeated(outputs.map(({ title }) => title)).map((title) => ({
            pointer: pointerTo(pointer, 'responses', code, 'schema'),
            message: `Two outputs are called '${title}': ${outputs
              .filter((output) => output.title === title)
              .map(({ property }) => property)
              .join(', ')}.`,
          }));
        }),
      ),
  },
];
