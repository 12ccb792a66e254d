import { isInternal, type Definition, type SchemaPlace } from '../reading/definition';
import { objectOf, pointerTo, repeated, textOf, type JsonObject } from '../reading/json';
import { certification, guideline, wholeDefinition, type Rules } from './rule';

const longestTitle = 80;

/** A schema's title serves as its summary. */
const titleOf = (value: JsonObject) => textOf(value['x-ms-summary']) ?? textOf(value['title']);
const bare = (text: string) => text.replace(/\.$/, '').toLowerCase();

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

/** More outputs than these nobody looks through; schemas that fan out have an end here. */
const mostOutputs = 2_000;

/** The outputs of an operation as the designer lists them: side by side, whatever object they stand in. */
function outputsOf({ resolve }: Definition, root: unknown): readonly Output[] {
  const outputs: Output[] = [];
  const visit = (schema: unknown, above: readonly JsonObject[]): void => {
    const value = resolve(schema);
    if (!value || above.includes(value) || outputs.length >= mostOutputs) return;
    const path = [...above, value];
    for (const [property, child] of Object.entries(objectOf(value['properties']))) {
      const described = resolve(child);
      const title = described && titleOf(described);
      const isShown = title !== undefined && !isInternal(described);
      if (isShown) outputs.push({ title, property });
      visit(child, path);
    }
    visit(value['items'], path);
  };
  visit(root, []);
  return outputs;
}

/** Rules over the words that makers read beside every input and output. */
export const titleRules: Rules = {
  SummaryMissing: {
    ...certification,
    ...wholeDefinition((definition) =>
      titled(definition)
        .filter(({ value }) => !titleOf(value) && !isInternal(value))
        .map(({ pointer }) => ({
          pointer,
          message: "'x-ms-summary' is missing: makers see the bare name instead of a title.",
        })),
    ),
  },
  DescriptionMissing: {
    ...certification,
    ...wholeDefinition((definition) =>
      titled(definition)
        .filter(({ value }) => !textOf(value['description']))
        .map(({ pointer }) => ({ pointer, message: "'description' is missing." })),
    ),
  },
  DescriptionMustDifferFromTitle: {
    ...guideline,
    ...wholeDefinition((definition) =>
      titled(definition)
        .filter(({ value }) => {
          const [title, description] = [titleOf(value), textOf(value['description'])];
          return title && description && bare(title) === bare(description);
        })
        .map(({ pointer }) => ({
          pointer: pointerTo(pointer, 'description'),
          message: 'The description must say more than the title.',
        })),
    ),
  },
  FieldLengthExceeded: {
    ...certification,
    ...wholeDefinition((definition) =>
      titled(definition)
        .filter(({ value }) => (textOf(value['x-ms-summary']) ?? '').length > longestTitle)
        .map(({ pointer }) => ({
          pointer: pointerTo(pointer, 'x-ms-summary'),
          message: `The 'x-ms-summary' value goes over the character limit '${longestTitle}'.`,
        })),
    ),
  },
  SummaryNotInTitleCase: {
    ...guideline,
    ...wholeDefinition((definition) =>
      titled(definition)
        // Names such as eSign and iMIS begin as they do.
        .filter(({ value }) => /^[a-z](?![A-Z])/.test(textOf(value['x-ms-summary']) ?? ''))
        .map(({ value, pointer }) => ({
          pointer: pointerTo(pointer, 'x-ms-summary'),
          message: `'${String(value['x-ms-summary'])}' does not begin with a capital letter.`,
        })),
    ),
  },
  OutputTitleNotUnique: {
    ...guideline,
    ...wholeDefinition((definition) =>
      definition.operations.flatMap(({ pointer, value }) =>
        Object.entries(objectOf(value['responses'])).flatMap(([code, response]) => {
          // What a failed call answers is no output.
          if (!code.startsWith('2')) return [];
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
    ),
  },
};
