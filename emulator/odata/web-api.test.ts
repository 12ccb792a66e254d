import { request } from 'node:http';
import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';

type Json = Record<string, unknown>;

let dataverse: LocalDataverse;

beforeEach(async () => {
  dataverse = await startLocalDataverse();
});

afterEach(() => dataverse.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
  readonly text: string;
}

async function send(
  method: string,
  path: string,
  body?: object | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as Json) : {},
  };
}

const get = (path: string, headers?: Record<string, string>): Promise<Answer> =>
  send('GET', path, undefined, headers);

async function create(set: string, row: object): Promise<string> {
  const { headers } = await send('POST', set, row);
  return /\(([^)]*)\)$/.exec(headers.get('OData-EntityId') ?? '')?.[1] ?? '';
}

async function namesOf(query: string): Promise<unknown[]> {
  const { json } = await get(query);
  return (json['value'] as Json[]).map((row) => row['lastname'] ?? row['name']);
}

const error = (code: string, words: string): Json => ({
  error: { code, message: expect.stringContaining(words) as string },
});

describe('writing rows', () => {
  it('answers 204 with the address of a new row, or 201 with the row when asked for it', async () => {
    const quiet = await send('POST', 'contacts', { lastname: 'Byron' });
    expect(quiet.status).toBe(204);
    expect(quiet.headers.get('OData-EntityId')).toMatch(/\/api\/data\/v9\.2\/contacts\([0-9a-f-]{36}\)$/);
    expect(quiet.headers.get('OData-Version')).toBe('4.0');
    const loud = await send(
      'POST',
      'contacts?$select=fullname',
      { firstname: 'Ada' },
      { Prefer: 'return=representation' },
    );
    expect(loud.status).toBe(201);
    expect(loud.headers.get('Preference-Applied')).toBe('return=representation');
    expect(loud.json).toMatchObject({
      fullname: 'Ada',
      '@odata.etag': expect.stringMatching(/^W\/"\d+"$/) as string,
    });
  });

  it('sets lookups by @odata.bind in every form and shows them as _x_value', async () => {
    const account = await create('accounts', { name: 'Fabrikam' });
    for (const address of [
      `/accounts(${account})`,
      `accounts(${account})`,
      `${dataverse.url}/api/data/v9.2/accounts(${account})`,
    ]) {
      const contact = await create('contacts', { 'parentcustomerid_account@odata.bind': address });
      const { json } = await get(`contacts(${contact.toUpperCase()})?$select=_parentcustomerid_value`, {
        Prefer: 'odata.include-annotations="*"',
      });
      expect(json).toMatchObject({
        _parentcustomerid_value: account,
        '_parentcustomerid_value@OData.Community.Display.V1.FormattedValue': 'Fabrikam',
        '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
        '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty':
          'parentcustomerid_account',
      });
    }
  });

  it.each([
    [{ nosuch: 1 }, 400, error('0x80048d19', "'nosuch' does not exist")],
    [{ parentcustomerid: 'x' }, 400, error('0x80048d19', "'parentcustomerid'")],
    [{ 'nosuch@odata.bind': '/accounts(1)' }, 400, error('0x80048d19', "An undeclared property 'nosuch'")],
    [
      { 'parentcustomerid_account@odata.bind': '/accounts(0f5b0c7f-395d-447b-b14c-315a601f878e)' },
      404,
      error('0x80040217', 'Does Not Exist'),
    ],
    ['{"lastname": ', 400, error('0x80048d19', 'Invalid JSON')],
    ['[]', 400, error('0x80048d19', 'A JSON object was expected')],
    [{ lastname: { x: 1 } }, 400, error('0x80048d19', "'lastname'")],
  ])('refuses %j', async (body, status, answer) => {
    const refused = await send('POST', 'contacts', body);
    expect(refused.status).toBe(status);
    expect(refused.json).toEqual(answer);
  });

  it('creates by PATCH unless If-Match forbids it, and updates unless If-None-Match does', async () => {
    const path = 'contacts(0f5b0c7f-395d-447b-b14c-315a601f878e)';
    expect((await send('PATCH', path, { lastname: 'A' }, { 'If-Match': '*' })).status).toBe(404);
    expect((await send('PATCH', path, { lastname: 'A' })).status).toBe(204);
    const refused = await send('PATCH', path, { lastname: 'B' }, { 'If-None-Match': '*' });
    expect(refused.status).toBe(412);
    expect(refused.json).toEqual(error('0x80040237', 'matching key values'));
    expect(await namesOf('contacts?$select=lastname')).toEqual(['A']);
  });

  it('updates only the version a client knows', async () => {
    const id = await create('contacts', { lastname: 'A' });
    const etag = String((await get(`contacts(${id})`)).json['@odata.etag']);
    expect((await get(`contacts(${id})`, { 'If-None-Match': etag })).status).toBe(304);
    expect((await send('PATCH', `contacts(${id})`, { lastname: 'B' }, { 'If-Match': etag })).status).toBe(
      204,
    );
    const stale = await send('PATCH', `contacts(${id})`, { lastname: 'C' }, { 'If-Match': etag });
    expect(stale.status).toBe(412);
    expect(stale.json).toEqual(error('0x80060882', "doesn't match the RowVersion"));
    expect((await send('DELETE', `contacts(${id})`, undefined, { 'If-Match': etag })).status).toBe(412);
    expect((await send('DELETE', `contacts(${id})`)).status).toBe(204);
    expect((await send('DELETE', `contacts(${id})`)).status).toBe(404);
  });

  it('reads, writes and empties one column', async () => {
    const id = await create('contacts', { lastname: 'A' });
    expect((await send('PUT', `contacts(${id})/lastname`, { value: 'B' })).status).toBe(204);
    expect((await get(`contacts(${id})/lastname`)).json).toMatchObject({ value: 'B' });
    expect((await get(`contacts(${id})/lastname/$value`)).text).toBe('B');
    expect((await send('DELETE', `contacts(${id})/lastname`)).status).toBe(204);
    expect((await get(`contacts(${id})/lastname`)).status).toBe(204);
  });

  it('links and unlinks rows by $ref from both sides', async () => {
    const account = await create('accounts', { name: 'Fabrikam' });
    const contact = await create('contacts', { lastname: 'A' });
    const address = (set: string, id: string) => ({
      '@odata.id': `${dataverse.url}/api/data/v9.2/${set}(${id})`,
    });
    const linked = async (): Promise<unknown> =>
      (await get(`contacts(${contact})?$select=_parentcustomerid_value`)).json['_parentcustomerid_value'];
    await send('PUT', `contacts(${contact})/parentcustomerid_account/$ref`, address('accounts', account));
    expect(await linked()).toBe(account);
    await send('DELETE', `contacts(${contact})/parentcustomerid_account/$ref`);
    expect(await linked()).toBeNull();
    await send('POST', `accounts(${account})/contact_customer_accounts/$ref`, address('contacts', contact));
    expect(await linked()).toBe(account);
    expect(await namesOf(`accounts(${account})/contact_customer_accounts?$select=lastname`)).toEqual(['A']);
    expect((await get(`contacts(${contact})/parentcustomerid_account?$select=name`)).json).toMatchObject({
      name: 'Fabrikam',
    });
    await send('DELETE', `accounts(${account})/contact_customer_accounts(${contact})/$ref`);
    expect(await linked()).toBeNull();
  });
});

