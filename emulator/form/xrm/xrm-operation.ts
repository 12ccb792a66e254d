import { XrmError } from './xrm-error';

/** 0 unknown, 1 primitive, 2 complex, 3 enumeration, 4 collection, 5 entity. Source: "execute (Client API reference)". */
export type StructuralProperty = 0 | 1 | 2 | 3 | 4 | 5;

export interface ParameterType {
  readonly typeName: string;
  readonly structuralProperty: StructuralProperty;
}

export interface OperationMetadata {
  /** `null` or missing: unbound. `'entity'`: bound to the record in the request's member of that name. */
  readonly boundParameter?: string | null;
  /** 0 action, 1 function, 2 create, retrieve, update or delete. */
  readonly operationType?: 0 | 1 | 2;
  readonly operationName?: string;
  readonly parameterTypes: Readonly<Record<string, ParameterType>>;
}

/** A request for `Xrm.WebApi.online.execute`: parameters as members, described by `getMetadata`. */
export interface OperationRequest {
  getMetadata(): OperationMetadata;
  readonly [parameter: string]: unknown;
}

export interface OperationHttpRequest {
  /** Relative to the root of the Web API. */
  readonly url: string;
  readonly init: RequestInit;
}

type EntitySetName = (logicalName: string) => Promise<string>;

/** The HTTP request that an action or function request stands for. Throws {@link XrmError} when it is ill-formed. */
export async function requestOfOperation(
  request: OperationRequest,
  entitySetName: EntitySetName,
): Promise<OperationHttpRequest> {
  const metadata = request.getMetadata();
  const { operationName, operationType, boundParameter } = metadata;
  if (!operationName) refuse('getMetadata gives no operationName.');
  if (operationType !== 0 && operationType !== 1) {
    refuse(`operationType of '${operationName}' has to be 0 (action) or 1 (function).`);
  }
  const parameters = parametersOf(request, metadata);
  const bound = boundParameter ? parameters.get(boundParameter) : undefined;
  if (boundParameter) parameters.delete(boundParameter);
  const prefix =
    bound === undefined ? '' : `${await urlOfReference(bound, entitySetName)}/Microsoft.Dynamics.CRM.`;
  return operationType === 0
    ? actionRequest(prefix + operationName, parameters)
    : functionRequest(prefix + operationName, parameters);
}

/** The members of the request that are parameters, each checked against its described type. */
function parametersOf(request: OperationRequest, metadata: OperationMetadata): Map<string, unknown> {
  const parameters = new Map<string, unknown>();
  for (const [name, value] of Object.entries(request)) {
    if (name === 'getMetadata' || value === undefined) continue;
    const type = metadata.parameterTypes[name];
    if (!type) refuse(`parameterTypes of '${metadata.operationName ?? ''}' says nothing about '${name}'.`);
    if (type.structuralProperty === 4 && !Array.isArray(value)) {
      refuse(`'${name}' is described as a collection and is none.`);
    }
    if (type.structuralProperty === 1 && typeof value === 'object' && value !== null) {
      refuse(`'${name}' is described as a primitive type and is an object.`);
    }
    parameters.set(name, value);
  }
  return parameters;
}

function actionRequest(url: string, parameters: ReadonlyMap<string, unknown>): OperationHttpRequest {
  const body = JSON.stringify(Object.fromEntries(parameters));
  return { url, init: { method: 'POST', body: body === '{}' ? '' : body } };
}

function functionRequest(url: string, parameters: ReadonlyMap<string, unknown>): OperationHttpRequest {
  const names = [...parameters.keys()];
  const aliases = names.map((name) => `${name}=@${name}`).join(',');
  const values = names
    .map((name) => `@${name}=${encodeURIComponent(literalOf(parameters.get(name)))}`)
    .join('&');
  return { url: `${url}(${aliases})${values ? `?${values}` : ''}`, init: { method: 'GET' } };
}

function literalOf(value: unknown): string {
  return typeof value === 'string' ? `'${value.replace(/'/g, "''")}'` : JSON.stringify(value);
}

async function urlOfReference(value: unknown, entitySetName: EntitySetName): Promise<string> {
  const { entityType, id } = value as { entityType?: unknown; id?: unknown };
  if (typeof entityType !== 'string' || typeof id !== 'string') {
    refuse('The bound parameter needs entityType and id.');
  }
  return `${await entitySetName(entityType)}(${id.replace(/[{}]/g, '')})`;
}

function refuse(message: string): never {
  throw new XrmError({ errorCode: 0, message });
}
