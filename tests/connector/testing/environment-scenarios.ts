import { allOf, inputOf, publish, sorted, type Page, type Scenario } from './scenario';

/** Where accents do not count, Dataverse finds both people for the address of one: neither stands for the other. */
export const peopleWithAccents: Scenario = async ({ environment, client }) => {
  const segment = environment.segment();
  const nth = environment.next();
  const [plain, accented] = [`rene${nth}@example.com`, `ren\u00e9${nth}@example.com`];
  const [plainId, accentedId] = [environment.contact(plain), environment.contact(accented)];
  environment.addMembers(segment, [plainId, accentedId]);
  const values = [accented, `r\u00ebne${nth}@example.com`];
  const { body: found } = await client.call('FindPeople', { body: { memberTable: 'contact', values } });
  expect(found).toMatchObject({
    found: [{ value: accented, id: accentedId }],
    foundSeveralCount: 0,
    notFound: values.slice(1),
  });
  const { body } = await client.call('RemoveMembersByEmail', { body: { ...inputOf(segment), values } });
  expect(body).toMatchObject({ doneCount: 1, notFound: values.slice(1) });
  expect(environment.membersOf(segment)).toEqual([plainId]);
  return 'each by its own';
};

/** An environment may leave people of other business units out of a segment, though they are in its group. */
export const peopleOfOtherUnits: Scenario = async (bench) => {
  const { environment, client } = bench;
  const segment = environment.segment();
  const [own, other] = [environment.contact(), environment.contactOfAnotherUnit()];
  environment.addMembers(segment, [own, other]);
  expect(await publish(bench, segment.segmentId)).toMatchObject({ isReady: true });
  const inGroup = (await allOf(await client.call('ListGroupPeople', { parameters: inputOf(segment) }))) as {
    id: string;
  }[];
  expect(sorted(inGroup.map(({ id }) => id))).toEqual(sorted([own, other]));
  const { segmentId } = segment;
  const { body } = await client.call('ListSegmentMembers', { parameters: { segmentId } });
  const listed = sorted((body as Page).value);
  expect(listed).toEqual(environment.publishedMembersOf(segment));
  const named = (await allOf(await client.call('ListSegmentPeople', { parameters: { segmentId } }))) as {
    id: string;
  }[];
  expect(sorted(named.map(({ id }) => id))).toEqual(listed);
  return listed.length === 2 ? 'in the group and in the segment' : 'in the group, not in the segment';
};
