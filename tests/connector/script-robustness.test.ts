import type { GatewayAnswer, GatewayRequest } from '../../emulator/connector-runtime/http-message';
import type { ScriptHost } from '../../emulator/connector-runtime/script-host';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { id, jsonOf, members, other, outbound, root, ScriptBench, segment } from './testing/script-bench';

/** What sick servers, other versions and hostile input make of answers. */
describeWithDotnet('the script of the connector on answers that are not what they should be', () => {
  let bench: ScriptBench;
  let host: ScriptHost;
  const run: ScriptBench['run'] = (...given) => bench.run(...given);
  beforeAll(async () => {
    bench = await ScriptBench.start();
    host = bench.host;
  }, 180_000);
  afterAll(() => bench.close());

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
});
