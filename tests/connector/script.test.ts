import { recordId, segmentStatus } from '../../segments';
import fc from 'fast-check';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { clientOfConnector, type ConnectorClient } from './testing/connector-client';
import { Environment } from './testing/environment';
import { startWithConnector } from './testing/installed-connector';

describeWithDotnet('what the script of the connector does beyond one call', () => {
  let dataverse: LocalDataverse;
  let environment: Environment;
  let client: ConnectorClient;

  beforeAll(async () => {
    dataverse = await startWithConnector();
    environment = new Environment(dataverse);
    client = await clientOfConnector(dataverse.url);
  });
  afterAll(() => dataverse.close());

  const countOf = (table: string) => dataverse.store.count({ table, select: [] });

  it('creates definition, segment and groups together, ready for members', async () => {
    const groups = [
      { name: 'Invited', includeType: 'Include' },
      { name: 'Barred', includeType: 'Exclude' },
    ];
    const { body } = await client.call('CreateStaticSegment', {
      body: { name: 'Spring', memberTable: 'contact', description: 'Guests', groups },
    });
    const made = body as { segmentId: string; segmentDefinitionId: string; groups: { groupId: string }[] };
    const [contact] = environment.contacts(1);
    const added = await client.call('AddStaticMembers', {
      body: { SegmentId: made.segmentId, GroupId: made.groups[0]?.groupId, EntityIds: [contact] },
    });
    expect(added.status).toBe(204);
    expect(dataverse.store.retrieve('msdynmkt_segment', recordId(made.segmentId))).toMatchObject({
      msdynmkt_displayname: 'Spring',
      msdynmkt_description: 'Guests',
      msdynmkt_sourcesegmentuid: made.segmentDefinitionId,
      statuscode: 2,
    });
    expect(JSON.parse(environment.groupsColumn(made.segmentDefinitionId))).toEqual([
      { ...groups[0], groupId: made.groups[0]?.groupId, inputType: 'manualSelect' },
      { ...groups[1], groupId: made.groups[1]?.groupId, inputType: 'manualSelect' },
    ]);
  });

  it('makes one group for a static segment that names none', async () => {
    const { body } = await client.call('CreateStaticSegment', {
      body: { name: 'Plain', memberTable: 'lead' },
    });
    expect(body).toMatchObject({ groups: [{ name: 'Members', includeType: 'Include' }] });
  });

  it('leaves no definition behind when the segment is refused', async () => {
    const before = countOf('msdynmkt_segmentdefinition');
    const unknownUnit = '00000000-0000-4000-8000-00000000dead';
    const answer = await client.call('CreateStaticSegment', {
      body: { name: 'Lost', memberTable: 'contact', businessUnitId: unknownUnit },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
    expect(countOf('msdynmkt_segmentdefinition')).toBe(before);
  });

  it('deletes the definition with its segment', async () => {
    const { segmentId, definitionId } = environment.segment();
    await client.call('DeleteSegment', { parameters: { segmentId } });
    expect(dataverse.store.retrieve('msdynmkt_segment', recordId(segmentId))).toBeUndefined();
    expect(dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(definitionId))).toBeUndefined();
  });

  it('deletes a segment whose definition is none', async () => {
    const { segmentId } = environment.segment();
    dataverse.store.update('msdynmkt_segment', recordId(segmentId), {
      msdynmkt_sourcesegmentuid: 'elsewhere',
    });
    expect(await client.call('DeleteSegment', { parameters: { segmentId } })).toMatchObject({ status: 204 });
  });

  it('keeps what it does not know in the groups column', async () => {
    const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';
    const other = {
      groupId: '1f5b0c7f-395d-447b-b14c-315a601f878e',
      includeType: 'Exclude',
      since: '2026-01-01T00:00:00Z',
      share: 1.0,
    };
    const text = `[{"future":{"a":[1]},"groupId":"{${id.toUpperCase()}}","includeType":"Include","name":"Old"},${JSON.stringify(other)}]`;
    const { segmentId, definitionId } = environment.segment('Odd', text);
    await client.call('UpdateStaticGroup', { parameters: { segmentId, groupId: id }, body: { name: 'New' } });
    expect(environment.groupsColumn(definitionId)).toBe(text.replace('"Old"', '"New"'));
  });

  it('keeps any JSON in the groups column, whatever stands there', async () => {
    const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';
    const group = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })).map((more) => ({
      ...more,
      groupId: id,
      includeType: 'Include',
      name: 'Old',
    }));
    await fc.assert(
      fc.asyncProperty(group, async (known) => {
        const text = JSON.stringify([known]);
        const { segmentId, definitionId } = environment.segment('Odd', text);
        await client.call('UpdateStaticGroup', {
          parameters: { segmentId, groupId: id },
          body: { name: 'New' },
        });
        const written = JSON.stringify(JSON.parse(environment.groupsColumn(definitionId)));
        expect(written).toBe(JSON.stringify([{ ...(JSON.parse(text) as object[])[0], name: 'New' }]));
      }),
      { numRuns: 25 },
    );
  });

  it('refuses to change a groups column that it cannot read, and leaves it as it is', async () => {
    const { segmentId, definitionId } = environment.segment('Broken', '{"groups":');
    const answer = await client.call('AddStaticGroup', {
      parameters: { segmentId },
      body: { name: 'A', includeType: 'Include' },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('Nothing was changed') } },
    });
    expect(environment.groupsColumn(definitionId)).toBe('{"groups":');
  });

  it('never loses a group when several are added at once: what is not added is answered with 412', async () => {
    const { segmentId, definitionId } = environment.segment();
    const names = Array.from({ length: 6 }, (_, index) => `Group ${index}`);
    const answers = await Promise.all(
      names.map((name) =>
        client.call('AddStaticGroup', { parameters: { segmentId }, body: { name, includeType: 'Include' } }),
      ),
    );
    const added = names.filter((_, index) => answers[index]?.status === 201);
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set(added.length === names.length ? [201] : [201, 412]),
    );
    const kept = JSON.parse(environment.groupsColumn(definitionId)) as { name: string }[];
    expect(kept.map(({ name }) => name).sort()).toEqual(['Invited', ...added].sort());
  });

  it('refuses an eleventh group', async () => {
    const { segmentId } = environment.segment();
    const add = (name: string) =>
      client.call('AddStaticGroup', { parameters: { segmentId }, body: { name, includeType: 'Include' } });
    for (let index = 2; index <= 10; index++)
      expect(await add(`Group ${index}`)).toMatchObject({ status: 201 });
    expect(await add('Group 11')).toMatchObject({
      status: 400,
      body: { error: { message: 'A segment holds at most 10 static members groups.' } },
    });
  });

  it('lists the members of a published segment, one id for each', async () => {
    const { segmentId, groupId } = environment.segment();
    const ids = environment.contacts(3);
    await client.call('AddStaticMembers', {
      body: { SegmentId: segmentId, GroupId: groupId, EntityIds: ids },
    });
    await client.call('PublishSegment', { body: { SegmentId: segmentId } });
    await expectSoon(async () => {
      const { body } = await client.call('ListSegmentMembers', { parameters: { segmentId } });
      expect(body).toMatchObject({
        totalCount: 3,
        memberTable: 'contact',
        primaryKeyColumn: 'contactid',
        hasNextPage: false,
      });
      expect([...(body as { value: string[] }).value].sort()).toEqual([...ids].sort());
    });
    expect(await client.call('GetSegmentStatus', { parameters: { segmentId } })).toMatchObject({
      body: { segmentId, status: 'Success' },
    });
  });

  it('tells of every status whether the segment is ready, has failed, or is on its way', async () => {
    const ends: Readonly<Record<string, object>> = {
      active: { status: 'Active', isReady: true, hasFailed: false, isFinished: true },
      computedWithWarnings: {
        status: 'Computed with warnings',
        isReady: true,
        hasFailed: false,
        isFinished: true,
      },
      error: { status: 'Error', isReady: false, hasFailed: true, isFinished: true },
      deleted: { status: 'Deleted', isReady: false, hasFailed: true, isFinished: true },
      exporting: {
        status: 'Exporting',
        statusMeaning: expect.stringContaining('This is no failure') as string,
      },
    };
    const onItsWay = { isReady: false, hasFailed: false, isFinished: false };
    const { segmentId } = environment.segment();
    for (const [name, statuscode] of Object.entries(segmentStatus)) {
      const statecode = name === 'active' ? 0 : 1;
      const row = { statecode, statuscode };
      dataverse.store.update('msdynmkt_segment', recordId(segmentId), row, { system: true });
      const { body } = await client.call('GetSegment', { parameters: { segmentId } });
      expect({ name, ...(body as object) }).toMatchObject({ name, ...onItsWay, ...ends[name] });
    }
  });

  it('passes a refusal of Dataverse on unchanged', async () => {
    const { segmentId } = environment.segment();
    const body = {
      SegmentId: segmentId,
      GroupId: '00000000-0000-4000-8000-00000000dead',
      EntityIds: environment.contacts(1),
    };
    const through = await client.call('AddStaticMembers', { body });
    const direct = await fetch(`${dataverse.url}/api/data/v9.2/msdynmkt_AddStaticMembers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const withoutCorrelation = (answer: unknown) =>
      JSON.stringify(answer).replace(/CorrelationId: [0-9a-f-]+/, '');
    expect(through.status).toBe(direct.status);
    expect(withoutCorrelation(through.body)).toBe(withoutCorrelation(await direct.json()));
  });
});

async function expectSoon(check: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + 10_000; ;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
