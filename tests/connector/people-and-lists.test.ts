import { randomUUID } from 'node:crypto';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { clientOfConnector, type ConnectorClient } from './testing/connector-client';
import { Environment } from './testing/environment';
import { startWithConnector } from './testing/installed-connector';
import { allOf } from './testing/scenario';

describeWithDotnet('people and lists through the connector', () => {
  let dataverse: LocalDataverse;
  let environment: Environment;
  let client: ConnectorClient;
  beforeAll(async () => {
    dataverse = await startWithConnector();
    environment = new Environment(dataverse);
    client = await clientOfConnector(dataverse.url);
    await client.call('CompareLists', { body: { first: [], second: [] } });
  });
  afterAll(() => dataverse.close());

  it('compares two lists of 200,000 ids within the seconds of a script, in pieces of 1000', async () => {
    const ids = Array.from({ length: 300_000 }, () => randomUUID());
    const first = ids.slice(0, 200_000);
    const second = ids.slice(100_000).map((id) => id.toUpperCase());
    const { status, body } = await client.call('CompareLists', { body: { first, second } });
    expect(status).toBe(200);
    const answer = body as Readonly<Record<string, string[] & string[][]>>;
    expect(answer).toMatchObject({
      onlyInFirstCount: 100_000,
      onlyInSecondCount: 100_000,
      inBothCount: 100_000,
    });
    expect(answer['onlyInFirst']).toEqual(ids.slice(0, 100_000));
    expect(answer['onlyInSecondPieces']?.map(({ length }) => length)).toEqual(Array(100).fill(1000));
    expect(answer['inBothPieces']?.flat()).toEqual(ids.slice(100_000, 200_000));
  }, 30_000);

  it('takes ids that join() made one text of, and an empty list for nothing to do', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const { body } = await client.call('CompareLists', {
      body: { first: [`${one},${two}`, ''], second: [], pieceSize: 1 },
    });
    expect(body).toMatchObject({
      onlyInFirst: [one, two],
      onlyInFirstPieces: [[one], [two]],
      inBothCount: 0,
    });
  });

  it('finds 500 people by any text column, several of one value, nobody twice', async () => {
    const { store } = dataverse;
    const jobs = Array.from({ length: 500 }, (_, nth) => `Clerk's no. ${nth} & more`);
    store.createMany(
      'contact',
      jobs.slice(0, 498).map((jobtitle) => ({ lastname: 'Clerk', jobtitle })),
    );
    store.create('contact', { lastname: 'Clerk', jobtitle: jobs[0]?.toUpperCase() ?? '' });
    store.create('contact', { lastname: 'Gone', jobtitle: jobs[498] ?? '', statecode: 1, statuscode: 2 });
    const values = jobs.map((job) => `\u200b ${job}\u00a0`);
    const find = async (includeInactive: boolean) =>
      (
        await client.call('FindPeople', {
          body: { memberTable: 'contact', column: 'jobtitle', values, includeInactive },
        })
      ).body;
    expect(await find(false)).toMatchObject({
      foundCount: 497,
      foundSeveralCount: 1,
      notFoundCount: 2,
      notFound: jobs.slice(498),
    });
    expect(await find(true)).toMatchObject({ notFound: jobs.slice(499) });
    const { ids } = (await find(true)) as { ids: string[] };
    expect(new Set(ids).size).toBe(500);
  });

  it('refuses more than 500 values with the way to cut them', async () => {
    const values = Array.from({ length: 501 }, (_, nth) => `${nth}@example.com`);
    expect(await client.call('FindPeople', { body: { memberTable: 'contact', values } })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/'Values' holds 501 values.*chunk\(/) as string } },
    });
  });

  it('leaves an address alone that several people have, when it is told to', async () => {
    const segment = environment.segment();
    const twins = [environment.contact('twins@example.com'), environment.contact('twins@example.com')];
    const { segmentId, groupId } = segment;
    const add = async (whenSeveral: string) =>
      (
        await client.call('AddMembersByEmail', {
          body: { segmentId, groupId, values: ['twins@example.com'], whenSeveral },
        })
      ).body;
    expect(await add('None')).toMatchObject({ doneCount: 0, results: [{ outcome: 'Several found' }] });
    expect(environment.membersOf(segment)).toEqual([]);
    expect(await add('All')).toMatchObject({ doneCount: 2, results: [{ outcome: 'Member' }] });
    expect(environment.membersOf(segment)).toEqual([...twins].sort());
  });

  it('never adds contacts to a segment of leads', async () => {
    const segment = environment.segment('Leads');
    await client.call('UpdateSegment', { parameters: { segmentId: segment.segmentId }, body: {} });
    dataverse.store.database.run(
      "update msdynmkt_segment set msdynmkt_baseentitylogicalname = 'lead' where msdynmkt_segmentid = ?",
      [segment.segmentId],
    );
    environment.contact('only-a-contact@example.com');
    const { segmentId, groupId } = segment;
    const { body } = await client.call('AddMembersByEmail', {
      body: { segmentId, groupId, values: ['only-a-contact@example.com'] },
    });
    expect(body).toMatchObject({ notFound: ['only-a-contact@example.com'] });
    const source = environment.segment('Contacts');
    environment.addMembers(source, environment.contacts(1));
    expect(
      await client.call('CopyMembers', {
        body: {
          sourceSegmentId: source.segmentId,
          sourceGroupId: source.groupId,
          targetSegmentId: segmentId,
          targetGroupId: groupId,
        },
      }),
    ).toMatchObject({ status: 400 });
    expect(environment.membersOf(segment)).toEqual([]);
  });

  it('lists every contact of an outbound segment, page by page, though the last page is short', async () => {
    const outboundSegmentId = environment.liveOutboundSegment();
    const found = await allOf(
      await client.call('FetchOutboundContacts', { parameters: { outboundSegmentId, take: 200 } }),
    );
    const ids = (found as { contactid: string }[]).map(({ contactid }) => contactid);
    const active = dataverse.store.count({ table: 'contact', select: [] });
    expect(new Set(ids).size).toBe(ids.length);
    expect(active - ids.length).toBeLessThanOrEqual(1);
  });
});
