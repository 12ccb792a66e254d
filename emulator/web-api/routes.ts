import { failureResponse, methodNotAllowed } from './failure';
import {
  readExchange,
  type Exchange,
  type WebApiEnvironment,
  type WebApiRequest,
  type WebApiResponse,
} from './exchange';
import { metadataDocument, readDefinitions, serviceDocument } from './documents';
import { checkHeaders } from './headers';
import { checkFormat } from './media-types';
import { invoke } from './operations';
import type { Outcome } from './outcome';
import { readProperty, readPropertyText, writeProperty } from './properties';
import { changeReference, readReferences } from './references';
import { countRows, readRows } from './read-rows';
import { findResource, type Kind, type Resource } from './resources';
import { emptyResponse } from './responses';
import { createRow, deleteRow, updateOrCreate } from './write-rows';
import { readRow } from './read-row';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Handler<K extends Kind> = (resource: Resource<K>, exchange: Exchange) => Outcome;

type Handlers<K extends Kind> = Readonly<Partial<Record<Method, Handler<K>>>>;

type Routes = { readonly [K in Kind]: Handlers<K> };

/** What each method does with what a path leads to; every other method is refused with 405. */
const routes: Routes = {
  service: { GET: serviceDocument },
  metadata: { GET: metadataDocument },
  definitions: { GET: readDefinitions },
  set: { GET: readRows, POST: createRow },
  count: { GET: countRows },
  row: { GET: readRow, PATCH: updateOrCreate, DELETE: deleteRow },
  relatedRow: { GET: readRow },
  property: { GET: readProperty, PUT: writeProperty, DELETE: writeProperty },
  propertyText: { GET: readPropertyText },
  references: { GET: readReferences, PUT: changeReference, POST: changeReference, DELETE: changeReference },
  nothing: { GET: () => emptyResponse() },
  action: { POST: invoke },
  function: { GET: invoke },
};

/** Answers one request; whatever goes wrong becomes an error in Dataverse's envelope. */
export async function answer(
  request: WebApiRequest,
  environment: WebApiEnvironment,
): Promise<WebApiResponse> {
  try {
    const outcome = carriedOut(request, environment);
    return 'read' in outcome ? await outcome.read() : await outcome;
  } catch (error) {
    return failureResponse(error, request.headers['prefer']);
  }
}

/**
 * Does what a request asks; what it reads is read afterwards.
 * @throws DataverseError when it is refused.
 */
export function carriedOut(request: WebApiRequest, environment: WebApiEnvironment): Outcome {
  environment.authorise?.(request);
  checkHeaders(request);
  const exchange = readExchange(request, environment);
  const resource = findResource(exchange);
  checkFormat(request, resource.kind);
  return handled(resource, exchange);
}

function handled<K extends Kind>(resource: Resource<K>, exchange: Exchange): Outcome {
  const { method } = exchange.request;
  const handlers: Routes[K] = routes[resource.kind];
  const handler = isMethod(method) ? handlers[method] : undefined;
  if (handler === undefined) throw methodNotAllowed(method);
  return handler(resource, exchange);
}

function isMethod(method: string): method is Method {
  return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method);
}
