import { TestDataverse, type Answer, type Json } from './testing/test-dataverse';

let dataverse: TestDataverse;
let account: string;
let contact: string;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
  account = await dataverse.create('accounts', { name: 'Fabrikam' });
  contact = await dataverse.create('contacts', {
    lastname: 'Ada',
    'parentcustomerid_account@odata.bind': `/accounts(${account})`,
  });
  await dataverse.send('PATCH', `accounts(${account})`, {
    'primarycontactid@odata.bind': `/contacts(${contact})`,
  });
});

afterAll(() => dataverse.close());

describe('answers', () => {
  it('with an expanded collection tell whose rows they are and their versions, unless more is expanded in them', async () => {
    const rowOf = async (inside: string): Promise<Json | undefined> => {
      const { json } = await dataverse.get(
        `accounts(${account})?$select=name&$expand=contact_customer_accounts($select=lastname${inside})`,
      );
      return (json['contact_customer_accounts'] as Json[])[0];
    };
    expect(await rowOf('')).toEqual({
      '@odata.etag': expect.any(String) as string,
      lastname: 'Ada',
      _parentcustomerid_value: account,
      contactid: contact,
    });
    expect(await rowOf(';$expand=account_primary_contact($select=name)')).toEqual({
      lastname: 'Ada',
      contactid: contact,
      account_primary_contact: [{ name: 'Fabrikam', accountid: account }],
    });
  });

  it('page expanded collections as large as their own page where something is expanded in them', async () => {
    const company = await dataverse.create('accounts', { name: 'Paged' });
    for (const lastname of ['One', 'Two', 'Three']) {
      const parent = { 'parentcustomerid_account@odata.bind': `/accounts(${company})` };
      await dataverse.create('contacts', { lastname, ...parent });
    }
    const pages = { Prefer: 'odata.maxpagesize=2' };
    const asked = (inside: string): Promise<Answer> =>
      dataverse.get(
        `accounts?$select=name&$filter=name eq 'Paged'&$expand=contact_customer_accounts($select=lastname${inside})`,
        pages,
      );
    const plain = ((await asked('')).json['value'] as Json[])[0];
    expect(plain?.['contact_customer_accounts']).toHaveLength(3);
    expect(plain?.['contact_customer_accounts@odata.nextLink']).not.toContain('skiptoken');
    const nested = ((await asked(';$expand=owninguser($select=fullname)')).json['value'] as Json[])[0];
    const first = nested?.['contact_customer_accounts'] as Json[];
    expect(first).toHaveLength(2);
    const next = String(nested?.['contact_customer_accounts@odata.nextLink']);
    const rest = (await (await fetch(next, { headers: pages })).json()) as { value: Json[] };
    const names = [...first, ...rest.value].map(({ lastname }) => lastname);
    expect([...names].sort()).toEqual(['One', 'Three', 'Two']);
  });

  it('with an expanded reference select its lookup along, and say so in their context', async () => {
    const { json } = await dataverse.get(
      `accounts?$select=name&$expand=primarycontactid/$ref&$filter=accountid eq ${account}`,
    );
    expect(json['@odata.context']).toMatch(/#accounts\(name,primarycontactid,primarycontactid\/\$ref\(\)\)$/);
    expect((json['value'] as Json[])[0]).toEqual({
      '@odata.etag': expect.any(String) as string,
      name: 'Fabrikam',
      _primarycontactid_value: contact,
      accountid: account,
      primarycontactid: { '@odata.id': `${dataverse.url}/api/data/v9.2/contacts(${contact})` },
    });
  });
});
