import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { sampleSegments } from '../../emulator/sample-data';
import { describeWithDotnet } from './testing/dotnet';
import { queryTexts, refusedByDataverse } from './testing/query-texts';
import { judgeOData, type JudgedAnswer, type Verdict } from './testing/odata-judge';

const annotations = { Prefer: 'odata.include-annotations="*"' };
const segment = { SegmentId: sampleSegments.newsletter.segmentId };

describeWithDotnet("Microsoft's OData libraries", () => {
  let dataverse: LocalDataverse;
  let root: string;
  let csdl: string;

  beforeAll(async () => {
    dataverse = await startLocalDataverse({ sampleData: 'standard' });
    root = `${dataverse.url}/api/data/v9.2/`;
    csdl = await (await fetch(`${root}$metadata`)).text();
  });

  afterAll(() => dataverse.close());

  const judge = (more: {
    answers?: readonly JudgedAnswer[];
    addresses?: readonly string[];
  }): Promise<Verdict> =>
    judgeOData({ csdl, root, answers: more.answers ?? [], addresses: more.addresses ?? [] });

  const ask = async (
    kind: JudgedAnswer['kind'],
    type: string,
    path: string,
    init: RequestInit = {},
  ): Promise<JudgedAnswer> => ({ kind, type, body: await (await fetch(root + path, init)).text() });

  // Values of linked tables have aliases here: their own names, alias.column since v9.0, are refused by the libraries.
  const fetchXml = (xml: string): Promise<JudgedAnswer> =>
    ask('fetched', 'contact', `contacts?fetchXml=${encodeURIComponent(xml)}`, { headers: annotations });

  const post = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  it('read $metadata and find nothing wrong with it', async () => {
    expect((await judge({})).metadata).toEqual([]);
  });

  it('read the answer of every kind of request', async () => {
    const { id } = { id: String(dataverse.store.select(oneContact)[0]?.['id']) };
    const answers = [
      await ask('service', '', ''),
      await ask('rows', 'contact', 'contacts?$top=3'),
      await ask('rows', 'contact', 'contacts?$top=3', { headers: annotations }),
      await ask('rows', 'contact', 'contacts?$select=fullname&$count=true', {
        headers: { Prefer: 'odata.maxpagesize=2,odata.include-annotations="*"' },
      }),
      await ask(
        'rows',
        'account',
        'accounts?$select=name&$top=2&$expand=contact_customer_accounts($select=fullname)',
      ),
      await ask(
        'rows',
        'contact',
        'contacts?$top=2&$expand=parentcustomerid_account($select=name),createdby',
        {
          headers: annotations,
        },
      ),
      await ask('rows', 'contact', 'contacts?$top=2&$select=fullname&$expand=ownerid'),
      await ask('rows', 'systemuser', 'systemusers'),
      await ask('rows', 'msdynmkt_segment', 'msdynmkt_segments', { headers: annotations }),
      await ask('row', 'contact', `contacts(${id})`, { headers: annotations }),
      await ask('row', 'contact', `contacts(${id})?$select=fullname&$expand=parentcustomerid_account`),
      await ask('property', '', `contacts(${id})/fullname`),
      await ask('row', 'contact', 'contacts', {
        ...post({ lastname: 'Byron', annualincome: 12.5, birthdate: '1815-12-10' }),
        headers: { 'Content-Type': 'application/json', Prefer: 'return=representation' },
      }),
      await fetchXml(
        `<fetch count="2" page="1" returntotalrecordcount="true"><entity name="contact"><attribute name="fullname"/>
           <attribute name="parentcustomerid"/><attribute name="birthdate"/>
           <link-entity name="account" from="accountid" to="parentcustomerid" alias="company">
             <attribute name="numberofemployees" alias="employees"/><attribute name="ownerid" alias="owner"/>
             <attribute name="createdon" alias="since"/>
           </link-entity></entity></fetch>`,
      ),
      await fetchXml(
        `<fetch aggregate="true"><entity name="contact"><attribute name="contactid" alias="number" aggregate="count"/>
           <attribute name="gendercode" alias="gender" groupby="true"/><attribute name="ownerid" alias="owner" groupby="true"/>
           <attribute name="createdon" alias="month" groupby="true" dategrouping="month"/></entity></fetch>`,
      ),
      await ask('rows', 'EntityMetadata', 'EntityDefinitions'),
      await ask(
        'row',
        'EntityMetadata',
        "EntityDefinitions(LogicalName='contact')?$expand=Attributes,Keys,ManyToManyRelationships,ManyToOneRelationships,OneToManyRelationships",
      ),
      await ask('rows', 'RelationshipMetadataBase', 'RelationshipDefinitions'),
      await ask('error', '', 'contacts?$filter=nope eq 1'),
      await ask('error', '', 'nosuchset'),
      await ask('answer', 'WhoAmIResponse', 'WhoAmI'),
      await ask('answer', 'msdynmkt_MembersListResponse', 'msdynmkt_MembersList', post(segment)),
      await ask('rows', 'contact', `contacts?fetchXml=${encodeURIComponent(twoContacts)}`, {
        headers: annotations,
      }),
      await ask(
        'answer',
        'RetrieveTotalRecordCountResponse',
        "RetrieveTotalRecordCount(EntityNames=['contact'])",
      ),
      await ask('answer', 'msdynmkt_ListGroupMembersResponse', 'msdynmkt_ListGroupMembers', {
        ...post({ ...segment, GroupId: sampleSegments.newsletter.groups.at(0)?.id, PageNo: 1, PageSize: 3 }),
      }),
      await ask('answer', 'msdynmkt_SegmentStatusResponse', 'msdynmkt_SegmentStatus', post(segment)),
    ];
    const verdict = await judge({ answers });
    const wrong = answers
      .map(({ body }, index) => ({ body: body.slice(0, 500), wrong: verdict.answers[index] }))
      .filter((entry) => entry.wrong !== '');
    expect(wrong).toEqual([]);
  });

  it(`agree with this parser on which of ${queryTexts.length} query options are valid`, async () => {
    const verdict = await judge({ addresses: queryTexts });
    const disagreements: string[] = [];
    for (const [index, text] of queryTexts.entries()) {
      const { status } = await fetch(`${root}${encodeURI(text)}&$top=1`);
      // 501 says: valid OData that Dataverse does not offer.
      const theirs = verdict.addresses[index] ?? '';
      if (refusedByDataverse.includes(text)) {
        expect([text, status, theirs]).toEqual([text, 400, '']);
        continue;
      }
      if ((status === 400) !== (theirs !== ''))
        disagreements.push(`${text} | here ${status} | there ${theirs}`);
    }
    expect(disagreements).toEqual([]);
  });
});

const twoContacts =
  '<fetch count="2"><entity name="contact"><attribute name="fullname"/><attribute name="parentcustomerid"/></entity></fetch>';

const oneContact = {
  table: 'contact',
  select: [{ as: 'id', value: { kind: 'column', column: 'contactid' } }],
  limit: 1,
} as const;
