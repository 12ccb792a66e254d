import { errorWith, TestDataverse, type Answer, type Json } from './testing/test-dataverse';

let dataverse: TestDataverse;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
});

afterAll(() => dataverse.close());

const me = '10000000-0000-4000-8000-000000000001';

describe('what clients ask first', () => {
  it('is which environment this is and where it is reached', async () => {
    const { json } = await dataverse.get(
      "RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'",
    );
    expect(json['Detail']).toMatchObject({
      FriendlyName: 'Local Dataverse',
      OrganizationVersion: '9.2.0.0',
      State: 'Enabled',
      Endpoints: { Count: 2, Values: [`${dataverse.url}/`, `${dataverse.url}/api/data/v9.2/`] },
    });
    const { text } = await dataverse.get("RetrieveCurrentOrganization(AccessType='Elsewhere')");
    expect(text).toContain('EndpointAccessType');
  });

  it('is what a user may do', async () => {
    const { json } = await dataverse.get(
      `systemusers(${me})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`,
    );
    const privileges = json['RolePrivileges'] as Json[];
    expect(privileges).toContainEqual(
      expect.objectContaining({ PrivilegeName: 'prvWriteContact', Depth: 'Global' }),
    );
    expect((await dataverse.get('RetrieveUserPrivileges()')).status).toBe(404);
  });
});

describe('merging', () => {
  const contact = (id: string, more: object = {}): object => ({
    '@odata.type': 'Microsoft.Dynamics.CRM.contact',
    contactid: id,
    ...more,
  });

  it('makes the loser inactive, points it and what pointed to it to the winner, and writes what it is told', async () => {
    const winner = await dataverse.create('contacts', { firstname: 'Ada', lastname: 'King' });
    const loser = await dataverse.create('contacts', {
      firstname: 'A.',
      lastname: 'King',
      jobtitle: 'Countess',
    });
    const account = await dataverse.create('accounts', {
      name: 'Engines',
      'primarycontactid@odata.bind': `/contacts(${loser})`,
    });
    const merged = await dataverse.send('POST', 'Merge', {
      Target: contact(winner),
      Subordinate: contact(loser),
      UpdateContent: contact('00000000-0000-0000-0000-000000000000', { jobtitle: 'Countess' }),
      PerformParentingChecks: false,
    });
    expect(merged).toMatchObject({ status: 204, text: '' });
    const read = async (id: string): Promise<Json> => (await dataverse.get(`contacts(${id})`)).json;
    expect(await read(winner)).toMatchObject({
      firstname: 'Ada',
      jobtitle: 'Countess',
      statecode: 0,
      merged: false,
    });
    expect(await read(loser)).toMatchObject({
      statecode: 1,
      statuscode: 2,
      merged: true,
      _masterid_value: winner,
    });
    const { json } = await dataverse.get(`accounts(${account})?$select=name,_primarycontactid_value`);
    expect(json['_primarycontactid_value']).toBe(winner);
    const again = await dataverse.send('POST', 'Merge', {
      Target: contact(winner),
      Subordinate: contact(loser),
      PerformParentingChecks: false,
    });
    expect(again.status).toBe(400);
  });

  it('takes leads, whose loser is disqualified', async () => {
    const [winner, loser] = [await dataverse.create('leads', {}), await dataverse.create('leads', {})];
    const lead = (leadid: string): object => ({ '@odata.type': '#Microsoft.Dynamics.CRM.lead', leadid });
    const body = { Target: lead(winner), Subordinate: lead(loser), PerformParentingChecks: true };
    expect((await dataverse.send('POST', 'Merge', body)).status).toBe(204);
    expect((await dataverse.get(`leads(${loser})`)).json).toMatchObject({
      statecode: 2,
      _masterid_value: winner,
    });
  });

  it('refuses rows with different parents when it is told to look, and what is no row to merge', async () => {
    const account = await dataverse.create('accounts', { name: 'Parent' });
    const child = await dataverse.create('contacts', {
      'parentcustomerid_account@odata.bind': `/accounts(${account})`,
    });
    const other = await dataverse.create('contacts', {});
    const merge = (Target: object, Subordinate: object): ReturnType<TestDataverse['send']> =>
      dataverse.send('POST', 'Merge', { Target, Subordinate, PerformParentingChecks: true });
    expect((await merge(contact(child), contact(other))).json).toEqual(
      errorWith('0x80040203', "different parents in 'parentcustomerid'"),
    );
    expect((await merge(contact(child), contact(child))).json).toEqual(
      errorWith('0x80040203', 'two different rows'),
    );
    expect((await merge({ contactid: child }, contact(other))).json).toEqual(
      errorWith('0x80060888', '@odata.type'),
    );
    expect((await merge(contact(me), contact(other))).status).toBe(404);
  });
});

