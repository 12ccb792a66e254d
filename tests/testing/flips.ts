import { defaultAssumptions, type Assumptions } from '../../emulator/assumptions';

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
  flip({ accents: 'ignore' }),
  flip({ businessUnitScoping: true }),
  flip({ checkQueryOnSave: true }),
];

/** A full group in small pages takes longer than the 5 seconds of a script. */
const apart = ['overGroupLimit', 'largestPageSize'];

const excludes = (one: Partial<Assumptions>, other: Partial<Assumptions>): boolean =>
  Object.keys(one).some(
    (option) =>
      Object.hasOwn(other, option) ||
      (apart.includes(option) && apart.some((slow) => Object.hasOwn(other, slow))),
  );

/** The same answers in few environments, none of which flips an option twice; the defaults have tests of their own. */
function flippedTogether(each: readonly Flip[]): readonly Flip[] {
  const together: Partial<Assumptions>[] = [];
  for (const { assumptions } of each.slice(1)) {
    const free = together.findIndex((others) => !excludes(assumptions, others));
    if (free < 0) together.push(assumptions);
    else together[free] = { ...together[free], ...assumptions };
  }
  return together.map(flip);
}

/** Each answer by itself: `npm run test:assumptions`. Else as many at a time as do not exclude each other. */
export const isEachByItself = process.env['ASSUMPTIONS'] === 'each';

export const triedFlips: readonly Flip[] = isEachByItself ? flips : flippedTogether(flips);

/** Two hundred thousand members take a while, so only the answers that matter to them are tried. */
export const concernsFullGroups = ({ name, assumptions }: Flip): boolean =>
  assumptions.overGroupLimit !== undefined || (isEachByItself && name === 'defaults');

/** Options that no flip changes; a new option has to be added above. */
export const untriedOptions = Object.keys(defaultAssumptions).filter(
  (option) => !flips.some(({ assumptions }) => Object.hasOwn(assumptions, option)),
);
