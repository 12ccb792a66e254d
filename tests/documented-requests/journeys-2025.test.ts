import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { definitionStatus, segmentStatus, recordId } from '../../segments';
import { sendPrinted, until, type Mend, type Sent } from './testing/printed-request';

const groupId = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const businessUnit = '10000000-0000-4000-8000-000000000002';
const people = [1, 2, 3].map((nth) => `c0000000-0000-4000-8000-00000000000${nth}`);

const createDefinition = String.raw`
POST <Organization URL>/api/data/v9.0/msdynmkt_segmentdefinitions HTTP/1.1
Content-Type: application/json; charset=utf-8
OData-MaxVersion: 4.0
OData-Version: 4.0
Accept: application/json

{
    "msdynmkt_segmentquery": "PROFILE(contact).FILTER(ISNOTNULL(address1_county))",
    "statecode": 0,
    "statuscode": 723270001,
    "msdynmkt_staticlistmembers": "[{\"groupId\":\"0f5b0c7f-395d-447b-b14c-315a601f878e\",\"includeType\":\"Include\",\"name\":\"My Include Members Group\",\"inputType\":\"manualSelect\"}]",
    "msdynmkt_disablesegmentrefresh": false,
    "msdynmkt_segmentrefreshintervalminutes": 15
}`;

const createSegment = `
POST <Organization URL>/api/data/v9.0/msdynmkt_segments HTTP/1.1
Content-Type: application/json; charset=utf-8
OData-MaxVersion: 4.0
OData-Version: 4.0
Accept: application/json

{
    "msdynmkt_displayname": "<display name>",
    "msdynmkt_type": 11,
    "msdynmkt_source": 12,
    // Set to contact, lead, or any custom table that
    // represents the type of member who will be in the segment.
    "msdynmkt_baseentitylogicalname": "contact",
    "statecode": 1,
    // Inactive if segment definition is in Draft state
    // Exporting if segment definition is in Publishing state
    "statuscode": 2,
    "msdynmkt_sourcesegmentuid": "<segment definition ID>",
    // If any (not required)
    "owningbusinessunit@odata.bind": "/businessunits(<BU ID>)",
}`;

const commaAtTheEnd: Mend = ['(<BU ID>)",\n}', '(<BU ID>)"\n}', 'a comma after the last property'];

const memberCall = (name: string, comment: string): string => `
POST <Organization URL>/api/data/v9.0/${name}

{
    "SegmentId": "<Segment ID>",
    "GroupId": "<Group ID>",${comment}
    "EntityIds: [
      <Entity ID 1>,
      <Entity ID 2>,
      ...
    ]
}`;
const memberCallMends: readonly Mend[] = [
  ['"EntityIds:', '"EntityIds":', 'a quotation mark is missing'],
  ['<Entity ID 1>,', '"<Entity ID 1>",', 'ids are texts in JSON'],
  ['<Entity ID 2>,', '"<Entity ID 2>"', 'ids are texts in JSON; no comma after the last'],
  ['      ...\n', '', 'dots stand for more ids'],
];

