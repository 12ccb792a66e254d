import { withoutReferences } from './inline-references';

const definition = (schema: unknown, definitions: object) => ({
  swagger: '2.0',
  parameters: { Id: { name: 'id', in: 'query' } },
  definitions,
  paths: { '/a': { get: { parameters: [{ $ref: '#/parameters/Id' }], schema } } },
});

it('puts in what references name, at any depth, and leaves out what nothing names any more', () => {
  const schema = { type: 'array', items: { $ref: '#/definitions/Person' } };
  const definitions = {
    Person: { properties: { name: { $ref: '#/definitions/of~1names' } } },
    'of/names': { type: 'string' },
  };
  expect(withoutReferences(definition(schema, definitions))).toEqual({
    swagger: '2.0',
    paths: {
      '/a': {
        get: {
          parameters: [{ name: 'id', in: 'query' }],
          schema: { type: 'array', items: { properties: { name: { type: 'string' } } } },
        },
      },
    },
  });
});

it.each([
  ['leads back to itself', { Person: { properties: { boss: { $ref: '#/definitions/Person' } } } }],
  ['leads to nothing in this file', {}],
])('names a reference that %s', (what, definitions) => {
  expect(() => withoutReferences(definition({ $ref: '#/definitions/Person' }, definitions))).toThrow(
    `The reference #/definitions/Person ${what}.`,
  );
});
