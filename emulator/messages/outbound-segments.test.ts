import { outboundSegmentType, outboundStatus, recordId } from '../../segments';
import { defaultAssumptions } from '../assumptions';
import { DataverseError } from '../dataverse-error';
import { outboundMembers } from '../membership/outbound/members';
import { membershipRules } from '../membership/rules';
import type { Row } from '../store';
import { MessageBench } from './testing/message-bench';
import { outboundSegmentMessages } from './outbound-segments';

const guid = (block: string, number: number): string =>
  `${block.padEnd(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const person = (number: number): string => guid('c', number);
const people = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, nth) => person(from + nth));
const stranger = guid('e', 1);
const segmentId = guid('5', 1);
const query = 'PROFILE(contact).FILTER(numberofchildren < 3)';

function bench(segment: Row = {}): MessageBench {
  const jobs: { bench?: MessageBench } = {};
  const rules = membershipRules({
    assumptions: defaultAssumptions,
    later: (milliseconds, work) => jobs.bench?.context.later(milliseconds, work),
  });
  const made = new MessageBench(outboundSegmentMessages, {}, { rules });
  jobs.bench = made;
  made.store.createMany(
    'contact',
    people(0, 10).map((contactid, nth) => ({ contactid, lastname: `P${nth}`, numberofchildren: nth })),
  );
  made.store.create('msdyncrm_segment', {
    msdyncrm_segmentid: segmentId,
    msdyncrm_segmentname: 'S',
    msdyncrm_segmenttype: outboundSegmentType.static,
    ...segment,
  });
  return made;
}

const dynamic: Row = { msdyncrm_segmenttype: outboundSegmentType.dynamic, msdyncrm_segmentquery: query };
const rowOf = (on: MessageBench): Row => on.store.retrieve('msdyncrm_segment', recordId(segmentId)) ?? {};
const members = (on: MessageBench): string[] => {
  const { sql, parameters } = outboundMembers(on.store, recordId(segmentId));
  return on.store.database
    .all(sql, parameters)
    .map((row) => String(row['id']))
    .sort();
};
const set = (on: MessageBench, statuscode: number): void => {
  on.store.update('msdyncrm_segment', recordId(segmentId), { statuscode });
};
const update = (on: MessageBench, operation: string, more: Record<string, unknown> = {}): unknown =>
  on.call('msdyncrm_SegmentMembersUpdate', {
    msdyncrm_segmentid: segmentId.toUpperCase(),
    msdyncrm_operation: operation,
    ...more,
  })?.['msdyncrm_state'];
const ids = (list: readonly string[]): { msdyncrm_memberids: string } => ({
  msdyncrm_memberids: JSON.stringify(list),
});

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DataverseError) return `${error.status} ${error.message}`;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('the life of an outbound segment', () => {
  it('goes live over going live, with its members, size and query name', async () => {
    const on = bench(dynamic);
    expect(rowOf(on)).toMatchObject({
      statuscode: outboundStatus.draft,
      msdyncrm_islive: false,
      msdyncrm_segmentqueryname: `SEGMENT_CRM_ID_${segmentId.replaceAll('-', '')}`,
    });
    set(on, outboundStatus.goingLive);
    expect(rowOf(on)['statuscode']).toBe(outboundStatus.goingLive);
    await on.runJobs();
    expect(rowOf(on)).toMatchObject({
      statuscode: outboundStatus.live,
      msdyncrm_islive: true,
      msdyncrm_segmentsize: 3,
    });
    expect(members(on)).toEqual(people(0, 3));
    set(on, outboundStatus.stopping);
    await on.runJobs();
    expect(rowOf(on)).toMatchObject({ statuscode: outboundStatus.stopped, msdyncrm_islive: false });
  });

  it('may be created live at once, as the pages of 2019 do', () => {
    const on = bench({ ...dynamic, statuscode: outboundStatus.live });
    expect(members(on)).toEqual(people(0, 3));
    expect(rowOf(on)).toMatchObject({ msdyncrm_islive: true });
    set(on, outboundStatus.stopped);
    expect(rowOf(on)).toMatchObject({ msdyncrm_islive: false });
  });

  it('refuses status changes that its metadata does not have', () => {
    const on = bench();
    expect(refusalOf(() => set(on, outboundStatus.stopped))).toContain('cannot change from Draft to Stopped');
    expect(refusalOf(() => bench({ statuscode: outboundStatus.stopping }))).toContain(
      'from Draft to Stopping',
    );
  });

  it('refuses to go live with an invalid query, which a draft may have', () => {
    const on = bench({ ...dynamic, msdyncrm_segmentquery: 'PROFILE(UnknownEntity)' });
    const refused = refusalOf(() => set(on, outboundStatus.goingLive));
    expect(refused).toMatch(
      /^400 .*SegmentDciValidator_SegmentInvalid \(msdyncrm_query\)\. There is no table 'UnknownEntity'\. Position 8\./,
    );
    expect(rowOf(on)['statuscode']).toBe(outboundStatus.draft);
  });

  it('refuses to be made of its own members', () => {
    const on = bench({ ...dynamic, msdyncrm_segmentquery: 'SEGMENT(S)' });
    expect(refusalOf(() => set(on, outboundStatus.goingLive))).toContain(
      'names its own segment. Position 8.',
    );
  });

  it('ends in error when what its query names is gone before it is computed', async () => {
    const on = bench({
      ...dynamic,
      msdyncrm_segmentquery: 'SEGMENT(other)',
      msdyncrm_segmenttype: outboundSegmentType.compound,
    });
    const other = on.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'other',
      msdyncrm_segmenttype: 192350001,
    });
    set(on, outboundStatus.goingLive);
    on.store.delete('msdyncrm_segment', other);
    await on.runJobs();
    expect(rowOf(on)['statuscode']).toBe(outboundStatus.error);
  });

  it('combines other segments by their names', () => {
    const on = bench({ ...dynamic, msdyncrm_segmentname: 'few children', statuscode: outboundStatus.live });
    on.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'segment1',
      ...dynamic,
      statuscode: outboundStatus.live,
    });
    const picked = on.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'segment2',
      msdyncrm_segmenttype: outboundSegmentType.static,
      msdyncrm_segmentmemberids: JSON.stringify([
        `crm${person(7)}`,
        `CRM${person(8).toUpperCase()}`,
        stranger,
      ]),
    });
    expect(on.store.retrieve('msdyncrm_segment', picked)?.['msdyncrm_segmentmemberids']).toBeNull();
    const compound = on.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'both',
      msdyncrm_segmenttype: outboundSegmentType.compound,
      msdyncrm_segmentquery: 'SEGMENT(segment1) UNION SEGMENT(segment2)',
      statuscode: outboundStatus.live,
    });
    expect(on.store.retrieve('msdyncrm_segment', compound)?.['msdyncrm_segmentsize']).toBe(5);
  });
});

describe('msdyncrm_SegmentMembersUpdate', () => {
  it('adds and removes by ids later, passing over ids of no contact, and tells its state meanwhile', async () => {
    const on = bench();
    expect(update(on, 'getState')).toBe('Completed');
    expect(update(on, 'addByIds', ids([person(1).toUpperCase(), person(2), stranger]))).toBe('InProgress');
    expect(update(on, 'getState')).toBe('InProgress');
    expect(members(on)).toEqual([]);
    await on.runJobs();
    expect(update(on, 'getState')).toBe('Completed');
    expect(members(on)).toEqual(people(1, 3));
    expect(rowOf(on)['msdyncrm_segmentsize']).toBe(2);
    update(on, 'removeByIds', ids([person(1), person(9)]));
    await on.runJobs();
    expect(members(on)).toEqual([person(2)]);
  });

  it('adds and removes by query', async () => {
    const on = bench();
    update(on, 'addByQuery', { msdyncrm_query: query });
    await on.runJobs();
    update(on, 'removeByQuery', { msdyncrm_query: 'PROFILE(contact).FILTER(numberofchildren == 1)' });
    await on.runJobs();
    expect(members(on)).toEqual([person(0), person(2)]);
  });

  it('refuses unknown operations, other segments, bad ids, bad queries and more than 20,000 ids', () => {
    const on = bench();
    expect(refusalOf(() => update(on, 'add'))).toContain("'add' is none of addByIds, removeByIds");
    expect(refusalOf(() => update(on, 'addByIds', ids(['me'])))).toContain("'me' is not a GUID");
    expect(refusalOf(() => update(on, 'addByIds', { msdyncrm_memberids: '[1' }))).toContain(
      'not a JSON array',
    );
    expect(refusalOf(() => update(on, 'addByIds'))).toContain('msdyncrm_memberids is missing');
    expect(refusalOf(() => update(on, 'addByQuery', { msdyncrm_query: 'PROFILE(account)' }))).toContain(
      'not on',
    );
    expect(refusalOf(() => update(on, 'addByIds', ids(people(0, 20_001))))).toContain('at most 20000 ids');
    expect(refusalOf(() => update(bench(dynamic), 'addByIds', ids([person(1)])))).toContain(
      'static segments only',
    );
  });
});

describe('the older include and exclude actions', () => {
  const call = (on: MessageBench, name: string, parameters: Record<string, unknown>): unknown =>
    on.call(`msdyncrm_${name}`, { msdyncrm_segmentid: segmentId, ...parameters });

  it.each([
    'msdyncrm_memberid',
    'msdyncrm_memberids',
    'msdyncrm_segmentmemberid',
    'msdyncrm_segmentmemberids',
  ])('take the ids as %s, one or many, and add them to a static segment', async (name) => {
    const on = bench();
    call(on, 'IncludeMemberInSegment', { [name]: person(1) });
    call(on, 'IncludeMembersInSegment', { [name]: JSON.stringify(people(2, 4)) });
    expect(members(on)).toEqual([]);
    await on.runJobs();
    call(on, 'ExcludeMembersFromSegment', { [name]: JSON.stringify([person(3)]) });
    await on.runJobs();
    expect(members(on)).toEqual(people(1, 3));
  });

  it('pin members into a live dynamic segment and bar them from it, each undoing the other', async () => {
    const on = bench({ ...dynamic, statuscode: outboundStatus.live });
    call(on, 'IncludeMemberInSegment', { msdyncrm_memberid: person(8) });
    call(on, 'ExcludeMemberFromSegment', { msdyncrm_memberid: person(0) });
    await on.runJobs();
    expect(members(on)).toEqual([person(1), person(2), person(8)]);
    call(on, 'ExcludeMemberFromSegment', { msdyncrm_memberid: person(8) });
    call(on, 'IncludeMemberInSegment', { msdyncrm_memberid: person(0) });
    await on.runJobs();
    expect(members(on)).toEqual(people(0, 3));
  });

  it('refuse the whole request for one bad id, drafts of dynamic segments, and two spellings at once', async () => {
    const on = bench();
    const both = JSON.stringify([person(1), stranger]);
    expect(refusalOf(() => call(on, 'IncludeMembersInSegment', { msdyncrm_memberids: both }))).toContain(
      `Entity 'contact' With Id = ${stranger} Does Not Exist`,
    );
    await on.runJobs();
    expect(members(on)).toEqual([]);
    expect(
      refusalOf(() => call(bench(dynamic), 'IncludeMemberInSegment', { msdyncrm_memberid: person(1) })),
    ).toContain('live or stopped');
    const twice = { msdyncrm_memberid: person(1), msdyncrm_memberids: person(2) };
    expect(refusalOf(() => call(on, 'IncludeMemberInSegment', twice))).toContain('are both given');
    expect(refusalOf(() => call(on, 'IncludeMemberInSegment', {}))).toContain('The ids are missing');
  });
});

describe('fetching and validating', () => {
  it('fetches the columns of one page of a segment, and counts all', async () => {
    const on = bench({ ...dynamic, statuscode: outboundStatus.live });
    const name = `SEGMENT_CRM_ID_${segmentId.replaceAll('-', '')}`;
    const answer = await on.answer('msdyncrm_FetchContactsByQuery', {
      Query: `(SEGMENT(${name})).ORDERBY(fullname DESC).SKIP(0).TAKE(2).SELECT(contactid)`,
      FetchXml:
        '<fetch count="2" page="1" returntotalrecordcount="true"><entity name="contact"><attribute name="fullname"/><order attribute="fullname" descending="true"/></entity></fetch>',
    });
    expect(JSON.parse(String(answer?.['Response']))).toEqual({
      value: [
        { fullname: 'P2', contactid: person(2) },
        { fullname: 'P1', contactid: person(1) },
      ],
      totalRecordCount: 3,
    });
  });

  it.each([
    [query, []],
    [
      'PROFILE(UnknownEntity)',
      [{ ErrorCode: 'SegmentDciValidator_SegmentInvalid', FieldName: 'msdyncrm_query' }],
    ],
    ['PROFILE(', [{ ErrorCode: 'SegmentDciValidator_SegmentInvalid', FieldName: 'msdyncrm_query' }]],
  ])('validates %s', (text, findings) => {
    const answer = bench().call('msdyncrm_ValidateSegment', {
      msdyncrm_segmentname: 'NewSegment',
      msdyncrm_segmentquery: text,
      msdyncrm_segmenttype: 192350000,
      statuscode: 192350000,
    });
    expect(answer).toEqual({ ValidationResult: JSON.stringify(findings) });
  });
});
