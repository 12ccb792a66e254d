import { parseRecordId, type NamedEntity } from '../../segments';
import type { Message, MessageAnswer, MessageProperty } from '../messages';
import {
  parseExpression,
  queryRefused,
  readJsonObject,
  readReference,
  rowOfPayload,
  type Expression,
  type QueryOptions,
} from '../odata';
import type { Table, Tables } from '../store';
import { checkedParameters } from './operation-parameters';
import type { Exchange, WebApiResponse } from './exchange';
import type { Resource } from './resources';
import { emptyResponse, jsonResponse, objectResponse } from './responses';

/** Calls an action (POST) or function (GET). Answers at once when the message's handler does. */
export function invoke(
  { message, inside, row }: Resource<'action' | 'function'>,
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
      root: request.root,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...(row === undefined ? {} : { boundTo: row.id }),
      now: () => environment.now(),
      later: (milliseconds, work) => {
        environment.later(milliseconds, work);
      },
    },
    withEntities(message, checkedParameters(message, given), environment.store.tables),
  );
  return answer instanceof Promise
    ? answer.then((result) => answerResponse(message, result, exchange))
    : answerResponse(message, answer, exchange);
}

function answerResponse(
  message: Message,
  answer: MessageAnswer,
  { request, preferences, environment }: Exchange,
): WebApiResponse {
  if (answer !== undefined && message.answersRow === true) {
    const { entitySetName } = tableOfType(answer['@odata.type'], environment.store.tables) ?? {};
    const context = `${request.root}$metadata#${entitySetName ?? ''}/$entity`;
    return jsonResponse(200, { '@odata.context': context, ...answer }, preferences);
  }
  if (answer === undefined || message.answer.length === 0) return emptyResponse();
  const context = `${request.root}$metadata#Microsoft.Dynamics.CRM.${message.name}Response`;
  const body = withoutNullCollections(message.answer, answer, message);
  return objectResponse(200, { '@odata.context': context, ...body }, preferences);
}

/** A collection is never null in OData, and Microsoft's reader refuses one: it is left out, where a page prints null. */
function withoutNullCollections(
  properties: readonly MessageProperty[],
  value: Readonly<Record<string, unknown>>,
  { complexTypes = [] }: Pick<Message, 'complexTypes'>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, content]) => {
      const type = properties.find((property) => property.name === name)?.type;
      if (content === null && type?.startsWith('Collection(') === true) return [];
      const complex = complexTypes.find((known) => type === `Collection(mscrm.${known.name})`);
      if (complex === undefined || !Array.isArray(content)) return [[name, content]];
      const items = content as readonly Readonly<Record<string, unknown>>[];
      return [
        [name, items.map((item) => withoutNullCollections(complex.properties, item, { complexTypes }))],
      ];
    }),
  );
}

function bodyParameters(message: Message, body: string): Record<string, unknown> {
  if (body.trim() === '' && message.parameters.every((parameter) => parameter.optional === true)) return {};
  return readJsonObject(body, '');
}

/** Rows among the parameters become what they name and write. */
function withEntities(
  message: Message,
  parameters: Readonly<Record<string, unknown>>,
  tables: Tables,
): Record<string, unknown> {
  const entities = message.parameters.filter(
    ({ name, type }) => type === 'mscrm.crmbaseentity' && parameters[name] !== undefined,
  );
  return {
    ...parameters,
    ...Object.fromEntries(
      entities.map(({ name }) => [name, namedEntity(name, parameters[name] as object, tables)]),
    ),
  };
}

/** @throws DataverseError when it names no table or what the table does not have. */
function namedEntity(parameter: string, given: object, tables: Tables): NamedEntity {
  const {
    '@odata.type': type,
    '@odata.id': address,
    ...content
  } = given as Readonly<Record<string, unknown>>;
  if (typeof address === 'string') {
    const { table, id } = readReference(address, tables);
    return { table: table.logicalName, id, values: {} };
  }
  const table = tableOfType(type, tables);
  if (table === undefined) {
    throw queryRefused(`The parameter '${parameter}' needs the '@odata.type' of a table.`);
  }
  const { [table.primaryId]: key, ...columns } = content;
  const id = typeof key === 'string' ? parseRecordId(key) : undefined;
  return { table: table.logicalName, id, values: rowOfPayload(table, columns, tables) };
}

function tableOfType(type: unknown, tables: Tables): Table | undefined {
  const name =
    typeof type === 'string' ? /^#?(?:Microsoft\.Dynamics\.CRM|mscrm)\.(.+)$/.exec(type)?.[1] : undefined;
  return name === undefined ? undefined : tables.find(name);
}

/** `Name(A=1,B=@p)?@p='x'`; a row is written as JSON. */
function uriParameters(inside: string | undefined, options: QueryOptions): Record<string, unknown> {
  if (inside === undefined || inside.trim() === '') return {};
  const call = parseExpression(`parameters(${inside})`);
  if (call.kind !== 'namedCall') throw queryRefused('Parameters of a function are given as Name=value.');
  const constant = (expression: Expression, depth = 0): unknown => {
    if (expression.kind === 'literal' || expression.kind === 'enumeration') return expression.value;
    if (expression.kind === 'list') return expression.items.map((item) => constant(item, depth));
    const text = expression.kind === 'alias' ? options.aliases.get(expression.name) : undefined;
    if (expression.kind === 'alias' && text === undefined) {
      throw queryRefused(`The parameter alias '${expression.name}' was not found in the request URI.`);
    }
    if (text === undefined || depth > 5) {
      throw queryRefused(
        `The value of a parameter has to be a constant, at position ${expression.at - 'parameters('.length} in '${inside.slice(0, 200)}'.`,
      );
    }
    if (text.trimStart().startsWith('{')) return readJsonObject(text, '');
    return constant(parseExpression(text), depth + 1);
  };
  return Object.fromEntries([...call.parameters].map(([name, value]) => [name, constant(value)]));
}
