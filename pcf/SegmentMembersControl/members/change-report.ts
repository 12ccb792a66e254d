import type { RecordId } from '../../../segments/record-id';
import type { BatchReport, Refusal } from '../bulk/batch-run';
import { createSlices } from '../bulk/slices';
import type { ChangePlan, Operation } from './change-plan';
import type { GivenList } from './given-list';

/** Why a change stopped by itself. */
export type StopCause = 'groupGone' | 'groupFull';

type RefusedChange = Refusal<RecordId> & { readonly operation: Operation };

/** Exactly what was done. The lists together hold every id of the plan once. */
export interface ChangeReport {
  readonly added: readonly RecordId[];
  readonly removed: readonly RecordId[];
  readonly alreadyThere: readonly RecordId[];
  /** They were to be removed, and were no members before. */
  readonly notMembers: readonly RecordId[];
  readonly notFound: readonly string[];
  /** The server objects to the record. */
  readonly refused: readonly RefusedChange[];
  /** Not done for a reason of the server's own; worth another try. */
  readonly failed: readonly RefusedChange[];
  /** The server said that it was done, and the group does not show it. */
  readonly notKept: readonly RecordId[];
  readonly uncertain: readonly RecordId[];
  readonly notSent: readonly RecordId[];
  readonly wasCancelled: boolean;
  readonly stoppedBy: StopCause | undefined;
  /** What the plan was to do. */
  readonly operations: Operation | 'both';
  /** The list that the change was made from. */
  readonly list?: GivenList;
}

/** What one operation of a plan came to. */
export interface StepResult {
  readonly operation: Operation;
  readonly report: BatchReport<RecordId>;
}

interface Circumstances {
  readonly wasCancelled: boolean;
  readonly stoppedBy: StopCause | undefined;
}

/** The report as the answers to the calls have it; ids of operations that were never begun are not sent. */
export function reportOf(
  plan: ChangePlan,
  steps: readonly StepResult[],
  circumstances: Circumstances,
): ChangeReport {
  const of = (operation: Operation): BatchReport<RecordId> | undefined =>
    steps.find((step) => step.operation === operation)?.report;
  const listOf = (pick: (report: BatchReport<RecordId>) => readonly Refusal<RecordId>[]): RefusedChange[] =>
    steps.flatMap(({ operation, report }) => pick(report).map((refusal) => ({ ...refusal, operation })));
  return {
    added: of('add')?.done ?? [],
    removed: of('remove')?.done ?? [],
    alreadyThere: plan.alreadyThere,
    notMembers: plan.notMembers ?? [],
    notFound: plan.notFound,
    refused: listOf(({ refused }) => refused),
    failed: listOf(({ failed }) => failed),
    notKept: [],
    uncertain: steps.flatMap(({ report }) => report.uncertain),
    notSent: [...(of('add')?.notSent ?? plan.add), ...(of('remove')?.notSent ?? plan.remove)],
    operations: plan.remove.length === 0 ? 'add' : plan.add.length === 0 ? 'remove' : 'both',
    ...(plan.list ? { list: plan.list } : {}),
    ...circumstances,
  };
}

/**
 * The report by who is a member now: tells done from not done where no answer did, and takes the group's word for
 * what the server said it had done. The page gets its turns.
 *
 * @param steps - what the calls came to: an id that was refused at once is not checked, as somebody else may
 *   have added it; one whose call is still under way stays uncertain.
 */
export async function settledBy(
  report: ChangeReport,
  plan: ChangePlan,
  members: ReadonlySet<RecordId>,
  steps: readonly StepResult[],
): Promise<ChangeReport> {
  const slices = createSlices();
  const toRemove = await slices.setOf(plan.remove);
  const unanswered = await slices.setOf(steps.flatMap((step) => step.report.unanswered));
  const toBeChecked = await slices.setOf(steps.flatMap((step) => step.report.toBeChecked));
  const isSo = (id: RecordId): boolean => members.has(id) !== toRemove.has(id);
  const isFoundDone = ({ item }: RefusedChange): boolean => toBeChecked.has(item) && isSo(item);
  const said = [...report.added, ...report.removed];
  const found = (await slices.filter([...report.refused, ...report.failed], isFoundDone)).map(
    ({ item }) => item,
  );
  const done = (await slices.filter([...said, ...report.uncertain], isSo)).concat(found);
  const undone = await slices.filter(report.uncertain, (id) => !isSo(id));
  return {
    ...report,
    added: await slices.filter(done, (id) => !toRemove.has(id)),
    removed: await slices.filter(done, (id) => toRemove.has(id)),
    refused: await slices.filter(report.refused, (refusal) => !isFoundDone(refusal)),
    failed: await slices.filter(report.failed, (refusal) => !isFoundDone(refusal)),
    notKept: await slices.filter(said, (id) => !isSo(id)),
    uncertain: await slices.filter(undone, (id) => unanswered.has(id)),
    notSent: report.notSent.concat(await slices.filter(undone, (id) => !unanswered.has(id))),
  };
}

/**
 * One report of a change and of what did its rest. What was sent before and is so now was done by the change. The page
 * gets its turns.
 */
export async function joined(first: ChangeReport, rest: ChangeReport): Promise<ChangeReport> {
  const slices = createSlices();
  const open = await slices.setOf([...first.uncertain, ...first.failed.map(({ item }) => item)]);
  const wasOpen = (id: RecordId): boolean => open.has(id);
  const wasNot = (id: RecordId): boolean => !open.has(id);
  return {
    ...rest,
    added: [...first.added, ...rest.added, ...(await slices.filter(rest.alreadyThere, wasOpen))],
    removed: [...first.removed, ...rest.removed, ...(await slices.filter(rest.notMembers, wasOpen))],
    alreadyThere: [...first.alreadyThere, ...(await slices.filter(rest.alreadyThere, wasNot))],
    notMembers: [...first.notMembers, ...(await slices.filter(rest.notMembers, wasNot))],
    notFound: [...first.notFound, ...rest.notFound],
    refused: [...first.refused, ...rest.refused],
    notKept: [...first.notKept, ...rest.notKept],
    operations: first.operations,
    ...(first.list ? { list: first.list } : {}),
  };
}

/** Ids that another run of the same plan would have to see to. */
export function leftCount({ uncertain, notSent, failed }: ChangeReport): number {
  return uncertain.length + notSent.length + failed.length;
}

/** What a plan still has to do after a run that did not get to its end. The page gets its turns. */
export async function remainderOf(plan: ChangePlan, report: ChangeReport): Promise<ChangePlan> {
  const slices = createSlices();
  const { uncertain, notSent, failed } = report;
  const left = await slices.setOf([...uncertain, ...notSent, ...failed.map(({ item }) => item)]);
  const isLeft = (id: RecordId): boolean => left.has(id);
  const add = await slices.filter(plan.add, isLeft);
  const remove = await slices.filter(plan.remove, isLeft);
  return { add, remove, alreadyThere: [], notFound: [] };
}

/** What takes back exactly what a change has done; undefined when it has done nothing. */
export function undoOf({ added, removed }: ChangeReport): ChangePlan | undefined {
  if (added.length + removed.length === 0) return undefined;
  return { add: removed, remove: added, alreadyThere: [], notFound: [] };
}
