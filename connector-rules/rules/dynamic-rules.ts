import { isInternal, type Definition, type Operation, type Parameter } from '../reading/definition';
import { usesOf, type Extension, type Use } from '../reading/dynamic-uses';
import { isObject, objectOf, stepsOf, textOf, typeOf, type JsonObject, printed } from '../reading/json';
import { breaking, certification, wholeDefinition, type Rules } from './rule';

/** What is wrong with each use; an input that several operations share is told once. */
function eachUse(faults: (use: Use, definition: Definition) => Iterable<string>) {
  return wholeDefinition((definition) => {
    const places = usesOf(definition).flatMap((found) =>
      [...faults(found, definition)].map((message) => ({ pointer: found.pointer, message })),
    );
    return new Map(places.map((place) => [`${place.pointer} ${place.message}`, place])).values();
  });
}

const isList = ({ extension }: Use) =>
  extension === 'x-ms-dynamic-values' || extension === 'x-ms-dynamic-list';
const parametersOf = ({ content }: Use) => Object.entries(objectOf(content['parameters']));
const nameOf = ({ value }: Parameter) => textOf(value['name']) ?? '';

/** How a value of the caller is named: `{parameter}` in the older extensions, `{parameterReference}` in the newer. */
function referenceIn(value: unknown): string | undefined {
  return isObject(value) ? (textOf(value['parameter']) ?? textOf(value['parameterReference'])) : undefined;
}

function staticValueIn({ extension }: Use, value: unknown): unknown {
  if (extension === 'x-ms-dynamic-values' || extension === 'x-ms-dynamic-schema')
    return isObject(value) ? undefined : value;
  return isObject(value) ? value['value'] : undefined;
}

function plainParameter({ parameters }: Operation, name: string): Parameter | undefined {
  return parameters.find((parameter) => parameter.value['in'] !== 'body' && nameOf(parameter) === name);
}

function bodyProperty({ resolve }: Definition, operation: Operation, path: string): JsonObject | undefined {
  const body = operation.parameters.find(({ value }) => value['in'] === 'body');
  // Paths into bodies are written with slashes, or as older files do with dots.
  const steps = path.split(/[/.]/).filter(Boolean);
  const inner = steps[0] === (body ? nameOf(body) : '') ? steps.slice(1) : steps;
  return inner.reduce<JsonObject | undefined>(
    (schema, step) => resolve(objectOf(schema?.['properties'])[step]),
    resolve(body?.value['schema']),
  );
}

function successSchema({ resolve }: Definition, operation: Operation): JsonObject | undefined {
  const responses = objectOf(operation.value['responses']);
  return resolve(objectOf(responses['200'] ?? responses['201'])['schema']);
}

function schemaAt(
  { resolve }: Definition,
  schema: JsonObject | undefined,
  path: string,
): JsonObject | undefined {
  return stepsOf(path).reduce<JsonObject | undefined>(
    (current, step) => resolve(objectOf(current?.['properties'])[step]),
    schema,
  );
}

/** Where the rows, their values and their titles stand in the answer, in either extension's words. */
function pathsOf({ extension, content }: Use): { collection: string; items: readonly string[] } {
  const older = extension === 'x-ms-dynamic-values';
  const path = (name: string) => textOf(content[name]) ?? '';
  return {
    collection: path(older ? 'value-collection' : 'itemsPath'),
    items: [
      path(older ? 'value-path' : 'itemValuePath'),
      path(older ? 'value-title' : 'itemTitlePath'),
    ].filter(Boolean),
  };
}

function rowsOf(definition: Definition, use: Use): JsonObject | undefined {
  return use.target && schemaAt(definition, successSchema(definition, use.target), pathsOf(use).collection);
}

/** Whether the answer says what is in it; one that is made up when it is called says nothing here. */
function isDescribed(definition: Definition, { target }: Use): boolean {
  const schema = target && successSchema(definition, target);
  if (
    !schema ||
    schema['x-ms-dynamic-schema'] !== undefined ||
    schema['x-ms-dynamic-properties'] !== undefined
  )
    return false;
  return isObject(schema['properties']) || isObject(schema['items']);
}

function needsNewerExtension(
  older: Extension,
  newer: Extension,
): (use: Use, definition: Definition) => string[] {
  return (use, definition) =>
    use.extension === older && use.holder[newer] === undefined
      ? parametersOf(use)
          .map(([, value]) => referenceIn(value))
          .filter(
            (name): name is string =>
              name !== undefined &&
              !plainParameter(use.source, name) &&
              bodyProperty(definition, use.source, name) !== undefined,
          )
          .map(
            (name) =>
              `The '${older}' extension references '${name}' within the body. You need to define the '${newer}' extension.`,
          )
      : [];
}

