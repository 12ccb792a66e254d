import { randomUUID } from 'node:crypto';
import { segmentStatus } from '../segments';
import { rowsOf, type Answer, type Environment } from './environment';
import { firstNameWithAccent, idsIn, makeSegment, marker, plain, type Throwaway } from './throwaway';

/** What an environment does where the documents are silent, by the name of the option in emulator/FIDELITY.md. */
export type Answers = Readonly<Record<string, string | number | boolean>>;

/** One thing that is tried on the throw-away segment. */
export interface Experiment {
  readonly options: readonly string[];
  /** What is done, for whoever has to agree to it. */
  readonly plan: string;
  /** What was found; an option that could not be told is left out. */
  run(throwaway: Throwaway, tell: Tell): Promise<Answers>;
}

/** Keeps the words of a refusal under the name of its experiment. */
type Tell = (what: string, answer: Answer) => void;

const mostTried = 20_000;
const largePage = 1_000_000;

function yesOrNo({ refusal }: Answer, taken: string): string {
  return refusal ? 'refuse' : taken;
}

/** In the order in which they are done: those that need a draft come before it is published. */
export const experiments: readonly Experiment[] = [
  {
    options: ['membersOfDraft'],
    plan: 'add a throw-away contact to the draft segment, and ask for the members of the segment that was never published',
    async run({ call, segment, group, contacts: [first = ''] }, tell) {
      await call('addStaticMembers', { SegmentId: segment, GroupId: group, EntityIds: [first] });
      const answer = await call('membersList', { SegmentId: segment });
      tell('members of a draft', answer);
      if (answer.refusal) return { membersOfDraft: 'refuse' };
      return { membersOfDraft: holds(answer, first) ? 'current' : 'none' };
    },
  },
  {
    options: ['definitionIdAsSegmentId'],
    plan: 'ask for the members of a group with the id of the definition in place of that of the segment',
    async run({ call, definition, group }, tell) {
      const parameters = { SegmentId: definition, GroupId: group, PageNo: 1, PageSize: 1 };
      const answer = await call('listGroupMembers', parameters);
      tell('definition as segment', answer);
      return { definitionIdAsSegmentId: !answer.refusal };
    },
  },
  {
    options: ['unknownGroups'],
    plan: 'ask for the members of a group that the definition does not have',
    async run({ call, segment }, tell) {
      const parameters = { SegmentId: segment, GroupId: randomUUID(), PageNo: 1, PageSize: 1 };
      const answer = await call('listGroupMembers', parameters);
      tell('unknown group', answer);
      return { unknownGroups: yesOrNo(answer, 'accept') };
    },
  },
  {
    options: ['duplicateMemberIds'],
    plan: 'add one throw-away contact twice in one call',
    async run({ call, segment, group, contacts: [, second = ''] }, tell) {
      const parameters = { SegmentId: segment, GroupId: group, EntityIds: [second, second] };
      const answer = await call('addStaticMembers', parameters);
      tell('duplicate ids', answer);
      return { duplicateMemberIds: yesOrNo(answer, 'ignore') };
    },
  },
  {
    options: ['unknownMemberIds'],
    plan: 'add an id that is nobody’s to the throw-away segment',
    async run({ call, segment, otherGroup, idsOf }, tell) {
      const unknown = randomUUID();
      const parameters = { SegmentId: segment, GroupId: otherGroup, EntityIds: [unknown] };
      const answer = await call('addStaticMembers', parameters);
      tell('unknown id', answer);
      if (answer.refusal) return { unknownMemberIds: 'refuse' };
      const isThere = (await idsOf(otherGroup)).map(plain).includes(unknown);
      await call('removeStaticMembers', parameters);
      return { unknownMemberIds: isThere ? 'accept' : 'ignore' };
    },
  },
  {
    options: ['removingNonMembers', 'removeIdsPerCall'],
    plan: `remove 1 to ${mostTried} ids that are nobody’s from a group of the throw-away segment, in about 17 calls`,
    async run({ call, segment, group }, tell) {
      const remove = (count: number) =>
        call('removeStaticMembers', {
          SegmentId: segment,
          GroupId: group,
          EntityIds: Array.from({ length: count }, () => randomUUID()),
        });
      const one = await remove(1);
      tell('removing a non-member', one);
      const most = await largest(mostTried, async (count) => !isOtherRefusal(one, await remove(count)));
      if (most !== undefined) tell('too many ids to remove', await remove(most + 1));
      return {
        removingNonMembers: yesOrNo(one, 'ignore'),
        ...(most === undefined ? {} : { removeIdsPerCall: most }),
      };
    },
  },
  {
    options: ['memberOrder', 'idSpelling', 'groupMembersAnswer'],
    plan: 'add throw-away contacts one by one, the highest id first, and read the group',
    async run({ call, segment, otherGroup, contacts, idsOf }) {
      const added = [...contacts].sort().reverse();
      for (const id of added) {
        await call('addStaticMembers', { SegmentId: segment, GroupId: otherGroup, EntityIds: [id] });
      }
      const spelled = await idsOf(otherGroup);
      const parameters = { SegmentId: segment, GroupId: otherGroup, PageNo: 1, PageSize: 1 };
      const { body } = await call('listGroupMembers', parameters);
      const order = spelled.map(plain).join();
      return {
        ...(order === added.join() ? { memberOrder: 'added' } : {}),
        ...(order === [...added].reverse().join() ? { memberOrder: 'id' } : {}),
        ...spellingOf(spelled),
        ...shapeOf((body as { Response?: string } | undefined)?.Response ?? ''),
      };
    },
  },
  {
    options: ['accents'],
    plan: 'look for the throw-away contacts by their first name with another accent',
    async run({ environment }, tell) {
      const filter = encodeURIComponent(`lastname eq '${marker}' and firstname eq '${firstNameWithAccent}'`);
      const answer = await environment.send('GET', `contacts?$select=contactid&$filter=${filter}`);
      tell('looking for an accent', answer);
      return answer.refusal ? {} : { accents: rowsOf(answer).length > 0 ? 'ignore' : 'count' };
    },
  },
  {
    options: ['pageSizeOverLimit', 'largestPageSize'],
    plan: 'read a group in pages of 1 to 1,000,000, in about 20 calls',
    async run({ call, segment, otherGroup, contacts }, tell) {
      const page = (size: number) =>
        call('listGroupMembers', { SegmentId: segment, GroupId: otherGroup, PageNo: 1, PageSize: size });
      const answer = await page(largePage);
      tell('large page', answer);
      if (!answer.refusal) {
        const length = idsIn(JSON.stringify(answer.body)).length;
        // A cap above the few people here shows nothing of itself.
        return { pageSizeOverLimit: 'cap', ...(length < contacts.length ? { largestPageSize: length } : {}) };
      }
      const most = await largest(largePage, async (size) => !(await page(size)).refusal);
      return { pageSizeOverLimit: 'refuse', ...(most === undefined ? {} : { largestPageSize: most }) };
    },
  },
  {
    options: ['idsOfRemovedGroups'],
    plan: 'take a group out of the throw-away definition, put it back, and read it',
    async run({ group, otherGroup, setGroups, idsOf }) {
      await setGroups([group]);
      await setGroups([group, otherGroup]);
      return { idsOfRemovedGroups: (await idsOf(otherGroup)).length > 0 ? 'keep' : 'forget' };
    },
  },
  {
    options: ['checkQueryOnSave', 'unreadableQueryAtPublish'],
    plan: 'create a second throw-away segment with a query that cannot be read, and publish it',
    async run({ environment, call }, tell) {
      const made = await makeSegment(environment, 'PROFILE(contact', []).catch(() => undefined);
      if (!made) return { checkQueryOnSave: true };
      const answer = await call('publishSegmentDefinition', { SegmentId: made.segment });
      tell('publishing an unreadable query', answer);
      if (answer.refusal) return { checkQueryOnSave: false, unreadableQueryAtPublish: 'refuse' };
      const status = await settledStatus(environment, made.segment);
      return {
        checkQueryOnSave: false,
        ...(status === segmentStatus.error ? { unreadableQueryAtPublish: 'fail' } : {}),
      };
    },
  },
  {
    options: ['membersNeedPublish'],
    plan: 'publish the throw-away segment, add a throw-away contact, and ask for the members at once',
    async run({ environment, call, segment, group, spare }, tell) {
      const published = await call('publishSegmentDefinition', { SegmentId: segment });
      tell('publishing', published);
      if (published.refusal) return {};
      if ((await settledStatus(environment, segment)) !== segmentStatus.active) return {};
      await call('addStaticMembers', { SegmentId: segment, GroupId: group, EntityIds: [spare] });
      const answer = await call('membersList', { SegmentId: segment });
      return answer.refusal ? {} : { membersNeedPublish: !holds(answer, spare) };
    },
  },
];

