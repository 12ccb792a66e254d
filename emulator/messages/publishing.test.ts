import { definitionStatus, newStaticGroup, segmentStatus, serialiseStaticGroups } from '../../segments';
import type { Assumptions } from '../assumptions';
import { DataverseError } from '../dataverse-error';
import {
  guid,
  person,
  groups,
  definitionId,
  segmentId,
  bench,
  add,
  idsOf,
  list,
  publish,
  resultOf,
  members,
  status,
  refusalOf,
} from './testing/real-time-bench';

describe('publishing', () => {
  const query = 'PROFILE(contact).FILTER(numberofchildren < 5)';

  it('passes through going live and exporting to live and active', async () => {
    const on = bench({}, { msdynmkt_segmentquery: query });
    expect(publish(on)).toBeUndefined();
    expect(status(on)).toEqual([definitionStatus.goingLive, segmentStatus.exporting]);
    expect(refusalOf(() => publish(on)).message).toContain('being published already');
    await on.runJobs();
    expect(status(on)).toEqual([definitionStatus.live, segmentStatus.active]);
    expect(on.store.retrieve('msdynmkt_segment', segmentId)).toMatchObject({
      statecode: 0,
      msdynmkt_type: 11,
      msdynmkt_membercount: 5,
    });
  });

  it('counts query and includes without excludes; exclusion wins whatever the order of the groups', async () => {
    const on = bench({}, { msdynmkt_segmentquery: query });
    add(on, [person(10), person(11), person(1)]);
    add(on, [person(12)], groups.staff);
    add(on, [person(1), person(11)], groups.barred);
    publish(on);
    await on.runJobs();
    expect(members(on)).toEqual([0, 2, 3, 4, 10, 12].map(person));
  });

  it('counts the older columns of included and excluded members', async () => {
    const on = bench(
      {},
      {
        msdynmkt_segmentquery: query,
        msdynmkt_includedmembers: `${person(20)}, {${person(21).toUpperCase()}}`,
        msdynmkt_excludedmembers: `${person(0)},${person(21)}`,
      },
    );
    publish(on);
    await on.runJobs();
    expect(members(on)).toEqual([1, 2, 3, 4, 20].map(person));
  });

  it('shows later changes only after another publish, or at once where that is assumed', async () => {
    for (const membersNeedPublish of [true, false]) {
      const on = bench({ membersNeedPublish });
      add(on, [person(1)]);
      publish(on);
      await on.runJobs();
      add(on, [person(2)]);
      expect(members(on)).toEqual(membersNeedPublish ? [person(1)] : [person(1), person(2)]);
    }
  });

  it('answers for drafts as assumed', () => {
    const answer = (membersOfDraft: Assumptions['membersOfDraft']): unknown => {
      const on = bench({ membersOfDraft });
      add(on, [person(1)]);
      return members(on);
    };
    expect(answer('none')).toEqual([]);
    expect(answer('current')).toEqual([person(1)]);
    expect(refusalOf(() => answer('refuse')).message).toContain('not been published');
  });

  it('refuses a query that cannot be read, with its position, and leaves the draft a draft', () => {
    const on = bench({}, { msdynmkt_segmentquery: 'PROFILE(contact).FILTER(a == "b")' });
    expect(refusalOf(() => publish(on)).message).toContain("Invalid character '\"'. Position 29.");
    expect(status(on)).toEqual([definitionStatus.draft, segmentStatus.inactive]);
  });

  it.each([
    ['PROFILE(contact).FILTER(shoesize > 3)', {}, "'contact' has no column 'shoesize'. Position 24."],
    ['PROFILE(contact', { unreadableQueryAtPublish: 'fail' } as const, "')' is expected"],
    ['PROFILE(account)', {}, "The query ends on 'account', not on 'contact'."],
    [
      `PROFILE(contact)${'.TRAVERSE(contact_customer_contacts)'.repeat(300)}`,
      {},
      'The query is too complex.',
    ],
    [
      `SEGMENT(SEGMENT_CJO_ID_${segmentId.replaceAll('-', '')})`,
      {},
      'The query names its own segment. Position 8.',
    ],
  ])('ends %s in the error state with the reason and its position', async (text, assumptions, reason) => {
    const on = bench(assumptions, { msdynmkt_segmentquery: text });
    publish(on);
    await on.runJobs();
    expect(status(on)).toEqual([definitionStatus.draft, segmentStatus.error]);
    const { lastExecution } = resultOf(on.call('msdynmkt_SegmentStatus', { SegmentId: segmentId }));
    expect(lastExecution).toMatchObject({
      status: 'Failed',
      statusMessage: expect.stringContaining(reason) as unknown,
    });
    on.store.update('msdynmkt_segmentdefinition', definitionId, { msdynmkt_segmentquery: query });
    publish(on);
    await on.runJobs();
    expect(status(on)).toEqual([definitionStatus.live, segmentStatus.active]);
  });

  it('refuses groups that cannot be read', () => {
    const on = bench({}, { msdynmkt_staticlistmembers: '[{' });
    expect(refusalOf(() => publish(on)).message).toContain('msdynmkt_staticlistmembers cannot be read');
    expect(refusalOf(() => add(on, [person(1)])).message).toContain(
      'msdynmkt_staticlistmembers cannot be read',
    );
  });

  it('refuses eleven groups', () => {
    const eleven = Array.from({ length: 11 }, (_, nth) => newStaticGroup(guid('a', nth), 'x', 'Include'));
    const on = bench({}, { msdynmkt_staticlistmembers: serialiseStaticGroups(eleven) });
    expect(refusalOf(() => publish(on)).message).toContain('There are 11 groups; at most 10 are allowed.');
  });

  it('takes long queries, and lists of groups as long as a memo', async () => {
    const long = `PROFILE(contact).FILTER(numberofchildren IN [${'1, '.repeat(30_000)}2])`;
    const on = bench({}, { msdynmkt_segmentquery: long });
    publish(on);
    await on.runJobs();
    expect(members(on)).toEqual([person(1), person(2)]);
    const write = (column: string, length: number) => (): void => {
      on.store.update('msdynmkt_segmentdefinition', definitionId, { [column]: 'x'.repeat(length) });
    };
    expect(write('msdynmkt_segmentquery', 100_001)).toThrow(DataverseError);
    expect(write('msdynmkt_staticlistmembers', 1_048_576)).not.toThrow();
    expect(write('msdynmkt_staticlistmembers', 1_048_577)).toThrow(DataverseError);
  });

  it('leaves out contacts that are deleted, though their groups still list them', async () => {
    const on = bench();
    add(on, [person(1), person(2)]);
    on.store.delete('contact', person(1));
    expect(idsOf(list(on))).toEqual([person(1), person(2)]);
    publish(on);
    await on.runJobs();
    expect(members(on)).toEqual([person(2)]);
  });

  it('does nothing when the segment is deleted while it goes live', async () => {
    const on = bench();
    publish(on);
    on.store.delete('msdynmkt_segment', segmentId);
    await expect(on.runJobs()).resolves.toBeUndefined();
  });

  it('finds the members of another segment by its id in the query', async () => {
    const name = `SEGMENT_CJO_ID_${segmentId.replaceAll('-', '')}`;
    const on = bench({}, { msdynmkt_segmentquery: query });
    publish(on);
    await on.runJobs();
    const second = { definition: guid('d', 2), segment: guid('5', 2) };
    on.store.create('msdynmkt_segmentdefinition', {
      msdynmkt_segmentdefinitionid: second.definition,
      msdynmkt_segmentquery: `SEGMENT(${name}).FILTER(numberofchildren > 2)`,
    });
    on.store.create('msdynmkt_segment', {
      msdynmkt_segmentid: second.segment,
      msdynmkt_sourcesegmentuid: second.definition,
      msdynmkt_baseentitylogicalname: 'contact',
    });
    on.call('msdynmkt_PublishSegmentDefinition', { SegmentId: second.segment });
    await on.runJobs();
    expect(resultOf(on.call('msdynmkt_MembersList', { SegmentId: second.segment }))['members']).toEqual([
      person(3),
      person(4),
    ]);
    expect(on.call('msdynmkt_StopSegments', { SegmentIdList: [segmentId] })).toEqual({
      summary: 'Complete StopSegments operation. Successfully stopped 0 of 1 in total',
      stopSingleSegmentResults: [
        expect.objectContaining({
          SegmentId: segmentId,
          WasStopped: false,
          DependentSegments: [second.segment],
        }),
      ],
    });
  });
});

