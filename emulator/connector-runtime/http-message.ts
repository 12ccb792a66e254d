import https from 'node:https';

/** A request to a connector's operation, or from it to Dataverse. Header names are in lower case. */
export interface GatewayRequest {
  readonly method: string;
  /** Absolute address. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Headers that belong to one connection between two machines and are not passed on. */
const ownHeaders = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers that a gateway passes on. */
export function passedOnHeaders(
  headers: Iterable<readonly [string, string | string[] | undefined]>,
): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (value === undefined || ownHeaders.has(lower) || lower.startsWith('sec-')) continue;
    passed[lower] = Array.isArray(value) ? value.join(', ') : value;
  }
  return passed;
}

const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** The request without the caller's token and cookies, unless it goes to the one origin they are for. */
export function keepingSecretsFor(origin: string, request: GatewayRequest): GatewayRequest {
  if (new URL(request.url).origin === new URL(origin).origin) return request;
  const headers = Object.entries(request.headers).filter(([name]) => !secretHeaders.has(name));
  return { ...request, headers: Object.fromEntries(headers) };
}

/** The machine that was asked did not answer. */
export class NoAnswer extends Error {}

/** @throws NoAnswer when nobody answers at the address. */
export async function sendOverHttp(request: GatewayRequest): Promise<GatewayAnswer> {
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      redirect: 'manual',
      ...(request.body && request.body.length > 0 ? { body: new Uint8Array(request.body) } : {}),
    });
  } catch (error) {
    const { message, cause } = error as { message: string; cause?: { message?: string } };
    throw new NoAnswer(`No answer from ${new URL(request.url).origin}: ${cause?.message ?? message}`);
  }
  const headers = passedOnHeaders(response.headers.entries());
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** The same to a server whose certificate is its own: fetch takes no certificates. */
export async function sendOverOwnTls(request: GatewayRequest, certificate: string): Promise<GatewayAnswer> {
  try {
    return await new Promise<GatewayAnswer>((resolve, reject) => {
      const sent = https.request(
        request.url,
        { method: request.method, headers: { ...request.headers }, ca: certificate },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject);
          answer.once('end', () => {
            const headers = passedOnHeaders(Object.entries(answer.headers));
            resolve({ status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
          });
        },
      );
      sent.once('error', reject);
      sent.end(request.body);
    });
  } catch (error) {
    throw new NoAnswer(`No answer from ${new URL(request.url).origin}: ${(error as Error).message}`);
  }
}

export function jsonAnswer(
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): GatewayAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(content)),
  };
}

/** A refusal of the gateway itself; Dataverse has not been asked, or has not answered. */
export function gatewayError(status: number, code: string, message: string): GatewayAnswer {
  return jsonAnswer(status, { error: { code, message } });
}

export function isSuccess(answer: GatewayAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** The JSON object that an answer holds, or undefined when it holds none. */
export function jsonObjectOf(answer: GatewayAnswer): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(answer.body?.toString('utf8') ?? '');
    return typeof content === 'object' && content !== null && !Array.isArray(content)
      ? (content as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
