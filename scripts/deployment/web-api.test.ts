import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectWebApi, DataverseRefusal, Unanswered } from './web-api';

type Answer = readonly [status: number, headers: Record<string, string>, body: string];

let server: Server;
let answers: Answer[];
let requests: { authorization: string | undefined; url: string | undefined }[];
let waits: number[];

beforeEach(async () => {
  answers = [];
  requests = [];
  waits = [];
  server = createServer((request, response) => {
    requests.push({ authorization: request.headers.authorization, url: request.url });
    const [status, headers, body] = answers.shift() ?? [500, {}, ''];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const api = () =>
  connectWebApi({
    environment: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: () => Promise.resolve('a token'),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });

test('requests carry the token', async () => {
  answers = [[200, {}, '{"value":[]}']];
  expect(await api().get('solutions')).toEqual({ value: [] });
  expect(requests).toEqual([{ authorization: 'Bearer a token', url: '/api/data/v9.2/solutions' }]);
});

test('a throttled request is sent again after the time the environment asks for', async () => {
  answers = [
    [429, { 'retry-after': '7' }, ''],
    [503, {}, ''],
    [204, {}, ''],
  ];
  expect(await api().post('PublishAllXml', {}, { isRepeatable: true })).toBeUndefined();
  expect(waits).toEqual([7000, 4000]);
});

test('a refusal comes with Dataverse’s code and words, and is not sent again', async () => {
  answers = [[400, {}, '{"error":{"code":"0x80048060","message":"The solution file is invalid."}}']];
  await expect(api().post('ImportSolution', {})).rejects.toEqual(
    new DataverseRefusal(400, '0x80048060', 'The solution file is invalid.'),
  );
  expect(requests).toHaveLength(1);
});

test('what may have been done is not done twice: a POST is sent again only when it surely was not done', async () => {
  answers = [[500, {}, '{"error":{"code":"0x80040216","message":"An unexpected error occurred."}}']];
  await expect(api().post('ImportSolutionAsync', {})).rejects.toThrow('An unexpected error occurred.');
  expect(requests).toHaveLength(1);
  answers = [
    [429, {}, ''],
    [200, {}, '{"done":true}'],
  ];
  expect(await api().post('ImportSolutionAsync', {})).toEqual({ done: true });
});

test('a POST whose connection breaks is unanswered, a GET is sent again', async () => {
  let cuts = 1;
  server.prependListener('request', (request: IncomingMessage) => {
    if (cuts-- > 0) request.socket.destroy();
  });
  await expect(api().post('ImportSolutionAsync', {})).rejects.toThrow(Unanswered);
  cuts = 2;
  answers = [
    [200, {}, '{}'],
    [200, {}, '{}'],
    [200, {}, '{"value":[1]}'],
  ];
  expect(await api().get('solutions')).toEqual({ value: [1] });
});

test('a redirect is not followed, and where it leads is told without its path', async () => {
  answers = [[307, { location: 'https://elsewhere.example/secret?token=1' }, '']];
  await expect(api().post('StageSolution', {})).rejects.toThrow(
    'The environment answered 307: it leads to https://elsewhere.example.',
  );
  expect(requests).toHaveLength(1);
});

test('Retry-After may be a date, and is at least a second and at most five minutes', async () => {
  answers = [
    [429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }, ''],
    [429, { 'retry-after': '0' }, ''],
    [429, { 'retry-after': '99999' }, ''],
    [429, { 'retry-after': 'soon' }, ''],
    [200, {}, '{}'],
  ];
  await api().get('solutions');
  expect(waits[0]).toBeGreaterThan(50_000);
  expect(waits.slice(1)).toEqual([1000, 300_000, 16_000]);
});

test('calls go through the proxy that the variables name', async () => {
  const seen: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    seen.push(request.url);
    response.end('{"value":["through the proxy"]}');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    expect(await api().get('solutions')).toEqual({ value: ['through the proxy'] });
    expect(seen).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/data\/v9\.2\/solutions$/)]);
    expect(requests).toEqual([]);
  } finally {
    delete process.env['HTTPS_PROXY'];
    await new Promise((resolve) => proxy.close(resolve));
  }
});

test('an answer that is no JSON is told by its status', async () => {
  answers = [[401, {}, '<html>']];
  await expect(api().get('WhoAmI()')).rejects.toThrow('The environment answered 401.');
});

test('an environment that never answered is asked three times, not for minutes', async () => {
  const waits: number[] = [];
  const nowhere = connectWebApi({
    environment: 'http://127.0.0.1:1',
    token: () => Promise.resolve(undefined),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  await expect(nowhere.get('WhoAmI()')).rejects.toThrow('http://127.0.0.1:1 cannot be reached');
  expect(waits).toEqual([2000, 4000]);
});
