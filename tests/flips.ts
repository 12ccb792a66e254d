import { defaultAssumptions, type Assumptions } from '../emulator/assumptions';

export interface Flip {
  readonly name: string;
  readonly assumptions: Partial<Assumptions>;
}

const flip = (assumptions: Partial<Assumptions>): Flip => ({
  name: Object.entries(assumptions)
    .map(([option, value]) => `${option}=${String(value)}`)
    .join(' '),
  assumptions,
});

/** Every answer that no page settles, each other one by itself; the first is how the local Dataverse comes. */
export const flips: readonly Flip[] = [
  { name: 'defaults', assumptions: {} },
  flip({ definitionIdAsSegmentId: true }),
  flip({ unknownMemberIds: 'ignore' }),
  flip({ unknownMemberIds: 'accept' }),
  flip({ duplicateMemberIds: 'refuse' }),
  flip({ removingNonMembers: 'refuse' }),
  flip({ unknownGroups: 'accept' }),
  flip({ removeIdsPerCall: 25 }),
  flip({ overGroupLimit: 'fill' }),
  flip({ largestPageSize: 300 }),
  flip({ largestPageSize: 5, pageSizeOverLimit: 'cap' }),
  flip({ groupMembersAnswer: 'members' }),
  flip({ groupMembersAnswer: 'array' }),
  flip({ memberOrder: 'id' }),
  flip({ idSpelling: 'upperCase' }),
  flip({ idSpelling: 'braces' }),
  flip({ idsOfRemovedGroups: 'forget' }),
  flip({ membersNeedPublish: false }),
  flip({ membersOfDraft: 'current' }),
  flip({ membersOfDraft: 'refuse' }),
  flip({ unreadableQueryAtPublish: 'fail' }),
  flip({ publishingMilliseconds: 5 }),
  flip({ checkQueryOnSave: true }),
];

/** Options that no flip changes; a new option has to be added above. */
export const untriedOptions = Object.keys(defaultAssumptions).filter(
  (option) => !flips.some(({ assumptions }) => Object.hasOwn(assumptions, option)),
);
