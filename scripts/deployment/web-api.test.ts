import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectWebApi, DataverseRefusal } from './web-api';

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
  expect(await api().post('PublishAllXml', {})).toBeUndefined();
  expect(waits).toEqual([7000, 4000]);
});

test('a refusal comes with Dataverse’s code and words, and is not sent again', async () => {
  answers = [[400, {}, '{"error":{"code":"0x80048060","message":"The solution file is invalid."}}']];
  await expect(api().post('ImportSolution', {})).rejects.toEqual(
    new DataverseRefusal(400, '0x80048060', 'The solution file is invalid.'),
  );
  expect(requests).toHaveLength(1);
});

test('an answer that is no JSON is told by its status', async () => {
  answers = [[401, {}, '<html>']];
  await expect(api().get('WhoAmI()')).rejects.toThrow('The environment answered 401 Unauthorized.');
});

test('an environment that is not there is named', async () => {
  const nowhere = connectWebApi({
    environment: 'http://127.0.0.1:1',
    token: () => Promise.resolve(undefined),
    wait: () => Promise.resolve(),
  });
  await expect(nowhere.get('WhoAmI()')).rejects.toThrow('http://127.0.0.1:1 cannot be reached');
});
