import { errorWith, TestDataverse, type Json } from './testing/test-dataverse';

let dataverse: TestDataverse;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
});

afterAll(() => dataverse.close());

describe('reading rows', () => {
  beforeAll(async () => {
    const account = await dataverse.create('accounts', { name: 'Fabrikam', revenue: 100 });
    await dataverse.create('accounts', { name: 'Contoso', revenue: 50.5 });
    for (const [index, lastname] of ['Byron', 'Hopper', "O'Neil", 'Ångström'].entries()) {
      await dataverse.create('contacts', {
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
    ["startswith(lastname,'_y')", ['Byron']],
    ["endswith(lastname,'[nr]')", ['Byron', 'Hopper']],
  ])('filters by %s', async (filter, names) => {
    const [text = '', ...aliases] = filter.split('&');
    const more = aliases.map((alias) => `&${alias}`).join('');
    expect(
      await dataverse.namesOf(
        `contacts?$select=lastname&$orderby=lastname&$filter=${encodeURIComponent(text)}${more}`,
      ),
    ).toEqual(names);
  });

  it('filters by what related rows fulfil', async () => {
    const query = (filter: string): string =>
      `accounts?$select=name&$orderby=name&$filter=${encodeURIComponent(filter)}`;
    expect(await dataverse.namesOf(query("contact_customer_accounts/any(c:c/lastname eq 'Hopper')"))).toEqual(
      ['Fabrikam'],
    );
    expect(await dataverse.namesOf(query('contact_customer_accounts/any()'))).toEqual(['Fabrikam']);
    expect(
      await dataverse.namesOf(query('contact_customer_accounts/all(c:c/numberofchildren lt 5)')),
    ).toEqual(['Contoso', 'Fabrikam']);
    expect(
      await dataverse.namesOf(
        query("contact_customer_accounts/any(c:c/parentcustomerid_account/name eq 'Fabrikam')"),
      ),
    ).toEqual(['Fabrikam']);
  });

  it('pages in an order without gaps, whatever is sorted by', async () => {
    for (const order of ['lastname', '_parentcustomerid_value desc', 'numberofchildren desc', 'middlename']) {
      const names: unknown[] = [];
      let next: string | undefined =
        `contacts?$select=lastname&$orderby=${encodeURIComponent(order)}&$count=true`;
      while (next !== undefined) {
        const { json } = await dataverse.get(next, { Prefer: 'odata.maxpagesize=1' });
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
    const contoso = (await dataverse.get("accounts?$filter=name eq 'Contoso'")).json['value'] as Json[];
    const late = await dataverse.create('contacts', {
      lastname: 'Lovelace',
      'parentcustomerid_account@odata.bind': `/accounts(${String(contoso[0]?.['accountid'])})`,
    });
    const names = await dataverse.namesOf(
      'contacts?$select=lastname&$filter=_parentcustomerid_value ne null&$orderby=_parentcustomerid_value,lastname',
    );
    expect(names).toEqual(['Lovelace', 'Byron', 'Hopper']);
    await dataverse.send('DELETE', `contacts(${late})`);
  });

  it('expands single and collection-valued properties with their options', async () => {
    const { json } = await dataverse.get(
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
    const nested = await dataverse.get(
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
    expect((await dataverse.get(`contacts?$apply=${encodeURIComponent(apply)}`)).json['value']).toEqual(
      groups,
    );
  });

  it('counts as plain text, whatever is filtered', async () => {
    const { text, headers } = await dataverse.get("contacts/$count?$filter=contains(lastname,'o')");
    expect(text).toBe('3');
    expect(headers.get('content-type')).toContain('text/plain');
  });

  it('formats values for people when asked', async () => {
    const { json } = await dataverse.get(
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
    ['contacts?$select=nosuch', 400, errorWith('0x80060888', "Could not find a property named 'nosuch'")],
    [
      'contacts?$apply=groupby((statecode),aggregate($count as count))&$orderby=count',
      400,
      errorWith('0x80060888', 'SingleValueOpenPropertyAccess'),
    ],
    ['contacts?$skip=1', 400, errorWith('0x80060888', 'Skip Clause is not supported')],
    ['contacts?$nosuch=1', 400, errorWith('0x80060888', '$nosuch is not supported')],
    ['contacts?$top=-1', 400, errorWith('0x80060888', '$top')],
    ['contacts?$select=lastname&$select=firstname', 400, errorWith('0x80060888', 'more than once')],
    [
      'contacts?$apply=aggregate(lastname with countdistinct as n)',
      501,
      errorWith('0x8006088a', 'The query node CountDistinct is not supported'),
    ],
    [
      'contacts?$apply=aggregate(lastname with foo as n)',
      400,
      errorWith('0x80060888', "Unrecognized with 'foo' at '14' in 'lastname with foo as n'."),
    ],
    ['contacts?$apply=filter(statecode eq 0)', 501, errorWith('0x8006088a', 'query node Filter is')],
    ["contacts?$filter=tolower(lastname) eq 'a'", 501, errorWith('0x8006088a', 'not supported')],
    [
      'contacts?$filter=numberofchildren in (1,2)',
      501,
      errorWith('0x8006088a', 'The query node In is not supported'),
    ],
    ['contacts?$filter=numberofchildren add 1 eq 2', 501, errorWith('0x8006088a', 'not supported')],
    [
      `contacts?$expand=${Array(16).fill('createdby').join(',')}`,
      400,
      errorWith('0x80060888', 'exceeds the limit of 15'),
    ],
    ['contacts?$skiptoken=x', 400, errorWith('0x80060888', 'paging cookie')],
    ['contacts(1)', 400, errorWith('0x80060888', 'not a valid Guid')],
    ['contacts(0f5b0c7f-395d-447b-b14c-315a601f878e)', 404, errorWith('0x80040217', 'Does Not Exist')],
    ["contacts(emailaddress1='x')", 400, errorWith('0x80060888', 'alternate key')],
    ['nosuchset', 404, errorWith('0x8006088a', "segment 'nosuchset'")],
    ['contacts/nosuch', 404, errorWith('0x8006088a', "segment 'nosuch'")],
  ])('refuses %s', async (path, status, answer) => {
    const refused = await dataverse.get(path);
    expect(refused.status).toBe(status);
    expect(refused.json).toEqual(answer);
  });

  it('refuses more than 500 conditions', async () => {
    const filter = Array.from({ length: 501 }, (_, index) => `numberofchildren eq ${index}`).join(' or ');
    expect((await dataverse.get(`contacts?$filter=${encodeURIComponent(filter)}`)).json).toEqual(
      errorWith('0x8004430c', 'exceeded'),
    );
  });
});
