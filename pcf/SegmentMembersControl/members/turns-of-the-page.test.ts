import type { RecordId } from '../../../segments/record-id';
import { createTexts } from '../kit/texts';
import { lineCount, looks, turnsDuring } from '../testing/turns-during';
import { planAgainst } from './change-plan';
import { joined, remainderOf, reportOf, settledBy, type StepResult } from './change-report';
import { resultsOf } from './change-results';
import { createMembersStore } from './members-store';
import { createReadOnlyMembers } from './read-only-members';
import { readSettledGroup } from './read-group';
import { address, ids, nothing } from './testing/change-scene';
import { createFakeGroup } from './testing/fake-group';
import { createManualClock } from '../testing/manual-clock';

const some = ids(0, lineCount);
const others = ids(lineCount, lineCount);
const known: ReadonlySet<RecordId> = new Set(some);
const circumstances = { wasCancelled: false, stoppedBy: undefined };
const texts = createTexts((key) => key);

const stepOf = (operation: StepResult['operation'], done: readonly RecordId[]): StepResult => ({
  operation,
  report: { done, refused: [], failed: [], uncertain: [], notSent: [], toBeChecked: [], unanswered: [] },
});
const plan = { ...nothing, add: some, remove: others };
const steps = [stepOf('add', some), stepOf('remove', others)];
const report = reportOf(plan, steps, circumstances);
const cut = reportOf(plan, [], { wasCancelled: true, stoppedBy: undefined });

/** A list of members that the page knows already. */
function listed(present: readonly RecordId[]): ReturnType<typeof createMembersStore> {
  const members = createMembersStore(createFakeGroup(createManualClock()).dataverse, address);
  members.isNow(present);
  return members;
}

const backwards = [...some].reverse();
let readings = 0;
/** A group in one page, which comes the other way round each time. */
const inAnyOrder = ({ number }: { readonly number: number }): Promise<readonly RecordId[]> => {
  if (number === 1) readings += 1;
  return Promise.resolve(number > 1 ? [] : readings % 2 === 0 ? some : backwards);
};

const work: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a plan is compared with the group', () => planAgainst(plan, known)],
  ['a report is compared with the group', () => settledBy(report, plan, known, steps)],
  ['what is left is found', () => remainderOf(plan, cut)],
  ['two reports become one', () => joined(cut, { ...report, alreadyThere: some })],
  ['what became of everybody is told', () => resultsOf(report, texts)],
  ['people come into the list', () => listed(others).added(some)],
  ['people go out of the list', () => listed(some).removed(others)],
  ['all members are given', () => listed(some).all()],
  [
    'all people of a segment are given',
    () => createReadOnlyMembers(address, () => Promise.resolve(some)).all(),
  ],
  [
    'two readings in another order are compared',
    () => readSettledGroup(inAnyOrder, new AbortController().signal),
  ],
];

describe('a group of any size', () => {
  it.each(work)('gives the page its turns while %s', async (_, start) => {
    expect(await turnsDuring(start)).toBeGreaterThanOrEqual(looks - 1);
  });
});
