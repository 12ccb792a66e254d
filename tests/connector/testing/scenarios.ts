import { changeScenarios } from './change-scenarios';
import { peopleOfOtherUnits, peopleWithAccents } from './environment-scenarios';
import { allOf, inputOf, people, publish, refused, sorted, type Page, type Scenario } from './scenario';

const listGroupMembers: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const ids = environment.contacts(12);
  environment.addMembers(segment, ids);
  const listed = await allOf(await client.call('ListGroupMembers', { parameters: inputOf(segment) }));
  expect(sorted(listed)).toEqual(sorted(ids));
  return 'all listed';
};

const listGroupPeople: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const gone = '0f5b0c7f-395d-447b-b14c-315a601f878e';
  const ids = [...environment.contacts(11), gone];
  environment.addMembers(segment, ids);
  const listed = (await allOf(
    await client.call('ListGroupPeople', { parameters: { ...inputOf(segment), pageSize: 4 } }),
  )) as { id: string; name: string; exists: boolean }[];
  expect(sorted(listed.map(({ id }) => id))).toEqual(sorted(ids));
  expect(listed.filter(({ exists }) => !exists).map(({ id }) => id)).toEqual([gone]);
  expect(listed.filter(({ name }) => name === 'Ada Lovelace')).toHaveLength(11);
  return 'all listed';
};

const countGroupMembers: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  environment.addMembers(segment, environment.contacts(12));
  const { body } = await client.call('CountGroupMembers', { parameters: inputOf(segment) });
  expect(body).toMatchObject({ count: 12, isFull: false });
  return 'right count';
};

const compareWithGroup: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const ids = environment.contacts(14);
  environment.addMembers(segment, ids.slice(0, 12));
  const memberIds = ids.slice(2);
  const { body } = await client.call('CompareWithGroup', { body: { ...inputOf(segment), memberIds } });
  const { missingPieces, extraPieces, inBothCount } = body as {
    missingPieces: string[][];
    extraPieces: string[][];
    inBothCount: number;
  };
  expect(sorted(missingPieces.flat())).toEqual(sorted(ids.slice(12)));
  expect(sorted(extraPieces.flat())).toEqual(sorted(ids.slice(0, 2)));
  expect(inBothCount).toBe(10);
  return 'right difference';
};

const addStaticMembers: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const [contact = ''] = environment.contacts(1);
  const stranger = '0f5b0c7f-395d-447b-b14c-315a601f878e';
  const { segmentId, groupId } = segment;
  const answer = await client.call('AddStaticMembers', {
    body: { SegmentId: segmentId, GroupId: groupId, EntityIds: [contact, stranger] },
  });
  const members = environment.membersOf(segment);
  if (answer.status >= 400) {
    expect(members).toEqual([]);
    return refused(answer);
  }
  return members.length === 2 ? 'taken with the id of nobody' : 'taken without the id of nobody';
};

const addByEmail: Scenario = async (bench) => {
  const { environment, client } = bench;
  const segment = environment.segment();
  const found = people(bench, 3, `add${environment.next()}`);
  const values = [...found.map(({ address }) => ` ${address.toUpperCase()} `), 'nobody@example.com'];
  for (let time = 0; time < 2; time++) {
    const { body } = await client.call('AddMembersByEmail', { body: { ...inputOf(segment), values } });
    expect(body).toMatchObject({ doneCount: 3, notFound: ['nobody@example.com'] });
    expect(environment.membersOf(segment)).toEqual(sorted(found.map(({ id }) => id)));
  }
  return 'all added, told so';
};

/** A group with room for two gets five. */
const addToFullGroup: Scenario = async (bench) => {
  const { environment, client } = bench;
  const segment = environment.segment();
  environment.fillGroup(segment, 199_998);
  const found = people(bench, 5, `full${environment.next()}`);
  const answer = await client.call('AddMembersByEmail', {
    body: { ...inputOf(segment), values: found.map(({ address }) => address) },
  });
  const members = new Set(environment.membersOf(segment));
  const arrived = found.filter(({ id }) => members.has(id));
  if (answer.status >= 400) {
    expect(arrived).toEqual([]);
    return refused(answer);
  }
  const { results, doneCount } = answer.body as {
    doneCount: number;
    results: { value: string; outcome: string }[];
  };
  const told = results.filter(({ outcome }) => outcome === 'Member').map(({ value }) => value);
  expect(sorted(told)).toEqual(sorted(arrived.map(({ address }) => address)));
  expect(doneCount).toBe(arrived.length);
  return `${arrived.length} of 5 arrived, told so`;
};

