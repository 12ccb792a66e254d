import { methodNotAllowed } from './read';
import { jsonResponse } from './responses';
import type { Exchange, WebApiResponse } from './web-api-request';

/** The list of entity sets at the Web API's root. */
export function serviceDocument(exchange: Exchange): WebApiResponse {
  if (exchange.request.method !== 'GET') throw methodNotAllowed(exchange.request.method);
  const sets = exchange.environment.store.tables.all.map((table) => table.entitySetName);
  return jsonResponse(200, {
    '@odata.context': `${exchange.request.root}$metadata`,
    value: sets.sort().map((name) => ({ name, kind: 'EntitySet', url: name })),
  });
}