describe('money', () => {
  it('is of the organisation’s currency unless another is named, and tells it beside whatever is selected', async () => {
    const plain = await dataverse.create('accounts', { name: 'Plain', revenue: 5000 });
    const [dollar] = (await dataverse.get('transactioncurrencies')).json['value'] as Json[];
    const { json } = await dataverse.get(`accounts(${plain})?$select=name,revenue`);
    expect(json).toMatchObject({
      revenue: 5000,
      _transactioncurrencyid_value: dollar?.['transactioncurrencyid'],
    });
    expect(json['@odata.context']).toContain('#accounts(name,revenue)/$entity');
    const euro = await dataverse.create('transactioncurrencies', {
      currencyname: 'Euro',
      isocurrencycode: 'EUR',
      currencysymbol: '€',
      exchangerate: 0.9,
    });
    const other = await dataverse.create('accounts', {
      revenue: 1,
      'transactioncurrencyid@odata.bind': `/transactioncurrencies(${euro})`,
    });
    const expanded = await dataverse.get(
      `accounts(${other})?$select=revenue&$expand=transactioncurrencyid($select=isocurrencycode)`,
    );
    expect(expanded.json['transactioncurrencyid']).toMatchObject({ isocurrencycode: 'EUR' });
    const none = await dataverse.create('accounts', { name: 'No money' });
    expect((await dataverse.get(`accounts(${none})`)).json['_transactioncurrencyid_value']).toBeNull();
    await dataverse.send('PATCH', `accounts(${none})`, { creditlimit: 1 });
    expect((await dataverse.get(`accounts(${none})`)).json['_transactioncurrencyid_value']).toBe(
      dollar?.['transactioncurrencyid'],
    );
  });
});

