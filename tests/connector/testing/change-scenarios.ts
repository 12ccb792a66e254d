import { allOf, inputOf, publish, refused, sorted, type Page, type Scenario } from './scenario';

const actionOn = (segment: { segmentId: string; groupId: string }, EntityIds: readonly string[]) => ({
  body: { SegmentId: segment.segmentId, GroupId: segment.groupId, EntityIds },
});

const addTwice: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const contact = environment.contact();
  const answer = await client.call('AddStaticMembers', actionOn(segment, [contact, contact]));
  expect(environment.membersOf(segment)).toEqual(answer.status >= 400 ? [] : [contact]);
  return answer.status >= 400 ? refused(answer) : 'a member once';
};

/** 26 ids, one of them of nobody in the group. */
const removeStaticMembers: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const ids = environment.contacts(28);
  environment.addMembers(segment, ids.slice(1));
  const answer = await client.call('RemoveStaticMembers', actionOn(segment, ids.slice(0, 26)));
  const left = answer.status >= 400 ? ids.slice(1) : ids.slice(26);
  expect(environment.membersOf(segment)).toEqual(sorted(left));
  return answer.status >= 400 ? refused(answer) : 'all removed';
};

const removeInPieces: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const ids = environment.contacts(63);
  environment.addMembers(segment, ids);
  const input = { ...inputOf(segment), memberIds: ids.slice(2) };
  const { body } = await client.call('RemoveMembersInPieces', { body: input });
  expect(body).toMatchObject({ doneCount: 61 });
  expect(environment.membersOf(segment)).toEqual(sorted(ids.slice(0, 2)));
  return 'all removed, told so';
};

