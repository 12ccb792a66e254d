import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RecordId } from '../../segments';
import { resourceNotFound } from '../dataverse-error';
import {
  answer,
  answerBatch,
  type WebApiEnvironment,
  type WebApiRequest,
  type WebApiResponse,
} from '../web-api';
import { Gate } from './gate';
import { guardedAnswer, type Guards } from './guarded-answer';
import { refuseLongAddress } from './http-errors';
import { sendResponse } from './server';

const versions = new Set(['v9.0', 'v9.1', 'v9.2']);

/** Answers requests under `/api/data/v9.0/`, `v9.1` and `v9.2`. */
export function registerWebApi(
  server: FastifyInstance,
  environment: WebApiEnvironment,
  userOf: (request: FastifyRequest) => RecordId,
  { gate = new Gate(), ...guards }: Guards & { readonly gate?: Gate } = {},
): void {
  const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'];
  for (const url of ['/api/data/:version', '/api/data/:version/*']) {
    server.route<{ Params: { version: string } }>({
      method: methods,
      url,
      handler: async (request, reply) => {
        const { version } = request.params;
        const leave = await gate.enter();
        const gone = new AbortController();
        reply.raw.once('close', () => {
          gone.abort();
          leave();
        });
        // Who went away while it waited closes nothing any more.
        if (request.raw.socket.destroyed) leave();
        const asked = webApiRequest(request, version, userOf(request), gone.signal);
        const response = await guardedAnswer(asked, guards, () => {
          refuseLongAddress(request.raw);
          return answerOfVersion(version, asked, environment);
        });
        if (response === 'cut') {
          reply.hijack();
          request.raw.socket.destroy();
          return reply;
        }
        void reply.header('x-ms-service-request-id', randomUUID());
        sendResponse(reply, response);
        return reply;
      },
    });
  }
}

function answerOfVersion(
  version: string,
  request: WebApiRequest,
  environment: WebApiEnvironment,
): Promise<WebApiResponse> {
  if (!versions.has(version)) throw resourceNotFound(version);
  const isBatch = /^(?:\$|%24)batch\/?$/i.test(request.path);
  return isBatch ? answerBatch(request, environment) : answer(request, environment);
}

function webApiRequest(
  request: FastifyRequest,
  version: string,
  user: RecordId,
  signal: AbortSignal,
): WebApiRequest {
  const url = request.raw.url ?? '';
  const [address = '', ...query] = url.split('?');
  const root = `/api/data/${version}`;
  return {
    method: request.method,
    path: address.slice(address.indexOf(root) + root.length).replace(/^\//, ''),
    query: query.join('?'),
    headers: plainHeaders(request.headers),
    body: typeof request.body === 'string' ? request.body : '',
    root: `${request.protocol}://${request.headers.host ?? ''}${root}/`,
    user,
    signal,
  };
}

function plainHeaders(headers: FastifyRequest['headers']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return plain;
}
