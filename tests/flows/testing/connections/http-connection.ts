import type { Connection, OperationAnswer, JsonValue, OperationParameters } from '../runner';
import type { OperationDefinition, OperationInput } from './operation-definition';

/** A connection whose operations are requests to an address, made as their definition says. */
export class HttpConnection implements Connection {
  /** Every request that was sent, retries included: `POST /path`, and how it was answered. */
  readonly log: { readonly request: string; readonly status: number }[] = [];

  /** @param address without a slash at its end */
  constructor(
    private readonly address: string,
    private readonly operations: ReadonlyMap<string, OperationDefinition>,
  ) {}

  call(operationId: string, parameters: OperationParameters): Promise<OperationAnswer> {
    const operation = this.operations.get(operationId);
    if (!operation) throw new Error(`The connector has no operation '${operationId}'.`);
    const values = new Map<OperationInput, JsonValue>();
    for (const input of operation.inputs) {
      const value = parameters[input.name] ?? input.defaultValue;
      if (value !== undefined && value !== null) values.set(input, value);
      else if (input.required && !input.isInternal) return Promise.resolve(missing(operation, input));
    }
    return this.send(operation.method, this.urlOf(operation, values), headersOf(values), bodyOf(values));
  }

  follow(address: string): Promise<OperationAnswer> {
    return this.send('GET', new URL(address, this.address), {}, undefined);
  }

  private urlOf({ path }: OperationDefinition, values: ReadonlyMap<OperationInput, JsonValue>): URL {
    const filled = Array.from(values).reduce(
      (text, [{ in: where, name }, value]) =>
        where === 'path' ? text.replace(`{${name}}`, encodeURIComponent(String(value))) : text,
      path,
    );
    const url = new URL(this.address + filled);
    for (const [{ in: where, name }, value] of values) {
      if (where === 'query') url.searchParams.set(name, String(value));
    }
    return url;
  }

  private async send(
    method: string,
    url: URL,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<OperationAnswer> {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(brokenConnection);
    this.log.push({ request: `${method} ${url.pathname}`, status: response.status });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await readBody(response),
    };
  }
}

/** What the platform answers for a connection that broke. */
function brokenConnection(): Response {
  return Response.json(
    { error: { code: 'BadGateway', message: 'The connection was broken.' } },
    { status: 502 },
  );
}

/** What the platform answers before it calls anything. */
function missing({ id }: OperationDefinition, { name }: OperationInput): OperationAnswer {
  return {
    status: 400,
    headers: {},
    body: { message: `The API operation '${id}' is missing required property '${name}'.` },
  };
}

function headersOf(values: ReadonlyMap<OperationInput, JsonValue>): Record<string, string> {
  const headers = Array.from(values).filter(([input]) => input.in === 'header');
  return Object.fromEntries(headers.map(([{ name }, value]) => [name, String(value)]));
}

/** `body/recipient/groupId` is the property groupId of recipient of the body; `item` alone is the whole body. */
function bodyOf(values: ReadonlyMap<OperationInput, JsonValue>): unknown {
  const inBody = Array.from(values).filter(([input]) => input.in === 'body');
  if (inBody.length === 0) return undefined;
  const [[first, whole] = []] = inBody;
  if (first && !first.name.includes('/')) return whole;
  const body: Record<string, unknown> = {};
  for (const [{ name }, value] of inBody) {
    const path = name.split('/').slice(1);
    const last = path.pop() ?? '';
    let target = body;
    for (const part of path) target = (target[part] ??= {}) as Record<string, unknown>;
    target[last] = value;
  }
  return body;
}

/** JSON where there is some; bytes as the platform hands them to a flow. */
async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/octet-stream')) {
    const bytes = Buffer.from(await response.arrayBuffer());
    return { '$content-type': 'application/octet-stream', $content: bytes.toString('base64') };
  }
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