describe('InitializeFrom', () => {
  const from = (set: string, id: string, target: string): Promise<Answer> =>
    dataverse.get(
      `InitializeFrom(EntityMoniker=@p1,TargetEntityName=@p2,TargetFieldType=@p3)?@p1={'@odata.id':'${set}(${id})'}` +
        `&@p2='${target}'&@p3=Microsoft.Dynamics.CRM.TargetFieldType'ValidForCreate'`,
    );

  it('tells what a row made from another one begins with, to be written as it is', async () => {
    const parent = await dataverse.create('accounts', {
      name: 'Parent',
      revenue: 1,
      address1_line1: '123 Maple St.',
      address1_city: 'Seattle',
    });
    const { json } = await from('accounts', parent, 'account');
    expect(json).toEqual({
      '@odata.context': expect.stringMatching(/\$metadata#accounts\/\$entity$/) as string,
      '@odata.type': '#Microsoft.Dynamics.CRM.account',
      'parentaccountid@odata.bind': `accounts(${parent})`,
      'transactioncurrencyid@odata.bind': expect.stringMatching(/^transactioncurrencies\(/) as string,
      address1_line1: '123 Maple St.',
      address1_city: 'Seattle',
    });
    const child = await dataverse.create('accounts', { ...json, name: 'Child', numberofemployees: '200' });
    const made = await dataverse.get(`accounts(${child})?$select=address1_city,_parentaccountid_value`);
    expect(made.json).toMatchObject({ address1_city: 'Seattle', _parentaccountid_value: parent });
    expect((await from('accounts', parent, 'contact')).json).toMatchObject({
      'parentcustomerid_account@odata.bind': `accounts(${parent})`,
    });
    expect((await from('accounts', parent, 'list')).status).toBe(400);
    expect((await from('contacts', parent, 'contact')).status).toBe(404);
  });
});

describe('marketing lists', () => {
  it('link rows by their members, in queries of both kinds', async () => {
    const list = await dataverse.create('lists', { listname: 'Guests', createdfromcode: 2 });
    const guest = await dataverse.create('contacts', { lastname: 'Guest' });
    await dataverse.create('contacts', { lastname: 'Nobody' });
    await dataverse.create('listmembers', {
      'listid@odata.bind': `/lists(${list})`,
      'entityid_contact@odata.bind': `/contacts(${guest})`,
    });
    const { json } = await dataverse.get(`lists(${list})?$select=listname,type,cost`);
    expect(json).toMatchObject({ listname: 'Guests', type: false });
    const fetchXml = `<fetch><entity name="contact"><attribute name="lastname"/><link-entity name="listmember" from="entityid" to="contactid" alias="m"><filter><condition attribute="listid" operator="eq" value="${list}"/></filter></link-entity></entity></fetch>`;
    expect(await dataverse.namesOf(`contacts?fetchXml=${encodeURIComponent(fetchXml)}`)).toEqual(['Guest']);
    const members = `listmembers?$filter=_listid_value eq ${list}&$select=_entityid_value`;
    expect((await dataverse.get(members)).json['value']).toMatchObject([{ _entityid_value: guest }]);
  });

  it('and their members lead to each other', async () => {
    const list = await dataverse.create('lists', { listname: 'Readers', createdfromcode: 2 });
    const reader = await dataverse.create('contacts', { lastname: 'Reader' });
    const both = { '@odata.id': `${dataverse.url}/api/data/v9.2/contacts(${reader})` };
    const members = `lists(${list})/listcontact_association`;
    for (const _twice of [1, 2]) {
      expect((await dataverse.send('POST', `${members}/$ref`, both)).status).toBe(204);
    }
    expect(await dataverse.namesOf(`${members}?$select=lastname`)).toEqual(['Reader']);
    await dataverse.send('POST', members, { lastname: 'Writer' });
    const expanded = await dataverse.get(
      `lists(${list})?$select=listname&$expand=listcontact_association($select=lastname;$orderby=lastname desc)`,
    );
    expect(expanded.json['listcontact_association']).toMatchObject([
      { lastname: 'Writer' },
      { lastname: 'Reader' },
    ]);
    const lists = `lists?$filter=listcontact_association/any(m:m/lastname eq 'writer')`;
    expect((await dataverse.get(lists)).json['value']).toMatchObject([{ listname: 'Readers' }]);
    const none = `contacts?$filter=lastname eq 'Reader' and listcontact_association/any(l:l/listname ne 'Readers')`;
    expect(await dataverse.namesOf(none)).toEqual([]);
    await dataverse.send('DELETE', `${members}(${reader})/$ref`);
    expect(await dataverse.namesOf(`${members}?$select=lastname`)).toEqual(['Writer']);
    await dataverse.send('DELETE', `lists(${list})`);
    const left = await dataverse.get('listmembers?$filter=listid eq null');
    expect(left.json['value']).toEqual([]);
  });

  it('take members of their own table, unless a query says who their members are', async () => {
    const query =
      '<fetch><entity name="contact"><attribute name="lastname"/><filter><condition attribute="lastname" operator="eq" value="Found"/></filter></entity></fetch>';
    const found = await dataverse.create('contacts', { lastname: 'Found' });
    const dynamic = await dataverse.create('lists', {
      listname: 'By query',
      createdfromcode: 2,
      type: true,
      query,
    });
    const accounts = await dataverse.create('lists', { listname: 'Companies', createdfromcode: 1 });
    const linked = (list: string): Promise<Answer> =>
      dataverse.send('POST', `lists(${list})/listcontact_association/$ref`, {
        '@odata.id': `contacts(${found})`,
      });
    expect((await linked(dynamic)).text).toContain('Members cannot be added to a dynamic list.');
    expect((await linked(accounts)).text).toContain("members of the table 'account' only");
    const { json } = await dataverse.get(`lists(${dynamic})?$select=query`);
    expect(await dataverse.namesOf(`contacts?fetchXml=${encodeURIComponent(String(json['query']))}`)).toEqual(
      ['Found'],
    );
  });

  it('are described as related over their table', async () => {
    const { json } = await dataverse.get(
      "EntityDefinitions(LogicalName='lead')?$select=LogicalName&$expand=ManyToManyRelationships",
    );
    expect(json['ManyToManyRelationships']).toMatchObject([
      {
        SchemaName: 'listlead_association',
        IntersectEntityName: 'listmember',
        Entity1LogicalName: 'list',
        Entity1IntersectAttribute: 'listid',
        Entity2LogicalName: 'lead',
        Entity2IntersectAttribute: 'entityid',
      },
    ]);
  });
});
