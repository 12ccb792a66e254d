import { recordId } from '../../segments';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { sendPrinted, until, type Mend } from './testing/printed-request';

const people = [1, 2, 3].map((nth) => `c0000000-0000-4000-8000-00000000000${nth}`);

const createDefinition = `
POST [Organization URI]/api/data/v9.0/msdynmkt_segmentdefinitions HTTP/1.1
Content-Type: application/json; charset=utf-8
OData-MaxVersion: 4.0
OData-Version: 4.0
Accept: application/json

{
    "msdynmkt_disablesegmentrefresh": true, 
    "msdynmkt_segmentquery": "<the segment filter query>",
    // Separate GUIDs by a comma
    "msdynmkt_includedmembers": "<member GUID>", 
    "msdynmkt_excludedmembers": "<member GUID>",
    // Draft 723270001, GoingLive 723270002, Live 723270000
    "statuscode": 723270001,
    // Active
    "statecode": 0,

}`;

const createSegment = `
POST [Organization URI]/api/data/v9.0/msdynmkt_segments  HTTP/1.1 
Content-Type: application/json; charset=utf-8
OData-MaxVersion: 4.0
OData-Version: 4.0
Accept: application/json

{
    "msdynmkt_displayname": "<display name>", 
    // SegmentType: 10: static; 11: dynamic
    "msdynmkt_type": 10,  
    // RealTimeMarketingSource 12
    "msdynmkt_source": 12,
    "msdynmkt_baseentitylogicalname": "contact", 
    // StateCode below 
    "statecode": 1,
    // SegmentStatusCode below: Inactive if segment definition is in *Draft* state; exporting if segment definition is in *Publishing* state
    "statuscode": 2,
    "msdynmkt_sourcesegmentuid": "<segment definition ID>", 
    // If any
    "owningbusinessunit@odata.bind": "/businessunits(<BU ID>)",
}`;

describe('Create a real-time marketing segment using the Web API (12/21/2022)', () => {
  let dataverse: LocalDataverse;
  let definition = '';
  const idIn = (header: string | null): string => /\(([0-9a-f-]{36})\)$/.exec(header ?? '')?.[1] ?? '';

  beforeAll(async () => {
    dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 20 } });
    dataverse.store.createMany(
      'contact',
      people.map((contactid, nth) => ({ contactid, lastname: `P${nth}`, numberofchildren: nth })),
    );
  });
  afterAll(() => dataverse.close());

  test('Create msdynmkt_segmentdefinitions: Request and Response', async () => {
    const mends: readonly Mend[] = [
      ['"statecode": 0,\n\n}', '"statecode": 0\n}', 'a comma after the last property'],
      [
        '"msdynmkt_includedmembers": "<member GUID>"',
        `"msdynmkt_includedmembers": "${people[0] ?? ''}"`,
        'two members',
      ],
      [
        '"msdynmkt_excludedmembers": "<member GUID>"',
        `"msdynmkt_excludedmembers": "${people[1] ?? ''}"`,
        'two members',
      ],
    ];
    const values = { '<the segment filter query>': 'PROFILE(contact).FILTER(numberofchildren >= 1)' };
    const sent = await sendPrinted(dataverse.url, createDefinition, { values, mends });
    expect([sent.status, sent.text, sent.headers.get('OData-Version')]).toEqual([204, '', '4.0']);
    definition = idIn(sent.headers.get('OData-EntityId'));
    expect(definition).not.toBe('');
  });

  test('Create msdynmkt_segments: Request and Response; the members of the older columns count', async () => {
    const mends: readonly Mend[] = [['(<BU ID>)",\n}', '(<BU ID>)"\n}', 'a comma after the last property']];
    const values = {
      '<display name>': 'Older scheme',
      '<segment definition ID>': definition,
      '<BU ID>': '10000000-0000-4000-8000-000000000002',
    };
    const sent = await sendPrinted(dataverse.url, createSegment, { values, mends });
    expect([sent.status, sent.text]).toEqual([204, '']);
    const segment = idIn(sent.headers.get('OData-EntityId'));
    const call = (name: string): Promise<Response> =>
      fetch(`${dataverse.url}/api/data/v9.0/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ SegmentId: segment }),
      });
    expect((await call('msdynmkt_PublishSegmentDefinition')).status).toBe(204);
    await until(() => dataverse.store.retrieve('msdynmkt_segment', recordId(segment))?.['statuscode'] === 1);
    const { ResultText } = (await (await call('msdynmkt_MembersList')).json()) as { ResultText: string };
    expect((JSON.parse(ResultText) as { members: string[] }).members).toEqual([people[0], people[2]]);
  });
});
