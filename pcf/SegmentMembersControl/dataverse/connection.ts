import { callAction, findExecute, type ActionHost } from './actions';
import type { Dataverse, Row, RowPage, TextColumn } from './dataverse';
import { DataverseFailure, failureInResponse, failureOf } from './errors';

/** The rows part of `context.webAPI`. */
interface RowsApi {
  retrieveRecord(table: string, id: string, options?: string): Promise<Row>;
  retrieveMultipleRecords(
    table: string,
    options?: string,
    maxPageSize?: number,
  ): Promise<{ entities: readonly Row[]; nextLink?: string }>;
}

interface ConnectionParts {
  readonly rows: RowsApi;
  readonly actionHost: ActionHost | undefined;
  /** For the two requests that neither API can make: writes with If-Match, and column metadata. */
  readonly send: (url: string, init: RequestInit) => Promise<Response>;
}

const root = '/api/data/v9.2/';

const headers = {
  Accept: 'application/json',
  'Content-Type': 'application/json; charset=utf-8',
  'OData-MaxVersion': '4.0',
  'OData-Version': '4.0',
};

/** Dataverse as the page the control runs on gives access to it. */
export function connectDataverse({ rows, actionHost, send }: ConnectionParts): Dataverse {
  const execute = findExecute(actionHost);

  async function request(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await send(root + path, {
        ...init,
        headers: { ...headers, ...(init.headers as Readonly<Record<string, string>>) },
      });
    } catch (error) {
      throw failureOf(error);
    }
    if (!response.ok) throw await failureInResponse(response);
    return response;
  }

  return {
    canCallActions: execute !== undefined,

    call(action, parameters) {
      if (!execute) return Promise.reject(noActions());
      return callAction(execute, action, parameters);
    },

    async retrieve(table, id, columns) {
      try {
        return await rows.retrieveRecord(table, id, `?$select=${columns.join(',')}`);
      } catch (error) {
        throw failureOf(error);
      }
    },

    async list(table, query, pageSize) {
      try {
        const { entities, nextLink } = await rows.retrieveMultipleRecords(table, query, pageSize);
        return pageOf(entities, nextLink);
      } catch (error) {
        throw failureOf(error);
      }
    },

    async updateUnchanged(table, id, columns, etag) {
      await request(`${table.entitySetName}(${id})`, {
        method: 'PATCH',
        body: JSON.stringify(columns),
        headers: { 'If-Match': etag },
      });
    },

    async textColumns(table) {
      const path = `EntityDefinitions(LogicalName='${table}')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata`;
      const query = '?$select=LogicalName,DisplayName&$filter=AttributeOf eq null';
      const answer = (await (await request(path + query, { method: 'GET' })).json()) as { value?: Row[] };
      return (answer.value ?? []).map(textColumnOf);
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

function pageOf(rows: readonly Row[], nextLink: string | undefined): RowPage {
  if (!nextLink) return { rows };
  return { rows, next: nextLink.slice(nextLink.indexOf('?')) };
}

function textColumnOf(row: Row): TextColumn {
  const name = String(row['LogicalName']);
  const display = row['DisplayName'] as { UserLocalizedLabel?: { Label?: string } | null } | undefined;
  return { name, label: display?.UserLocalizedLabel?.Label ?? name };
}
