import { outboundStatus } from '../../segments';
import { OutboundBench, printedContacts, sorted } from './testing/outbound-bench';

describe('Extend Segments using Segmentation API (1/17/2019)', () => {
  let bench: OutboundBench;
  let segment = '';
  beforeAll(async () => {
    bench = await OutboundBench.start();
  });
  afterAll(() => bench.close());

  test('CRUD operations static segment: Create Request', async () => {
    segment = await bench.create(String.raw`
POST {{OrgUrl}}/api/data/v9.0/msdyncrm_segments
{
	"msdyncrm_segmentname": "StaticSegmentApi1",
	"msdyncrm_segmenttype": 192350001,
	"msdyncrm_segmentmemberids": "[\"crm1405f4ba-1ee9-e811-a99d-000d3a35f12f\",\"crm0604cdd1-1ee9-e811-a99d-000d3a35f12f\"]",
	"statuscode": 192350000
}`);
    expect(bench.status(segment)).toBe(outboundStatus.draft);
    expect(await bench.members(segment)).toEqual(sorted(printedContacts[0], printedContacts[1]));
  });

  test('CRUD operations static segment: Update Request', async () => {
    const sent = await bench.send(
      `
PATCH {{OrgUrl}}/api/data/v9.0/msdyncrm_segments({{SegmentId}})
{
	"statuscode": 192350001
}`,
      segment,
    );
    expect([sent.status, sent.text]).toEqual([204, '']);
    expect(bench.row(segment)).toMatchObject({ statuscode: outboundStatus.live, msdyncrm_segmentsize: 2 });
  });

  test('CRUD operations static segment: Delete Request', async () => {
    bench.given({ msdyncrm_segmentid: '23fa0663-6fe2-e811-a989-000d3a135be0' });
    const sent = await bench.send(
      'DELETE {{orgUrl}}/api/data/v9.0/msdyncrm_segments(23fa0663-6fe2-e811-a989-000d3a135be0)',
    );
    expect([sent.status, sent.text]).toEqual([204, '']);
    expect(bench.row('23fa0663-6fe2-e811-a989-000d3a135be0')).toBeUndefined();
  });
});