function holds({ body }: Answer, id: string): boolean {
  return idsIn(JSON.stringify(body ?? '')).some((found) => plain(found) === id);
}

function spellingOf(ids: readonly string[]): Answers {
  if (ids.length === 0) return {};
  if (ids.every((id) => id.startsWith('{'))) return { idSpelling: 'braces' };
  const letters = ids.join('').replace(/[^a-z]/gi, '');
  return { idSpelling: letters === letters.toUpperCase() ? 'upperCase' : 'plain' };
}

function shapeOf(response: string): Answers {
  try {
    const value: unknown = JSON.parse(response);
    if (Array.isArray(value)) return { groupMembersAnswer: 'array' };
    const name = ['entityIds', 'members'].find((key) => Object.hasOwn(value as object, key));
    return name === undefined ? {} : { groupMembersAnswer: name };
  } catch {
    return {};
  }
}

/** Whether a refusal is for another reason than the one of before. */
function isOtherRefusal(before: Answer, { refusal }: Answer): boolean {
  const kind = (text: string | undefined) => text?.replace(/[0-9a-f-]{36}/gi, '').replace(/\d+/g, '');
  return refusal !== undefined && kind(before.refusal?.message) !== kind(refusal.message);
}

/** The greatest number that is taken, by halving; undefined when even the greatest that is tried is. */
async function largest(
  most: number,
  isTaken: (count: number) => Promise<boolean>,
): Promise<number | undefined> {
  if (await isTaken(most)) return undefined;
  let [taken, refused] = [0, most];
  while (refused - taken > 1) {
    const middle = Math.floor((taken + refused) / 2);
    if (await isTaken(middle)) taken = middle;
    else refused = middle;
  }
  return taken;
}

const millisecondsBetweenLooks = 5000;
const mostLooks = 360;

/** statuscode of a segment once publishing has ended, half an hour at most. */
async function settledStatus(environment: Environment, segment: string): Promise<unknown> {
  const moving: readonly unknown[] = [segmentStatus.exporting, segmentStatus.computing];
  for (let look = 0; look < mostLooks; look += 1) {
    await environment.wait(millisecondsBetweenLooks);
    const answer = await environment.send('GET', `msdynmkt_segments(${segment})?$select=statuscode`);
    const status = (answer.body as { statuscode?: unknown } | undefined)?.statuscode;
    if (!moving.includes(status) && status !== segmentStatus.inactive) return status;
  }
  return undefined;
}
