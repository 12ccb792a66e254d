import type { ActionContract, EdmType } from '../../../segments/action-contract';
import { isPageForPeople, jsonIn } from './answers';
import { failureInResponse, unreadableAnswer } from './errors';

/** The request object that `Xrm.WebApi.execute` takes. Source: "Xrm.WebApi.online.execute (Client API reference)". */
interface ActionRequest {
  getMetadata(): {
    boundParameter: null;
    operationType: 0;
    operationName: string;
    parameterTypes: Record<string, { typeName: EdmType; structuralProperty: number }>;
  };
  [parameter: string]: unknown;
}

type Execute = (request: ActionRequest) => Promise<Response>;

/** The part of the global `Xrm` that can call actions; model-driven apps have it, the PCF context has not. */
export interface ActionHost {
  readonly WebApi?: {
    readonly execute?: Execute;
    readonly online?: { readonly execute?: Execute };
  };
}

const primitive = 1;
const collection = 4;

/** The function that calls actions on this page, `undefined` where there is none. */
export function findExecute(host: ActionHost | undefined): Execute | undefined {
  const webApi = host?.WebApi;
  const online = webApi?.online;
  if (online?.execute) return online.execute.bind(online);
  return webApi?.execute?.bind(webApi);
}

/** Calls an unbound action and gives its answer's JSON, `undefined` for an action that answers without a body. */
export async function callAction(
  execute: Execute,
  action: ActionContract,
  parameters: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await execute(requestFor(action, parameters));
  if (!response.ok) throw await failureInResponse(response);
  if (action.answer.length > 0) return jsonIn(response);
  if (isPageForPeople(response)) throw unreadableAnswer();
  return undefined;
}

function requestFor(action: ActionContract, parameters: Readonly<Record<string, unknown>>): ActionRequest {
  const parameterTypes = Object.fromEntries(
    action.parameters.map(({ name, type }) => [
      name,
      { typeName: type, structuralProperty: type.startsWith('Collection') ? collection : primitive },
    ]),
  );
  return {
    ...parameters,
    getMetadata: () => ({
      boundParameter: null,
      operationType: 0,
      operationName: action.name,
      parameterTypes,
    }),
  };
}
