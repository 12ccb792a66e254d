import { isObject, type JsonObject } from '../reading/json';

const titled = (type: string, title: string) => ({
  type,
  'x-ms-summary': title,
  description: `The ${title} that it has.`,
});

/** A small definition without findings that has one of everything rules look at; tests break it. */
export function sampleDefinition(): JsonObject {
  return structuredClone({
    swagger: '2.0',
    info: {
      title: 'Sample Items',
      description: 'Keeps items in a list and tells flows when there are new ones.',
      version: '1.0.0',
      contact: { name: 'Sample', url: 'https://sample-items.net', email: 'sample@sample-items.net' },
    },
    host: 'api.sample-items.net',
    basePath: '/',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: {
      '/items': {
        get: {
          operationId: 'ListItems',
          summary: 'List items',
          description: 'Lists the items.',
          'x-ms-pageable': { nextLinkName: 'nextLink' },
          parameters: [
            { name: 'kind', in: 'query', required: true, ...titled('string', 'Kind') },
            { name: 'count', in: 'query', ...titled('integer', 'Count'), minimum: 1, maximum: 9 },
            {
              name: 'secret',
              in: 'header',
              required: true,
              default: 'x',
              'x-ms-visibility': 'internal',
              ...titled('string', 'Secret'),
            },
          ],
          responses: {
            200: { description: 'The items.', schema: { $ref: '#/definitions/ItemList' } },
            default: { description: 'Failed.' },
          },
        },
        post: {
          operationId: 'CreateItem',
          summary: 'Create an item',
          description: 'Creates an item.',
          consumes: ['application/json'],
          parameters: [
            { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/NewItem' } },
          ],
          responses: {
            201: { description: 'The item.', schema: { $ref: '#/definitions/Item' } },
            default: { description: 'Failed.' },
          },
        },
      },
      '/items/{itemId}': {
        get: {
          operationId: 'GetItem',
          summary: 'Get an item',
          description: 'Reads one item.',
          parameters: [
            { $ref: '#/parameters/ItemId' },
            { name: 'kind', in: 'query', required: true, ...titled('string', 'Kind') },
            {
              name: 'hidden',
              in: 'query',
              required: true,
              default: 'x',
              'x-ms-visibility': 'internal',
              ...titled('string', 'Hidden'),
            },
          ],
          responses: {
            200: { description: 'The item.', schema: { $ref: '#/definitions/Item' } },
            default: { description: 'Failed.' },
          },
        },
        delete: {
          operationId: 'DeleteItem',
          summary: 'Delete an item (deprecated)',
          description: 'Deletes an item. (deprecated).',
          deprecated: true,
          'x-ms-api-annotation': {
            family: 'DeleteItem',
            replacement: { api: 'sample', operationId: 'GetItem' },
          },
          parameters: [{ $ref: '#/parameters/PlainId' }],
          responses: { 204: { description: 'Gone.' }, default: { description: 'Failed.' } },
        },
      },
      '/trigger/items': {
        get: {
          operationId: 'OnNewItem',
          summary: 'When an item is added',
          description: 'This operation triggers when an item is added.',
          'x-ms-trigger': 'batch',
          responses: { 200: { $ref: '#/responses/Items' }, default: { description: 'Failed.' } },
        },
      },
      '/hooks': {
        'x-ms-notification-content': { schema: { $ref: '#/definitions/Item' } },
        post: {
          operationId: 'OnItem',
          summary: 'When an item changes',
          description: 'This operation triggers when an item changes.',
          'x-ms-trigger': 'single',
          parameters: [{ name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Hook' } }],
          responses: { 201: { description: 'Subscribed.', schema: { $ref: '#/definitions/Item' } } },
        },
      },
    },
    definitions: {
      Item: {
        type: 'object',
        properties: { id: titled('string', 'Item ID'), name: titled('string', 'Name') },
      },
      ItemList: {
        type: 'object',
        properties: {
          value: { ...titled('array', 'Items'), items: { $ref: '#/definitions/Item' } },
          nextLink: titled('string', 'Next Link'),
        },
      },
      NewItem: {
        type: 'object',
        required: ['name', 'state'],
        properties: {
          name: { ...titled('string', 'Name'), minLength: 1, maxLength: 9, pattern: '^a' },
          kind: titled('string', 'Kind'),
          color: {
            ...titled('string', 'Color'),
            enum: ['red', 'blue'],
            'x-ms-enum-values': [
              { value: 'red', displayName: 'Red' },
              { value: 'blue', displayName: 'Blue' },
            ],
          },
          sizes: { ...titled('array', 'Sizes'), items: titled('integer', 'Size'), minItems: 1, maxItems: 3 },
          weight: {
            ...titled('number', 'Weight'),
            format: 'double',
            multipleOf: 2,
            minimum: 1,
            maximum: 2,
            exclusiveMaximum: true,
          },
          state: { ...titled('string', 'State'), default: 'new', 'x-ms-visibility': 'internal' },
          parent: {
            ...titled('string', 'Parent'),
            'x-ms-dynamic-values': {
              operationId: 'ListItems',
              'value-collection': 'value',
              'value-path': 'id',
              'value-title': 'name',
              parameters: { kind: { parameter: 'kind' } },
            },
            'x-ms-dynamic-list': {
              operationId: 'ListItems',
              itemsPath: 'value',
              itemValuePath: 'id',
              itemTitlePath: 'name',
              parameters: { kind: { parameterReference: 'body/kind' } },
            },
          },
        },
      },
      Hook: {
        type: 'object',
        required: ['url'],
        properties: {
          url: {
            ...titled('string', 'Address'),
            'x-ms-notification-url': true,
            'x-ms-visibility': 'internal',
          },
        },
      },
    },
    parameters: {
      ItemId: {
        name: 'itemId',
        in: 'path',
        required: true,
        'x-ms-url-encoding': 'single',
        ...titled('string', 'Item'),
        'x-ms-dynamic-values': {
          operationId: 'ListItems',
          'value-collection': 'value',
          'value-path': 'id',
          'value-title': 'name',
          parameters: { kind: { parameter: 'kind' }, count: 3 },
        },
      },
      PlainId: {
        name: 'itemId',
        in: 'path',
        required: true,
        'x-ms-url-encoding': 'single',
        ...titled('string', 'Item'),
      },
    },
    responses: { Items: { description: 'The items.', schema: { $ref: '#/definitions/ItemList' } } },
    securityDefinitions: {
      oauth2: {
        type: 'oauth2',
        flow: 'accessCode',
        authorizationUrl: 'https://sample-items.net/a',
        tokenUrl: 'https://sample-items.net/t',
        scopes: { all: 'All.' },
      },
      key: { type: 'apiKey', name: 'key', in: 'header' },
    },
    security: [{ oauth2: ['all'], key: [] }],
    tags: [{ name: 'Items' }],
    'x-ms-connector-metadata': [
      { propertyName: 'Website', propertyValue: 'https://sample-items.net' },
      { propertyName: 'Privacy policy', propertyValue: 'https://sample-items.net/privacy' },
      { propertyName: 'Categories', propertyValue: 'Data' },
    ],
  });
}

/** One value to put at a JSON pointer; undefined takes away what is there, `-` at the end appends to a list. */
export type Change = readonly [pointer: string, value: unknown];

/** A rule, the changes that break it, and the place of the finding where it matters. */
export type Breach = readonly [rule: string, changes: readonly Change[], pointer?: string];

/** A copy with the changes made. */
export function changed(document: JsonObject, changes: readonly Change[]): JsonObject {
  const copy: Record<string, unknown> = structuredClone(document);
  for (const [pointer, value] of changes) {
    const steps = pointer
      .slice(1)
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = steps.pop() ?? '';
    const holder = steps.reduce<unknown>((current, step) => (current as Record<string, unknown>)[step], copy);
    if (Array.isArray(holder) && last === '-') holder.push(value);
    else if (!isObject(holder) && !Array.isArray(holder)) throw new Error(`Nothing stands at ${pointer}.`);
    else if (value === undefined) Reflect.deleteProperty(holder, last);
    else (holder as Record<string, unknown>)[last] = value;
  }
  return copy;
}
