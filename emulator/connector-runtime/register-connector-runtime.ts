import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runnableConnector, type RunnableConnector, type StoredConnector } from './runnable-connector';
import { Gateway, type Connection, type ScriptTrust } from './gateway';
import { passedOnHeaders } from './http-message';
import { connectorsPage, swaggerUiFile, swaggerUiPage } from './swagger-ui';

export interface ConnectorRuntimeOptions {
  /** The connectors that imported solutions brought. */
  storedConnectors(): readonly StoredConnector[];
  readonly scripts: ScriptTrust;
  /** In PEM, where this server speaks HTTPS with a certificate of its own. */
  readonly certificate?: string;
}

interface Running {
  readonly connector: RunnableConnector;
  readonly gateway: Gateway;
  /** The texts it was read from: a new import brings other ones. */
  readonly key: string;
}

/**
 * Offers every connector of the environment: a list at `/connectors`, Swagger UI at `/connectors/{name}`, its operations, run as the
 * platform's gateway runs them, under `/connectors/{name}/connection`.
 */
export function registerConnectorRuntime(server: FastifyInstance, options: ConnectorRuntimeOptions): void {
  const running = new Map<string, Running>();
  server.addHook('onClose', () => {
    for (const { gateway } of running.values()) gateway.close();
  });

  const find = (name: string): Running | undefined => {
    const texts = options.storedConnectors().find((candidate) => candidate.name === name);
    if (!texts) return undefined;
    const key = JSON.stringify(texts);
    const known = running.get(name);
    if (known?.key === key) return known;
    known?.gateway.close();
    const connector = runnableConnector(texts);
    const fresh = { connector, gateway: new Gateway(connector, options.scripts), key };
    running.set(name, fresh);
    return fresh;
  };

  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.get('/connectors', (_request, reply) => {
      const connectors = options.storedConnectors().map((texts) => runnableConnector(texts));
      return reply.type('text/html; charset=utf-8').send(connectorsPage(connectors));
    });
    scope.get<{ Params: { name: string } }>('/connectors/:name', (request, reply) => {
      const found = find(request.params.name);
      return found
        ? reply.type('text/html; charset=utf-8').send(swaggerUiPage(found.connector))
        : unknown(reply);
    });
    scope.get<{ Params: { name: string } }>('/connectors/:name/swagger.json', (request, reply) => {
      const found = find(request.params.name);
      return found ? reply.send(definitionOverGateway(found.connector, request)) : unknown(reply);
    });
    scope.get<{ Params: { file: string } }>('/connectors/:name/ui/:file', (request, reply) => {
      const file = swaggerUiFile(request.params.file);
      return file ? reply.type(file.contentType).send(file.content) : unknown(reply);
    });
    scope.all<{ Params: { name: string } }>('/connectors/:name/connection/*', async (request, reply) => {
      const found = find(request.params.name);
      return found ? answerThrough(found, request, reply, options.certificate) : unknown(reply);
    });
    done();
  });
}

function unknown(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: { code: 'NotFound', message: 'No such connector or page.' } });
}

function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

/**
 * The connector's definition with the local gateway as its host, so that Swagger UI calls through it. Where the
 * environment asks for a token, it is typed in as it is.
 */
function definitionOverGateway(connector: RunnableConnector, request: FastifyRequest): unknown {
  return {
    ...connector.definition,
    host: request.host,
    basePath: `/connectors/${encodeURIComponent(connector.name)}/connection`,
    schemes: [request.protocol],
    securityDefinitions: {
      token: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Bearer and the token.' },
    },
    security: [{ token: [] }],
  };
}

async function answerThrough(
  { connector, gateway }: Running,
  request: FastifyRequest,
  reply: FastifyReply,
  certificate: string | undefined,
): Promise<FastifyReply> {
  const origin = originOf(request);
  const connection: Connection = {
    address: `${origin}/connectors/${encodeURIComponent(connector.name)}/connection`,
    parameters: { 'token:resourceUri': origin },
    environment: origin,
    ...(certificate === undefined ? {} : { certificate }),
  };
  const body = request.body instanceof Buffer ? Buffer.from(request.body) : undefined;
  const answer = await gateway.answer(
    {
      method: request.method,
      url: origin + request.url,
      headers: passedOnHeaders(Object.entries(request.headers)),
      ...(body ? { body } : {}),
    },
    connection,
  );
  return reply.code(answer.status).headers(answer.headers).send(answer.body);
}
