import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayAnswer, GatewayRequest } from '../../emulator/connectors/http-message';
import { buildScriptHost } from '../../emulator/connectors/script-build';
import { ScriptHost } from '../../emulator/connectors/script-host';
import { describeWithDotnet } from '../judges/dotnet';

const script = readFileSync(join(__dirname, '..', '..', 'connector', 'script.csx'), 'utf8');
const id = '7d3c5a0e-2f41-4c0b-9a57-0f2f6f1d8e11';
const other = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const root = 'https://contoso.crm4.dynamics.com/api/data/v9.2';
const segment = `${root}/msdynmkt_segments(${id})`;
const members = `${segment}/sgm_StaticGroups(${other})/members`;
const outbound = `${root}/msdyncrm_segments(${id})`;

function jsonOf({ status, body, headers }: GatewayAnswer): unknown {
  const text = body?.toString('utf8') ?? '';
  return { status, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

/** Answers that Microsoft's pages show or leave open, and that the local Dataverse therefore does not give. */
describeWithDotnet('the script of the connector on answers in other shapes', () => {
  let host: ScriptHost;
  beforeAll(async () => {
    host = new ScriptHost(await buildScriptHost(script));
  }, 180_000);
  afterAll(() => host.close());

  async function run(
    operation: string,
    url: string,
    backend: object,
    given: { method?: string; body?: object; headers?: Record<string, string> } = {},
  ) {
    const sent: GatewayRequest[] = [];
    const request: GatewayRequest = {
      method: given.method ?? 'GET',
      url,
      headers: { 'content-type': 'application/json', ...given.headers },
      ...(given.body ? { body: Buffer.from(JSON.stringify(given.body)) } : {}),
    };
    const answer = await host.run(operation, request, async (message) => {
      sent.push(message);
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(backend)),
      };
    });
    return { sent, answer: jsonOf(answer) };
  }

  it('takes apart the ids that the documented sample of MembersList joins with a comma', async () => {
    const ResultText = JSON.stringify({
      baseEntityLogicalName: 'contact',
      primaryKeyColumnName: 'contactid',
      members: [`${id}, ${other}`],
    });
    const { answer } = await run('ListSegmentMembers', `${segment}/sgm_members`, {
      StatusCode: 200,
      ResultText,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { value: [id, other], totalCount: 2, pageNumber: 1, hasNextPage: false },
    });
  });

  it('takes a bare list of ids for a page of members', async () => {
    const { answer } = await run('ListGroupMembers', members, { Response: JSON.stringify([id]) });
    expect(answer).toMatchObject({ status: 200, body: { value: [id], hasMore: false } });
  });

  it('asks for 5000 members a page, and links to the next page through the gateway', async () => {
    const full = { Response: JSON.stringify({ entityIds: [id, other] }) };
    const gateway = { 'x-ms-apim-referrer-prefix': 'https://gateway.example/apim/sgm/shared/' };
    const plain = await run('ListGroupMembers', members, full);
    expect(JSON.parse(plain.sent[0]?.body?.toString() ?? '')).toEqual({
      SegmentId: id,
      GroupId: other,
      PageNo: 1,
      PageSize: 5000,
    });
    const { answer } = await run('ListGroupMembers', `${members}?pageSize=2&pageNumber=3`, full, {
      headers: gateway,
    });
    expect(answer).toMatchObject({
      body: {
        pageNumber: 3,
        hasMore: true,
        '@odata.nextLink': `https://gateway.example/apim/sgm/shared/${new URL(members).pathname.slice(1)}?pageNumber=4&pageSize=2`,
      },
    });
  });

  it('knows its operation when the platform hands over the id in Base64', async () => {
    const { answer } = await run(Buffer.from('ListGroupMembers').toString('base64'), members, {
      Response: '[]',
    });
    expect(answer).toMatchObject({ status: 200, body: { value: [] } });
  });

  it.each([
    ['ListGroupMembers', members, { Response: 'soon' }, "'Response' in the answer of Dataverse is not JSON."],
    ['ListGroupMembers', members, { Response: '{}' }, 'The answer of Dataverse holds no list of members.'],
    [
      'ListSegmentMembers',
      `${segment}/sgm_members`,
      {},
      "'ResultText' in the answer of Dataverse is not JSON.",
    ],
    [
      'FetchOutboundContacts',
      `${outbound}/sgm_contacts`,
      {},
      'The answer of Dataverse holds no list of contacts.',
    ],
  ])('%s at %s answers 502 when Dataverse answers %j', async (operation, url, backend, message) => {
    const { answer } = await run(operation, url, backend);
    expect(answer).toMatchObject({ status: 502, body: { error: { code: '0x80040216', message } } });
  });

  it.each([
    [
      'a list beside a count',
      { value: [{ contactid: id, fullname: 'A', emailaddress1: 'a@b.c', more: 1 }], TotalRecordCount: 7 },
      7,
    ],
    [
      'a text of JSON',
      { Response: JSON.stringify({ Contacts: [{ contactid: id, fullname: 'A', emailaddress1: 'a@b.c' }] }) },
      null,
    ],
    [
      'a text of a bare list',
      { Response: JSON.stringify([{ contactid: id, fullname: 'A', emailaddress1: 'a@b.c' }]) },
      null,
    ],
  ])('finds the contacts of an outbound segment in %s', async (_what, backend, totalCount) => {
    const { answer } = await run('FetchOutboundContacts', `${outbound}/sgm_contacts?skip=10&take=5`, backend);
    expect(answer).toMatchObject({
      status: 200,
      body: { value: [{ contactid: id, fullname: 'A', emailaddress1: 'a@b.c' }], totalCount },
    });
  });

  it('asks for an outbound segment by its name in queries', async () => {
    const { sent } = await run('FetchOutboundContacts', `${outbound}/sgm_contacts?skip=10&take=5`, {
      value: [],
    });
    expect(JSON.parse(sent[1]?.body?.toString() ?? '')).toMatchObject({
      Query: `(SEGMENT(SEGMENT_CRM_ID_${id.replaceAll('-', '')})).ORDERBY(fullname ASC).SKIP(10).TAKE(5).SELECT(contactid)`,
    });
  });

  it('has no state to tell when the answer holds none', async () => {
    const { answer } = await run('GetOutboundMembersState', `${outbound}/sgm_membersState`, {
      '@odata.context': 'x',
    });
    expect(answer).toMatchObject({ status: 200, body: { outboundSegmentId: id, state: null } });
  });

  it('passes on a refusal inside a batch, with the seconds to wait', async () => {
    const error = { error: { code: '0x80072322', message: 'Number of requests exceeded the limit.' } };
    const batch = [
      '--b',
      'Content-Type: application/http',
      '',
      'HTTP/1.1 429 Too Many Requests',
      'Retry-After: 9',
      'Content-Type: application/json',
      '',
      JSON.stringify(error),
      '--b--',
    ].join('\r\n');
    const request = {
      method: 'POST',
      url: `${root}/sgm_StaticSegments`,
      headers: {},
      body: Buffer.from('{"name":"A","memberTable":"contact"}'),
    };
    const answer = await host.run('CreateStaticSegment', request, async () => ({
      status: 200,
      headers: { 'content-type': 'multipart/mixed; boundary=b' },
      body: Buffer.from(batch),
    }));
    expect(jsonOf(answer)).toMatchObject({ status: 429, headers: { 'retry-after': '9' }, body: error });
  });

  it('refuses a body that is no JSON object', async () => {
    const { sent, answer } = await run(
      'AddStaticMembers',
      `${root}/msdynmkt_AddStaticMembers`,
      {},
      { method: 'POST', body: [] },
    );
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { message: 'The body of the request is not a JSON object.' } },
    });
    expect(sent).toEqual([]);
  });
});
