import { findOperation, operationsOf, type SwaggerDefinition } from './definition';

const definition: SwaggerDefinition = {
  info: { title: 'Sample' },
  paths: {
    '/items': { get: { operationId: 'ListItems' }, post: { operationId: 'CreateItem' } },
    '/items({id})': { get: { operationId: 'GetItem', parameters: [{ $ref: '#/parameters/Id' }] } },
    '/items({id})/parts({part})': { get: { operationId: 'GetPart' } },
  },
  parameters: { Id: { name: 'id', in: 'path', required: true } },
};
const operations = operationsOf(definition);

describe('the operations of a definition', () => {
  it('hold the parameters that they refer to', () => {
    expect(operations.find(({ id }) => id === 'GetItem')?.parameters).toEqual([
      { name: 'id', in: 'path', required: true },
    ]);
  });

  it('name a reference that leads nowhere', () => {
    const paths = { '/a': { get: { operationId: 'A', parameters: [{ $ref: '#/parameters/None' }] } } };
    expect(() => operationsOf({ ...definition, paths })).toThrow('#/parameters/None');
  });

  it.each([
    ['GET', '/items', 'ListItems'],
    ['POST', '/items', 'CreateItem'],
    ['GET', '/ITEMS(1)', 'GetItem'],
    ['GET', '/items%281%29', 'GetItem'],
    ['GET', '/items(a%2Fb)/parts(2)', 'GetPart'],
  ])('are found: %s %s is %s', (method, path, id) => {
    expect(findOperation(operations, method, path)?.id).toBe(id);
  });

  it.each([
    ['DELETE', '/items'],
    ['GET', '/items()'],
    ['GET', '/items(1/2)'],
    ['GET', '/items(1)/more'],
    ['GET', '/'],
  ])('are not found for %s %s', (method, path) => {
    expect(findOperation(operations, method, path)).toBeUndefined();
  });
});
