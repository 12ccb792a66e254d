import fc from 'fast-check';
import { connect } from 'node:net';
import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';

let dataverse: LocalDataverse;
let atRest: number;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ faults: { rules: [] } });
  atRest = process.memoryUsage().rss;
});

afterAll(() => dataverse.close());

const id = '10000000-0000-4000-8000-000000000001';

/** Every kind of endpoint; random text follows each. */
const endpoints = [
  '/api/data/v9.2/',
  '/api/data/',
  '/api/data/v9.2/$metadata',
  '/api/data/v9.2/$batch',
  '/api/data/v9.2/contacts',
  '/api/data/v9.2/contacts?$filter=',
  '/api/data/v9.2/contacts?$orderby=',
  '/api/data/v9.2/contacts?$select=',
  '/api/data/v9.2/contacts?$expand=',
  '/api/data/v9.2/contacts?$apply=',
  '/api/data/v9.2/contacts?$skiptoken=',
  '/api/data/v9.2/contacts?$top=',
  '/api/data/v9.2/contacts?fetchXml=',
  '/api/data/v9.2/contacts?savedQuery=',
  '/api/data/v9.2/contacts?$filter=@a&@a=',
  '/api/data/v9.2/contacts(',
  `/api/data/v9.2/systemusers(${id})/`,
  `/api/data/v9.2/systemusers(${id})?$expand=`,
  `/api/data/v9.2/systemusers(${id})/businessunitid/$ref`,
  '/api/data/v9.2/WhoAmI(',
  '/api/data/v9.2/EntityDefinitions',
  "/api/data/v9.2/EntityDefinitions(LogicalName='contact')/",
  '/api/data/v9.2/EntityDefinitions?$filter=',
  '/api/data/v9.2/msdynmkt_AddStaticMembers',
  '/api/data/v9.2/msdynmkt_MembersList',
  '/api/data/v9.2/msdynmkt_StopSegments',
  '/api/data/v9.2/msdynmkt_PublishSegmentDefinition',
  '/api/data/v9.2/msdyncrm_ValidateSegment',
  '/api/data/v9.2/msdyncrm_FetchContactsByQuery',
  '/api/data/v9.2/msdyncrm_SegmentMembersUpdate',
  '/api/data/v9.2/ImportSolution',
  '/main.aspx?',
  '/main.aspx?pagetype=entityrecord&etn=',
  '/form/platform/',
  '/form/control/',
  '/connectors/',
  '/admin/faults',
  '/',
];

/** Pieces from which texts are built that look as if they meant something. */
const pieces = [
  'fullname',
  'contactid',
  '_parentcustomerid_value',
  'parentcustomerid_account',
  'contact_customer_contacts',
  'contains(',
  '/any(c:c/',
  ' eq ',
  ' and ',
  ' or ',
  'not ',
  'null',
  "'",
  '"',
  '(',
  ')',
  ',',
  ';',
  '/',
  '$',
  '@',
  '=',
  '[',
  ']',
  '-',
  '1',
  '1e400',
  '99999999999999999999',
  '2024-02-30',
  '2024-13-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  id,
  'Microsoft.Dynamics.CRM.',
  'In(PropertyName=',
  'LastXYears(PropertyName=%27createdon%27,PropertyValue=999999)',
  'groupby((',
  'aggregate(',
  ' with sum as ',
  '$count',
  '$ref',
  '$value',
  '%00',
  '%zz',
  '%F0%9F%98%80',
  '__proto__',
  'constructor',
  '<fetch><entity name="contact">',
  '<filter><condition attribute="fullname" operator="',
  '"/></filter></entity></fetch>',
  '\ud800',
  '{"SegmentId":',
  '{"value":',
  '{"fullname":',
  '--batch\r\nContent-Type: application/http\r\n\r\nGET ',
  ' HTTP/1.1\r\n\r\n--batch--',
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((parts) => parts.join('')),
);

const methods = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('GET', 'POST') },
  { weight: 1, arbitrary: fc.constantFrom('PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'MERGE') },
);

const requests = fc.record({
  method: methods,
  endpoint: fc.constantFrom(...endpoints),
  // A text in an address is percent-encoded by clients; one in four does it wrong.
  tail: fc
    .tuple(text, fc.integer({ min: 0, max: 3 }))
    .map(([tail, wrongly]) => (wrongly > 0 ? encodedSafely(tail) : unspaced(tail))),
  header: fc.tuple(
    fc.constantFrom(
      'Prefer',
      'If-Match',
      'If-None-Match',
      'Content-Type',
      'Authorization',
      'Accept',
      'X-Other',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  ),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
    text.map((body) => Buffer.from(body)),
    fc.json().map((body) => Buffer.from(body)),
  ),
});

function encodedSafely(tail: string): string {
  // Half of a surrogate pair cannot be encoded.
  return encodeURIComponent(tail.replace(/\p{Surrogate}/gu, ''));
}

function unspaced(tail: string): string {
  return tail.replace(/\s/g, '').replaceAll('\u0000', '');
}

/** Sends bytes and resolves to the status line of the answer; empty when the connection was closed without one. */
function statusLine(bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(dataverse.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let received = '';
    socket.setTimeout(5000, () => {
      socket.destroy();
      reject(new Error(`No answer in five seconds to ${bytes.toString('latin1').slice(0, 500)}`));
    });
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.includes('\r\n')) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(received.split('\r\n', 1)[0] ?? '');
    });
  });
}

describe('whatever is sent', () => {
  it('gets an answer that is no failure of the server', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, endpoint, tail, header, body }) => {
        const head =
          `${method} ${endpoint}${tail} HTTP/1.1\r\nHost: ${new URL(dataverse.url).host}\r\n` +
          `${header[0]}: ${header[1]}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
        const line = await statusLine(Buffer.concat([Buffer.from(head), body]));
        expect(line).not.toMatch(/^HTTP\/1\.1 5(?!01)/);
      }),
      { numRuns: 1500 },
    );
  });

  it('leaves no memory behind, however much of it came', () => {
    expect(process.memoryUsage().rss - atRest).toBeLessThan(400 * 1024 * 1024);
  });

  it('ends with the server still there', async () => {
    await statusLine(Buffer.from('\u0000\u0001 nonsense\r\n\r\n'));
    expect((await fetch(`${dataverse.url}/api/data/v9.2/WhoAmI`)).status).toBe(200);
  });
});
