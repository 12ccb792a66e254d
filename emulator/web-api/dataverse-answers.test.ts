import { createConnection } from 'node:net';
import { errorWith, TestDataverse, type Answer, type Json } from './testing/test-dataverse';

let dataverse: TestDataverse;
let account: string;
let contact: string;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
  account = await dataverse.create('accounts', { name: 'Fabrikam', revenue: 1000 });
  contact = await dataverse.create('contacts', {
    lastname: 'Ada',
    'parentcustomerid_account@odata.bind': `/accounts(${account})`,
  });
  await dataverse.send('PATCH', `accounts(${account})`, {
    'primarycontactid@odata.bind': `/contacts(${contact})`,
  });
});

afterAll(() => dataverse.close());

const code = ({ json }: Answer): unknown => (json['error'] as Json | undefined)?.['code'];

describe('what Dataverse refuses is refused when it is written', () => {
  it.each([
    [
      'a lookup by the name it is read under',
      { _parentcustomerid_value: 'x' },
      '0x80060888',
      'CRM do not support',
    ],
    ['a time in a column of dates', { birthdate: '1980-01-01T00:00:00Z' }, '0x80048d19', "type 'Edm.Date'"],
    [
      'a time without a zone',
      { lastusedincampaign: '2026-01-01T00:00:00' },
      '0x80048d19',
      "'Edm.DateTimeOffset'",
    ],
    ['a day before 1753', { birthdate: '1600-05-01' }, '0x80040239', 'less than minumum value supported'],
    ['more money than there is', { creditlimit: 1e20 }, '0x80044330', 'outside the valid range'],
    ['a property given twice', '{"lastname":"a","lastname":"b"}', '0x80048d19', 'duplicate property names'],
    [
      'a whole number with a point',
      '{"numberofchildren":200.0}',
      '0x80048d19',
      "'200.0' to the expected type 'Edm.Int32'",
    ],
    ['a control character in a text', '{"lastname":"a\u0001"}', '0x80048d19', 'control character'],
    [
      'a text that is too long',
      { lastname: 'x'.repeat(51) },
      '0x80044331',
      "occurred.  The length of the 'lastname'",
    ],
  ])('%s', async (_what, body, refusal, words) => {
    const answer = await dataverse.send('POST', 'contacts', body);
    expect({ status: answer.status, json: answer.json }).toEqual({
      status: 400,
      json: errorWith(refusal, words),
    });
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'a body of %s',
    async (type) => {
      const answer = await dataverse.send('POST', 'contacts', '{"lastname":"x"}', { 'Content-Type': type });
      expect({ status: answer.status, code: code(answer) }).toEqual({ status: 400, code: '0x80060888' });
    },
  );

  it('a body without a type', async () => {
    const url = new URL(dataverse.url);
    const body = '{"lastname":"x"}';
    const text = `POST /api/data/v9.2/contacts HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    expect(await exchanged(text)).toMatch(/^HTTP\/1\.1 400 [\s\S]*0x80060888/);
  });

  it.each([
    { MSCRMCallerID: '10000000-0000-4000-8000-000000000001' },
    { CallerObjectId: '10000000-0000-4000-8000-000000000001' },
    { Prefer: 'odata.track-changes' },
    { Prefer: 'return=representation,respond-async' },
    { Accept: 'application/json;IEEE754Compatible=true' },
    { 'MSCRM.SuppressDuplicateDetection': 'false' },
    { 'MSCRM.SolutionUniqueName': 'Mine' },
  ])('a header that is not supported: %j', async (headers) => {
    const answer = await dataverse.get('contacts', headers);
    expect(answer.status).toBe(501);
    expect(answer.text).toContain('is not supported');
  });
});

describe('what is not offered', () => {
  it.each([
    ['an alternate key', 'GET', "contacts(emailaddress1='x')", 400],
    ['a table to make', 'POST', 'EntityDefinitions', 405],
    ['an action that adds members to a list', 'POST', 'AddListMembersList', 404],
    ['many rows at once', 'POST', 'contacts/Microsoft.Dynamics.CRM.CreateMultiple', 404],
  ])('is refused: %s', async (_what, method, path, status) => {
    const body = method === 'POST' ? {} : undefined;
    expect((await dataverse.send(method, path, body)).status).toBe(status);
  });

  it('is answered as minimal: other amounts of metadata', async () => {
    const { headers } = await dataverse.get('contacts?$top=1', {
      Accept: 'application/json;odata.metadata=full',
    });
    expect(headers.get('content-type')).toContain('odata.metadata=minimal');
  });
});

describe('what Dataverse refuses is refused when it is read', () => {
  it.each([
    [
      "contacts?$filter=not Microsoft.Dynamics.CRM.In(PropertyName='lastname',PropertyValues=['a'])",
      'Not operator',
    ],
    [
      'accounts?$expand=contact_customer_accounts($expand=Contact_Tasks($top=1))'.replace(
        'Contact_Tasks',
        'account_primary_contact',
      ),
      'Only $select and $filter clause',
    ],
    [
      'accounts?$expand=primarycontactid($expand=account_primary_contact($orderby=name))',
      'Only $select and $filter clause',
    ],
    ["accounts?$filter=primarycontactid/account_primary_contact/any(a:a/name eq 'x')", 'behind the lookup'],
    ['accounts?$filter=name eq primarycontactid/fullname', 'Columns of different rows'],
    [
      'lists?$expand=listcontact_association($select=fullname;$expand=createdby)',
      "The navigation property 'listcontact_association' cannot be expanded.",
    ],
    [
      'contacts?$apply=groupby((statecode),aggregate($count as n))&$orderby=n',
      'SingleValueOpenPropertyAccess',
    ],
    ["contacts?$filter=lastname eq 'a' eq true", 'Syntax error at position 16'],
    ['contacts?$filter=numberofchildren gt 1 lt 3', 'Syntax error at position 22'],
    [
      "contacts?$filter=lastname eq 'O'Bryan'",
      "There is an unterminated literal at position 21 in 'lastname eq 'O'Bryan''.",
    ],
  ])('%s', async (query, words) => {
    const answer = await dataverse.get(query);
    expect({ status: answer.status, json: answer.json }).toEqual({
      status: 400,
      json: errorWith('0x80060888', words),
    });
  });

  it('an address of more than 32,768 characters, but not in a batch', async () => {
    const long = `contacts?$filter=lastname eq '${'x'.repeat(33_000)}'`;
    expect((await dataverse.get(long)).status).toBe(414);
    const batch = `--b\r\nContent-Type: application/http\r\n\r\nGET ${encodeURI(long)} HTTP/1.1\r\n\r\n\r\n--b--\r\n`;
    const answer = await dataverse.send('POST', '$batch', batch, {
      'Content-Type': 'multipart/mixed; boundary=b',
    });
    expect(answer.text).not.toContain('414');
  });
});

describe('answers', () => {
  it('to If-None-Match are whole where rows are expanded or annotated', async () => {
    const { headers } = await dataverse.get(`contacts(${contact})`);
    const known = { 'If-None-Match': headers.get('etag') ?? '' };
    expect((await dataverse.get(`contacts(${contact})`, known)).status).toBe(304);
    expect((await dataverse.get(`contacts(${contact})?$expand=parentcustomerid_account`, known)).status).toBe(
      200,
    );
    const annotated = { ...known, Prefer: 'odata.include-annotations="*"' };
    expect((await dataverse.get(`contacts(${contact})`, annotated)).status).toBe(200);
  });

  it('with a count as text begin with a byte order mark', async () => {
    const response = await fetch(`${dataverse.url}/api/data/v9.2/accounts/$count`);
    expect([...new Uint8Array(await response.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('name the version of the metadata where totals are asked for', async () => {
    const { json } = await dataverse.get('accounts?$count=true', {
      Prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.*"',
    });
    expect(json['@Microsoft.Dynamics.CRM.globalmetadataversion']).toMatch(/^\d+$/);
  });

  it('delete no row behind a lookup', async () => {
    expect((await dataverse.send('DELETE', `accounts(${account})/primarycontactid`)).status).toBe(405);
    expect((await dataverse.get(`contacts(${contact})`)).status).toBe(200);
  });

  it('that refuse tell their details where annotations are asked for', async () => {
    const none = '00000000-0000-0000-0000-000000000001';
    const message = `Entity 'account' With Id = ${none} Does Not Exist`;
    const refused = await dataverse.get(`accounts(${none})`, { Prefer: 'odata.include-annotations="*"' });
    expect(refused.json).toEqual({
      error: {
        code: '0x80040217',
        message,
        '@Microsoft.PowerApps.CDS.ErrorDetails.ApiExceptionCategory': 'ClientError',
        '@Microsoft.PowerApps.CDS.ErrorDetails.ApiExceptionHttpStatusCode': '404',
        '@Microsoft.PowerApps.CDS.HelpLink':
          'http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a80040217&client=platform',
        '@Microsoft.PowerApps.CDS.InnerError.Message': message,
      },
    });
    expect((await dataverse.get(`accounts(${none})`)).json).toEqual({
      error: { code: '0x80040217', message },
    });
  });

  it('that refuse an action of marketing tell as well what a plug-in’s exception does', async () => {
    const id = '00000000-0000-0000-0000-000000000001';
    const body = { SegmentId: 'none', GroupId: id, EntityIds: [id] };
    const { json } = await dataverse.send('POST', 'msdynmkt_AddStaticMembers', body, {
      Prefer: 'odata.include-annotations="Microsoft.PowerApps.CDS.ErrorDetails*"',
    });
    expect(Object.keys(json['error'] as Json)).toEqual([
      'code',
      'message',
      '@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus',
      '@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode',
      '@Microsoft.PowerApps.CDS.ErrorDetails.ApiExceptionCategory',
      '@Microsoft.PowerApps.CDS.ErrorDetails.ApiExceptionHttpStatusCode',
    ]);
  });

  it('to an update have nothing expanded', async () => {
    const { json } = await dataverse.send(
      'PATCH',
      `accounts(${account})?$select=name&$expand=primarycontactid`,
      { name: 'Fabrikam' },
      { Prefer: 'return=representation' },
    );
    expect(json).toMatchObject({ name: 'Fabrikam' });
    expect(json).not.toHaveProperty('primarycontactid');
  });

  it('leave out collections where there are none', async () => {
    const { json } = await dataverse.send('POST', 'msdynmkt_StopSegments', { SegmentIdList: [account] });
    const [result] = json['stopSingleSegmentResults'] as Json[];
    expect(Object.keys(result ?? {})).toEqual(['SegmentId', 'WasStopped', 'Message']);
  });

  it.each([
    ['msdynmkt_segments', '_msdynmkt_datalakefolderid_value', 'msdynmkt_datalakefolderid'],
    ['msdyncrm_segments', '_msdyncrm_segmenttemplate_value', 'msdyncrm_SegmentTemplate'],
  ])('of %s have the lookup %s', async (set, property, navigation) => {
    expect((await dataverse.get(`${set}?$select=${property}&$expand=${navigation}`)).status).toBe(200);
  });

  it.each([
    [
      'headers that are too long',
      (host: string) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
      431,
    ],
    ['what is no HTTP', () => 'hello\r\n\r\n', 400],
  ])('to %s are in the envelope', async (_what, text, status) => {
    const answer = await exchanged(text(new URL(dataverse.url).host));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('{"error":{"code":"0x');
  });
});

/** What the server says to a text, until it ends the connection. */
function exchanged(text: string): Promise<string> {
  const { hostname, port } = new URL(dataverse.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = createConnection(Number(port), hostname, () => socket.write(text));
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });
}