describe('reading rows', () => {
  beforeEach(async () => {
    const account = await create('accounts', { name: 'Fabrikam', revenue: 100 });
    await create('accounts', { name: 'Contoso', revenue: 50.5 });
    for (const [index, lastname] of ['Byron', 'Hopper', "O'Neil", 'Ångström'].entries()) {
      await create('contacts', {
        lastname,
        numberofchildren: index,
        ...(index < 2 ? { 'parentcustomerid_account@odata.bind': `/accounts(${account})` } : {}),
      });
    }
  });

  it.each([
    ["lastname eq 'byron'", ['Byron']],
    ["lastname eq 'O''Neil'", ["O'Neil"]],
    ["contains(lastname,'ång')", ['Ångström']],
    ["startswith(lastname,'h') or endswith(lastname,'N')", ['Byron', 'Hopper']],
    ["not contains(lastname,'o')", ['Ångström']],
    ['numberofchildren ge 1 and numberofchildren lt 3', ['Hopper', "O'Neil"]],
    ['_parentcustomerid_value ne null', ['Byron', 'Hopper']],
    ["parentcustomerid_account/name eq 'FABRIKAM'", ['Byron', 'Hopper']],
    ["parentcustomerid_account/createdby/fullname eq 'System Administrator'", ['Byron', 'Hopper']],
    [
      'Microsoft.Dynamics.CRM.In(PropertyName=\'lastname\',PropertyValues=["O\'Neil","Byron"])',
      ['Byron', "O'Neil"],
    ],
    [
      "Microsoft.Dynamics.CRM.NotIn(PropertyName='lastname',PropertyValues=['Byron'])",
      ['Hopper', "O'Neil", 'Ångström'],
    ],
    [
      "Microsoft.Dynamics.CRM.Between(PropertyName='numberofchildren',PropertyValues=['1','2'])",
      ['Hopper', "O'Neil"],
    ],
    ["Microsoft.Dynamics.CRM.Today(PropertyName='createdon')", ['Byron', 'Hopper', "O'Neil", 'Ångström']],
    ["Microsoft.Dynamics.CRM.OlderThanXDays(PropertyName='createdon',PropertyValue=1)", []],
    ["Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')", ['Byron', 'Hopper', "O'Neil", 'Ångström']],
    ['numberofchildren eq @few&@few=2', ["O'Neil"]],
  ])('filters by %s', async (filter, names) => {
    const [text = '', ...aliases] = filter.split('&');
    const more = aliases.map((alias) => `&${alias}`).join('');
    expect(
      await namesOf(`contacts?$select=lastname&$orderby=lastname&$filter=${encodeURIComponent(text)}${more}`),
    ).toEqual(names);
  });

  it('filters by what related rows fulfil', async () => {
    const query = (filter: string): string =>
      `accounts?$select=name&$orderby=name&$filter=${encodeURIComponent(filter)}`;
    expect(await namesOf(query("contact_customer_accounts/any(c:c/lastname eq 'Hopper')"))).toEqual([
      'Fabrikam',
    ]);
    expect(await namesOf(query('contact_customer_accounts/any()'))).toEqual(['Fabrikam']);
    expect(await namesOf(query('contact_customer_accounts/all(c:c/numberofchildren lt 5)'))).toEqual([
      'Contoso',
      'Fabrikam',
    ]);
    expect(
      await namesOf(query("contact_customer_accounts/any(c:c/parentcustomerid_account/name eq 'Fabrikam')")),
    ).toEqual(['Fabrikam']);
  });

  it('pages in an order without gaps, whatever is sorted by', async () => {
    for (const order of ['lastname', '_parentcustomerid_value desc', 'numberofchildren desc', 'middlename']) {
      const names: unknown[] = [];
      let next: string | undefined =
        `contacts?$select=lastname&$orderby=${encodeURIComponent(order)}&$count=true`;
      while (next !== undefined) {
        const { json } = await get(next, { Prefer: 'odata.maxpagesize=1' });
        expect(json['@odata.count']).toBe(4);
        names.push(...(json['value'] as Json[]).map((row) => row['lastname']));
        next = (json['@odata.nextLink'] as string | undefined)?.replace(
          `${dataverse.url}/api/data/v9.2/`,
          '',
        );
      }
      expect(names).toHaveLength(4);
      expect(new Set(names).size).toBe(4);
    }
  });

  it('sorts lookups by the name of the row they point to', async () => {
    const contoso = (await get("accounts?$filter=name eq 'Contoso'")).json['value'] as Json[];
    await create('contacts', {
      lastname: 'Lovelace',
      'parentcustomerid_account@odata.bind': `/accounts(${String(contoso[0]?.['accountid'])})`,
    });
    const names = await namesOf(
      'contacts?$select=lastname&$filter=_parentcustomerid_value ne null&$orderby=_parentcustomerid_value,lastname',
    );
    expect(names).toEqual(['Lovelace', 'Byron', 'Hopper']);
  });

  it('expands single and collection-valued properties with their options', async () => {
    const { json } = await get(
      "accounts?$select=name&$filter=name eq 'Fabrikam'&$expand=contact_customer_accounts" +
        '($select=lastname;$filter=numberofchildren ge 0;$orderby=lastname desc;$top=1),createdby($select=fullname)',
    );
    expect(json['value']).toMatchObject([
      {
        name: 'Fabrikam',
        contact_customer_accounts: [{ lastname: 'Hopper' }],
        'contact_customer_accounts@odata.nextLink': expect.stringContaining(
          '/contact_customer_accounts?',
        ) as string,
        createdby: { fullname: 'System Administrator' },
      },
    ]);
    const nested = await get(
      'contacts?$select=lastname&$top=1&$orderby=lastname&$expand=parentcustomerid_account($select=name;$expand=createdby($select=fullname)),ownerid',
    );
    expect(nested.json['value']).toMatchObject([
      {
        parentcustomerid_account: { name: 'Fabrikam', createdby: { fullname: 'System Administrator' } },
        ownerid: { '@odata.type': '#Microsoft.Dynamics.CRM.systemuser' },
      },
    ]);
  });

  it.each([
    ['aggregate($count as count)', [{ count: 4 }]],
    [
      'aggregate(numberofchildren with sum as total,numberofchildren with max as most)',
      [{ total: 6, most: 3 }],
    ],
    ["filter(contains(lastname,'o'))/aggregate($count as count)", [{ count: 3 }]],
    ['groupby((statecode),aggregate($count as count))', [{ statecode: 0, count: 4 }]],
    [
      'groupby((parentcustomerid_account/name),aggregate($count as count))',
      [{ count: 2 }, { account_name: 'Fabrikam', count: 2 }],
    ],
  ])('aggregates by %s', async (apply, groups) => {
    expect((await get(`contacts?$apply=${encodeURIComponent(apply)}`)).json['value']).toEqual(groups);
  });

  it('counts as plain text, whatever is filtered', async () => {
    const { text, headers } = await get("contacts/$count?$filter=contains(lastname,'o')");
    expect(text).toBe('3');
    expect(headers.get('content-type')).toContain('text/plain');
  });

  it('formats values for people when asked', async () => {
    const { json } = await get(
      "accounts?$select=name,revenue,statecode,donotemail,createdon&$filter=name eq 'Contoso'",
      {
        Prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
      },
    );
    expect((json['value'] as Json[])[0]).toMatchObject({
      'revenue@OData.Community.Display.V1.FormattedValue': '$50.50',
      'statecode@OData.Community.Display.V1.FormattedValue': 'Active',
      'donotemail@OData.Community.Display.V1.FormattedValue': 'No',
      'createdon@OData.Community.Display.V1.FormattedValue': expect.stringMatching(
        /^\d+\/\d+\/\d{4} \d+:\d{2} [AP]M$/,
      ) as string,
    });
  });

  it.each([
    ['contacts?$select=nosuch', 400, error('0x80060888', "Could not find a property named 'nosuch'")],
    ['contacts?$skip=1', 400, error('0x80060888', 'Skip Clause is not supported')],
    ['contacts?$nosuch=1', 400, error('0x80060888', '$nosuch is not supported')],
    ['contacts?$top=-1', 400, error('0x80060888', '$top')],
    ['contacts?$select=lastname&$select=firstname', 400, error('0x80060888', 'more than once')],
    ["contacts?$filter=tolower(lastname) eq 'a'", 501, error('0x80060888', 'not supported')],
    ['contacts?$filter=numberofchildren in (1,2)', 501, error('0x80060888', 'not supported')],
    ['contacts?$filter=numberofchildren add 1 eq 2', 501, error('0x80060888', 'not supported')],
    ['contacts?$skiptoken=x', 400, error('0x80060888', 'paging cookie')],
    ['contacts(1)', 400, error('0x80060888', 'not a valid Guid')],
    ['contacts(0f5b0c7f-395d-447b-b14c-315a601f878e)', 404, error('0x80040217', 'Does Not Exist')],
    ["contacts(emailaddress1='x')", 400, error('0x80060888', 'alternate key')],
    ['nosuchset', 404, error('0x8006088a', "segment 'nosuchset'")],
    ['contacts/nosuch', 404, error('0x8006088a', "segment 'nosuch'")],
  ])('refuses %s', async (path, status, answer) => {
    const refused = await get(path);
    expect(refused.status).toBe(status);
    expect(refused.json).toEqual(answer);
  });

  it('refuses more than 500 conditions', async () => {
    const filter = Array.from({ length: 501 }, (_, index) => `numberofchildren eq ${index}`).join(' or ');
    expect((await get(`contacts?$filter=${encodeURIComponent(filter)}`)).json).toEqual(
      error('0x8004430c', 'exceeded'),
    );
  });
});

