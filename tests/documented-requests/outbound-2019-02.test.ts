import { outboundSegmentType, outboundStatus } from '../../segments';
import { OutboundBench, printedContacts, sorted } from './testing/outbound-bench';
import { until, type Mend } from './testing/printed-request';

describe('Extend Segments using Segmentation API (2/07/2019)', () => {
  let bench: OutboundBench;
  beforeAll(async () => {
    bench = await OutboundBench.start();
  });
  afterAll(() => bench.close());

  describe('CRUD operations on static segments', () => {
    let segment = '';
    const id = '23fa0663-6fe2-e811-a989-000d3a135be0';

    test('Create Request', async () => {
      segment = await bench.create(`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_segments
{
  "msdyncrm_segmentname": "StaticSegmentApi1",
  "msdyncrm_segmenttype": 192350001,
  "statuscode": 192350000
}`);
      expect(bench.status(segment)).toBe(outboundStatus.draft);
    });

    test('Update Request', async () => {
      const printed = String.raw`
PATCH {{OrgUrl}}/api/data/v9.0/msdyncrm_segments({{SegmentId}})
{
  "msdyncrm_segmentmemberid": "[\"crm1405f4ba-1ee9-e811-a99d-000d3a35f12f\",\"crm0604cdd1-1ee9-e811-a99d-000d3a35f12f\"]",
  "statuscode": 192350001
}`;
      const asPrinted = await bench.send(printed, segment);
      expect(asPrinted.status).toBe(400);
      expect(asPrinted.text).toContain('msdyncrm_segmentmemberid');
      const mends: readonly Mend[] = [
        ['"msdyncrm_segmentmemberid":', '"msdyncrm_segmentmemberids":', 'the column is named in the plural'],
      ];
      const sent = await bench.send(printed, segment, mends);
      expect([sent.status, sent.text]).toEqual([204, '']);
      expect(bench.row(segment)).toMatchObject({ statuscode: outboundStatus.live, msdyncrm_segmentsize: 2 });
      expect(await bench.members(segment)).toEqual(sorted(printedContacts[0], printedContacts[1]));
    });

    test('Retrieve Request', async () => {
      bench.given({ msdyncrm_segmentid: id, msdyncrm_segmentname: 'StaticSegmentApi1' });
      const one = await bench.send(`GET {{orgUrl}}/api/data/v9.0/msdyncrm_segments(${id})`);
      expect(one.json()).toMatchObject({
        msdyncrm_segmentid: id,
        msdyncrm_segmentname: 'StaticSegmentApi1',
        statuscode: outboundStatus.draft,
      });
      const all = await bench.send(
        'GET {{orgUrl}}/api/data/v9.0/msdyncrm_segments?$select=msdyncrm_segmentid,msdyncrm_segmentname,msdyncrm_segmentquery,msdyncrm_description',
      );
      const { value } = all.json() as { value: Record<string, unknown>[] };
      expect(value).toHaveLength(2);
      expect(
        Object.keys(value[0] ?? {})
          .filter((key) => !key.startsWith('@'))
          .sort(),
      ).toEqual([
        'msdyncrm_description',
        'msdyncrm_segmentid',
        'msdyncrm_segmentname',
        'msdyncrm_segmentquery',
      ]);
    });

    test('Delete Request', async () => {
      const sent = await bench.send(`DELETE {{orgUrl}}/api/data/v9.0/msdyncrm_segments(${id})`);
      expect([sent.status, bench.row(id)]).toEqual([204, undefined]);
    });
  });

  describe('CRUD operations on dynamic segments', () => {
    const id = '7649566b-79e2-e811-a989-000d3a135be0';
    beforeAll(() => {
      bench.given({
        msdyncrm_segmentid: id,
        msdyncrm_segmenttype: outboundSegmentType.dynamic,
        msdyncrm_segmentquery: 'PROFILE(contact)',
        statuscode: outboundStatus.live,
      });
    });

    test('Create Request', async () => {
      const segment = await bench.create(`
POST {{orgUrl}}/api/data/v9.0/msdyncrm_segments
{
    "msdyncrm_segmentname": "MySegment2",
    "msdyncrm_segmentquery": "PROFILE(contact)",
    "msdyncrm_segmenttype": 192350000,
    "statuscode": 192350001
}`);
      expect(bench.row(segment)).toMatchObject({ statuscode: outboundStatus.live, msdyncrm_segmentsize: 5 });
    });

    test('Update Request', async () => {
      const sent = await bench.send(`
PATCH {{orgUlr}}/api/data/v9.0/msdyncrm_segments(${id})
{
    "statuscode": 192350002
}`);
      expect([sent.status, bench.status(id)]).toEqual([204, outboundStatus.stopped]);
    });

    test('Retrieve Request', async () => {
      const sent = await bench.send(`GET {{orgUlr}}/api/data/v9.0/msdyncrm_segments(${id})`);
      expect(sent.json()).toMatchObject({ msdyncrm_segmentquery: 'PROFILE(contact)' });
    });

    test('Delete Request', async () => {
      const sent = await bench.send(`DELETE {{orgUlr}}/api/data/v9.0/msdyncrm_segments(${id})`);
      expect([sent.status, bench.row(id)]).toEqual([204, undefined]);
    });
  });

  describe('CRUD operations on compound segments', () => {
    const id = 'fb42b289-c34f-4f5f-8e43-8e38315d49c8';
    beforeAll(() => {
      for (const [name, city] of [
        ['segment1', 'NewYork'],
        ['segment2', 'Paris'],
      ] as const) {
        bench.given({
          msdyncrm_segmentname: name,
          msdyncrm_segmenttype: outboundSegmentType.dynamic,
          msdyncrm_segmentquery: `PROFILE(contact).FILTER(address1_city == '${city}')`,
          statuscode: outboundStatus.live,
        });
      }
      bench.given({
        msdyncrm_segmentid: id,
        msdyncrm_segmenttype: outboundSegmentType.compound,
        msdyncrm_segmentquery: 'SEGMENT(segment1)',
        statuscode: outboundStatus.live,
      });
    });

    test('Create Request', async () => {
      const segment = await bench.create(`
POST {{orgUrl}}/api/data/v9.0/msdyncrm_segments
{
    "msdyncrm_segmentname": "my_compound_segment1",
    "msdyncrm_segmenttype": 192350002,
    "msdyncrm_segmentquery":"SEGMENT(segment1) UNION SEGMENT(segment2)",
    "statuscode": 192350001
}`);
      expect(bench.row(segment)).toMatchObject({ statuscode: outboundStatus.live, msdyncrm_segmentsize: 5 });
    });

    test('Update Request', async () => {
      const sent = await bench.send(`
PATCH {{orgUlr}}/api/data/v9.0/msdyncrm_segments(${id})
{
    "statuscode": 192350002
}`);
      expect([sent.status, bench.status(id)]).toEqual([204, outboundStatus.stopped]);
    });

    test('Retrieve Request', async () => {
      const sent = await bench.send(`GET {{orgUlr}}/api/data/v9.0/msdyncrm_segments(${id})`);
      expect(sent.json()).toMatchObject({ msdyncrm_segmenttype: outboundSegmentType.compound });
    });

    test('Delete Request', async () => {
      const sent = await bench.send(`DELETE {{orgUlr}}/api/data/v9.0/msdyncrm_segments(${id})`);
      expect([sent.status, bench.row(id)]).toEqual([204, undefined]);
    });
  });

  test('Validate segment definition', async () => {
    // The page prints the body only; the action is named on the page of 2025.
    const sent = await bench.send(`
POST {{orgUrl}}/api/data/v9.0/msdyncrm_ValidateSegment
{
    "msdyncrm_segmentname": "MySegment2",
    "msdyncrm_segmentquery": "PROFILE(contact)",
    "msdyncrm_segmenttype": 192350000,
    "statuscode": 192350001
}`);
    expect(sent.json()['ValidationResult']).toBe('[]');
  });

  describe('Add/remove segment members', () => {
    const id = '59ac8bbf-57e7-e811-a9a9-000d3a35f403';
    const [, , first, second, third] = printedContacts;
    const quoted: readonly Mend[] = [
      ['msdyncrm_segmentid:', '"msdyncrm_segmentid":', 'names stand in quotation marks in JSON'],
      ['msdyncrm_segmentmemberid:', '"msdyncrm_segmentmemberid":', 'names stand in quotation marks in JSON'],
    ];
    const becomes = async (...ids: readonly string[]): Promise<void> => {
      await until(async () => (await bench.members(id)).join() === sorted(...ids).join());
      expect(await bench.members(id)).toEqual(sorted(...ids));
    };
    const send = async (printed: string, mends = quoted): Promise<void> => {
      const sent = await bench.send(printed, undefined, mends);
      expect([sent.status, sent.text]).toEqual([204, '']);
    };
    beforeAll(() => {
      bench.given({ msdyncrm_segmentid: id, statuscode: outboundStatus.live });
    });

    test('Include/Exclude endpoints', async () => {
      const printed = `
POST {{orgUlr}}/api/data/v9.0/msdyncrm_ExcludeMemberFromSegment
POST {{orgUlr}}/api/data/v9.0/msdyncrm_ExcludeMembersFromSegment
POST {{orgUlr}}/api/data/v9.0/msdyncrm_IncludeMemberInSegment
POST {{orgUlr}}/api/data/v9.0/msdyncrm_IncludeMembersInSegment`;
      for (const line of printed.trim().split('\n')) {
        const sent = await bench.send(`${line}\n{ "msdyncrm_segmentid": "${id}" }`);
        expect([sent.status, sent.text]).toEqual([400, expect.stringContaining('The ids are missing')]);
      }
    });

    test('Add one segment member', async () => {
      await send(`
POST {{orgUlr}}/api/data/v9.0/msdyncrm_IncludeMembersInSegment
{
	msdyncrm_segmentid: "59AC8BBF-57E7-E811-A9A9-000D3A35F403",
	msdyncrm_segmentmemberid: "B5672BDB-8899-43CB-9FA1-0AE4DC61DAD3"
}`);
      await becomes(first);
    });

    test('Add multiple segment members', async () => {
      await send(String.raw`
POST {{orgUlr}}/api/data/v9.0/msdyncrm_IncludeMembersInSegment
{ 
   msdyncrm_segmentid: "59AC8BBF-57E7-E811-A9A9-000D3A35F403",
   msdyncrm_segmentmemberid: "[\"B5672BDB-8899-43CB-9FA1-0AE4DC61DAD3\", \"694E1C8E-F704-4B23-9B07-E65DB1620E47\", \"A4A31E3D-DFCA-4765-8018-3BA7D5E376C7\"]" 
}`);
      await becomes(first, second, third);
    });

    test('Remove one segment member', async () => {
      await send(`
POST {{orgUlr}}/api/data/v9.0/msdyncrm_ExcludeMemberFromSegment 
{ 
    msdyncrm_segmentid: "59AC8BBF-57E7-E811-A9A9-000D3A35F403", 
    msdyncrm_segmentmemberid: "B5672BDB-8899-43CB-9FA1-0AE4DC61DAD3" 
}`);
      await becomes(second, third);
    });

    test('Remove multiple segment members', async () => {
      await send(
        String.raw`
Remove multiple segment members
POST {{orgUlr}}/api/data/v9.0/msdyncrm_ExcludeMembersFromSegment
{ 
   msdyncrm_segmentid: "59AC8BBF-57E7-E811-A9A9-000D3A35F403",
   msdyncrm_segmentmemberid: "[\"B5672BDB-8899-43CB-9FA1-0AE4DC61DAD3\", \"694E1C8E-F704-4B23-9B07-E65DB1620E47\", \"A4A31E3D-DFCA-4765-8018-3BA7D5E376C7\"]" 
}`,
        [...quoted, ['Remove multiple segment members\n', '', 'the heading is repeated inside the example']],
      );
      await becomes();
    });
  });
});
