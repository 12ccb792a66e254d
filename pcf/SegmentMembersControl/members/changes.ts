import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import { startBatchRun } from '../bulk/batch-run';
import { realClock, type Clock } from '../bulk/clock';
import { createSlices } from '../bulk/slices';
import type { Dataverse } from '../dataverse/dataverse';
import { judge } from '../dataverse/judge';
import { createStore, type Store } from '../kit/store';
import type { ChangedGroup, ChangeState, Undoable } from './change-state';
import { orderOf, planAgainst, type ChangePlan, type Operation } from './change-plan';
import {
  joined,
  remainderOf,
  reportOf,
  settledBy,
  undoOf,
  type ChangeReport,
  type StepResult,
  type StopCause,
} from './change-report';
import { createLook, createRefusalCheck, patienceAfterCancel, patienceAtEnd, type Look } from './group-check';
import { addMembers, listMembers, removeMembers } from './group-calls';
import type { MembersStore } from './members-store';
import { countMembers, readSettledGroup } from './read-group';

/** Changes the members of groups, one change at a time. */
export interface Changes {
  readonly state: Store<ChangeState>;
  /** Undefined when there is nothing to take back. Outlives the report. */
  readonly undoable: Store<Undoable | undefined>;
  start(members: MembersStore, plan: ChangePlan): Promise<void>;
  /** Does what the last change has left to do. */
  goOn(): Promise<void>;
  /** Takes back exactly what the last change has done, and what its rest has. */
  undo(): Promise<void>;
  /** Puts the report away. */
  close(): void;
  dispose(): void;
}

interface ChangesParts {
  readonly dataverse: Dataverse;
  /** Called with the group after its members have changed, with what was done by now. */
  readonly onEnded: (members: MembersStore, report: ChangeReport) => void;
  /** Whether the definition still has the group; undefined when nobody can tell. */
  readonly groupExists?: (groupId: RecordId) => Promise<boolean | undefined>;
  readonly nameOf?: (groupId: RecordId) => string;
  readonly clock?: Clock;
}

/** Thrown in place of a refusal that is meant for all calls. */
class GroupRefuses extends Error {}

interface LastChange {
  readonly members: MembersStore;
  readonly group: ChangedGroup;
  readonly plan: ChangePlan;
  readonly report: ChangeReport;
  /** Whether everybody is known who was a member before, so that nobody but they is brought back or taken out. */
  readonly isBeforeKnown: boolean;
}

