import { answerDefinitions, csdlDocument } from '../metadata';
import type { Exchange, WebApiResponse } from './exchange';
import type { Resource } from './resources';
import { jsonResponse, textResponse } from './responses';

/** The list of entity sets at the Web API's root. */
export function serviceDocument(_resource: Resource, { request, environment }: Exchange): WebApiResponse {
  const sets = environment.store.tables.all.map((table) => table.entitySetName);
  return jsonResponse(200, {
    '@odata.context': `${request.root}$metadata`,
    value: sets.sort().map((name) => ({ name, kind: 'EntitySet', url: name })),
  });
}

/** `GET $metadata` */
export function metadataDocument(_resource: Resource, { environment }: Exchange): WebApiResponse {
  return textResponse(
    csdlDocument(environment.store.tables, environment.messages.values()),
    'application/xml',
  );
}

/** `GET EntityDefinitions...` and its neighbours. */
export function readDefinitions(
  { path }: Resource<'definitions'>,
  { request, environment, options }: Exchange,
): WebApiResponse {
  const { context, value } = answerDefinitions(path, options, environment.store.tables);
  return jsonResponse(200, { '@odata.context': `${request.root}$metadata#${context}`, ...value });
}
