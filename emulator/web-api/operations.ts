import type { Message, MessageAnswer } from '../messages';
import { parseExpression, queryRefused, readJsonObject, type Expression, type QueryOptions } from '../odata';
import { checkedParameters } from './operation-parameters';
import type { Exchange, WebApiResponse } from './exchange';
import type { Resource } from './resources';
import { emptyResponse, jsonResponse } from './responses';

/** Calls an action (POST) or function (GET). Answers at once when the message's handler does. */
export function invoke(
  { message, inside }: Resource<'action' | 'function'>,
  exchange: Exchange,
): WebApiResponse | Promise<WebApiResponse> {
  const { request, environment, options } = exchange;
  const given =
    message.kind === 'action' ? bodyParameters(message, request.body) : uriParameters(inside, options);
  const answer = message.handle(
    {
      store: environment.store,
      user: request.user,
      assumptions: environment.assumptions,
      now: () => environment.now(),
      later: (milliseconds, work) => {
        environment.later(milliseconds, work);
      },
    },
    checkedParameters(message, given),
  );
  return answer instanceof Promise
    ? answer.then((result) => answerResponse(message, result, exchange))
    : answerResponse(message, answer, exchange);
}

function answerResponse(
  message: Message,
  answer: MessageAnswer,
  { request, preferences }: Exchange,
): WebApiResponse {
  if (answer === undefined || message.answer.length === 0) return emptyResponse();
  const context = `${request.root}$metadata#Microsoft.Dynamics.CRM.${message.name}Response`;
  return jsonResponse(200, { '@odata.context': context, ...answer }, preferences);
}

function bodyParameters(message: Message, body: string): Record<string, unknown> {
  if (body.trim() === '' && message.parameters.every((parameter) => parameter.optional === true)) return {};
  return readJsonObject(body, '');
}

/** `Name(A=1,B=@p)?@p='x'` */
function uriParameters(inside: string | undefined, options: QueryOptions): Record<string, unknown> {
  if (inside === undefined || inside.trim() === '') return {};
  const call = parseExpression(`parameters(${inside})`);
  if (call.kind !== 'namedCall') throw queryRefused('Parameters of a function are given as Name=value.');
  const constant = (expression: Expression, depth = 0): unknown => {
    if (expression.kind === 'literal') return expression.value;
    if (expression.kind === 'list') return expression.items.map((item) => constant(item, depth));
    const text = expression.kind === 'alias' ? options.aliases.get(expression.name) : undefined;
    if (text === undefined || depth > 5) throw queryRefused('A parameter of the function is no constant.');
    return constant(parseExpression(text), depth + 1);
  };
  return Object.fromEntries([...call.parameters].map(([name, value]) => [name, constant(value)]));
}