/** Rules over dropdowns and dynamic schemas: the operations they call, and what passes between. */
export const dynamicRules: Rules = {
  OperationIdNotFound: {
    ...breaking,
    ...eachUse(({ target, content }) =>
      target
        ? []
        : [
            `The 'operationId' '${String(content['operationId'])}' could not be found in this swagger document.`,
          ],
    ),
  },
  OperationParameterNameNotFound: {
    ...certification,
    ...eachUse((use, definition) => {
      const { source, target } = use;
      return parametersOf(use).flatMap(([name, value]) => {
        const messages: string[] = [];
        if (target && !plainParameter(target, name) && !bodyProperty(definition, target, name))
          messages.push(
            `The parameter '${name}' could not be found in operation '${target.id}' in the swagger document.`,
          );
        const reference = referenceIn(value);
        if (
          reference !== undefined &&
          !plainParameter(source, reference) &&
          !bodyProperty(definition, source, reference)
        )
          messages.push(
            `The parameter '${reference}' could not be found in operation '${source.id}' in the swagger document.`,
          );
        return messages;
      });
    }),
  },
  OperationMissingRequiredProperty: {
    ...breaking,
    ...eachUse((use) =>
      (use.target?.parameters ?? [])
        .filter(
          ({ value }) =>
            value['required'] === true && value['in'] !== 'body' && value['default'] === undefined,
        )
        .map(nameOf)
        .filter((name) => objectOf(use.content['parameters'])[name] === undefined)
        .map((name) => `The target operation requires parameter '${name}'.`),
    ),
  },
  OperationParameterRequiredMismatch: {
    ...certification,
    ...eachUse((use, definition) =>
      parametersOf(use).flatMap(([name, value]) => {
        const reference = referenceIn(value);
        const target = use.target && plainParameter(use.target, name);
        const source = reference === undefined ? undefined : plainParameter(use.source, reference);
        const isInBody =
          reference !== undefined && bodyProperty(definition, use.source, reference) !== undefined;
        return target?.value['required'] === true && source && !isInBody && source.value['required'] !== true
          ? [
              `The parameter '${name}' is required, but an optional value is provided by operation '${use.source.id}'.`,
            ]
          : [];
      }),
    ),
  },
  OperationParameterTypeMismatch: {
    ...breaking,
    ...eachUse((use, definition) =>
      parametersOf(use).flatMap(([name, value]) => {
        const reference = referenceIn(value);
        if (reference === undefined || !use.target) return [];
        const wanted = plainParameter(use.target, name)?.value['type'];
        const given = (plainParameter(use.source, reference)?.value ??
          bodyProperty(definition, use.source, reference))?.['type'];
        return wanted !== undefined && given !== undefined && wanted !== given
          ? [
              `The parameter has type ${printed(wanted)}, but operation '${use.source.id}' is providing a parameter of type ${printed(given)}.`,
            ]
          : [];
      }),
    ),
  },
  OperationParameterStaticTypeMismatch: {
    ...breaking,
    ...eachUse((use) =>
      parametersOf(use).flatMap(([name, value]) => {
        const given = staticValueIn(use, value);
        const wanted = use.target && plainParameter(use.target, name)?.value['type'];
        return given !== undefined && wanted !== undefined && typeOf(given) !== wanted
          ? [
              `The parameter has type ${printed(wanted)}, but a static value is provided of type '${typeOf(given)}'.`,
            ]
          : [];
      }),
    ),
  },
  SourcePropertyInternal: {
    ...certification,
    ...eachUse((use) =>
      parametersOf(use).flatMap(([, value]) => {
        const reference = referenceIn(value);
        const source = reference === undefined ? undefined : plainParameter(use.source, reference);
        return isInternal(source?.value)
          ? [
              `The parameter reference '${reference}' in the source operation '${use.source.id}' is internal. Either make the property visible or update the parameter reference to a static value.`,
            ]
          : [];
      }),
    ),
  },
  InvokedOperationShouldProduceArray: {
    ...certification,
    ...eachUse((use, definition) =>
      isList(use) &&
      use.target &&
      isDescribed(definition, use) &&
      rowsOf(definition, use)?.['type'] !== 'array'
        ? [
            `The dynamic operation expects an array on the specified path '${pathsOf(use).collection}' which should be defined in the successful response of the invoked operation '${use.target.id}'.`,
          ]
        : [],
    ),
  },
  InvokedOperationShouldProduceProperty: {
    ...certification,
    ...eachUse((use, definition) => {
      const rows = isList(use) ? rowsOf(definition, use) : undefined;
      const row = rows && definition.resolve(rows['items']);
      return row
        ? pathsOf(use)
            .items.filter((path) => schemaAt(definition, row, path) === undefined)
            .map(
              (path) =>
                `The dynamic operation expects a property on the specified path '${path}' which should be defined in the successful response of the invoked operation '${use.target?.id ?? ''}'.`,
            )
        : [];
    }),
  },
  DynamicListExtensionRequiredForNonParameterReferences: {
    ...breaking,
    ...eachUse(needsNewerExtension('x-ms-dynamic-values', 'x-ms-dynamic-list')),
  },
  DynamicPropertiesExtensionRequiredForNonParameterReferences: {
    ...breaking,
    ...eachUse(needsNewerExtension('x-ms-dynamic-schema', 'x-ms-dynamic-properties')),
  },
  DynamicPropertiesExtensionRequiredForPropertiesValuePath: {
    ...breaking,
    ...eachUse(({ extension, content, holder }) =>
      extension === 'x-ms-dynamic-schema' &&
      stepsOf(textOf(content['value-path']) ?? '').at(-1) === 'properties' &&
      holder['x-ms-dynamic-properties'] === undefined
        ? [
            "The 'x-ms-dynamic-schema' extension property 'value-path' points to schema properties. You need to define the 'x-ms-dynamic-properties' extension, which points to schema object.",
          ]
        : [],
    ),
  },
  DynamicPropertiesItemValuePathMismatch: {
    ...breaking,
    ...eachUse(({ extension, content, holder }) => {
      const newer = holder['x-ms-dynamic-properties'];
      if (extension !== 'x-ms-dynamic-schema' || !isObject(newer)) return [];
      const steps = stepsOf(textOf(content['value-path']) ?? '');
      const expected = (steps.at(-1) === 'properties' ? steps.slice(0, -1) : steps).join('/');
      return expected === stepsOf(textOf(newer['itemValuePath']) ?? '').join('/')
        ? []
        : [
            `The 'x-ms-dynamic-properties' extension should have the same item value path as 'x-ms-dynamic-schema' extension without 'properties' ending. The expected path is '${expected}'.`,
          ];
    }),
  },
};