export function createChanges(parts: ChangesParts): Changes {
  const { dataverse, onEnded, groupExists, nameOf, clock = realClock } = parts;
  const state = createStore<ChangeState>({ kind: 'none' });
  const undoable = createStore<Undoable | undefined>(undefined);
  const disposal = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  let last: LastChange | undefined;

  function wasDisposed(): boolean {
    return disposal.signal.aborted;
  }

  /** Calls that a cancelled run has left behind may still do their work: nothing new begins before they end. */
  function noteUnderWay(answer: Promise<unknown>): void {
    underWay.add(answer);
    const forget = (): boolean => underWay.delete(answer);
    answer.then(forget, forget);
  }

  async function awaitLastAnswers(members: MembersStore, group: ChangedGroup): Promise<void> {
    const waiting = new AbortController();
    state.set({ kind: 'checking', ...group, cancel: () => waiting.abort() });
    await Promise.race([
      Promise.allSettled(underWay),
      new Promise((resolve) => {
        waiting.signal.addEventListener('abort', resolve);
        disposal.signal.addEventListener('abort', resolve);
      }),
    ]);
    // What they have done is not in the list yet.
    if (!wasDisposed()) await members.load();
  }

  /** Runs one operation until it has ended or stopped by itself. */
  async function runStep(
    { address }: MembersStore,
    group: ChangedGroup,
    operation: Operation,
    ids: readonly RecordId[],
  ): Promise<StepResult & { readonly wasCancelled: boolean; readonly stoppedBy: StopCause | undefined }> {
    const call = operation === 'add' ? addMembers : removeMembers;
    const ending = new AbortController();
    let stoppedBy: StopCause | undefined;
    const whyRefused = createRefusalCheck({
      readPage: (page) => listMembers(dataverse, address, page),
      groupExists: async () => groupExists?.(address.groupId),
      doneCount: () => run.progress().done,
      isAdding: operation === 'add',
      signal: ending.signal,
      clock,
    });
    const run = startBatchRun<RecordId>({
      items: ids,
      batchSize: limits.idsPerCall,
      async send(batch) {
        const answer = call(dataverse, address, batch);
        noteUnderWay(answer);
        try {
          await answer;
        } catch (error) {
          if (judge(error).kind === 'refused') stoppedBy ??= await whyRefused();
          throw stoppedBy ? new GroupRefuses() : error;
        }
      },
      judge: (error) => (error instanceof GroupRefuses ? { kind: 'forbidden', reason: '' } : judge(error)),
      clock,
    });
    const endWatch = run.subscribe(() => {
      if (stoppedBy && run.progress().status.kind === 'interrupted') run.cancel();
    });
    state.set({ kind: 'running', ...group, operation, run });
    await run.ended;
    endWatch();
    ending.abort();
    const wasCancelled = run.progress().status.kind === 'cancelled' && !stoppedBy;
    return { operation, report: run.report(), wasCancelled, stoppedBy };
  }

  /** Reads the group while its user is told so, and may end that. */
  async function look<Answer>(
    { address }: MembersStore,
    group: ChangedGroup,
    read: (look: Look) => Promise<Answer>,
  ): Promise<Answer> {
    const given = createLook((page) => listMembers(dataverse, address, page), clock);
    disposal.signal.addEventListener('abort', given.cancel);
    state.set({ kind: 'checking', ...group, cancel: given.cancel });
    const answer = await read(given);
    disposal.signal.removeEventListener('abort', given.cancel);
    return answer;
  }

  /**
   * Who is in the group now. The list on show is confirmed by one more reading at least: it may be old, and who moved
   * to another page while it was read is missing from it.
   */
  async function readBefore(
    members: MembersStore,
    group: ChangedGroup,
  ): Promise<{ readonly before: ReadonlySet<RecordId> | undefined; readonly wasCancelled: boolean }> {
    const { kind, ids: listed } = members.state.get();
    const known = kind === 'complete' ? listed : undefined;
    return look(members, group, async ({ read, wasCancelled }) => {
      const ids = await read(patienceAtEnd, (...reading) => readSettledGroup(...reading, known));
      if (ids && !wasDisposed()) members.isNow(ids);
      return { before: ids && (await createSlices().setOf(ids)), wasCancelled: wasCancelled() };
    });
  }

  async function perform(members: MembersStore, given: ChangePlan): Promise<LastChange> {
    const { groupId } = members.address;
    const group: ChangedGroup = { groupId, groupName: nameOf?.(groupId) ?? '' };
    // Nothing is awaited in front of the first state, so that a second start at the same moment finds it.
    if (underWay.size > 0) await awaitLastAnswers(members, group);
    const { before, wasCancelled } = await readBefore(members, group);
    const isBeforeKnown = before !== undefined;
    const plan = await planAgainst(given, before);
    const steps: StepResult[] = [];
    let circumstances = { wasCancelled, stoppedBy: undefined as StopCause | undefined };
    for (const operation of orderOf(plan, members.state.get().ids.length)) {
      const isOver = circumstances.wasCancelled || circumstances.stoppedBy !== undefined || wasDisposed();
      if (isOver || plan[operation].length === 0) continue;
      const step = await runStep(members, group, operation, plan[operation]);
      steps.push(step);
      circumstances = { wasCancelled: step.wasCancelled, stoppedBy: step.stoppedBy };
    }
    const report = reportOf(plan, steps, circumstances);
    const outcome = { plan, steps, report, before };
    return { members, group, plan, isBeforeKnown, report: await checked(members, group, outcome) };
  }

  interface Outcome {
    readonly plan: ChangePlan;
    readonly steps: readonly StepResult[];
    readonly report: ChangeReport;
    readonly before: ReadonlySet<RecordId> | undefined;
  }

  /** The report after a look at the group, as far as one is needed and to be had. */
  async function checked(
    members: MembersStore,
    group: ChangedGroup,
    outcome: Outcome,
  ): Promise<ChangeReport> {
    const { plan, steps, report } = outcome;
    if (wasDisposed() || report.stoppedBy === 'groupGone') return report;
    const patience = report.wasCancelled ? patienceAfterCancel : patienceAtEnd;
    const isOpen = steps.some((step) => step.report.toBeChecked.length > 0);
    const ids = await look(members, group, async ({ read }) => {
      const isAsSaid =
        !isOpen &&
        (report.added.length === 0 || (await read(patience, countMembers)) === expectedCount(outcome));
      return isAsSaid ? undefined : read(patience, (...reading) => readSettledGroup(...reading));
    });
    if (!ids) {
      await members.added(report.added);
      await members.removed(report.removed);
      return report;
    }
    members.isNow(ids);
    const settled = await settledBy(report, plan, await createSlices().setOf(ids), steps);
    const isFull = settled.notKept.length > 0 && ids.length >= limits.membersPerGroup;
    return isFull ? { ...settled, stoppedBy: 'groupFull' } : settled;
  }

  async function change(members: MembersStore, plan: ChangePlan, earlier?: LastChange): Promise<void> {
    const { kind } = state.get();
    if (kind === 'running' || kind === 'checking' || wasDisposed()) return;
    undoable.set(undefined);
    const done = await perform(members, plan);
    const report = earlier ? await joined(earlier.report, done.report) : done.report;
    if (wasDisposed()) return;
    // The rest is of people who were not so before the whole change, as far as that was known then.
    const { isBeforeKnown } = earlier ?? done;
    last = { ...done, report, isBeforeKnown };
    const { group } = done;
    const undo = report.stoppedBy !== 'groupGone' && isBeforeKnown ? undoOf(report) : undefined;
    undoable.set(undo && { ...group, count: undo.add.length + undo.remove.length });
    state.set({ kind: 'ended', ...group, report });
    onEnded(members, report);
  }

  return {
    state,
    undoable,
    start: (members, plan) => change(members, plan),
    async goOn() {
      const earlier = last;
      if (!earlier || state.get().kind !== 'ended') return;
      await change(earlier.members, await remainderOf(earlier.plan, earlier.report), earlier);
    },
    async undo() {
      const undo = last && undoOf(last.report);
      if (last && undo && undoable.get()) await change(last.members, undo);
    },
    close() {
      if (state.get().kind === 'ended') state.set({ kind: 'none' });
    },
    dispose() {
      const current = state.get();
      disposal.abort();
      if (current.kind === 'running') current.run.cancel();
      state.dispose();
      undoable.dispose();
    },
  };
}

/** Members that the group has when everything is as the server said; undefined where nobody knows what was before. */
function expectedCount({
  before,
  report,
}: {
  readonly before: ReadonlySet<RecordId> | undefined;
  readonly report: ChangeReport;
}): number | undefined {
  return before && before.size + report.added.length - report.removed.length;
}