const removeByEmail: Scenario = async (bench) => {
  const { environment, client } = bench;
  const segment = environment.segment();
  const found = people(bench, 63, `remove${environment.next()}`);
  environment.addMembers(
    segment,
    found.slice(0, 62).map(({ id }) => id),
  );
  const { body } = await client.call('RemoveMembersByEmail', {
    body: { ...inputOf(segment), values: found.slice(2).map(({ address }) => address) },
  });
  expect(body).toMatchObject({ doneCount: 61 });
  expect(environment.membersOf(segment)).toEqual(sorted(found.slice(0, 2).map(({ id }) => id)));
  return 'all removed, told so';
};

const copyMembers: Scenario = async ({ environment, client }) => {
  const [source, target] = [environment.segment('From'), environment.segment('To')];
  const ids = environment.contacts(13);
  environment.addMembers(source, [...ids, '0f5b0c7f-395d-447b-b14c-315a601f878e']);
  let sent = 0;
  let gone = 0;
  for (let continuation: string | null = '', turn = 0; continuation !== null; turn++) {
    expect(turn).toBeLessThan(20);
    const answer = await client.call('CopyMembers', {
      body: {
        sourceSegmentId: source.segmentId,
        sourceGroupId: source.groupId,
        targetSegmentId: target.segmentId,
        targetGroupId: target.groupId,
        continuation,
      },
    });
    const body = answer.body as {
      sentCount: number;
      goneCount: number;
      hasMore: boolean;
      continuation: string | null;
    };
    expect(body.hasMore).toBe(body.continuation !== null);
    sent += body.sentCount;
    gone += body.goneCount;
    continuation = body.continuation;
  }
  expect(environment.membersOf(target)).toEqual(sorted(ids));
  expect(sent).toBe(13);
  return `${sent} copied, ${gone} gone`;
};

const listSegmentMembers: Scenario = async (bench) => {
  const { environment, client } = bench;
  const segment = environment.segment();
  const ids = environment.contacts(12);
  environment.addMembers(segment, ids);
  const draft = await client.call('ListSegmentMembers', { parameters: { segmentId: segment.segmentId } });
  expect(await publish(bench, segment.segmentId)).toMatchObject({ isReady: true, hasFailed: false });
  const { body } = await client.call('ListSegmentMembers', { parameters: { segmentId: segment.segmentId } });
  expect(sorted((body as Page).value)).toEqual(sorted(ids));
  const people = (await allOf(
    await client.call('ListSegmentPeople', { parameters: { segmentId: segment.segmentId, pageSize: 5 } }),
  )) as { id: string }[];
  expect(sorted(people.map(({ id }) => id))).toEqual(sorted(ids));
  const before =
    draft.status >= 400 ? 'a draft refused' : `${(draft.body as Page).value.length} in the draft`;
  return `all listed, ${before}`;
};

const failure: Scenario = async (bench) => {
  const { environment, client } = bench;
  const made = await client.call('CreateDynamicSegment', {
    body: { name: `Broken ${environment.next()}`, memberTable: 'contact', query: 'PROFILE(' },
  });
  if (made.status >= 400) return refused(made);
  const { segmentId } = made.body as { segmentId: string };
  const end = await publish(bench, segmentId);
  if ('headers' in end) return 'publishing refused (400)';
  expect(end).toMatchObject({ isReady: false, hasFailed: true, status: 'Error' });
  return 'has failed, told so';
};

const ensureGroup: Scenario = async ({ environment, client }) => {
  const body = { segmentName: `Ensured ${environment.next()}`, groupName: 'A', memberTable: 'contact' };
  const first = (await client.call('EnsureStaticGroup', { body })).body as Record<string, unknown>;
  const second = (await client.call('EnsureStaticGroup', { body })).body as Record<string, unknown>;
  expect([first['createdSegment'], second['createdSegment'], second['createdGroup']]).toEqual([
    true,
    false,
    false,
  ]);
  expect(second['groupId']).toBe(first['groupId']);
  return 'made once';
};

export const fullGroup = 'AddMembersByEmail, full group';

export const scenarios: Readonly<Record<string, Scenario>> = {
  ListGroupMembers: listGroupMembers,
  ListGroupPeople: listGroupPeople,
  CountGroupMembers: countGroupMembers,
  CompareWithGroup: compareWithGroup,
  AddStaticMembers: addStaticMembers,
  AddMembersByEmail: addByEmail,
  [fullGroup]: addToFullGroup,
  RemoveMembersByEmail: removeByEmail,
  CopyMembers: copyMembers,
  'ListSegmentMembers, ListSegmentPeople': listSegmentMembers,
  'PublishSegment, GetSegment': failure,
  EnsureStaticGroup: ensureGroup,
  ...changeScenarios,
  'FindPeople, RemoveMembersByEmail, letters with accents': peopleWithAccents,
  'ListSegmentMembers, ListGroupPeople, people of another unit': peopleOfOtherUnits,
};
