import type { ScriptHost } from '../../emulator/connector-runtime/script-host';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { id, jsonOf, members, other, outbound, root, ScriptBench, segment } from './testing/script-bench';

/** Answers that Microsoft's pages show or leave open, and that the local Dataverse therefore does not give. */
describeWithDotnet('the script of the connector on answers in other shapes', () => {
  let bench: ScriptBench;
  let host: ScriptHost;
  const run: ScriptBench['run'] = (...given) => bench.run(...given);
  beforeAll(async () => {
    bench = await ScriptBench.start();
    host = bench.host;
  }, 180_000);
  afterAll(() => bench.close());

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
