import type { Connection } from './connection';
import type {
  ActionDefinition,
  JsonObject,
  JsonValue,
  OperationInputs,
} from '../../../../scripts/picturing/flow-definition';
import { evaluate } from './expressions';
import { sendWithRetries, type OperationAnswer } from './retry';
import { failed, succeeded, type ActionHandler, type Run } from './run';

/** Names that connectors give the address of the next page. */
const linkNames = ['@odata.nextLink', 'nextLink'];

/** An operation of a connector. Secure inputs and outputs only hide values in the run history, so they are as others. */
export const callOperation: ActionHandler = async (name, action, scope, run) => {
  const inputs = action.inputs as unknown as OperationInputs;
  const connection = run.options.connections[inputs.host.connectionName];
  if (!connection) {
    return failed('ConnectionNotConfigured', `The connection '${inputs.host.connectionName}' is not set.`);
  }
  const parameters = evaluate(inputs.parameters, { state: run.state, scope }) as JsonObject;
  const first = await send(() => connection.call(inputs.host.operationId, parameters), inputs, run);
  const answer = await withFurtherPages(first, action, inputs, connection, run);
  const outputs = { statusCode: answer.status, headers: answer.headers, body: answer.body as JsonValue };
  if (answer.status < 400) return succeeded(outputs);
  return failed('ActionFailed', `'${name}' was answered ${answer.status}: ${wordsOf(answer)}`, outputs);
};

function send(call: () => Promise<OperationAnswer>, inputs: OperationInputs, run: Run) {
  return sendWithRetries(call, inputs.retryPolicy, run.options.wait ?? (() => Promise.resolve()));
}

/** With a pagination policy the platform follows next links until it has the number of items asked for. */
async function withFurtherPages(
  first: OperationAnswer,
  action: ActionDefinition,
  inputs: OperationInputs,
  connection: Connection,
  run: Run,
): Promise<OperationAnswer> {
  const wanted = action.runtimeConfiguration?.paginationPolicy?.minimumItemCount;
  if (wanted === undefined) return first;
  let page = first;
  const items = [...itemsOf(page)];
  for (let link = linkOf(page); link !== undefined && items.length < wanted; link = linkOf(page)) {
    const address = link;
    page = await send(() => connection.follow(address), inputs, run);
    if (page.status >= 400) return page;
    items.push(...itemsOf(page));
  }
  return first.status < 400 ? { ...first, body: { ...(first.body as object), value: items } } : first;
}

function itemsOf({ body }: OperationAnswer): readonly unknown[] {
  const { value } = (body ?? {}) as { value?: unknown };
  return Array.isArray(value) ? value : [];
}

function linkOf({ body }: OperationAnswer): string | undefined {
  const values = (body ?? {}) as Readonly<Record<string, unknown>>;
  const link = linkNames.map((name) => values[name]).find((value) => typeof value === 'string');
  return link;
}

function wordsOf({ body }: OperationAnswer): string {
  const { error, message } = (body ?? {}) as { error?: { message?: string }; message?: string };
  return error?.message ?? message ?? 'no reason given';
}
