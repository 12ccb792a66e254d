import { TestDataverse, type Json } from './testing/test-dataverse';

let dataverse: TestDataverse;
let account: string;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
  account = await dataverse.create('accounts', { name: 'Fabrikam' });
  await dataverse.create('contacts', {
    lastname: 'Ada',
    'parentcustomerid_account@odata.bind': `/accounts(${account})`,
  });
});

afterAll(() => dataverse.close());

describe('what Dataverse takes is taken', () => {
  it.each(['{lastname:"A"}', "{'lastname':'A'}", '{ lastname : \'A\', "numberofchildren": "2" }'])(
    '%s',
    async (body) => {
      expect((await dataverse.send('POST', 'contacts', body)).status).toBe(204);
    },
  );

  it('numbers, choices and truth values as texts', async () => {
    const { status, json } = await dataverse.send(
      'POST',
      'accounts',
      {
        name: 'Quoted',
        numberofemployees: '200',
        accountcategorycode: '1',
        customertypecode: '12',
        creditonhold: 'true',
        address1_latitude: '47.5',
        industrycode: 16,
      },
      { Prefer: 'return=representation' },
    );
    expect(status).toBe(201);
    expect(json).toMatchObject({
      numberofemployees: 200,
      accountcategorycode: 1,
      customertypecode: 12,
      creditonhold: true,
      address1_latitude: 47.5,
      industrycode: 16,
    });
  });

  it('a number as text in a parameter', async () => {
    const body = { SegmentId: account, GroupId: account, PageNo: '1', PageSize: '10' };
    const { text } = await dataverse.send('POST', 'msdynmkt_ListGroupMembers', body);
    expect(text).not.toContain('PageNo');
    expect(text).not.toContain('expected type');
  });

  it('related rows created along, the one a lookup names and those of a collection', async () => {
    const created = await dataverse.send('POST', 'accounts', {
      name: 'Deep',
      primarycontactid: { firstname: 'John', lastname: 'Smith' },
      contact_customer_accounts: [{ lastname: 'One' }, { lastname: 'Two' }],
    });
    expect(created.status).toBe(204);
    const id = /\(([^)]*)\)$/.exec(created.headers.get('OData-EntityId') ?? '')?.[1] ?? '';
    const { json } = await dataverse.get(
      `accounts(${id})?$select=name&$expand=primarycontactid($select=fullname),contact_customer_accounts($select=lastname)`,
    );
    expect(json['primarycontactid']).toMatchObject({ fullname: 'John Smith' });
    expect((json['contact_customer_accounts'] as Json[]).map(({ lastname }) => lastname).sort()).toEqual([
      'One',
      'Two',
    ]);
  });

  it('rows that are there bound to a collection of a new one', async () => {
    const [one, two] = [
      await dataverse.create('contacts', { lastname: 'Bound' }),
      await dataverse.create('contacts', { lastname: 'Bound too' }),
    ];
    const body = {
      name: 'Binding',
      'contact_customer_accounts@odata.bind': [`/contacts(${one})`, `contacts(${two})`],
    };
    const query =
      'accounts?$select=name&$expand=contact_customer_accounts($select=lastname;$orderby=lastname)';
    const made = await dataverse.send('POST', query, body, { Prefer: 'return=representation' });
    expect(made.json).toMatchObject({
      contact_customer_accounts: [{ lastname: 'Bound' }, { lastname: 'Bound too' }],
    });
    const wrong = { name: 'x', 'contact_customer_accounts@odata.bind': [`/accounts(${account})`] };
    expect((await dataverse.send('POST', 'accounts', wrong)).text).toContain('does not fit');
  });

  it('all of them or none', async () => {
    const refused = await dataverse.send('POST', 'accounts', {
      name: 'Nothing is left',
      primarycontactid: { lastname: 'Nobody' },
      contact_customer_accounts: [{ lastname: 'x'.repeat(51) }],
    });
    expect(refused.status).toBe(400);
    expect((await dataverse.get("contacts?$filter=lastname eq 'Nobody'")).json['value']).toEqual([]);
  });

  it('but none that come with an update', async () => {
    const { status, text } = await dataverse.send('PATCH', `accounts(${account})`, {
      contact_customer_accounts: [{ lastname: 'Late' }],
    });
    expect(status).toBe(400);
    expect(text).toContain("Deep inserts through 'contact_customer_accounts' are not supported");
  });

  it('a view and FetchXML over the rows of a relationship', async () => {
    const xml = encodeURIComponent(
      '<fetch><entity name="contact"><attribute name="lastname"/></entity></fetch>',
    );
    await dataverse.create('contacts', { lastname: 'Elsewhere' });
    const { json } = await dataverse.get(`accounts(${account})/contact_customer_accounts?fetchXml=${xml}`);
    expect((json['value'] as Json[]).map(({ lastname }) => lastname)).toEqual(['Ada']);
    const view = await dataverse.create('savedqueries', {
      name: 'All',
      returnedtypecode: 'contact',
      fetchxml: decodeURIComponent(xml),
    });
    const viewed = await dataverse.get(`accounts(${account})/contact_customer_accounts?savedQuery=${view}`);
    expect((viewed.json['value'] as Json[]).map(({ lastname }) => lastname)).toEqual(['Ada']);
  });

  it('an empty value attribute beside value elements', async () => {
    const xml = encodeURIComponent(
      '<fetch><entity name="contact"><attribute name="lastname"/><filter><condition attribute="lastname" operator="not-in" value=""><value>Elsewhere</value></condition></filter></entity></fetch>',
    );
    const { status, json } = await dataverse.get(`contacts?fetchXml=${xml}`);
    expect(status).toBe(200);
    expect((json['value'] as Json[]).map(({ lastname }) => lastname)).toContain('Ada');
  });
});
