import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Clock } from '../clock';
import { badRequest } from '../dataverse-error';
import { registerClockRoutes } from './clock-routes';
import { registerFaultRoutes } from './fault-routes';
import { Faults } from './faults';
import { guardedAnswer } from './guarded-answer';
import { answerClientError, refuseLongAddress } from './http-errors';
import { protectPages } from './page-protection';
import { allowOnlyThisMachine } from './same-origin';
import { createServer, sendResponse } from './server';

const headers = { host: 'localhost:80' };
let server: FastifyInstance;

beforeEach(() => (server = createServer()));
afterEach(() => server.close());

async function asked(method: 'GET' | 'PUT' | 'DELETE', url: string, payload?: string): Promise<unknown> {
  const answer = await server.inject({
    method,
    url,
    headers: { ...headers, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, ...answer.json<object>() };
}

describe('the clock', () => {
  const clock = new Clock(() => new Date('2026-05-01T00:00:00Z'));
  const moved = jest.fn(() => Promise.resolve());
  beforeEach(() => {
    registerClockRoutes(server, clock, moved);
  });

  it('tells its time, is set and moved, and then what is due is done', async () => {
    expect(await asked('GET', '/admin/clock')).toEqual({ status: 200, now: '2026-05-01T00:00:00.000Z' });
    expect(await asked('PUT', '/admin/clock', '{"now":"2026-06-01T00:00:00Z"}')).toEqual({
      status: 200,
      now: '2026-06-01T00:00:00.000Z',
    });
    expect(await asked('PUT', '/admin/clock', '{"moveMinutes":90}')).toEqual({
      status: 200,
      now: '2026-06-01T01:30:00.000Z',
    });
    expect(moved).toHaveBeenCalledTimes(2);
  });

  it.each(['', '{}', '{"moveMinutes":"1"}'])('refuses %j and says what it takes', async (text) => {
    expect(await asked('PUT', '/admin/clock', text)).toMatchObject({
      status: 400,
      error: {
        code: '0x80040203',
        message: 'The clock takes {"now":"2026-05-01T00:00:00Z"} or {"moveMinutes":90}.',
      },
    });
  });
});

describe('the plan of faults', () => {
  it('is told, replaced and ended', async () => {
    registerFaultRoutes(server, new Faults({ rules: [{ kind: 'error' }] }));
    expect(await asked('GET', '/admin/faults')).toEqual({ status: 200, rules: [{ kind: 'error' }] });
    const rules = [{ kind: 'latency', milliseconds: 5 }];
    expect(await asked('PUT', '/admin/faults', JSON.stringify({ rules }))).toEqual({ status: 200, rules });
    expect(await asked('PUT', '/admin/faults')).toMatchObject({ status: 400 });
    expect(await asked('DELETE', '/admin/faults')).toEqual({ status: 200, rules: [] });
  });
});

describe('a page', () => {
  const typed = async (type: string, policy?: string): Promise<readonly unknown[]> => {
    const query: Record<string, string> = { type, ...(policy !== undefined && { policy }) };
    const answer = await server.inject({ url: '/typed', query, headers });
    return [answer.headers['content-security-policy'], answer.headers['x-content-type-options']];
  };
  const policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; " +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
  beforeEach(() => {
    protectPages(server);
    server.get<{ Querystring: { type: string; policy?: string } }>('/typed', ({ query }, reply) => {
      if (query.policy !== undefined) void reply.header('Content-Security-Policy', query.policy);
      return reply.header('Content-Type', query.type).send(Buffer.from('x'));
    });
  });

  it('loads from its own server only, unless it is stricter itself', async () => {
    expect(await typed('text/html; charset=utf-8')).toEqual([policy, 'nosniff']);
    expect(await typed('text/html', "default-src 'none'")).toEqual(["default-src 'none'", 'nosniff']);
  });

  it('is nothing but HTML, and nothing but JSON may be read as what it is not', async () => {
    expect(await typed('text/css')).toEqual([undefined, 'nosniff']);
    expect(await typed('application/xml+application/json')).toEqual([undefined, 'nosniff']);
    expect(await typed('application/json; odata.metadata=minimal')).toEqual([undefined, undefined]);
  });
});

describe('the address of a request', () => {
  const long = 'x'.repeat(150);
  const refusalOf = (given: Readonly<Record<string, string>>, socket: { localPort?: number } = {}) => {
    let refused: unknown;
    allowOnlyThisMachine({
      addHook: (
        _: string,
        hook: (request: unknown, reply: unknown, done: (error?: Error) => void) => void,
      ) => {
        hook({ headers: given, socket, protocol: given['x-protocol'] ?? 'http' }, {}, (error) => {
          refused = error?.message;
        });
      },
    } as unknown as FastifyInstance);
    return refused;
  };

  it('has the port of this server, be it the usual one of its protocol', () => {
    expect(refusalOf({ host: 'localhost' }, { localPort: 80 })).toBeUndefined();
    expect(refusalOf({ host: 'localhost', 'x-protocol': 'https' }, { localPort: 443 })).toBeUndefined();
    expect(refusalOf({ host: 'localhost:5151' }, { localPort: 5151 })).toBeUndefined();
    for (const [host, protocol] of [
      ['localhost:5152', 'http'],
      ['localhost', 'http'],
      ['localhost', 'https'],
    ] as const)
      expect(refusalOf({ host, 'x-protocol': protocol }, { localPort: 5151 })).toBe(
        `The host '${host}' is not this server, which listens on port 5151.`,
      );
    expect(refusalOf({ host: 'localhost:5151' })).toBeUndefined();
  });

  it('and its page are named, and cut, when they are refused', () => {
    expect(refusalOf({ host: long })).toBe(`The host '${long.slice(0, 100)}' is not this machine.`);
    expect(refusalOf({})).toBe("The host '' is not this machine.");
    expect(refusalOf({ host: 'localhost', origin: long })).toBe(
      `Requests from pages of '${long.slice(0, 100)}' are not allowed.`,
    );
    expect(refusalOf({ host: 'localhost', origin: 'http://localhost' })).toBeUndefined();
  });

  it('is told, and cut, where nothing is there', async () => {
    const answer = await server.inject({ url: `/${'y'.repeat(300)}`, headers });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('y'.repeat(199));
    expect(answer.body).not.toContain('y'.repeat(200));
  });

  it('may have 32,768 characters', () => {
    const of = (url?: string) => ({ url }) as unknown as IncomingMessage;
    expect(() => {
      refuseLongAddress(of(`/${'x'.repeat(32_767)}`));
    }).not.toThrow();
    expect(() => {
      refuseLongAddress(of(undefined));
    }).not.toThrow();
    expect(() => {
      refuseLongAddress(of(`/${'x'.repeat(32_768)}`));
    }).toThrow('Invalid URI: The Uri string is too long.');
  });
});

describe('an error', () => {
  it.each<[string, Error & { statusCode?: number }, number, string]>([
    ['of a request', badRequest('0x80040203', 'not so'), 400, 'not so'],
    ['of the framework', Object.assign(new Error('too large'), { statusCode: 413 }), 413, 'too large'],
    ['of the framework itself', Object.assign(new Error('a secret'), { statusCode: 500 }), 500, 'unexpected'],
    ['that nobody expected', new Error('a secret'), 500, 'unexpected'],
  ])('%s has its status and tells what a client may know', async (_, error, status, words) => {
    server.get('/fails', () => {
      throw error;
    });
    const answer = await server.inject({ url: '/fails', headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ error: { message: string } }>().error.message).toContain(words);
    expect(answer.body).not.toContain('secret');
  });
});

describe('an answer', () => {
  const send = async (body: string | undefined | Iterable<string>) => {
    server.get('/answer', (_request, reply) => {
      sendResponse(reply, {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        ...(body !== undefined && { body }),
      });
      return reply;
    });
    return server.inject({ url: '/answer', headers });
  };

  it('is a text, keeps its content type and tells its length', async () => {
    const answer = await send('{"ä":1}');
    expect([answer.body, answer.headers['content-type'], answer.headers['content-length']]).toEqual([
      '{"ä":1}',
      'application/json',
      '8',
    ]);
  });

  it('is empty, or comes in parts', async () => {
    expect((await send(undefined)).body).toBe('');
    await server.close();
    server = createServer();
    const parts = await send(['{"value":', '[]}']);
    expect([parts.body, parts.headers['content-length']]).toEqual(['{"value":[]}', undefined]);
  });
});

describe('what is no request', () => {
  async function answered(code: string, writable = true): Promise<string | undefined> {
    const socket = Object.assign(new EventEmitter(), {
      writable,
      destroy: () => socket.emit('end', undefined),
      end: (text: string) => socket.emit('end', text),
    });
    const end = new Promise<string | undefined>((resolve) => socket.once('end', resolve));
    answerClientError(Object.assign(new Error('ä?'), { code }), socket as unknown as Socket);
    return end;
  }

  it.each([
    ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
    ['HPE_INVALID_METHOD', '400 Bad Request'],
  ])('as %s is answered with %s, in the envelope of every error', async (code, status) => {
    const [head = '', body = ''] = ((await answered(code)) ?? '').split('\r\n\r\n');
    const lines = head.split('\r\n');
    expect(lines[0]).toBe(`HTTP/1.1 ${status}`);
    expect(lines).toContain('Content-Type: application/json; odata.metadata=minimal');
    expect(lines.slice(-2)).toEqual([`Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close']);
    expect(JSON.parse(body)).toMatchObject({ error: { message: `${status.slice(4)}: ä?` } });
  });

  it('of a client that is gone is not answered', async () => {
    expect(await answered('ECONNRESET')).toBeUndefined();
    expect(await answered('HPE_INVALID_METHOD', false)).toBeUndefined();
  });
});

describe('a fault of an operation', () => {
  it.each(['contacts', 'contacts(1)/fullname', 'contacts/$count', 'contacts?$top=1'])(
    'strikes %s',
    async (path) => {
      const faults = new Faults({ rules: [{ kind: 'cutBefore', operation: 'contacts' }] });
      const request = { method: 'GET', path } as Parameters<typeof guardedAnswer>[0];
      expect(await guardedAnswer(request, { faults }, () => ({ status: 204, headers: {} }))).toBe('cut');
      expect(
        await guardedAnswer({ ...request, path: `(${path}` }, { faults }, () => ({
          status: 204,
          headers: {},
        })),
      ).toEqual({ status: 204, headers: {} });
    },
  );
});
