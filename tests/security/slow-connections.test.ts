import { connect, type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../../emulator/http/server';

let server: FastifyInstance;

beforeEach(async () => {
  server = createServer(undefined, { headers: 60, request: 120, look: 20 });
  server.post('/', () => ({}));
  await server.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(() => server.close());

/** What the server says to the beginning of a request that never ends, until it hangs up. */
function answerTo(headersAndBody: string): Promise<string> {
  const { port } = server.server.address() as AddressInfo;
  const beginning = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headersAndBody}`;
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
    socket.on('data', (bytes) => (said += bytes.toString()));
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}

it.each([
  ['header', 'X-Slow: '],
  ['body', 'Content-Length: 100\r\n\r\n{'],
])('a connection whose %s comes too slowly is closed with 408', async (_, beginning) => {
  expect(await answerTo(beginning)).toMatch(/^HTTP\/1\.1 408 /);
});

it('headers have a quarter of a minute, and a request has a whole one', async () => {
  const usual = createServer();
  await usual.ready();
  expect(usual.server).toMatchObject({ headersTimeout: 15_000, requestTimeout: 60_000 });
  await usual.close();
});
