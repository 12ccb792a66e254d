import { outboundSegmentType, outboundStatus, recordId } from '../../segments';
import { OutboundBench, printedContacts, sorted } from './testing/outbound-bench';
import { until, type Mend } from './testing/printed-request';

describe('Basic operations on segments using API in outbound marketing (06/26/2025)', () => {
  let bench: OutboundBench;
  beforeAll(async () => {
    bench = await OutboundBench.start();
  });
  afterAll(() => bench.close());

  describe('Add/Remove contacts to static segments', () => {
    const byIds = '59ac8bbf-57e7-e811-a9a9-000d3a35f403';
    const byQuery = 'b5466fbb-2cef-e911-a81d-000d3a6d200c';
    const [inAccount, , first, second, third] = printedContacts;
    const update = (operation: string, line: string, id = '59AC8BBF-57E7-E811-A9A9-000D3A35F403'): string => `
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_SegmentMembersUpdate
{
   "msdyncrm_segmentid": "${id}",
   "msdyncrm_operation": "${operation}",
   ${line}
}`;
    const printedIds = String.raw`"msdyncrm_memberids": "[\"B5672BDB-8899-43CB-9FA1-0AE4DC61DAD3\", \"694E1C8E-F704-4B23-9B07-E65DB1620E47\", \"A4A31E3D-DFCA-4765-8018-3BA7D5E376C7\"]"`;
    const printedQuery =
      '"msdyncrm_query": "PROFILE(account, account_1).FILTER(account_1.accountid == \'1cc00a15-37ef-e911-a81d-000d3a6d200c\').TRAVERSE(contact_account_parentcustomerid, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1))"';
    const done = async (id: string): Promise<void> => {
      const getState = `
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_SegmentMembersUpdate
{
    "msdyncrm_segmentid":"${id}",
    "msdyncrm_operation":"getState"
}`;
      await until(async () => (await bench.send(getState)).json()['msdyncrm_state'] === 'Completed');
    };

    beforeAll(() => {
      const { store } = bench.dataverse;
      const accountid = '1cc00a15-37ef-e911-a81d-000d3a6d200c';
      store.create('account', { accountid, name: 'An account' });
      store.update('contact', recordId(inAccount), {
        parentcustomerid: accountid,
        parentcustomeridtype: 'account',
      });
      for (const id of [byIds, byQuery]) {
        bench.given({ msdyncrm_segmentid: id, statuscode: outboundStatus.live });
      }
    });

    test('Add segment members by providing IDs', async () => {
      expect((await bench.send(update('addByIds', printedIds))).status).toBe(200);
      await done(byIds);
      expect(await bench.members(byIds)).toEqual(sorted(first, second, third));
    });

    test('Remove segment members by providing IDs', async () => {
      expect((await bench.send(update('removeByIds', printedIds))).status).toBe(200);
      await done(byIds);
      expect(await bench.members(byIds)).toEqual([]);
    });

    test('Add segment members by providing a query', async () => {
      expect((await bench.send(update('addByQuery', printedQuery, byQuery))).status).toBe(200);
      await done(byQuery);
      expect(await bench.members(byQuery)).toEqual([inAccount]);
    });

    test('Retrieve segment members (deprecated)', async () => {
      const printed = `
GET {{OrgUrl}}/api/data/v9.0/contacts?fetchXml=fetch version="1.0" output-format="xml-platform" mapping="logical" returntotalrecordcount="true" page="1" count="5" no-lock="false">
    <entity name="contact">
        <attribute name="fullname"/>
        <attribute name="contactid"/>
        <order attribute="fullname" descending="false"/>
        <link-entity name="msdyncrm_segment" from="msdyncrm_segmentid" to="msdyncrm_segmentmemberid" alias="bb">
            <filter type="and">
                <condition attribute="msdyncrm_segmentid" operator="eq" uitype="msdyncrm_segment" value="bfc9d5d6-d6aa-e911-a859-000d3a3159df"/>
            </filter>
        </link-entity>
    </entity>
</fetch>`;
      const mends: readonly Mend[] = [
        ['fetchXml=fetch', 'fetchXml=<fetch', 'the first angle bracket is missing'],
        ['\n', '', 'an address is one line'],
        ['bfc9d5d6-d6aa-e911-a859-000d3a3159df', byQuery, 'the segment of the examples before'],
      ];
      const sent = await bench.send(printed.trim(), undefined, mends);
      expect(sent.json()).toMatchObject({ value: [{ contactid: inAccount, fullname: 'Person 0' }] });
    });

    test('Remove segment members by providing a query', async () => {
      expect((await bench.send(update('removeByQuery', printedQuery, byQuery))).status).toBe(200);
      await done(byQuery);
      expect(await bench.members(byQuery)).toEqual([]);
    });

    test('Get status of pending operations', async () => {
      const sent = await bench.send(`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_SegmentMembersUpdate
{
    "msdyncrm_segmentid":"b5466fbb-2cef-e911-a81d-000d3a6d200c",
    "msdyncrm_operation":"getState"
}`);
      expect([sent.status, sent.json()['msdyncrm_state']]).toEqual([200, 'Completed']);
    });

    test('Retrieve segment members (recommended)', async () => {
      bench.given({
        msdyncrm_segmentid: 'e1fa7fdc-5c78-ea11-a811-000d3a8e8fcc',
        msdyncrm_segmenttype: outboundSegmentType.dynamic,
        msdyncrm_segmentquery: 'PROFILE(contact)',
        statuscode: outboundStatus.live,
      });
      const sent = await bench.send(String.raw`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_FetchContactsByQuery
{
    "Query":"(SEGMENT(SEGMENT_CRM_ID_e1fa7fdc5c78ea11a811000d3a8e8fcc)).ORDERBY(fullname ASC).SKIP(0).TAKE(15).SELECT(contactid)",
    "FetchXml":"<fetch version=\"1.0\" output-format=\"xml-platform\" mapping=\"logical\" count=\"15\" page=\"1\" returntotalrecordcount=\"true\"><entity name=\"contact\"><attribute name=\"fullname\"/><attribute name=\"emailaddress1\"/><attribute name=\"company\"/><attribute name=\"parentcustomerid\"/><attribute name=\"contactid\"/><order attribute=\"fullname\" descending=\"false\"/></entity></fetch>","OwningBusinessUnit":"0b4b85cc-7f6c-ea11-a811-000d3a54d359",
    "Scope":270100000,
    "TimeZone":null
}`);
      expect(sent.status).toBe(200);
      const answer = JSON.parse(String(sent.json()['Response'])) as { value: { fullname: string }[] };
      expect(answer).toMatchObject({ totalRecordCount: 5 });
      expect(answer.value.map(({ fullname }) => fullname)).toEqual(
        [0, 1, 2, 3, 4].map((nth) => `Person ${nth}`),
      );
    });
  });

  describe('Validating segments', () => {
    test('Validating a valid segment definition, and Response', async () => {
      const sent = await bench.send(`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_ValidateSegment
{
       "msdyncrm_segmentname":"NewSegment",
       "msdyncrm_segmentquery":"PROFILE(contact)",
       "msdyncrm_segmenttype":192350000,
       "statuscode":192350000
}`);
      expect([sent.status, sent.json()['ValidationResult']]).toEqual([200, '[]']);
    });

    test('Validating an invalid segment definition, and Response', async () => {
      const sent = await bench.send(`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_ValidateSegment
{
       "msdyncrm_segmentname":"NewSegment",
       "msdyncrm_segmentquery":"PROFILE(UnknownEntity)",
       "msdyncrm_segmenttype":192350000,
       "statuscode":192350006
}`);
      expect([sent.status, sent.json()['ValidationResult']]).toEqual([
        200,
        '[{"ErrorCode":"SegmentDciValidator_SegmentInvalid","FieldName":"msdyncrm_query"}]',
      ]);
    });

    test('Failed validation returns HTTP 400 when the segment goes live, and is skipped for a draft', async () => {
      const values = { msdyncrm_segmentname: 'x', msdyncrm_segmentquery: 'PROFILE(UnknownEntity)' };
      const create = (statuscode: number): Promise<Response> =>
        fetch(`${bench.dataverse.url}/api/data/v9.0/msdyncrm_segments`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...values, msdyncrm_segmenttype: 192350000, statuscode }),
        });
      expect((await create(outboundStatus.draft)).status).toBe(204);
      expect((await create(outboundStatus.goingLive)).status).toBe(400);
    });
  });
});