describe('the recorded answers of a real organisation', () => {
  it('MembersList, with the keys in their order', async () => {
    const on = bench();
    add(on, [person(1)]);
    publish(on);
    await on.runJobs();
    expect(on.call('msdynmkt_MembersList', { SegmentId: segmentId })).toEqual({
      StatusCode: 200,
      ResultText:
        `{"totalCount":1,"pageNumber":1,"pageSize":1,"hasNextPage":false,"baseEntityLogicalName":"contact",` +
        `"primaryKeyColumnName":"contactid","members":["${person(1)}"],"additionalProperties":{}}`,
    });
  });

  it('SegmentStatus, with the keys in their order', async () => {
    const on = bench();
    publish(on);
    on.time = new Date('2026-09-03T20:28:28Z');
    await on.runJobs();
    expect(on.call('msdynmkt_SegmentStatus', { SegmentId: segmentId })).toEqual({
      StatusCode: 200,
      ResultText:
        `{"segmentId":"${segmentId}","lastExecution":{"currentStrategy":"Synapse","lastUsedStrategy":"Synapse",` +
        `"strategyCalculationTime":"2026-09-03T20:18:03.0000000+00:00","lastRunTime":"2026-09-03T20:28:28.0000000+00:00",` +
        `"status":"Success","statusMessage":null,"executionStatus":null,"executionReasonForUser":"Unknown",` +
        `"nonLocalizedExecutionReasonForUser":"","executionReasonMetadata":null},"additionalProperties":{}}`,
    });
  });

  it('StopSegments stops over stopping, and the segment can be published again', async () => {
    const on = bench();
    publish(on);
    await on.runJobs();
    const stop = (): unknown => on.call('msdynmkt_StopSegments', { SegmentIdList: [segmentId] });
    expect(stop()).toEqual({
      summary: 'Complete StopSegments operation. Successfully stopped 1 of 1 in total',
      stopSingleSegmentResults: [
        {
          SegmentId: segmentId,
          WasStopped: true,
          Message: null,
          DependentJourneys: null,
          DependentSegments: null,
        },
      ],
    });
    expect(status(on)).toEqual([definitionStatus.stopping, segmentStatus.stopping]);
    await on.runJobs();
    expect(status(on)).toEqual([definitionStatus.stopped, segmentStatus.stopped]);
    expect(stop()).toMatchObject({ stopSingleSegmentResults: [{ WasStopped: false }] });
    publish(on);
    await on.runJobs();
    expect(status(on)).toEqual([definitionStatus.live, segmentStatus.active]);
  });
});
