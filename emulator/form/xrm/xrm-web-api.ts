import { XrmError, xrmErrorOf, type ErrorDetail } from './xrm-error';
import { requestOfOperation, type OperationRequest } from './xrm-operation';

export type XrmRecord = Record<string, unknown>;

export interface XrmReference {
  readonly entityType: string;
  readonly id: string;
}

export interface XrmRecords {
  readonly entities: readonly XrmRecord[];
  /** Absolute address of the next page; absent on the last. */
  readonly nextLink?: string;
  /** Only for FetchXML queries that have a further page. */
  readonly fetchXmlPagingCookie?: string;
}

/** The part of the client API that needs a connection. Source: "execute (Client API reference)". */
export interface XrmWebApiOnline {
  /** Resolves with a fetch Response when it is ok, rejects with an {@link XrmError} when it is not. */
  execute(request: OperationRequest): Promise<Response>;
}

/** `Xrm.WebApi` as model-driven apps give it to scripts. Source: "Xrm.WebApi (Client API reference)". */
export interface XrmWebApi {
  createRecord(logicalName: string, data: XrmRecord): Promise<XrmReference>;
  retrieveRecord(logicalName: string, id: string, options?: string): Promise<XrmRecord>;
  retrieveMultipleRecords(logicalName: string, options?: string, maxPageSize?: number): Promise<XrmRecords>;
  updateRecord(logicalName: string, id: string, data: XrmRecord): Promise<XrmReference>;
  deleteRecord(logicalName: string, id: string): Promise<XrmReference>;
  execute(request: OperationRequest): Promise<Response>;
  readonly online: XrmWebApiOnline;
}

export interface XrmWebApiOptions {
  /** Entity set names by logical name, which an app has from its metadata. Others are asked for once. */
  readonly entitySetNames?: Readonly<Record<string, string>>;
  /** What rejected errors carry: only what Microsoft documents (default), or all that was seen in apps. */
  readonly errorDetail?: ErrorDetail;
}

const path = '/api/data/v9.2';
const nextLink = '@odata.nextLink';
const pagingCookie = '@Microsoft.Dynamics.CRM.fetchxmlpagingcookie';

/**
 * `Xrm.WebApi` over HTTP, as a script on a form sees it.
 *
 * @param baseUrl - origin of the environment without a slash at its end; empty for relative addresses.
 * @param send - the fetch to use; the global one when left out.
 */
export function createXrmWebApi(
  baseUrl: string,
  send: typeof fetch = (input, init) => fetch(input, init),
  options: XrmWebApiOptions = {},
): XrmWebApi {
  const root = `${baseUrl}${path}`;
  const setNames = new Map(Object.entries(options.entitySetNames ?? {}));

  async function request(url: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await send(url, {
        ...init,
        headers: { ...defaultHeaders, ...(init.headers as Readonly<Record<string, string>>) },
      });
    } catch (error) {
      throw new XrmError({ errorCode: 0, message: (error as Error).message });
    }
    if (!response.ok) throw await xrmErrorOf(response, options.errorDetail ?? 'documented');
    return response;
  }

  async function entitySetName(logicalName: string): Promise<string> {
    const known = setNames.get(logicalName);
    if (known !== undefined) return known;
    const url = `${root}/EntityDefinitions(LogicalName='${encodeURIComponent(logicalName)}')?$select=EntitySetName`;
    const { EntitySetName: found } = (await (await request(url, {})).json()) as { EntitySetName: string };
    setNames.set(logicalName, found);
    return found;
  }

  async function urlOfRecord(logicalName: string, id: string): Promise<string> {
    return `${root}/${await entitySetName(logicalName)}(${bareId(id)})`;
  }

  async function execute(operation: OperationRequest): Promise<Response> {
    const { url, init } = await requestOfOperation(operation, entitySetName);
    return request(`${root}/${url}`, init);
  }

  return {
    async createRecord(logicalName, data) {
      const url = `${root}/${await entitySetName(logicalName)}`;
      const response = await request(url, { method: 'POST', body: JSON.stringify(data) });
      const id = /\(([^()]+)\)$/.exec(response.headers.get('OData-EntityId') ?? '')?.[1] ?? '';
      return { entityType: logicalName, id };
    },

    async retrieveRecord(logicalName, id, query = '') {
      return (await (await request((await urlOfRecord(logicalName, id)) + query, {})).json()) as XrmRecord;
    },

    async retrieveMultipleRecords(logicalName, query = '', maxPageSize) {
      const prefer = ['odata.include-annotations="*"'];
      if (maxPageSize !== undefined) prefer.push(`odata.maxpagesize=${checkedPageSize(maxPageSize)}`);
      const response = await request(`${root}/${await entitySetName(logicalName)}${query}`, {
        headers: { Prefer: prefer.join(',') },
      });
      return recordsOf((await response.json()) as XrmRecord);
    },

    async updateRecord(logicalName, id, data) {
      const headers = { 'If-Match': '*' };
      const url = await urlOfRecord(logicalName, id);
      await request(url, { method: 'PATCH', body: JSON.stringify(data), headers });
      return { entityType: logicalName, id: bareId(id) };
    },

    async deleteRecord(logicalName, id) {
      await request(await urlOfRecord(logicalName, id), { method: 'DELETE' });
      return { entityType: logicalName, id: bareId(id) };
    },

    execute,
    online: { execute },
  };
}

const defaultHeaders = {
  Accept: 'application/json',
  'Content-Type': 'application/json; charset=utf-8',
  'OData-MaxVersion': '4.0',
  'OData-Version': '4.0',
  Prefer: 'odata.include-annotations="*"',
};

function recordsOf(answer: XrmRecord): XrmRecords {
  const next = answer[nextLink];
  const cookie = answer[pagingCookie];
  return {
    entities: answer['value'] as readonly XrmRecord[],
    ...(typeof next === 'string' ? { nextLink: next } : {}),
    ...(typeof cookie === 'string' ? { fetchXmlPagingCookie: cookie } : {}),
  };
}

/** Apps hand out ids in upper case and braces too; the client API takes both. */
function bareId(id: string): string {
  return id.replace(/^\{|\}$/g, '').toLowerCase();
}

function checkedPageSize(maxPageSize: number): number {
  if (!Number.isInteger(maxPageSize) || maxPageSize < 1) {
    throw new XrmError({ errorCode: 0, message: `maxPageSize has to be a whole number above 0.` });
  }
  return maxPageSize;
}
