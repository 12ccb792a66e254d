import { isObject, listOf, objectOf, pointerTo, textOf, type JsonObject } from './json';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** A parameter of an operation, where it is a reference the parameter it refers to. */
export interface Parameter {
  readonly value: JsonObject;
  /** Where the operation names it. */
  readonly pointer: string;
  /** Where it is written: elsewhere when a reference stands for it. */
  readonly writtenAt: string;
}

export interface Operation {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly pointer: string;
  readonly value: JsonObject;
  readonly pathItem: JsonObject;
  readonly parameters: readonly Parameter[];
}

/** A schema wherever it stands: a definition, a property, items, a body, an answer. */
export interface SchemaPlace {
  readonly value: JsonObject;
  readonly pointer: string;
  /** Name of the property it describes; undefined for definitions, items, bodies and answers. */
  readonly property?: string;
  /** Whether the object it is a property of requires it. */
  readonly required?: boolean;
}

/** A Swagger 2.0 document and what rules ask of it. Every part may be missing or of a wrong type. */
export interface Definition {
  readonly document: JsonObject;
  readonly operations: readonly Operation[];
  readonly schemas: readonly SchemaPlace[];
  /** Parameters that are no bodies, each once, at the place where it is written. */
  readonly parameters: readonly Parameter[];
  operation(id: string): Operation | undefined;
  /** The value itself, where a reference stands for it; undefined when the reference leads nowhere. */
  resolve(value: unknown): JsonObject | undefined;
  /** The same with the place where it is written. */
  locate(value: unknown, pointer: string): Located | undefined;
}

type Locate = (value: unknown, pointer: string) => Located | undefined;

export interface Located {
  readonly value: JsonObject;
  readonly pointer: string;
}

export function readDefinition(document: JsonObject): Definition {
  const locate = (value: unknown, pointer: string, seen: readonly string[] = []): Located | undefined => {
    if (!isObject(value)) return undefined;
    const reference = textOf(value['$ref']);
    if (reference === undefined) return { value, pointer };
    return seen.includes(reference)
      ? undefined
      : locate(valueAt(document, reference), reference.slice(1), [...seen, reference]);
  };
  const resolve = (value: unknown): JsonObject | undefined => locate(value, '')?.value;
  const operations = operationsOf(document, (value, pointer) => locate(value, pointer));
  return {
    document,
    operations,
    schemas: schemasOf(document),
    parameters: writtenParameters(document),
    operation: (id) => operations.find((operation) => operation.id === id),
    resolve,
    locate: (value, pointer) => locate(value, pointer),
  };
}

const known = new WeakMap<JsonObject, Definition>();

/** What was read of a document, read once however many rules ask. */
export function definitionIn(document: JsonObject): Definition {
  const definition = known.get(document) ?? readDefinition(document);
  known.set(document, definition);
  return definition;
}

