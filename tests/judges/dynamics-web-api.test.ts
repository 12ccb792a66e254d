import { DynamicsWebApi } from 'dynamics-web-api';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { sampleSegments } from '../../emulator/sample-data';
import { signedIn } from './testing/signed-in';

interface Contact {
  readonly contactid: string;
  readonly firstname?: string | null;
  readonly lastname?: string | null;
  readonly [key: string]: unknown;
}

let dataverse: LocalDataverse;
let client: DynamicsWebApi;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true, sampleData: 'standard' });
  client = new DynamicsWebApi(signedIn(dataverse));
});

afterAll(() => dataverse.close());

const create = (lastname: string, more: object = {}): Promise<Contact> =>
  client.create<object, Contact>({
    collection: 'contacts',
    data: { lastname, ...more },
    returnRepresentation: true,
  });

const read = (contactid: string, ...select: string[]): Promise<Contact> =>
  client.retrieve<Contact>({ collection: 'contacts', key: contactid, select });

async function refused(work: Promise<unknown>): Promise<{ status?: number; code?: string; message: string }> {
  try {
    await work;
  } catch (error) {
    return error as { status?: number; code?: string; message: string };
  }
  throw new Error('Nothing was refused.');
}

describe('dynamics-web-api: rows', () => {
  it('are created with and without representation, read, changed and deleted', async () => {
    const id: unknown = await client.create({ collection: 'contacts', data: { lastname: 'Byron' } });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await client.update({ collection: 'contacts', key: String(id), data: { firstname: 'Ada' } });
    expect(await read(String(id), 'fullname')).toMatchObject({ fullname: 'Ada Byron', contactid: id });
    await client.updateSingleProperty({
      collection: 'contacts',
      key: String(id),
      fieldValuePair: { jobtitle: 'Countess' },
    });
    await client.deleteRecord({ collection: 'contacts', key: String(id), property: 'firstname' });
    expect(await read(String(id), 'fullname', 'jobtitle')).toMatchObject({
      fullname: 'Byron',
      jobtitle: 'Countess',
    });
    await client.deleteRecord({ collection: 'contacts', key: String(id) });
    const error = await refused(read(String(id), 'fullname'));
    expect(error).toMatchObject({ status: 404, code: '0x80040217' });
  });

  it('are changed only in the version that is known', async () => {
    const contact = await create('Hopper');
    const change = (ifmatch: string): Promise<unknown> =>
      client.update({
        collection: 'contacts',
        key: contact.contactid,
        data: { firstname: 'Grace' },
        ifmatch,
      });
    await change(String(contact['@odata.etag']));
    expect(await change(String(contact['@odata.etag']))).toBe(false);
    expect(await read(contact.contactid, 'firstname')).toMatchObject({ firstname: 'Grace' });
  });

  it('are made or changed by upsert, as its conditions allow', async () => {
    const key = '7f5b0c7f-395d-447b-b14c-315a601f878e';
    const upsert = (more: object): Promise<unknown> =>
      client.upsert({ collection: 'contacts', key, data: { lastname: 'Lovelace' }, ...more });
    // The client answers null where a condition kept the row from being written.
    expect(await upsert({ ifmatch: '*' })).toBeNull();
    await upsert({});
    expect(await read(key, 'lastname')).toMatchObject({ lastname: 'Lovelace' });
    expect(await upsert({ ifnonematch: '*' })).toBeNull();
  });

  it('have lookups that are bound, expanded, associated and cleared', async () => {
    const account = await client.create<object, string>({
      collection: 'accounts',
      data: { name: 'Fabrikam' },
    });
    const contact = await create('Turing', { 'parentcustomerid_account@odata.bind': `accounts(${account})` });
    const expanded = await client.retrieve<Contact>({
      collection: 'contacts',
      key: contact.contactid,
      select: ['lastname', '_parentcustomerid_value'],
      expand: [{ property: 'parentcustomerid_account', select: ['name'] }],
      includeAnnotations: '*',
    });
    expect(expanded).toMatchObject({
      _parentcustomerid_value: account,
      _parentcustomerid_value_Formatted: 'Fabrikam',
      _parentcustomerid_value_LogicalName: 'account',
      parentcustomerid_account: { name: 'Fabrikam' },
    });
    await client.associateSingleValued({
      collection: 'accounts',
      primaryKey: account,
      navigationProperty: 'primarycontactid',
      relatedCollection: 'contacts',
      relatedKey: contact.contactid,
    });
    const people = await client.retrieve<{ contact_customer_accounts: Contact[]; primarycontactid: Contact }>(
      {
        collection: 'accounts',
        key: account,
        select: ['name'],
        expand: [
          { property: 'primarycontactid', select: ['lastname'] },
          { property: 'contact_customer_accounts', select: ['lastname'] },
        ],
      },
    );
    expect(people.primarycontactid.lastname).toBe('Turing');
    expect(people.contact_customer_accounts.map(({ lastname }) => lastname)).toEqual(['Turing']);
    await client.disassociateSingleValued({
      collection: 'accounts',
      primaryKey: account,
      navigationProperty: 'primarycontactid',
    });
    await client.disassociate({
      collection: 'accounts',
      primaryKey: account,
      relationshipName: 'contact_customer_accounts',
      relatedKey: contact.contactid,
    });
    expect(await read(contact.contactid, '_parentcustomerid_value')).toMatchObject({
      _parentcustomerid_value: null,
    });
    await client.associate({
      collection: 'accounts',
      primaryKey: account,
      relationshipName: 'contact_customer_accounts',
      relatedCollection: 'contacts',
      relatedKey: contact.contactid,
    });
    expect(await read(contact.contactid, '_parentcustomerid_value')).toMatchObject({
      _parentcustomerid_value: account,
    });
  });

  it('that do not fit are refused with the words of Dataverse', async () => {
    const error = await refused(client.create({ collection: 'contacts', data: { gendercode: 99 } }));
    expect(error).toMatchObject({ status: 400, code: '0x8004431a' });
    expect(error.message).toContain('gendercode');
  });
});

