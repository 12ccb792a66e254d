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
    expect(answer).toMatchObject({ status: 200, body: { value: [id], hasMore: true } });
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
        '@odata.nextLink': `https://gateway.example/apim/sgm/shared/${new URL(members).pathname.slice(1)}?pageNumber=4&pageSize=2&after=${id}`,
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

  describe('a change set', () => {
    const row = {
      ...{ status: 200 },
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{}'),
    };
    const gone = {
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"error":{"code":"0x80040217","message":"Does Not Exist"}}'),
    };
    const part = (status: string, body = '') =>
      `--c\r\nContent-Type: application/http\r\nContent-ID: 1\r\n\r\nHTTP/1.1 ${status}\r\nContent-Type: text/html\r\n\r\n${body}\r\n`;
    const batchOf = (...parts: readonly string[]) =>
      `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n${parts.join('')}--c--\r\n--b--`;

    async function create(answer: GatewayAnswer, rows: readonly GatewayAnswer[]) {
      const left = [...rows];
      const request = {
        method: 'POST',
        url: `${root}/sgm_StaticSegments`,
        headers: {},
        body: Buffer.from('{"name":"A","memberTable":"contact"}'),
      };
      return jsonOf(
        await host.run('CreateStaticSegment', request, async ({ url }) =>
          url.endsWith('/$batch') ? answer : (left.shift() ?? gone),
        ),
      );
    }
    const multipart = (text: string): GatewayAnswer => ({
      status: 200,
      headers: { 'content-type': 'multipart/mixed; boundary=b' },
      body: Buffer.from(text),
    });

    it('is done when each part says so, whatever its body is', async () => {
      const odd = 'HTTP/1.1 404 Not Found { "error": {} }';
      const answer = multipart(batchOf(part('201 Created', odd), part('204 No Content')));
      expect(await create(answer, [])).toMatchObject({ status: 201 });
    });

    it('is refused with the status of the part that was, also without JSON', async () => {
      const answer = multipart(batchOf(part('201 Created'), part('403 Forbidden', '<html>')));
      expect(await create(answer, [])).toMatchObject({
        status: 403,
        body: { error: { message: 'Dataverse refused the change with the status 403.' } },
      });
    });

    it.each([
      ['HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>') }],
      ['nothing', { status: 200, headers: {} }],
      [
        'bytes',
        {
          status: 200,
          headers: { 'content-type': 'multipart/mixed; boundary=b' },
          body: Buffer.from([31, 139, 8, 0]),
        },
      ],
      ['one part of two', multipart(batchOf(part('201 Created')))],
      ['another success', multipart(batchOf(part('201 Created'), part('200 OK')))],
    ])('that is answered with %s is settled by what is there', async (_what, answer) => {
      expect(await create(answer, [row, row])).toMatchObject({ status: 201 });
      expect(await create(answer, [row, gone])).toMatchObject({
        status: 502,
        body: {
          error: {
            message: expect.stringMatching(
              /msdynmkt_segmentdefinitions\(.*\) is there; msdynmkt_segments\(.*\) is not there/,
            ) as string,
          },
        },
      });
    });
  });

  it.each([
    'null',
    '7',
    '"text"',
    '[]',
    '[[]]',
    '{"entityIds":{}}',
    '{"entityIds":[7]}',
    '{"entityIds":[{"name":"Ada"}]}',
  ])('a page of members that is %s ends in the envelope of errors', async (Response) => {
    const { answer } = await run('ListGroupMembers', members, { Response });
    if (Response === '[]') expect(answer).toMatchObject({ status: 200, body: { value: [] } });
    else expect(answer).toMatchObject({ status: 502, body: { error: { code: '0x80040216' } } });
  });

  it('reads members that are given as objects', async () => {
    const Response = JSON.stringify({ members: [{ contactid: id.toUpperCase() }, { id: other }] });
    const { answer } = await run('ListGroupMembers', members, { Response });
    expect(answer).toMatchObject({ status: 200, body: { value: [id, other] } });
  });

  it('ends when a page begins as the one before it', async () => {
    const { answer } = await run('ListGroupMembers', `${members}?pageNumber=2&pageSize=2&after=${id}`, {
      Response: JSON.stringify([id, other]),
    });
    expect(answer).toMatchObject({ body: { value: [], hasMore: false } });
  });

  it.each([
    ['GetSegmentStatus', `${segment}/sgm_status`, { ResultText: '[1]' }],
    ['ListSegmentMembers', `${segment}/sgm_members`, { ResultText: 'null' }],
    [
      'ListSegmentMembers',
      `${segment}/sgm_members`,
      { ResultText: JSON.stringify({ members: [], totalCount: 5 }) },
    ],
    ['FetchOutboundContacts', `${outbound}/sgm_contacts`, { value: [{ fullname: 'Ada' }] }],
    ['GetSegment', segment, ['a list']],
  ])('%s answers 502 for JSON of another kind', async (operation, url, backend) => {
    const { answer } = await run(operation, url, backend);
    expect(answer).toMatchObject({ status: 502, body: { error: { code: '0x80040216' } } });
  });

  it('passes numbers on as they are written', async () => {
    const body =
      '{"msdyncrm_segmentname":"number 5","msdyncrm_size":12345678901234567890.10,"b":1.0,"c":-0,"d":1e400,"e":[0.10,123]}';
    const sent: GatewayRequest[] = [];
    const request = {
      method: 'POST',
      url: `${root}/msdyncrm_segments`,
      headers: {},
      body: Buffer.from(body),
    };
    await host.run('CreateOutboundSegment', request, async (message) => {
      sent.push(message);
      return { status: 200, headers: {}, body: Buffer.from('{}') };
    });
    expect(sent[0]?.body?.toString()).toBe(body);
  });

  it("passes the caller's wishes for the answer on with the caller's request, and with no other", async () => {
    const prefer = 'return=representation';
    const outboundCall = await run(
      'CreateOutboundSegment',
      `${root}/msdyncrm_segments`,
      {},
      { method: 'POST', body: { msdyncrm_segmentname: 'A' }, headers: { prefer } },
    );
    expect(outboundCall.sent.map(({ headers }) => headers['prefer'])).toEqual([prefer]);
    const own = await run(
      'ListGroupMembers',
      members,
      { Response: '[]' },
      { headers: { prefer, 'if-match': '*' } },
    );
    expect(own.sent.map(({ headers }) => [headers['prefer'], headers['if-match']])).toEqual([
      [undefined, undefined],
    ]);
  });

  it('writes groups only over the version that it read', async () => {
    const groups = (etag: object) => ({
      ...etag,
      msdynmkt_sourcesegmentuid: other,
      msdynmkt_segmentdefinitionid: other,
      msdynmkt_staticlistmembers: '[]',
    });
    const given = {
      method: 'POST',
      body: { name: 'A', includeType: 'Include' },
      headers: { 'if-match': '*' },
    };
    const withTag = await run(
      'AddStaticGroup',
      `${segment}/sgm_StaticGroups`,
      groups({ '@odata.etag': 'W/"7"' }),
      given,
    );
    expect(withTag.sent.at(-1)?.headers['if-match']).toBe('W/"7"');
    const without = await run('AddStaticGroup', `${segment}/sgm_StaticGroups`, groups({}), given);
    expect(without.sent.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(without.answer).toMatchObject({ status: 502 });
  });

  it('asks for smaller pages when Dataverse refuses large ones', async () => {
    const sizes: number[] = [];
    const request = { method: 'GET', url: members, headers: {} };
    const answer = await host.run('ListGroupMembers', request, async ({ body }) => {
      const size = (JSON.parse(body?.toString() ?? '{}') as { PageSize: number }).PageSize;
      sizes.push(size);
      return size > 500
        ? { status: 400, headers: {}, body: Buffer.from('{"error":{"code":"1","message":"too large"}}') }
        : { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ Response: JSON.stringify([id]) })) };
    });
    expect(sizes).toEqual([5000, 1000, 250]);
    expect(jsonOf(answer)).toMatchObject({
      status: 200,
      body: { '@odata.nextLink': expect.stringContaining('pageSize=250') as string },
    });
  });

  it('says that the Environment URL has a path', async () => {
    const { answer, sent } = await run('ListGroupMembers', members.replace('/api/', '/main.aspx/api/'), {});
    expect(sent).toEqual([]);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          message: expect.stringMatching(/Environment URL .* path '\/main.aspx'.*contoso\.crm4/) as string,
        },
      },
    });
  });

  it('takes an empty list for nothing to do', async () => {
    const { answer, sent } = await run(
      'UpdateOutboundMembers',
      `${root}/msdyncrm_SegmentMembersUpdate`,
      {},
      { method: 'POST', body: { msdyncrm_segmentid: id, msdyncrm_operation: 'addByIds', memberIds: [] } },
    );
    expect(sent).toEqual([]);
    expect(answer).toMatchObject({ status: 200, body: { sentCount: 0 } });
  });

  it('refuses a body that is no JSON object', async () => {
    const { sent, answer } = await run(
      'FindPeople',
      `${root}/sgm_FindPeople`,
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
