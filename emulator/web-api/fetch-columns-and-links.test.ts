import { recordId } from '../../segments';
import { root, SampleCompany } from './testing/sample-company';

let sample: SampleCompany;

beforeAll(() => {
  sample = new SampleCompany();
});

afterAll(() => {
  sample.store.close();
});

describe('columns', () => {
  it('are the named ones and the id, with the row version and without those that are empty', async () => {
    const { status, body } = await sample.fetchRows(
      'contacts',
      `<fetch><entity name="contact"><attribute name="fullname"/><attribute name="emailaddress1"/>
       <attribute name="parentcustomerid"/><filter><condition attribute="lastname" operator="eq" value="Dee"/></filter></entity></fetch>`,
    );
    expect(status).toBe(200);
    expect(body['@odata.context']).toBe(
      `${root}$metadata#contacts(fullname,emailaddress1,_parentcustomerid_value,contactid)`,
    );
    expect(body.value).toEqual([
      {
        '@odata.etag': expect.stringMatching(/^W\/"\d+"$/) as string,
        fullname: 'Dee',
        emailaddress1: 'dee@home.test',
        contactid: sample.contacts['Dee'],
      },
    ]);
  });

  it('are all columns when none is named, and only the id with no-attrs', async () => {
    const all = await sample.fetchRows('accounts', '<fetch top="1"><entity name="account"/></fetch>');
    expect(Object.keys(all.body.value[0] ?? {})).toEqual(
      expect.arrayContaining(['name', '_ownerid_value', 'statecode']),
    );
    const none = await sample.fetchRows(
      'accounts',
      '<fetch top="1"><entity name="account"><no-attrs/></entity></fetch>',
    );
    expect(Object.keys(none.body.value[0] ?? {})).toEqual(['@odata.etag', 'accountid']);
  });

  it('of linked tables are called alias.column, with annotations before them', async () => {
    const { body } = await sample.fetchRows(
      'contacts',
      `<fetch><entity name="contact"><attribute name="gendercode"/><attribute name="parentcustomerid"/>
       <filter><condition attribute="lastname" operator="eq" value="Ada"/></filter>
       <link-entity name="account" from="accountid" to="parentcustomerid" alias="company">
         <attribute name="numberofemployees"/><attribute name="primarycontactid"/><attribute name="name" alias="employer"/>
       </link-entity></entity></fetch>`,
      'odata.include-annotations="*"',
    );
    const [row] = body.value;
    expect(row).toMatchObject({
      'gendercode@OData.Community.Display.V1.FormattedValue': 'Female',
      gendercode: 2,
      '_parentcustomerid_value@OData.Community.Display.V1.FormattedValue': 'Fabrikam',
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
      _parentcustomerid_value: sample.accounts['Fabrikam'],
      'company.numberofemployees@OData.Community.Display.V1.AttributeName': 'numberofemployees',
      'company.numberofemployees@OData.Community.Display.V1.FormattedValue': '2,700',
      'company.numberofemployees': 2700,
      'company.primarycontactid@OData.Community.Display.V1.FormattedValue': 'Ada',
      'company.primarycontactid@Microsoft.Dynamics.CRM.lookuplogicalname': 'contact',
      'company.primarycontactid': sample.contacts['Ada'],
      employer: 'Fabrikam',
    });
    const keys = Object.keys(row ?? {});
    for (const key of keys.filter((name) => name.indexOf('@') > 0)) {
      expect(keys.indexOf(key)).toBeLessThan(keys.indexOf(key.slice(0, key.indexOf('@'))));
    }
  });
});

