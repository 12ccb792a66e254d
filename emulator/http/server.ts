import { Readable } from 'node:stream';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { DataverseError, errorCodes, resourceNotFound } from '../dataverse-error';
import { failureResponse, type WebApiResponse } from '../web-api';
import type { LocalCertificate } from './certificate';
import { answerClientError } from './http-errors';
import { allowOnlyThisMachine } from './same-origin';
import { readAsAsked } from './trace';

/** Largest body in bytes: a solution of some tens of megabytes in base64 fits. */
const LARGEST_BODY = 64 * 1024 * 1024;
/** Dataverse takes addresses of 32 KB; headers come on top of that. */
const LARGEST_HEADERS = 64 * 1024;

/** Milliseconds that a request and its headers may take to arrive, and between two looks at who is late. */
interface Patience {
  readonly request: number;
  readonly headers: number;
  readonly look: number;
}

const usualPatience: Patience = { request: 60_000, headers: 15_000, look: 2000 };

/**
 * A server whose every error is in Dataverse's envelope, and that only this machine may use.
 * @param certificate for HTTPS; HTTP without one
 */
export function createServer(certificate?: LocalCertificate, patience = usualPatience): FastifyInstance {
  const connections = {
    maxHeaderSize: LARGEST_HEADERS,
    headersTimeout: patience.headers,
    connectionsCheckingInterval: patience.look,
  };
  const server: FastifyInstance = Fastify({
    ...(certificate === undefined
      ? { http: connections }
      : { https: { ...connections, cert: certificate.cert, key: certificate.key } }),
    bodyLimit: LARGEST_BODY,
    routerOptions: { maxParamLength: LARGEST_HEADERS },
    forceCloseConnections: true,
    // Connections that send nothing, or a byte now and then, are not waited for.
    requestTimeout: patience.request,
    clientErrorHandler: answerClientError,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, reply) => {
      sendResponse(reply, failureResponse(errorOfFramework(error)));
    },
  });
  allowOnlyThisMachine(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
    parsed(null, body);
  });
  server.setErrorHandler<FastifyError>((error, _request, reply) => {
    sendResponse(reply, failureResponse(errorOfFramework(error)));
  });
  server.setNotFoundHandler((request, reply) => {
    sendResponse(reply, failureResponse(resourceNotFound(request.url.slice(0, 200))));
  });
  return server;
}

/** Fastify's own refusals (a body too large, an address that cannot be read) with their status. */
function errorOfFramework(error: Error & { statusCode?: number }): Error {
  const status = error.statusCode;
  if (error instanceof DataverseError || status === undefined || status >= 500) return error;
  return new DataverseError(status, errorCodes.queryRefused, error.message);
}

export function sendResponse(reply: FastifyReply, response: WebApiResponse): void {
  const { body } = response;
  void reply.code(response.status).headers(response.headers);
  // As bytes, since Fastify rewrites the content type of texts.
  if (body === undefined || typeof body === 'string') void reply.send(body && Buffer.from(body));
  else void reply.send(Readable.from(readAsAsked(body), { objectMode: false }));
}
