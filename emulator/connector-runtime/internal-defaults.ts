import { schemaOf, type Operation, type SwaggerDefinition } from './definition';
import type { GatewayRequest } from './http-message';

/**
 * Adds what the definition hides from makers: internal parameters and body properties that are required take
 * their default, since nobody is asked for them. A value that the request has stays.
 * @throws SyntaxError when the body is not JSON.
 */
export function withInternalDefaults(
  definition: SwaggerDefinition,
  operation: Operation,
  request: GatewayRequest,
): GatewayRequest {
  const url = new URL(request.url);
  const headers: Record<string, string> = { ...request.headers };
  let { body } = request;
  for (const parameter of operation.parameters) {
    if (parameter.in === 'body' && parameter.schema && body && body.length > 0) {
      body = bodyWithDefaults(definition, schemaOf(definition, parameter.schema).properties ?? {}, body);
    }
    if (parameter['x-ms-visibility'] !== 'internal' || parameter.default === undefined) continue;
    const { default: given } = parameter;
    const value = typeof given === 'string' ? given : JSON.stringify(given);
    if (parameter.in === 'query' && !url.searchParams.has(parameter.name)) {
      url.searchParams.set(parameter.name, value);
    }
    if (parameter.in === 'header') headers[parameter.name.toLowerCase()] ??= value;
  }
  return { ...request, url: url.href, headers, ...(body ? { body } : {}) };
}

function bodyWithDefaults(
  definition: SwaggerDefinition,
  properties: Readonly<Record<string, NonNullable<Operation['parameters'][number]['schema']>>>,
  body: Buffer,
): Buffer {
  const content: unknown = JSON.parse(body.toString('utf8'));
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return body;
  const filled: Record<string, unknown> = { ...content };
  for (const [name, property] of Object.entries(properties)) {
    const schema = schemaOf(definition, property);
    if (schema['x-ms-visibility'] === 'internal' && schema.default !== undefined)
      filled[name] ??= schema.default;
  }
  return Buffer.from(JSON.stringify(filled));
}
