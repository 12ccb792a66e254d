import type { Assumptions } from '../../../emulator/assumptions';
import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import { eventually, startLocalForm } from '../testing/form-on-local-dataverse';

const { newsletter } = sampleSegments;
const [vips, , , guests] = newsletter.groups;
if (!vips || !guests) throw new Error('the sample lacks a group');
const [vipGroup, guestGroup] = [vips, guests];
const ids = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(first + index));

/** Where the documents are silent the control has to work with every answer. */
const servers: readonly (readonly [string, Partial<Assumptions>])[] = [
  [
    'caps pages and answers arrays of ids in braces',
    {
      largestPageSize: 300,
      pageSizeOverLimit: 'cap',
      groupMembersAnswer: 'array',
      idSpelling: 'braces',
      memberOrder: 'id',
    },
  ],
  [
    'refuses large pages and answers members in upper case',
    {
      largestPageSize: 1000,
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
    { removeIdsPerCall: 100, unknownGroups: 'accept', definitionIdAsSegmentId: true },
  ],
];

describe.each(servers)('on a server that %s', (_, assumptions) => {
  it('reads, adds and removes members', async () => {
    const form = await startLocalForm({ assumptions });
    try {
      const session = form.open({ record: { table: 'segment', id: newsletter.segmentId } });
      await eventually(session.link, ({ kind }) => kind === 'linked');

      session.show(vipGroup.id);
      const vipMembers = await eventually(session.members, (store) => store !== undefined);
      expect((await vipMembers?.all())?.size).toBe(vipGroup.size);

      session.show(guestGroup.id);
      const members = await eventually(session.members, (store) => store?.address.groupId === guestGroup.id);
      if (!members) throw new Error('no members');
      await session.changes.start(members, { add: ids(0, 1500), remove: [], alreadyThere: 0, notFound: 0 });
      expect(session.changes.state.get()).toMatchObject({ kind: 'ended', report: { refused: [] } });
      await members.load();
      expect([...(await members.all())].sort()).toEqual(ids(0, 1500).sort());

      await session.changes.start(members, { add: [], remove: ids(0, 250), alreadyThere: 0, notFound: 0 });
      expect(session.changes.state.get()).toMatchObject({
        kind: 'ended',
        report: { refused: [], notSent: [] },
      });
      await members.load();
      expect((await members.all()).size).toBe(1250);
    } finally {
      await form.close();
    }
  });
});
