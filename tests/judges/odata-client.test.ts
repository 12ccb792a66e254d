import { OData } from '@odata/client';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { sampleSegments } from '../../emulator/sample-data';
import { accessToken } from './testing/signed-in';

interface Contact {
  readonly contactid: string;
  readonly firstname: string | null;
  readonly lastname: string | null;
  readonly fullname: string | null;
  readonly createdon: string;
  readonly statecode: number;
}

const open = async (dataverse: LocalDataverse) =>
  OData.New4({
    serviceEndpoint: `${dataverse.url}/api/data/v9.2/`,
    commonHeaders: {
      Authorization: `Bearer ${await accessToken(dataverse)}`,
      Prefer: 'return=representation',
    },
  });

let dataverse: LocalDataverse;
let client: Awaited<ReturnType<typeof open>>;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true, sampleData: 'standard' });
  client = await open(dataverse);
});

afterAll(() => dataverse.close());

describe('@odata/client', () => {
  it('creates, reads, changes and deletes a row', async () => {
    const contacts = client.getEntitySet<Contact>('contacts');
    const { contactid } = await contacts.create({ firstname: 'Ada', lastname: 'Byron' });
    await contacts.update(contactid, { lastname: 'Lovelace' });
    expect(await contacts.retrieve(contactid)).toMatchObject({ fullname: 'Ada Lovelace', statecode: 0 });
    expect(await contacts.find({ lastname: 'Lovelace', firstname: 'Ada' })).toMatchObject([{ contactid }]);
    await contacts.delete(contactid);
    await expect(contacts.retrieve(contactid)).rejects.toThrow('Does Not Exist');
  });

  it('asks with the filters, orders and counts that it makes', async () => {
    const contacts = client.getEntitySet<Contact>('contacts');
    expect(await contacts.count()).toBe(5000);
    const options = client
      .newOptions<Contact>()
      .filter(client.newFilter<Contact>().property('statecode').eq(0).property('lastname').ne(null))
      .select(['fullname', 'contactid'])
      .orderby([{ field: 'lastname', order: 'desc' }, { field: 'contactid' }])
      .top(3);
    const rows = await contacts.query(options);
    expect(rows).toHaveLength(3);
    expect(Object.keys(rows[0] ?? {}).filter((key) => !key.startsWith('@'))).toEqual([
      'fullname',
      'contactid',
    ]);
  });

  it('calls functions and actions', async () => {
    const { segmentId, groups } = sampleSegments.newsletter;
    expect(await client.functionImport('WhoAmI')).toMatchObject({ UserId: dataverse.accounts[0]?.userId });
    const { contactid } = await client.getEntitySet<Contact>('contacts').create({ lastname: 'Member' });
    const group = { SegmentId: segmentId, GroupId: groups[0]?.id };
    await client.actionImport('msdynmkt_AddStaticMembers', { ...group, EntityIds: [contactid] });
    expect(
      await client.actionImport('msdynmkt_ListGroupMembers', { ...group, PageNo: 1, PageSize: 5000 }),
    ).toMatchObject({ Response: expect.stringContaining(contactid) as string });
  });

  it('sends batches, whose change set is one', async () => {
    const batch = await client.execBatchRequests([
      client.newBatchRequest<Contact>({
        collection: 'contacts',
        method: 'POST',
        entity: { lastname: 'Batched' },
        withContentLength: true,
      }),
      client.newBatchRequest<Contact>({
        collection: 'contacts',
        method: 'GET',
        params: client.newOptions<Contact>().filter("lastname eq 'Batched'").select('lastname'),
      }),
    ]);
    expect(batch.map(({ status }) => status)).toEqual([201, 200]);
    expect(await batch[1]?.json()).toMatchObject({ value: [{ lastname: 'Batched' }] });
  });
});