describe('links', () => {
  const company = (kind: string, inside = ''): string =>
    `<link-entity name="account" from="accountid" to="parentcustomerid" link-type="${kind}" alias="a">${inside}</link-entity>`;
  const redmond = '<filter><condition attribute="address1_city" operator="eq" value="Redmond"/></filter>';
  const employees = (kind: string, inside = ''): string =>
    `<link-entity name="contact" from="parentcustomerid" to="accountid" link-type="${kind}">${inside}</link-entity>`;
  const withMail = '<filter><condition attribute="emailaddress1" operator="not-null"/></filter>';

  it('keep rows with a partner (inner) or all rows (outer)', async () => {
    expect(await sample.people(company('inner', redmond))).toEqual(['Ada', 'Bob', 'Cem']);
    expect(await sample.people(company('outer', redmond))).toEqual(['Ada', 'Bob', 'Cem', 'Dee', 'Eve']);
  });

  it('let a filter of the query look at a linked table', async () => {
    const none = '<filter><condition entityname="a" attribute="accountid" operator="null"/></filter>';
    expect(await sample.people(company('outer') + none)).toEqual(['Dee']);
  });

  it('repeat a row for each partner, but not with distinct, exists, in or the first row only', async () => {
    expect(await sample.companies(employees('inner'))).toEqual([
      'Contoso',
      'Fabrikam',
      'Fabrikam',
      'Litware',
    ]);
    for (const kind of ['exists', 'in', 'matchfirstrowusingcrossapply']) {
      expect(await sample.companies(employees(kind))).toEqual(['Contoso', 'Fabrikam', 'Litware']);
    }
    const { body } = await sample.fetchRows(
      'accounts',
      `<fetch distinct="true"><entity name="account"><attribute name="name"/><order attribute="name"/>${employees('inner')}</entity></fetch>`,
    );
    expect(body.value).toEqual([{ name: 'Contoso' }, { name: 'Fabrikam' }, { name: 'Litware' }]);
  });

  it('test for rows in filters: any, not any, all and not all', async () => {
    const inFilter = (kind: string): string => `<filter>${employees(kind, withMail)}</filter>`;
    expect(await sample.companies(inFilter('any'))).toEqual(['Fabrikam', 'Litware']);
    expect(await sample.companies(inFilter('not all'))).toEqual(['Fabrikam', 'Litware']);
    expect(await sample.companies(inFilter('not any'))).toEqual(['Contoso', 'Example']);
    expect(await sample.companies(inFilter('all'))).toEqual(['Contoso']);
  });

  it('nest, and get an alias of their own where they have none', async () => {
    const { body } = await sample.fetchRows(
      'contacts',
      `<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/>
       <link-entity name="account" from="accountid" to="parentcustomerid">
         <link-entity name="contact" from="contactid" to="primarycontactid"><attribute name="lastname"/></link-entity>
       </link-entity></entity></fetch>`,
    );
    expect(body.value.map((row) => [row['lastname'], row['contact2.lastname']])).toEqual([
      ['Ada', 'Ada'],
      ['Bob', 'Ada'],
    ]);
  });

  it('are sorted after the table they are linked to, lookups by name', async () => {
    const { body } = await sample.fetchRows(
      'contacts',
      `<fetch><entity name="contact"><attribute name="lastname"/><order attribute="parentcustomerid" descending="true"/>
       <order attribute="lastname" descending="true"/></entity></fetch>`,
    );
    expect(body.value.map((row) => row['lastname'])).toEqual(['Eve', 'Bob', 'Ada', 'Cem', 'Dee']);
  });

  it('are sorted by the labels of choices, or by their values with useraworderby', async () => {
    const xml = (attributes: string): string =>
      `<fetch${attributes}><entity name="contact"><attribute name="lastname"/><attribute name="gendercode"/>
       <filter><condition attribute="gendercode" operator="not-null"/></filter><order attribute="gendercode"/></entity></fetch>`;
    sample.store.update('contact', recordId(sample.contacts['Bob'] ?? ''), { gendercode: 1 });
    const names = async (attributes: string): Promise<unknown[]> =>
      (await sample.fetchRows('contacts', xml(attributes))).body.value.map((row) => row['lastname']);
    expect(await names('')).toEqual(['Ada', 'Bob']);
    expect(await names(' useraworderby="true"')).toEqual(['Bob', 'Ada']);
  });
});