/** A group that somebody took out of the segment is no group to tell somebody is a member of. */
const changeGoneGroup: Scenario = async ({ environment, client }) => {
  const segment = environment.segment('Without groups', '[]');
  const address = `gone${environment.next()}@example.com`;
  environment.contact(address);
  const answer = await client.call('AddMembersByEmail', {
    body: { ...inputOf(segment), values: [address] },
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(environment.membersOf(segment)).toEqual([]);
  return refused(answer);
};

const changeGroups: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const { segmentId, groupId } = segment;
  environment.addMembers(segment, environment.contacts(3));
  const added = await client.call('AddStaticGroup', {
    parameters: { segmentId },
    body: { name: 'Barred', includeType: 'Exclude' },
  });
  expect(added).toMatchObject({ status: 201 });
  const other = (added.body as { groupId: string }).groupId;
  await client.call('UpdateStaticGroup', {
    parameters: { segmentId, groupId: other },
    body: { name: 'Never' },
  });
  expect(await client.call('RemoveStaticGroup', { parameters: { segmentId, groupId } })).toMatchObject({
    status: 204,
  });
  const { body } = await client.call('ListStaticGroups', { parameters: { segmentId } });
  expect((body as Page).value).toMatchObject([{ groupId: other, name: 'Never', includeType: 'Exclude' }]);
  expect(JSON.parse(environment.groupsColumn(segment.definitionId))).toHaveLength(1);
  const counted = await client.call('CountGroupMembers', { parameters: inputOf(segment) });
  const members = environment.membersOf(segment).length;
  if (counted.status < 400) expect(counted.body).toMatchObject({ count: members });
  const gone = counted.status >= 400 ? 'is refused' : `still has ${members} members`;
  return `added, renamed, removed; the removed one ${gone}`;
};

const createSegment: Scenario = async ({ environment, client }) => {
  const name = `Created ${environment.next()}`;
  const groups = [{ name: 'Invited', includeType: 'Include' }];
  const made = await client.call('CreateStaticSegment', { body: { name, memberTable: 'contact', groups } });
  expect(made.status).toBe(201);
  const { segmentId } = made.body as { segmentId: string };
  const found = await client.call('FindStaticGroup', {
    parameters: { segmentName: name, groupName: 'Invited' },
  });
  expect(found).toMatchObject({ status: 200, body: { segmentId } });
  const { groupId } = found.body as { groupId: string };
  const all = await allOf(
    await client.call('ListAllStaticGroups', { parameters: { memberTable: 'contact' } }),
  );
  expect(all).toContainEqual(expect.objectContaining({ segmentId, groupId }));
  const listed = await allOf(
    await client.call('ListSegments', { parameters: { $filter: `msdynmkt_segmentid eq ${segmentId}` } }),
  );
  expect(listed).toMatchObject([{ msdynmkt_displayname: name }]);
  return 'made, and found again';
};

const stop: Scenario = async (bench) => {
  const { environment, client } = bench;
  const segment = environment.segment();
  const { segmentId } = segment;
  const first = await client.call('OnSegmentReady', { parameters: { triggerSegmentId: segmentId } });
  expect(first.status).toBe(202);
  environment.addMembers(segment, environment.contacts(2));
  expect(await publish(bench, segmentId)).toMatchObject({ isReady: true });
  const fired = await fetch(first.headers['location'] ?? '');
  expect(await fired.json()).toMatchObject({ value: [{ msdynmkt_segmentid: segmentId }] });
  const stopped = await client.call('StopSegments', { body: { SegmentIdList: [segmentId] } });
  expect(stopped.body).toMatchObject({
    stopSingleSegmentResults: [{ SegmentId: segmentId, WasStopped: true }],
  });
  for (const end = Date.now() + 5000; Date.now() < end;) {
    const { body } = await client.call('GetSegment', { parameters: { segmentId } });
    if ((body as { isReady: boolean }).isReady) continue;
    return 'ready, told so, stopped';
  }
  throw new Error('The segment was not stopped within 5 seconds.');
};

const listViewPeople: Scenario = async ({ environment, client }) => {
  const city = `City ${environment.next()}`;
  const ids = environment.contactsOf(city, 12);
  const listed = await allOf(
    await client.call('ListViewPeople', {
      parameters: { memberTable: 'contact', view: environment.view(`Of ${city}`, city) },
    }),
  );
  expect(sorted(listed)).toEqual(sorted(ids));
  return 'all listed';
};

const outboundMembers: Scenario = async ({ environment, client }) => {
  const outboundSegmentId = environment.outboundSegment();
  const ids = environment.contacts(5);
  const change = (operation: string, memberIds: readonly string[]) =>
    client.call('UpdateOutboundMembers', {
      body: { msdyncrm_segmentid: outboundSegmentId, msdyncrm_operation: operation, memberIds },
    });
  expect(await change('addByIds', ids)).toMatchObject({ status: 200, body: { sentCount: 5 } });
  expect(await change('removeByIds', ids.slice(3))).toMatchObject({ status: 200 });
  const listed = (await allOf(
    await client.call('FetchOutboundContacts', { parameters: { outboundSegmentId, take: 2 } }),
  )) as { contactid: string }[];
  expect(sorted(listed.map(({ contactid }) => contactid))).toEqual(sorted(ids.slice(0, 3)));
  return 'added, removed, listed';
};

const pins: Scenario = async ({ environment, client }) => {
  const city = `City ${environment.next()}`;
  const [first = '', second = '', third = ''] = environment.contactsOf(city, 3);
  const stranger = environment.contact();
  const outboundSegmentId = environment.liveOutboundSegment(
    `PROFILE(contact).FILTER(address1_city == '${city}')`,
  );
  const pin = async (operation: string, input: Readonly<Record<string, unknown>>) => {
    const answer = await client.call(operation, {
      body: { msdyncrm_segmentid: outboundSegmentId, ...input },
    });
    expect(answer.status).toBeLessThan(300);
  };
  await pin('IncludeMember', { msdyncrm_segmentmemberid: stranger });
  await pin('ExcludeMember', { msdyncrm_segmentmemberid: first });
  await pin('ExcludeMembers', { memberIds: [second, third] });
  await pin('IncludeMembers', { memberIds: [third] });
  const listed = (await allOf(
    await client.call('FetchOutboundContacts', { parameters: { outboundSegmentId, take: 1 } }),
  )) as { contactid: string }[];
  expect(sorted(listed.map(({ contactid }) => contactid))).toEqual(sorted([third, stranger]));
  return 'included, excluded, listed';
};

/** What changes segments, their groups and their members, or lists them some other way. */
export const changeScenarios: Readonly<Record<string, Scenario>> = {
  'AddStaticMembers, an id twice': addTwice,
  RemoveStaticMembers: removeStaticMembers,
  RemoveMembersInPieces: removeInPieces,
  'AddMembersByEmail, a group that is gone': changeGoneGroup,
  'AddStaticGroup, UpdateStaticGroup, RemoveStaticGroup, ListStaticGroups': changeGroups,
  'CreateStaticSegment, FindStaticGroup, ListAllStaticGroups, ListSegments': createSegment,
  'OnSegmentReady, StopSegments': stop,
  ListViewPeople: listViewPeople,
  'UpdateOutboundMembers, FetchOutboundContacts': outboundMembers,
  'IncludeMember, ExcludeMember, IncludeMembers, ExcludeMembers': pins,
};
