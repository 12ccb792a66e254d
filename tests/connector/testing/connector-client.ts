import SwaggerClient from 'swagger-client';
import { connectorName } from './installed-connector';

/** What a flow gives an operation: parameters by name, and the body. */
export interface Input {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined for an answer without a body. */
  readonly body: unknown;
}

export interface ConnectorClient {
  /** The definition with every reference resolved. */
  readonly definition: unknown;
  call(operationId: string, input?: Input): Promise<Answer>;
}

interface SwaggerResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: unknown;
}

interface ResolvedClient {
  readonly spec: unknown;
  execute(request: Readonly<Record<string, unknown>>): Promise<SwaggerResponse>;
}

function answerOf({ status, headers, text }: SwaggerResponse): Answer {
  const isJson = typeof text === 'string' && text !== '';
  return { status, headers, body: isJson ? (JSON.parse(text) as unknown) : undefined };
}

async function clientOf(
  given: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): Promise<ConnectorClient> {
  // The definition asks for the same sign-in as the operations.
  const requestInterceptor = (sent: { headers?: Record<string, string> }) => ({
    ...sent,
    headers: { ...sent.headers, ...headers },
  });
  const client = (await SwaggerClient({ ...given, requestInterceptor })) as ResolvedClient;
  return {
    definition: client.spec,
    async call(operationId, { parameters = {}, body } = {}) {
      const request = {
        operationId,
        parameters: { ...parameters, ...(body === undefined ? {} : { body }) },
        requestInterceptor: (sent: { headers: Record<string, string> }) => ({
          ...sent,
          headers: { ...sent.headers, ...headers },
        }),
      };
      try {
        return answerOf(await client.execute(request));
      } catch (error) {
        const { response } = error as { response?: SwaggerResponse };
        if (!response) throw error;
        return answerOf(response);
      }
    },
  };
}

/** swagger-client in front of the connector as it is installed in a local Dataverse. */
export function clientOfConnector(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ConnectorClient> {
  return clientOf({ url: `${url}/connectors/${connectorName}/swagger.json` }, headers);
}

/** swagger-client in front of the Web API itself: what the operations without script and policies ask of it. */
export function clientOfWebApi(url: string, definition: object): Promise<ConnectorClient> {
  return clientOf({ spec: { ...definition, host: new URL(url).host, schemes: ['http'] } }, {});
}
