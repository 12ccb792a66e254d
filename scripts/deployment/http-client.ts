import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  proxyPolicy,
  RestError,
  type PipelineRequestOptions,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

export type Send = (request: PipelineRequestOptions) => Promise<PipelineResponse>;

/**
 * Sends through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, as @azure/identity does, follows no redirect
 * and waits as long as the answer takes.
 */
export function createSender(): Send {
  const client = createDefaultHttpClient();
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  return (request) =>
    pipeline.sendRequest(
      client,
      createPipelineRequest({ ...request, allowInsecureConnection: request.url.startsWith('http:') }),
    );
}

/** A request of the Web API, with what it says as JSON and the bearer's token where one is needed. */
export function webApiRequest(
  url: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  bearer: string | undefined,
  body?: unknown,
): PipelineRequestOptions {
  const headers = createHttpHeaders({
    accept: 'application/json',
    'odata-version': '4.0',
    'odata-maxversion': '4.0',
  });
  if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);
  if (body === undefined) return { url, method, headers };
  headers.set('content-type', 'application/json');
  return { url, method, headers, body: JSON.stringify(body) };
}

/** The code of a certificate that this machine does not trust, such as DEPTH_ZERO_SELF_SIGNED_CERT; undefined for others. */
export function certificateCodeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const [code] =
      certificateCode.exec(`${String((cause as { code?: unknown }).code)} ${cause.message}`) ?? [];
    if (code !== undefined) return code;
  }
  return undefined;
}

const certificateCode =
  /\b(?:[A-Z_]*SELF_SIGNED_CERT[A-Z_]*|UNABLE_TO_[A-Z_]+|CERT_[A-Z_]+|ERR_TLS_CERT_[A-Z_]+)\b/;

/** What to do about such a code. */
export function certificateDoubt(address: string, code: string): Error {
  return new Error(
    `${address} shows a certificate that this machine does not trust (${code}). If it is that of your organisation's ` +
      'proxy or server, name its file in NODE_EXTRA_CA_CERTS.',
  );
}

/** What the network said, such as ENOTFOUND; undefined for an error that is none of the network's. */
export function networkCodeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === 'string' && /^E[A-Z_]{4,}$/.test(code)) return code;
  }
  if (!(error instanceof Error)) return undefined;
  const [, named] =
    /\b(E(?:NOTFOUND|CONN[A-Z]+|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE))\b/.exec(error.message) ?? [];
  return named ?? (error instanceof RestError ? error.message : undefined);
}
