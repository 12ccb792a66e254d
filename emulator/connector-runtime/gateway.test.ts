import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runnableConnector, type RunnableConnector } from './runnable-connector';
import { Gateway } from './gateway';
import type { GatewayAnswer } from './http-message';

const definition = {
  info: { title: 'Sample' },
  host: 'example.com',
  paths: {
    '/items': {
      get: {
        operationId: 'ListItems',
        parameters: [
          { name: '$select', in: 'query', required: true, default: 'id', 'x-ms-visibility': 'internal' },
          {
            name: 'Prefer',
            in: 'header',
            required: true,
            default: 'annotations',
            'x-ms-visibility': 'internal',
          },
          { name: 'top', in: 'query', default: 5 },
        ],
      },
      post: {
        operationId: 'CreateItem',
        parameters: [{ name: 'body', in: 'body', schema: { $ref: '#/definitions/Item' } }],
      },
    },
    '/odd': { get: { operationId: 'Odd' } },
  },
  definitions: {
    Item: {
      required: ['kind'],
      properties: {
        name: {},
        kind: { default: 'thing', 'x-ms-visibility': 'internal' },
        size: { default: 3 },
      },
    },
  },
};
const policies = [
  {
    templateId: 'dynamichosturl',
    title: 'Host',
    parameters: { 'x-ms-apimTemplateParameter.urlTemplate': "@connectionParameters('site')" },
  },
  {
    TemplateId: 'updatenextlink',
    Title: 'Next',
    Parameters: {
      'x-ms-apimTemplate-operationName': ['ListItems'],
      'x-ms-apimTemplateParameter.nextLinkPropertyName': '@odata.nextLink',
    },
  },
  { templateId: 'setheader', title: 'Odd', parameters: { 'x-ms-apimTemplate-operationName': ['Odd'] } },
];

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let site: string;
let seen: Seen[];
let answer: (seen: Seen) => { status?: number; headers?: Record<string, string>; body?: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const got = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(got);
      const {
        status = 200,
        headers = { 'content-type': 'application/json' },
        body: text = '{}',
      } = answer(got);
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  seen = [];
  answer = () => ({});
});

const connector: RunnableConnector = runnableConnector({
  name: 'sample',
  openApiDefinition: JSON.stringify(definition),
  policyTemplateInstances: JSON.stringify(policies),
});

function send(
  method: string,
  path: string,
  given: { body?: string; headers?: Record<string, string>; site?: string; environment?: string } = {},
): Promise<GatewayAnswer> {
  return new Gateway(connector).answer(
    {
      method,
      url: `http://gateway/c${path}`,
      headers: given.headers ?? {},
      ...(given.body === undefined ? {} : { body: Buffer.from(given.body) }),
    },
    {
      address: 'http://gateway/c',
      parameters: { site: given.site ?? site },
      environment: given.environment ?? site,
    },
  );
}

const textOf = ({ body }: GatewayAnswer) => body?.toString('utf8') ?? '';

describe('the gateway', () => {
  it('sends a request to the host of the connection', async () => {
    answer = () => ({
      status: 201,
      headers: { 'content-type': 'application/json', 'x-more': 'yes' },
      body: '{"id":1}',
    });
    const made = await send('POST', '/items?a=b', {
      body: '{"name":"n"}',
      headers: { authorization: 'Bearer t' },
    });
    expect(seen).toMatchObject([
      { method: 'POST', url: '/items?a=b', headers: { authorization: 'Bearer t' } },
    ]);
    expect(made).toMatchObject({ status: 201, headers: { 'x-more': 'yes' } });
    expect(textOf(made)).toBe('{"id":1}');
  });

  it('adds the defaults that makers never see, and no others', async () => {
    await send('GET', '/items');
    await send('POST', '/items', { body: '{"name":"n"}' });
    expect(seen[0]).toMatchObject({ url: '/items?%24select=id', headers: { prefer: 'annotations' } });
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ name: 'n', kind: 'thing' });
  });

  it('leaves a hidden value that the request has', async () => {
    await send('GET', '/items?$select=name', { headers: { prefer: 'other' } });
    expect(seen[0]).toMatchObject({ url: '/items?$select=name', headers: { prefer: 'other' } });
  });

  it('turns the address of the next page into one of its own', async () => {
    answer = () => ({
      body: JSON.stringify({ value: [1], '@odata.nextLink': `${site}/items?$skiptoken=a%20b` }),
    });
    expect(JSON.parse(textOf(await send('GET', '/items')))).toEqual({
      value: [1],
      '@odata.nextLink': 'http://gateway/c/items?$skiptoken=a%20b',
    });
  });

  it('passes on an answer that is no JSON', async () => {
    answer = () => ({ headers: { 'content-type': 'text/html' }, body: '<p>' });
    expect(textOf(await send('GET', '/items'))).toBe('<p>');
  });

  it.each([
    ['a path that no operation has', 'GET', '/nothing', {}, 404, 'Resource not found'],
    ['a method that no operation has', 'DELETE', '/items', {}, 404, 'Resource not found'],
    ['a policy that is not carried out', 'GET', '/odd', {}, 501, 'setheader'],
    ['a body that is no JSON', 'POST', '/items', { body: '{' }, 400, 'The body is not JSON'],
    [
      'an environment without https://',
      'GET',
      '/items',
      { site: 'contoso.crm.dynamics.com' },
      400,
      'https://',
    ],
    [
      'an environment that does not answer',
      'GET',
      '/items',
      { site: 'http://127.0.0.1:9' },
      502,
      'No answer',
    ],
  ])('answers %s with words', async (_what, method, path, given, status, words) => {
    const refusal = await send(method, path, given);
    expect(refusal.status).toBe(status);
    expect(textOf(refusal)).toContain(words);
    expect(textOf(refusal)).not.toMatch(/\.ts:\d/);
  });
});

describe('a connector with a script on a machine without .NET', () => {
  it('answers 501 and says why', async () => {
    const scripted = { ...connector, script: 'class', scriptOperations: ['ListItems'] };
    const refusal = await new Gateway(scripted, { mayRun: () => true, canRun: () => false }).answer(
      { method: 'GET', url: 'http://gateway/c/items', headers: {} },
      { address: 'http://gateway/c', parameters: { site }, environment: site },
    );
    expect(refusal.status).toBe(501);
    expect(textOf(refusal)).toContain("ListItems runs the connector's script");
    expect(textOf(refusal)).toContain('.NET SDK');
  });
});
