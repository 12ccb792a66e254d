import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';

type ExcelRow = Readonly<Record<string, string>>;

export interface PostedMessage {
  readonly recipient: { readonly groupId: string; readonly channelId: string };
  readonly messageBody: string;
}

/** Excel, SharePoint and Teams as far as their connectors show them. */
export interface OfficeServer {
  readonly url: string;
  /** Rows of Excel tables, by `<path of the file>/<table>`. */
  readonly tables: Map<string, readonly ExcelRow[]>;
  /** Bytes of files on SharePoint, by path. */
  readonly files: Map<string, Uint8Array>;
  /** What was posted to Teams. */
  readonly messages: PostedMessage[];
  /** What was asked for approval. */
  readonly approvals: Readonly<Record<string, unknown>>[];
  /** How the next approval ends: `Approve` or `Reject`. */
  outcome: string;
  close(): Promise<void>;
}

/** Rows that the Excel connector gives at a time. */
const excelPage = 256;

export async function startOfficeServer(): Promise<OfficeServer> {
  const tables = new Map<string, readonly ExcelRow[]>();
  const files = new Map<string, Uint8Array>();
  const messages: PostedMessage[] = [];
  const approvals: Readonly<Record<string, unknown>>[] = [];
  const server = Fastify();

  server.get<{ Params: { drive: string; file: string; table: string }; Querystring: { $skip?: string } }>(
    '/excel/drives/:drive/files/:file/tables/:table/items',
    (request, reply) => {
      const { file, table } = request.params;
      const rows = tables.get(`${file}/${table}`);
      if (!rows)
        return reply.code(404).send({ status: 404, message: `No table was found with the name '${table}'.` });
      const from = Number(request.query.$skip ?? 0);
      const page = rows.slice(from, from + excelPage);
      const next = new URL(request.url, `http://${request.host}`);
      next.searchParams.set('$skip', String(from + excelPage));
      return {
        value: page.map((row, index) => ({
          '@odata.etag': '',
          ItemInternalId: `row ${from + index}`,
          ...row,
        })),
        ...(from + excelPage < rows.length ? { '@odata.nextLink': next.href } : {}),
      };
    },
  );
  server.get<{ Params: { dataset: string }; Querystring: { path: string } }>(
    '/sharepoint/datasets/:dataset/GetFileContentByPath',
    (request, reply) => {
      const bytes = files.get(request.query.path);
      if (!bytes) return reply.code(404).send({ status: 404, message: 'Root folder is not found.' });
      return reply.type('application/octet-stream').send(Buffer.from(bytes));
    },
  );
  server.post<{ Params: { drive: string; file: string; table: string }; Body: ExcelRow }>(
    '/excel/drives/:drive/files/:file/tables/:table/items',
    (request, reply) => {
      const { file, table } = request.params;
      const name = `${file}/${table}`;
      const rows = tables.get(name);
      if (!rows) return reply.code(404).send({ status: 404, message: 'No table was found.' });
      tables.set(name, [...rows, request.body]);
      return request.body;
    },
  );
  server.post<{ Body: Readonly<Record<string, unknown>> }>(
    '/approvals/types/:approvalType/subscriptions',
    (request) => {
      approvals.push(request.body);
      return { outcome: office.outcome };
    },
  );
  server.post<{ Body: PostedMessage }>(
    '/teams/conversation/message/poster/:poster/location/:location',
    (request, reply) => {
      messages.push(request.body);
      return reply.code(201).send({ id: String(messages.length) });
    },
  );

  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const office: OfficeServer = {
    url: `http://127.0.0.1:${port}`,
    tables,
    files,
    messages,
    approvals,
    outcome: 'Approve',
    close: () => server.close(),
  };
  return office;
}
