import type { ActionContract, EdmType } from '../../../segments/action-contract';
import type { AnswerOf, ParametersOf } from '../../../segments/contract-types';
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
export async function callAction<Action extends ActionContract>(
  execute: Execute,
  action: Action,
  parameters: ParametersOf<Action>,
): Promise<AnswerOf<Action>> {
  const response = await execute(requestFor(action, parameters));
  if (!response.ok) throw await failureInResponse(response);
  // What the server's JSON is, only a look at it tells; its readers do that.
  if (action.answer.length > 0) return (await jsonIn(response)) as AnswerOf<Action>;
  if (isPageForPeople(response)) throw unreadableAnswer();
  return undefined as AnswerOf<Action>;
}

function requestFor<Action extends ActionContract>(
  action: Action,
  parameters: ParametersOf<Action>,
): ActionRequest {
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
