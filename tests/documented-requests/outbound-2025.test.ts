import { outboundSegmentType, outboundStatus } from '../../segments';
import { OutboundBench, printedContacts, sorted } from './testing/outbound-bench';

describe('Basic operations on segments using API in outbound marketing (06/26/2025)', () => {
  let bench: OutboundBench;
  beforeAll(async () => {
    bench = await OutboundBench.start();
  });
  afterAll(() => bench.close());

  const patch = (status: number): string => `
PATCH {{OrgUrl}}/api/data/v9.0/msdyncrm_segments({{SegmentId}})
{
  "statuscode": ${status}
}`;
  const remove = 'DELETE {{OrgUrl}}/api/data/v9.0/msdyncrm_segments({{SegmentId}})';
  const idsIn = (value: unknown): unknown[] =>
    (value as { value: { msdyncrm_segmentid: string }[] }).value.map((row) => row.msdyncrm_segmentid);

  describe('CRUD operations on static segments', () => {
    let segment = '';

    test('Create request', async () => {
      segment = await bench.create(String.raw`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_segments
{
  "msdyncrm_segmentname": "StaticSegmentApi1",
  "msdyncrm_segmenttype": 192350001,
  "msdyncrm_segmentmemberids": "[\"crm1405f4ba-1ee9-e811-a99d-000d3a35f12f\",\"crm0604cdd1-1ee9-e811-a99d-000d3a35f12f\"]",
  "statuscode": 192350000
}`);
      expect(await bench.members(segment)).toEqual(sorted(printedContacts[0], printedContacts[1]));
    });

    test('Update request', async () => {
      expect((await bench.send(patch(192350006), segment)).status).toBe(204);
      expect(bench.status(segment)).toBe(outboundStatus.goingLive);
      await bench.reaches(segment, outboundStatus.live);
    });

    test('Retrieve request', async () => {
      const live = await bench.send(
        'GET {{OrgUrl}}/api/data/v9.0/msdyncrm_segments?$filter=statuscode eq 192350001',
      );
      expect(idsIn(live.json())).toEqual([segment]);
      const some = await bench.send(
        'GET {{OrgUrl}}/api/data/v9.0/msdyncrm_segments?$select=msdyncrm_segmentid,msdyncrm_segmentname,msdyncrm_segmentquery,msdyncrm_description',
      );
      expect(idsIn(some.json())).toEqual([segment]);
    });

    test('Delete request', async () => {
      expect((await bench.send(remove, segment)).status).toBe(204);
      expect(bench.row(segment)).toBeUndefined();
    });
  });

  describe('CRUD operations on dynamic segments', () => {
    let draft = '';

    test('Create request: a draft', async () => {
      draft = await bench.create(`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_segments
{
    "msdyncrm_segmentname": "Customers with name and email",
    "msdyncrm_segmentquery": "PROFILE(contact, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1) && ISNOTNULL(contact_1.fullname))",
    "msdyncrm_segmenttype": 192350000,
    "statuscode": 192350000
}`);
      expect(bench.status(draft)).toBe(outboundStatus.draft);
    });

    test('Create request: a conditional segment query', async () => {
      const segment = await bench.create(`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_segments
{
    "msdyncrm_segmentname": "MySegment2",
    "msdyncrm_segmentquery": "PROFILE(contact).FILTER((address1_city == 'NewYork' || address1_city == 'NewJersey'))",
    "msdyncrm_segmenttype": 192350000,
    "statuscode": 192350006
}`);
      await bench.reaches(segment, outboundStatus.live);
      expect(await bench.members(segment)).toEqual([printedContacts[0]]);
    });

    test('Create request: going live', async () => {
      const segment = await bench.create(`
POST api/data/v9.0/msdyncrm_segments
{

  "msdyncrm_segmentname": "Customers with name and email",
  "msdyncrm_segmenttype": 192350000,
  "msdyncrm_segmentquery": "PROFILE(contact, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1) && ISNOTNULL(contact_1.fullname))",
  "statuscode": 192350006
}`);
      await bench.reaches(segment, outboundStatus.live);
      expect(bench.row(segment)?.['msdyncrm_segmentsize']).toBe(5);
    });

    test('Update request', async () => {
      expect((await bench.send(patch(192350006), draft)).status).toBe(204);
      await bench.reaches(draft, outboundStatus.live);
    });

    test('Retrieve request', async () => {
      await bench.send(patch(192350007), draft);
      await bench.reaches(draft, outboundStatus.stopped);
      const stopped = await bench.send(
        'GET {{OrgUrl}}/api/data/v9.0/msdyncrm_segments?$filter=statuscode eq 192350002',
      );
      expect(idsIn(stopped.json())).toEqual([draft]);
    });

    test('Delete request', async () => {
      expect((await bench.send(remove, draft)).status).toBe(204);
    });
  });

  describe('CRUD operations on compound segments', () => {
    let segment = '';
    beforeAll(() => {
      for (const name of ['segment1', 'segment2']) {
        bench.given({
          msdyncrm_segmentname: name,
          msdyncrm_segmenttype: outboundSegmentType.dynamic,
          msdyncrm_segmentquery: `PROFILE(contact).FILTER(address1_city ${name === 'segment1' ? '==' : '!='} 'Paris')`,
          statuscode: outboundStatus.live,
        });
      }
    });

    test('Create request', async () => {
      const printed = `
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_segments
{
    "msdyncrm_segmentname": "my_compound_segment1",
    "msdyncrm_segmenttype": 192350002,
    "msdyncrm_query":"SEGMENT(segment1) UNION SEGMENT(segment2)",
    "statuscode": 192350006
}`;
      const asPrinted = await bench.send(printed);
      expect([asPrinted.status, asPrinted.text]).toEqual([400, expect.stringContaining('msdyncrm_query')]);
      segment = await bench.create(printed, [
        ['"msdyncrm_query"', '"msdyncrm_segmentquery"', 'the metadata has no column msdyncrm_query'],
      ]);
      await bench.reaches(segment, outboundStatus.live);
      expect(bench.row(segment)?.['msdyncrm_segmentsize']).toBe(5);
    });

    test('Update request', async () => {
      expect((await bench.send(patch(192350007), segment)).status).toBe(204);
      expect(bench.status(segment)).toBe(outboundStatus.stopping);
      await bench.reaches(segment, outboundStatus.stopped);
    });

    test('Retrieve request', async () => {
      const stopped = await bench.send(
        'GET {{OrgUrl}}/api/data/v9.0/msdyncrm_segments?$filter=statuscode eq 192350002',
      );
      expect(idsIn(stopped.json())).toEqual([segment]);
    });

    test('Delete request', async () => {
      expect((await bench.send(remove, segment)).status).toBe(204);
    });
  });
});
