import { recordId, type RecordId } from '../../../segments/record-id';
import type { Assumptions } from '../../../emulator/assumptions';
import { newStaticGroup, serialiseStaticGroups } from '../../../segments/static-groups';
import type { ChangeReport } from './change-report';
import type { ChangeState } from './change-state';
import { listMembers } from './group-calls';
import { readGroup, type ReadPage } from './read-group';
import { eventually, startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';

const definitionId = 'aaaaaaaa-0000-4000-8000-000000000001';
const segmentId = 'aaaaaaaa-0000-4000-8000-000000000002';
const groupId = 'aaaaaaaa-0000-4000-8000-000000000003';
const contactId = (number: number): RecordId =>
  recordId(`bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`);
const ids = (first: number, count: number): RecordId[] =>
  Array.from({ length: count }, (_, index) => contactId(first + index));

/** Where the documents are silent the control has to work with every answer. */
const servers: readonly (readonly [string, Partial<Assumptions>])[] = [
  [
    'caps pages and answers arrays of ids in braces',
    {
      largestPageSize: 60,
      pageSizeOverLimit: 'cap',
      groupMembersAnswer: 'array',
      idSpelling: 'braces',
      memberOrder: 'id',
    },
  ],
  [
    'refuses large pages and answers members in upper case',
    {
      largestPageSize: 250,
      pageSizeOverLimit: 'refuse',
      groupMembersAnswer: 'members',
      idSpelling: 'upperCase',
      unknownMemberIds: 'ignore',
    },
  ],
  [
    'refuses duplicates, non-members and unknown groups',
    { duplicateMemberIds: 'refuse', removingNonMembers: 'refuse', unknownGroups: 'refuse' },
  ],
  [
    'takes fewer ids to remove than to add',
    { removeIdsPerCall: 40, unknownGroups: 'accept', definitionIdAsSegmentId: true },
  ],
];

/** The other answer to each question that the documents leave open. */
const otherAnswers: Required<Assumptions> = {
  definitionIdAsSegmentId: true,
  unknownMemberIds: 'accept',
  duplicateMemberIds: 'refuse',
  removingNonMembers: 'refuse',
  unknownGroups: 'accept',
  removeIdsPerCall: 40,
  overGroupLimit: 'fill',
  largestPageSize: 50,
  pageSizeOverLimit: 'cap',
  groupMembersAnswer: 'members',
  memberOrder: 'id',
  idSpelling: 'braces',
  idsOfRemovedGroups: 'forget',
  membersNeedPublish: false,
  membersOfDraft: 'refuse',
  unreadableQueryAtPublish: 'fail',
  publishingMilliseconds: 0,
  checkQueryOnSave: true,
  accents: 'ignore',
  businessUnitScoping: true,
};

const singly = Object.entries(otherAnswers).map(([name, answer]): (typeof servers)[number] => [
  `answers ${name} with ${answer}`,
  { [name]: answer },
]);

/** Pairs of them: over the days every one with every other. */
const today = Math.floor(Date.now() / 86_400_000);
const pairs = Object.entries(otherAnswers).map(([name, answer], index, all): (typeof servers)[number] => {
  const [otherName, otherAnswer] = all[(index + 1 + (today % (all.length - 1))) % all.length] ?? [
    name,
    answer,
  ];
  return [
    `answers ${name} with ${answer} and ${otherName} with ${otherAnswer}`,
    { [name]: answer, [otherName]: otherAnswer },
  ];
});

const nobody = recordId('cccccccc-0000-4000-8000-000000000001');

/** One segment with one empty group, and 400 contacts. */
function fill({ server: { store } }: LocalForm): void {
  store.create('msdynmkt_segmentdefinition', {
    msdynmkt_segmentdefinitionid: definitionId,
    msdynmkt_name: 'Guests',
    msdynmkt_staticlistmembers: serialiseStaticGroups([
      newStaticGroup(recordId(groupId), 'Guests', 'Include'),
    ]),
  });
  store.create('msdynmkt_segment', {
    msdynmkt_segmentid: segmentId,
    msdynmkt_sourcesegmentuid: definitionId,
    msdynmkt_baseentitylogicalname: 'contact',
  });
  for (const contactid of ids(0, 400)) store.create('contact', { contactid, lastname: 'Guest' });
}

const isEachByItself = process.env['ASSUMPTIONS'] === 'each';

describe.each([...servers, ...singly, ...(isEachByItself ? pairs : [])])(
  'on a server that %s',
  (_, assumptions) => {
    it('reads, adds and removes members', async () => {
      const form = await startLocalForm({ assumptions, sampleData: 'none' });
      try {
        fill(form);
        const session = form.open({ record: { table: 'segment', id: recordId(segmentId) } });
        await eventually(session.link, ({ kind }) => kind === 'linked');
        session.show(recordId(groupId));
        const members = await eventually(session.members, (store) => store !== undefined);
        const change = { add: [], remove: [], alreadyThere: [], notFound: [] };

        await session.changes.start(members, { ...change, add: ids(0, 350) });
        expect(session.changes.state.get()).toMatchObject({ kind: 'ended', report: { refused: [] } });
        await members.load();
        expect([...(await members.all())].sort()).toEqual(ids(0, 350));

        await session.changes.start(members, { ...change, remove: ids(0, 100) });
        const nothingLeft = { kind: 'ended', report: { refused: [], notSent: [] } };
        expect(session.changes.state.get()).toMatchObject(nothingLeft);
        await members.load();
        expect([...(await members.all())].sort()).toEqual(ids(100, 250));

        // Somebody who is in already, somebody who is nowhere, and somebody who is no member.
        const before = new Set(await members.all());
        const plan = { ...change, add: [...ids(90, 20), nobody], remove: [...ids(340, 20), ...ids(50, 1)] };
        await session.changes.start(members, plan);
        const first = reportIn(session.changes.state.get());
        await isWhatTheGroupHas(form, before, first);
        const whole = new Set(await members.all());
        await session.changes.undo();
        await isWhatTheGroupHas(form, whole, reportIn(session.changes.state.get()));
        await members.load();
        expect([...(await members.all())].filter((id) => id !== nobody).sort()).toEqual(ids(100, 250));
      } finally {
        await form.close();
      }
    });
  },
);

function reportIn(state: ChangeState): ChangeReport {
  if (state.kind !== 'ended') throw new Error(state.kind);
  return state.report;
}

/** The report is what became of the group that was there before. */
async function isWhatTheGroupHas(
  form: LocalForm,
  before: ReadonlySet<RecordId>,
  { added, removed, uncertain }: ChangeReport,
): Promise<void> {
  const address = { segmentId: recordId(segmentId), groupId: recordId(groupId) };
  const readPage: ReadPage = (page) => listMembers(form.dataverse, address, page);
  const listed = await readGroup(readPage, new AbortController().signal);
  const gone = new Set(removed);
  expect(uncertain).toEqual([]);
  expect([...listed].sort()).toEqual([...before, ...added].filter((id) => !gone.has(id)).sort());
}