describe('messages', () => {
  it.each([
    [
      { SegmentId: 'x', GroupId: 'x', EntityIds: [], Other: 1 },
      "'Other' in the request payload is not a valid parameter",
    ],
    [{ SegmentId: 'x', EntityIds: [] }, "'GroupId'"],
    [{ SegmentId: 5, GroupId: 'x', EntityIds: [] }, "literal '5' to the expected type 'Edm.String'"],
    [{ SegmentId: 'x', GroupId: 'x', EntityIds: 'y' }, "a 'StartArray' node was expected"],
    [{ SegmentId: 'x', GroupId: 'x', EntityIds: [1] }, "literal '1'"],
  ])('refuse %j', async (body, words) => {
    const { status, json } = await send('POST', 'msdynmkt_AddStaticMembers', body);
    expect(status).toBe(400);
    expect((json['error'] as Json)['message']).toContain(words);
  });

  it('answer to their own method only, and 404 to a name that is none', async () => {
    expect((await get('msdynmkt_AddStaticMembers')).status).toBe(405);
    expect((await send('POST', 'WhoAmI', {})).status).toBe(405);
    expect((await send('POST', 'msdynmkt_Nothing', {})).json).toEqual(
      error('0x8006088a', 'msdynmkt_Nothing'),
    );
  });
});

describe('the server', () => {
  it('lists its entity sets at the root, in every version', async () => {
    for (const version of ['v9.0', 'v9.1', 'v9.2']) {
      const { value } = (await (await fetch(`${dataverse.url}/api/data/${version}/`)).json()) as {
        value: Json[];
      };
      expect(value).toContainEqual({ name: 'contacts', kind: 'EntitySet', url: 'contacts' });
    }
    expect((await fetch(`${dataverse.url}/api/data/v8.0/`)).status).toBe(404);
  });

  it('refuses other hosts and pages of other origins', async () => {
    const { hostname, port } = new URL(dataverse.url);
    const status = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        request({ hostname, port, path: '/api/data/v9.2/WhoAmI', headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
    expect(await status({ Host: `127.0.0.1:${port}` })).toBe(200);
    expect(await status({ Host: 'evil.example' })).toBe(403);
    expect(await status({ Origin: 'http://evil.example' })).toBe(403);
    expect(await status({ Origin: dataverse.url })).toBe(200);
  });

  it('says which port is in use, and which file', async () => {
    const port = Number(new URL(dataverse.url).port);
    await expect(startLocalDataverse({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