/** What a local reference such as `#/definitions/Segment` points to. */
export function valueAt(document: JsonObject, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  const steps = reference.slice(2).split('/');
  return steps.reduce<unknown>(
    (value, step) => objectOf(value)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
}

function operationsOf(document: JsonObject, locate: Locate): readonly Operation[] {
  return Object.entries(objectOf(document['paths'])).flatMap(([path, item]) => {
    const pathItem = objectOf(item);
    const itemPointer = pointerTo('/paths', path);
    const shared = parametersIn(pathItem, itemPointer, locate);
    return methods.flatMap((method) => {
      const value = pathItem[method];
      if (!isObject(value)) return [];
      const pointer = pointerTo(itemPointer, method);
      const own = parametersIn(value, pointer, locate);
      const overridden = (parameter: Parameter) =>
        own.some(
          ({ value: { name, in: place } }) =>
            name === parameter.value['name'] && place === parameter.value['in'],
        );
      const parameters = [...shared.filter((parameter) => !overridden(parameter)), ...own];
      return [{ id: textOf(value['operationId']) ?? '', path, method, pointer, value, pathItem, parameters }];
    });
  });
}

function parametersIn(holder: JsonObject, pointer: string, locate: Locate): readonly Parameter[] {
  return listOf(holder['parameters']).flatMap((parameter, index) => {
    const at = pointerTo(pointer, 'parameters', index);
    const place = locate(parameter, at);
    return place ? [{ value: place.value, pointer: at, writtenAt: place.pointer }] : [];
  });
}

function holdersOfParameters(document: JsonObject): readonly (readonly [string, unknown])[] {
  const inPaths = Object.entries(objectOf(document['paths'])).flatMap(([path, item]) =>
    ['', ...methods].flatMap((method) => {
      const holder = method === '' ? objectOf(item) : objectOf(objectOf(item)[method]);
      const pointer = method === '' ? pointerTo('/paths', path) : pointerTo('/paths', path, method);
      return listOf(holder['parameters']).map(
        (parameter, index) => [pointerTo(pointer, 'parameters', index), parameter] as const,
      );
    }),
  );
  const shared = Object.entries(objectOf(document['parameters'])).map(
    ([name, parameter]) => [pointerTo('/parameters', name), parameter] as const,
  );
  return [...inPaths, ...shared];
}

function writtenParameters(document: JsonObject): readonly Parameter[] {
  return holdersOfParameters(document).flatMap(([pointer, value]) =>
    isObject(value) && value['$ref'] === undefined ? [{ value, pointer, writtenAt: pointer }] : [],
  );
}

function schemasOf(document: JsonObject): readonly SchemaPlace[] {
  const roots: SchemaPlace[] = Object.entries(objectOf(document['definitions'])).map(([name, value]) => ({
    value: objectOf(value),
    pointer: pointerTo('/definitions', name),
  }));
  for (const { value, pointer } of writtenParameters(document)) {
    if (isObject(value['schema']))
      roots.push({ value: value['schema'], pointer: pointerTo(pointer, 'schema') });
  }
  for (const [path, item] of Object.entries(objectOf(document['paths']))) {
    const content = objectOf(objectOf(item)['x-ms-notification-content'])['schema'];
    if (isObject(content)) {
      roots.push({
        value: content,
        pointer: pointerTo('/paths', path, 'x-ms-notification-content', 'schema'),
      });
    }
    for (const method of methods) {
      const responses = objectOf(objectOf(objectOf(item)[method])['responses']);
      for (const [code, response] of Object.entries(responses)) {
        const schema = objectOf(response)['schema'];
        const pointer = pointerTo('/paths', path, method, 'responses', code, 'schema');
        if (isObject(schema)) roots.push({ value: schema, pointer });
      }
    }
  }
  return roots.flatMap(withNested);
}

function withNested(place: SchemaPlace): readonly SchemaPlace[] {
  const { value, pointer } = place;
  const required = listOf(value['required']);
  const nested: SchemaPlace[] = Object.entries(objectOf(value['properties'])).map(([name, property]) => ({
    value: objectOf(property),
    pointer: pointerTo(pointer, 'properties', name),
    property: name,
    required: required.includes(name),
  }));
  if (isObject(value['items'])) nested.push({ value: value['items'], pointer: pointerTo(pointer, 'items') });
  if (isObject(value['additionalProperties'])) {
    nested.push({
      value: value['additionalProperties'],
      pointer: pointerTo(pointer, 'additionalProperties'),
    });
  }
  return [place, ...nested.flatMap(withNested)];
}

/** Whether nobody is shown it. Public connectors write the word in any case. */
export function isInternal(value: JsonObject | undefined): boolean {
  return textOf(value?.['x-ms-visibility'])?.toLowerCase() === 'internal';
}

/** Whether the back end keeps the state of a polling trigger: it answers 202 where there is nothing new. */
export function pollsByItself(operation: JsonObject): boolean {
  return Object.hasOwn(objectOf(operation['responses']), '202');
}