describe('dynamics-web-api: queries', () => {
  it('filter, sort, select and count', async () => {
    const { value, oDataCount } = await client.retrieveMultiple<Contact>({
      collection: 'contacts',
      select: ['fullname', 'createdon'],
      filter: "contains(lastname, 'an') and statecode eq 0",
      orderBy: ['lastname desc'],
      top: 5,
      count: true,
      includeAnnotations: 'OData.Community.Display.V1.FormattedValue',
    });
    expect(value).toHaveLength(5);
    expect(oDataCount).toBeGreaterThan(5);
    expect(value[0]?.['createdon_Formatted']).toMatch(/^\d+\/\d+\/\d{4} \d+:\d\d [AP]M$/);
  });

  it('go through all pages', async () => {
    const seen = new Set<string>();
    const request = { collection: 'leads', select: ['leadid'], maxPageSize: 1000 };
    let page = await client.retrieveMultiple<{ leadid: string }>(request);
    for (;;) {
      for (const { leadid } of page.value) seen.add(leadid);
      if (page.oDataNextLink === undefined) break;
      page = await client.retrieveMultiple(request, page.oDataNextLink);
    }
    expect(seen.size).toBe(5000);
    const all = await client.retrieveAll<{ leadid: string }>(request);
    expect(new Set(all.value.map(({ leadid }) => leadid))).toEqual(seen);
  });

  it('count up to 5000 rows, and all of them when they are read', async () => {
    expect(await client.count({ collection: 'leads' })).toBe(5000);
    expect(await client.count({ collection: 'accounts', filter: "contains(name, 'zzzz')" })).toBe(0);
    expect(await client.countAll({ collection: 'leads', select: ['leadid'] })).toBe(5000);
  });

  it('in FetchXML lead through all pages by cookies', async () => {
    const fetchXml =
      '<fetch count="700"><entity name="lead"><attribute name="fullname"/><order attribute="fullname"/></entity></fetch>';
    const first = await client.fetch<{ leadid: string }>({
      collection: 'leads',
      fetchXml,
      includeAnnotations: '*',
    });
    expect(first.value).toHaveLength(700);
    expect(first.PagingInfo?.nextPage).toBe(2);
    const all = await client.fetchAll<{ leadid: string }>({
      collection: 'leads',
      fetchXml,
      includeAnnotations: '*',
    });
    expect(new Set(all.value.map(({ leadid }) => leadid)).size).toBe(5000);
  });
});

describe('dynamics-web-api: batches', () => {
  it('answer each request in turn', async () => {
    client.startBatch();
    void client.retrieveMultiple({ collection: 'systemusers', select: ['fullname'] });
    void client.count({ collection: 'leads' });
    void client.create({ collection: 'contacts', data: { lastname: 'Batched' } });
    void client.fetch({
      collection: 'accounts',
      fetchXml: '<fetch top="1"><entity name="account"/></fetch>',
    });
    const [users, count, id, accounts] = (await client.executeBatch()) as [
      { value: unknown[] },
      number,
      string,
      { value: unknown[] },
    ];
    expect(users.value.length).toBeGreaterThan(1);
    expect(count).toBe(5000);
    expect(await read(id, 'lastname')).toMatchObject({ lastname: 'Batched' });
    expect(accounts.value).toHaveLength(1);
  });

  it('keep change sets whole and refer to rows by content id', async () => {
    client.startBatch();
    void client.create({ collection: 'accounts', data: { name: 'Batched' }, contentId: '1' });
    void client.create({
      collection: 'contacts',
      data: { lastname: 'Of the account', 'parentcustomerid_account@odata.bind': '$1' },
    });
    const [account, contact] = (await client.executeBatch()) as [string, string];
    expect(await read(contact, '_parentcustomerid_value')).toMatchObject({
      _parentcustomerid_value: account,
    });

    const before = await client.count({ collection: 'contacts', filter: "lastname eq 'Undone'" });
    client.startBatch();
    void client.create({ collection: 'contacts', data: { lastname: 'Undone' } });
    void client.create({ collection: 'contacts', data: { gendercode: 99 } });
    const errors = (await client.executeBatch().catch((reasons: unknown) => reasons)) as {
      code?: string;
      error?: { code: string };
    }[];
    expect(JSON.stringify(errors)).toContain('0x8004431a');
    expect(await client.count({ collection: 'contacts', filter: "lastname eq 'Undone'" })).toBe(before);
  });
});

describe('dynamics-web-api: messages', () => {
  const { segmentId, groups } = sampleSegments.newsletter;

  it('are called as functions and actions', async () => {
    const who = await client.callFunction<{ UserId: string }>('WhoAmI');
    expect(who.UserId).toBe(dataverse.accounts[0]?.userId);
    const groupId = groups[0]?.id ?? '';
    const { contactid } = await create('Member');
    const action = { SegmentId: segmentId, GroupId: groupId };
    await client.callAction({
      actionName: 'msdynmkt_AddStaticMembers',
      action: { ...action, EntityIds: [contactid] },
    });
    const members = await client.callAction<{ Response: string }>({
      actionName: 'msdynmkt_ListGroupMembers',
      action: { ...action, PageNo: 1, PageSize: 5000 },
    });
    expect((JSON.parse(members.Response) as { entityIds: string[] }).entityIds).toContain(contactid);
  });
});
