import type { Definition } from '../definition';
import { isObject, listOf, objectOf, pointerTo, repeated, textOf, textsOf } from '../json';
import type { Place, Rule } from '../rule';

const mimeTypes = [
  'application/json',
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
];

const mostOperations = 256;

function required(definition: Definition): [pointer: string, value: unknown][] {
  const { document } = definition;
  const info = objectOf(document['info']);
  const contact = objectOf(info['contact']);
  return [
    ['/info', document['info']],
    ['/host', document['host']],
    ['/paths', document['paths']],
    ...['title', 'description', 'version', 'contact'].map((name): [string, unknown] => [
      pointerTo('/info', name),
      info[name],
    ]),
    ...(isObject(info['contact'])
      ? ['name', 'url', 'email'].map((name): [string, unknown] => [
          pointerTo('/info/contact', name),
          contact[name],
        ])
      : []),
  ];
}

function schemes(definition: Definition): readonly string[] {
  return textsOf(definition.document['schemes']);
}

function mimeTypesUsed(definition: Definition): [string, string][] {
  const holders: [string, unknown][] = [
    ['', definition.document],
    ...definition.operations.map(({ pointer, value }): [string, unknown] => [pointer, value]),
  ];
  return holders.flatMap(([pointer, holder]) =>
    ['consumes', 'produces'].flatMap((name) =>
      textsOf(objectOf(holder)[name]).map((type, index): [string, string] => [
        type,
        pointerTo(pointer, name, index),
      ]),
    ),
  );
}

/** Rules over the document as a whole: what must be there, where it points, what it speaks. */
export const documentRules: readonly Rule<Definition>[] = [
  {
    name: 'SpecificationVersionIncorrect',
    check: ({ document }) =>
      document['swagger'] === '2.0'
        ? []
        : [{ pointer: '/swagger', message: `The 'swagger' property must have the string value "2.0".` }],
  },
  {
    name: 'RequiredPropertyMissing',
    check: (definition) =>
      required(definition)
        .filter(([, value]) => value === undefined)
        .map(([pointer]) => ({
          pointer,
          message: `The '${pointer.split('/').at(-1)}' property is required.`,
        })),
  },
  {
    name: 'RequiredValueEmpty',
    check: (definition) =>
      required(definition)
        .filter(([, value]) => value === '')
        .map(([pointer]) => ({
          pointer,
          message: `The '${pointer.split('/').at(-1)}' property must have not empty value.`,
        })),
  },
  {
    name: 'HostNameNotValid',
    check: ({ document }) => {
      const host = textOf(document['host']);
      return host === undefined || /^[^{}/ :\\]+(:\d+)?$/.test(host)
        ? []
        : [
            {
              pointer: '/host',
              message: `The 'host' property must be a valid URI host without a scheme or path.`,
            },
          ];
    },
  },
  {
    name: 'BasePathNotValid',
    check: ({ document }) => {
      const basePath = document['basePath'];
      return basePath === undefined || (typeof basePath === 'string' && basePath.startsWith('/'))
        ? []
        : [
            {
              pointer: '/basePath',
              message: `The 'basePath' property, if present, must start with a '/' character.`,
            },
          ];
    },
  },
  {
    name: 'SchemesArrayEmpty',
    check: ({ document }) =>
      Array.isArray(document['schemes']) && document['schemes'].length === 0
        ? [{ pointer: '/schemes', message: `The 'schemes' array requires at least one value.` }]
        : [],
  },
  {
    name: 'SchemeNotSupported',
    check: (definition) =>
      schemePlaces(
        definition,
        (scheme) => /^wss?$/.test(scheme),
        'The WebSocket transfer protocol schemes are not supported.',
      ),
  },
  {
    name: 'SchemeNotValid',
    check: (definition) =>
      schemePlaces(
        definition,
        (scheme) => !/^(https?|wss?)$/.test(scheme),
        `The 'schemes' property must only contain transfer protocols from the list: http, https.`,
      ),
  },
  {
    name: 'MimeTypeNotSupported',
    check: (definition) =>
      mimeTypesUsed(definition)
        .filter(([type]) => !mimeTypes.includes(type.split(';')[0]?.trim() ?? ''))
        .map(([type, pointer]) => ({
          pointer,
          message: `The MIME type '${type}' is not supported. The supported mime types are: '${mimeTypes.join(', ')}'.`,
        })),
  },
  {
    name: 'TagRedefined',
    check: ({ document }) =>
      repeated(listOf(document['tags']).map((tag) => textOf(objectOf(tag)['name']))).map((name) => ({
        pointer: '/tags',
        message: `The 'tags' property defines tag '${name}' multiple times.`,
      })),
  },
  {
    name: 'TotalOperationsCountExceedsMaxAllowed',
    check: ({ operations }) =>
      operations.length > mostOperations
        ? [
            {
              pointer: '/paths',
              message: `The total number of operations in the swagger exceeds the maximum allowed value of '${mostOperations}'.`,
            },
          ]
        : [],
  },
];

function schemePlaces(
  definition: Definition,
  isWrong: (scheme: string) => boolean,
  message: string,
): Place[] {
  return schemes(definition).flatMap((scheme, index) =>
    isWrong(scheme) ? [{ pointer: pointerTo('/schemes', index), message }] : [],
  );
}