describe('Create a Customer Insights - Journeys segment using the Web API (04/03/2025)', () => {
  let dataverse: LocalDataverse;
  const made = { definition: '', segment: '' };
  const send = (
    printed: string,
    values: Record<string, string> = {},
    mends: readonly Mend[] = [],
  ): Promise<Sent> => sendPrinted(dataverse.url, printed, { values, mends });

  beforeAll(async () => {
    dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 20 } });
    dataverse.store.createMany('contact', [
      { contactid: people[0] ?? '', lastname: 'A', address1_county: 'Kent' },
      { contactid: people[1] ?? '', lastname: 'B' },
      { contactid: people[2] ?? '', lastname: 'C' },
    ]);
  });
  afterAll(() => dataverse.close());

  /** The id in the header that the page shows in its response. */
  const idIn = (sent: Sent, set: string): string => {
    const [, id] = new RegExp(`^${dataverse.url}/api/data/v9\\.0/${set}\\(([0-9a-f-]{36})\\)$`).exec(
      sent.headers.get('OData-EntityId') ?? '',
    ) ?? [undefined, undefined];
    if (id === undefined) throw new Error(`OData-EntityId is ${String(sent.headers.get('OData-EntityId'))}`);
    return id;
  };

  test('Create a segment definition entity: Example request and Response headers', async () => {
    const sent = await send(createDefinition);
    expect([sent.status, sent.text, sent.headers.get('OData-Version')]).toEqual([204, '', '4.0']);
    made.definition = idIn(sent, 'msdynmkt_segmentdefinitions');
    expect(dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(made.definition))).toMatchObject({
      statecode: 0,
      statuscode: definitionStatus.draft,
      msdynmkt_segmentrefreshintervalminutes: 15,
    });
  });

  test('Create a segment definition entity: Payload, with the date and creator of the note', async () => {
    const withSource = createDefinition.replace(
      '"statecode": 0,',
      '"statecode": 0, "msdynmkt_sourcesegmentcreatedon": "2025-04-03T08:00:00Z", "msdynmkt_sourcesegmentcreatedby": "me",',
    );
    const sent = await send(withSource);
    const id = idIn(sent, 'msdynmkt_segmentdefinitions');
    expect(dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(id))).toMatchObject({
      msdynmkt_sourcesegmentcreatedby: 'me',
    });
  });

  test('Create a segment entity: Example request and Response', async () => {
    const values = {
      '<display name>': 'Kent',
      '<segment definition ID>': made.definition,
      '<BU ID>': businessUnit,
    };
    // As printed, with comments and a comma too many, it is no JSON.
    const asPrinted = await fetch(`${dataverse.url}/api/data/v9.0/msdynmkt_segments`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: createSegment.slice(createSegment.indexOf('{')),
    });
    expect(asPrinted.status).toBe(400);
    const sent = await send(createSegment, values, [commaAtTheEnd]);
    expect([sent.status, sent.text]).toEqual([204, '']);
    made.segment = idIn(sent, 'msdynmkt_segments');
    expect(dataverse.store.retrieve('msdynmkt_segment', recordId(made.segment))).toMatchObject({
      statuscode: segmentStatus.inactive,
      msdynmkt_sourcesegmentuid: made.definition,
      owningbusinessunit: businessUnit,
    });
  });

  test('Add Static Segment Members: Payload', async () => {
    const values = {
      '<Segment ID>': made.segment,
      '<Group ID>': groupId,
      '<Entity ID 1>': people[1] ?? '',
      '<Entity ID 2>': people[2] ?? '',
    };
    const printed = memberCall('msdynmkt_AddStaticMembers', '\n    // at most 1000 entity ids');
    const sent = await send(printed, values, memberCallMends);
    expect([sent.status, sent.text]).toEqual([204, '']);
  });

  const list = `
POST <Organization URL>/api/data/v9.0/msdynmkt_ListGroupMembers

{
    "SegmentId": "<Segment ID>",
    "GroupId": "<Group ID>",
    "PageNo": number, // a number >= 1
    "PageSize": number // a number >= 1
}`;
  const numbers: readonly Mend[] = [
    ['"PageNo": number,', '"PageNo": 1,', 'number stands for a number'],
    ['"PageSize": number', '"PageSize": 25', 'number stands for a number'],
  ];

  test('View Static Segment Members: Payload, and the Response that the page shows since October 2025', async () => {
    const sent = await send(list, { '<Segment ID>': made.segment, '<Group ID>': groupId }, numbers);
    expect(sent.status).toBe(200);
    expect(sent.json()).toEqual({
      '@odata.context': `${dataverse.url}/api/data/v9.0/$metadata#Microsoft.Dynamics.CRM.msdynmkt_ListGroupMembersResponse`,
      Response: `{"entityIds":["${people[1] ?? ''}","${people[2] ?? ''}"],"additionalProperties":{}}`,
    });
  });

  test('Remove Static Segment Members: Payload', async () => {
    const values = {
      '<Segment ID>': made.segment,
      '<Group ID>': groupId,
      '<Entity ID 1>': people[2] ?? '',
      '<Entity ID 2>': people[0] ?? '',
    };
    const sent = await send(memberCall('msdynmkt_RemoveStaticMembers', ''), values, memberCallMends);
    expect([sent.status, sent.text]).toEqual([204, '']);
    const left = await send(list, { '<Segment ID>': made.segment, '<Group ID>': groupId }, numbers);
    expect(left.json()['Response']).toContain(`["${people[1] ?? ''}"]`);
  });

  test('Publish: Payload', async () => {
    const printed = `
POST <Organization URL>/api/data/v9.0/msdynmkt_PublishSegmentDefinition

{
    "SegmentId": "<Segment ID>"
}`;
    const sent = await send(printed, { '<Segment ID>': made.segment });
    expect([sent.status, sent.text]).toEqual([204, '']);
    const segment = (): unknown =>
      dataverse.store.retrieve('msdynmkt_segment', recordId(made.segment))?.['statuscode'];
    expect(segment()).toBe(segmentStatus.exporting);
    await until(() => segment() === segmentStatus.active);
  });

  test('View members: Payload and Response', async () => {
    const printed = `
POST: <Organizaiton URL>/api/data/v9.0/msdynmkt_MembersList

{
    "SegmentId": "<Segment ID>"
}`;
    const sent = await send(printed, { '<Segment ID>': made.segment });
    expect(sent.status).toBe(200);
    const answer = sent.json();
    expect(Object.keys(answer)).toEqual(['@odata.context', 'StatusCode', 'ResultText']);
    expect(answer['@odata.context']).toBe(
      `${dataverse.url}/api/data/v9.0/$metadata#Microsoft.Dynamics.CRM.msdynmkt_MembersListResponse`,
    );
    // The page prints one text "<member GUID>, <member GUID>"; a recorded answer has one id each, and paging fields.
    expect(JSON.parse(String(answer['ResultText']))).toEqual({
      totalCount: 2,
      pageNumber: 1,
      pageSize: 2,
      hasNextPage: false,
      baseEntityLogicalName: 'contact',
      primaryKeyColumnName: 'contactid',
      members: [people[0], people[1]],
      additionalProperties: {},
    });
  });

  test('Stop segments, which the page has since April 2026', async () => {
    const printed = `
POST <Organization URL>/api/data/v9.0/msdynmkt_StopSegments

{
    "SegmentIdList": ["<Segment ID>"]
}`;
    const sent = await send(printed, { '<Segment ID>': made.segment });
    expect(sent.status).toBe(200);
    expect(sent.json()).toMatchObject({
      summary: 'Complete StopSegments operation. Successfully stopped 1 of 1 in total',
      stopSingleSegmentResults: [
        {
          SegmentId: made.segment,
          WasStopped: true,
          // The page prints its empty collections as null, which no OData reader takes: they are left out.
          Message: null,
        },
      ],
    });
  });
});
