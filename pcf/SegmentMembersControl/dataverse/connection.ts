import { realClock, type Clock } from '../bulk/clock';
import { callAction, findExecute, type ActionHost } from './actions';
import { isPageForPeople, jsonIn } from './answers';
import type { Dataverse, Row, RowPage, TextColumn } from './dataverse';
import { DataverseFailure, failureInResponse, failureOf, unreadableAnswer } from './errors';
import { withinLimit } from './time-limit';
import { factsIn, isFacts, textOf } from './unknown-json';

/** The rows part of `context.webAPI`. */
interface RowsApi {
  retrieveRecord(table: string, id: string, options?: string): Promise<unknown>;
  retrieveMultipleRecords(table: string, options?: string, maxPageSize?: number): Promise<unknown>;
}

interface ConnectionParts {
  readonly rows: RowsApi;
  readonly actionHost: ActionHost | undefined;
  /** For the two requests that neither API can make: writes with If-Match, and column metadata. */
  readonly send: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock?: Clock;
}

const root = '/api/data/v9.2/';

const headers = {
  Accept: 'application/json',
  'Content-Type': 'application/json; charset=utf-8',
  'OData-MaxVersion': '4.0',
  'OData-Version': '4.0',
};

/** Dataverse as the page the control runs on gives access to it. */
export function connectDataverse({ rows, actionHost, send, clock = realClock }: ConnectionParts): Dataverse {
  const execute = findExecute(actionHost);

  /** Every call goes through here: it ends in time, and fails in one way only. */
  async function attempt<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await withinLimit(clock, call);
    } catch (error) {
      throw failureOf(error);
    }
  }

  async function request(path: string, init: RequestInit): Promise<Response> {
    const response = await send(root + path, {
      ...init,
      headers: { ...headers, ...(init.headers as Readonly<Record<string, string>>) },
    });
    if (!response.ok) throw await failureInResponse(response);
    return response;
  }

  return {
    canCallActions: execute !== undefined,

    call(action, parameters) {
      if (!execute) return Promise.reject(noActions());
      return attempt(() => callAction(execute, action, parameters));
    },

    retrieve(table, id, columns) {
      return attempt(async () =>
        objectIn(await rows.retrieveRecord(table, id, `?$select=${columns.join(',')}`)),
      );
    },

    list(table, query, pageSize) {
      return attempt(async () =>
        pageOf(objectIn(await rows.retrieveMultipleRecords(table, query, pageSize))),
      );
    },

    async updateUnchanged(table, id, columns, etag) {
      await attempt(async () => {
        const response = await request(`${table.entitySetName}(${id})`, {
          method: 'PATCH',
          body: JSON.stringify(columns),
          headers: { 'If-Match': etag },
        });
        if (isPageForPeople(response)) throw unreadableAnswer();
      });
    },

    textColumns(table) {
      const path = `EntityDefinitions(LogicalName='${table}')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata`;
      const query = '?$select=LogicalName,DisplayName&$filter=AttributeOf eq null';
      return attempt(async () => {
        const answer = objectIn(await jsonIn(await request(path + query, { method: 'GET' })));
        return rowsIn(answer['value']).map(textColumnOf);
      });
    },
  };
}

function noActions(): DataverseFailure {
  return new DataverseFailure({
    status: 0,
    code: '',
    message: 'This page has no way to call Dataverse actions.',
  });
}

function objectIn(answer: unknown): Row {
  if (!isFacts(answer)) throw unreadableAnswer();
  return answer;
}

/** The rows of an answer; an answer without a list is none, and not an empty one. */
function rowsIn(list: unknown): readonly Row[] {
  if (!Array.isArray(list)) throw unreadableAnswer();
  return list.map(objectIn);
}

function pageOf({ entities, nextLink }: Row): RowPage {
  const rows = rowsIn(entities);
  if (typeof nextLink !== 'string' || nextLink === '') return { rows };
  return { rows, next: nextLink.slice(nextLink.indexOf('?')) };
}

function textColumnOf(row: Row): TextColumn {
  const name = String(row['LogicalName']);
  const label = factsIn(factsIn(row['DisplayName'])['UserLocalizedLabel'])['Label'];
  return { name, label: textOf(label) || name };
}
