import { valueAt, type Definition } from '../reading/definition';
import { isObject, objectOf, pointerTo, textOf } from '../reading/json';
import { breaking, certification, wholeDefinition, type Rules } from './rule';

interface Reference {
  readonly target: string;
  readonly kind: 'schema' | 'parameter' | 'response';
  readonly siblings: readonly string[];
  readonly pointer: string;
}

const sections = { schema: '#/definitions/', parameter: '#/parameters/', response: '#/responses/' } as const;

/** Every `$ref`, with what it should point to by the place it stands in. Examples and defaults hold none. */
function references({ document }: Definition): readonly Reference[] {
  const found: Reference[] = [];
  const walk = (value: unknown, pointer: string, parent: string): void => {
    if (Array.isArray(value))
      value.forEach((element, index) => walk(element, pointerTo(pointer, index), parent));
    if (!isObject(value)) return;
    const target = textOf(value['$ref']);
    // A property may be named $ref; then its value is a schema, no text.
    if (target !== undefined) {
      const kind = parent === 'parameters' ? 'parameter' : parent === 'responses' ? 'response' : 'schema';
      found.push({ target, kind, siblings: Object.keys(value).filter((key) => key !== '$ref'), pointer });
      return;
    }
    for (const [name, child] of Object.entries(value)) {
      if (name === 'default' || name === 'example' || name === 'examples' || name === 'enum') continue;
      const keepsParent = parent === 'responses' && pointer.endsWith('/responses');
      // What a property is called says nothing of what it refers to.
      const place = parent === 'properties' ? 'schema' : name;
      walk(child, pointerTo(pointer, name), keepsParent ? parent : place);
    }
  };
  for (const section of ['paths', 'definitions', 'parameters', 'responses']) {
    walk(objectOf(document[section]), `/${section}`, section);
  }
  return found.filter(({ pointer }) => !/^\/paths\/[^/]+$/.test(pointer));
}

function eachInvalid(kind: Reference['kind']) {
  return wholeDefinition((definition) =>
    references(definition)
      .filter((reference) => reference.kind === kind && !reference.target.startsWith(sections[kind]))
      .map(({ target, pointer }) => ({
        pointer,
        message: `The ${kind} reference '${target}' is not valid. It must start with '${sections[kind]}' and be a valid JSON pointer.`,
      })),
  );
}

function eachLost(kind: Reference['kind']) {
  return wholeDefinition((definition) =>
    references(definition)
      .filter(
        ({ target, ...reference }) =>
          reference.kind === kind &&
          target.startsWith(sections[kind]) &&
          valueAt(definition.document, target) === undefined,
      )
      .map(({ target, pointer }) => ({
        pointer,
        message: `The ${kind} reference '${target}' could not be found in the swagger document.`,
      })),
  );
}

/** Rules over `$ref`. */
export const referenceRules: Rules = {
  SchemaReferenceNotValid: { ...breaking, ...eachInvalid('schema') },
  ParameterReferenceNotValid: { ...breaking, ...eachInvalid('parameter') },
  ResponseReferenceNotValid: { ...breaking, ...eachInvalid('response') },
  SchemaReferenceNotFound: { ...breaking, ...eachLost('schema') },
  ParameterReferenceNotFound: { ...breaking, ...eachLost('parameter') },
  ResponseReferenceNotFound: { ...breaking, ...eachLost('response') },
  AdditionalPropertyNotAllowedAdjacentToRef: {
    ...certification,
    ...wholeDefinition((definition) =>
      references(definition)
        .filter(({ siblings }) => siblings.length > 0)
        .map(({ siblings, pointer }) => ({
          pointer,
          message: `When '$ref' is defined, no other properties may be specified: ${siblings.join(', ')}.`,
        })),
    ),
  },
  SchemaRefLoopNotAllowed: {
    ...breaking,
    ...wholeDefinition(({ document, resolve }) =>
      Object.entries(objectOf(document['definitions']))
        .filter(
          ([, value]) =>
            isObject(value) &&
            value['$ref'] !== undefined &&
            resolve(value) === undefined &&
            valueAt(document, textOf(value['$ref']) ?? '') !== undefined,
        )
        .map(([name]) => ({
          pointer: pointerTo('/definitions', name),
          message: "The schema definition may not use a '$ref' to point to another definition in a loop.",
        })),
    ),
  },
};
