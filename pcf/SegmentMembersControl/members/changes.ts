import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import { startBatchRun, type BatchReport, type BatchRun, type Refusal } from '../bulk/batch-run';
import type { Dataverse } from '../dataverse/dataverse';
import { judge } from '../dataverse/judge';
import { createStore, type Store } from '../kit/store';
import { addMembers, listMembers, removeMembers } from './group-calls';
import type { MembersStore } from './members-store';

/** What is to happen to a group: first the additions, then the removals (the other way round where room is short). */
export interface ChangePlan {
  readonly add: readonly RecordId[];
  readonly remove: readonly RecordId[];
  /** Ids of the list given that were members before, for the report. */
  readonly alreadyThere: readonly RecordId[];
  /** Entries of the list given that no record was found for, for the report. */
  readonly notFound: readonly string[];
}

export type Operation = 'add' | 'remove';

export interface ChangeReport {
  readonly added: readonly RecordId[];
  readonly removed: readonly RecordId[];
  readonly alreadyThere: readonly RecordId[];
  readonly notFound: readonly string[];
  readonly refused: readonly (Refusal<RecordId> & { readonly operation: Operation })[];
  readonly uncertain: readonly RecordId[];
  readonly notSent: readonly RecordId[];
  readonly wasCancelled: boolean;
}

export type ChangeState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly operation: Operation; readonly run: BatchRun<RecordId> }
  /** Reads the group to learn what became of calls without an answer. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'ended'; readonly report: ChangeReport };

/** Changes the members of groups, one change at a time. */
export interface Changes {
  readonly state: Store<ChangeState>;
  start(members: MembersStore, plan: ChangePlan): Promise<void>;
  /** Does what the last change has left to do. */
  goOn(): Promise<void>;
  /** Puts the report away. */
  close(): void;
  dispose(): void;
}

/** @param onEnded - called with the group after its members have changed. */
export function createChanges(dataverse: Dataverse, onEnded: (members: MembersStore) => void): Changes {
  const state = createStore<ChangeState>({ kind: 'none' });
  let isDisposed = false;
  const wasDisposed = (): boolean => isDisposed;
  let last: { readonly members: MembersStore; readonly plan: ChangePlan } | undefined;

  async function runStep(
    members: MembersStore,
    operation: Operation,
    ids: readonly RecordId[],
  ): Promise<BatchReport<RecordId>> {
    const call = operation === 'add' ? addMembers : removeMembers;
    const run = startBatchRun<RecordId>({
      items: ids,
      batchSize: limits.idsPerCall,
      send: (batch) => call(dataverse, members.address, batch),
      judge,
    });
    state.set({ kind: 'running', operation, run });
    await run.ended;
    return run.report();
  }

  async function start(members: MembersStore, plan: ChangePlan): Promise<void> {
    if (state.get().kind !== 'none' && state.get().kind !== 'ended') return;
    last = { members, plan };
    const total = createTotal(plan);
    for (const operation of orderOf(plan, members.state.get().ids.length)) {
      if (total.wasCancelled() || isDisposed) total.skip(plan[operation]);
      else if (plan[operation].length > 0)
        total.add(operation, await runStep(members, operation, plan[operation]));
    }
    if (wasDisposed()) return;
    if (total.uncertain().length > 0) {
      state.set({ kind: 'checking' });
      // One look without patience: where the server is away, its user should not have to wait for the report.
      const isThere = await listMembers(dataverse, members.address, { number: 1, size: 1 }).then(
        () => true,
        () => false,
      );
      if (isThere) await members.load();
      if (wasDisposed()) return;
      if (isThere && members.state.get().kind === 'complete') total.settle(new Set(members.state.get().ids));
    } else {
      members.added(total.report().added);
      members.removed(total.report().removed);
    }
    state.set({ kind: 'ended', report: total.report() });
    onEnded(members);
  }

  return {
    state,
    start,
    async goOn() {
      const ended = state.get();
      if (last && ended.kind === 'ended') await start(last.members, remainderOf(last.plan, ended.report));
    },
    close() {
      if (state.get().kind === 'ended') state.set({ kind: 'none' });
    },
    dispose() {
      isDisposed = true;
      const current = state.get();
      if (current.kind === 'running') current.run.cancel();
      state.dispose();
    },
  };
}

/** What a plan that was cut short still has to do. */
function remainderOf(plan: ChangePlan, { uncertain, notSent }: ChangeReport): ChangePlan {
  const left = new Set([...uncertain, ...notSent]);
  const isLeft = (id: RecordId): boolean => left.has(id);
  return { add: plan.add.filter(isLeft), remove: plan.remove.filter(isLeft), alreadyThere: [], notFound: [] };
}

function orderOf(plan: ChangePlan, memberCount: number): readonly Operation[] {
  const fits = memberCount + plan.add.length <= limits.membersPerGroup;
  return fits ? ['add', 'remove'] : ['remove', 'add'];
}

interface Total {
  add(operation: Operation, report: BatchReport<RecordId>): void;
  skip(ids: readonly RecordId[]): void;
  wasCancelled(): boolean;
  uncertain(): readonly RecordId[];
  /** Tells done from not done by who is a member now. */
  settle(members: ReadonlySet<RecordId>): void;
  report(): ChangeReport;
}

/** Adds up the reports of the steps of a plan. */
function createTotal(plan: ChangePlan): Total {
  let report: ChangeReport = {
    added: [],
    removed: [],
    alreadyThere: plan.alreadyThere,
    notFound: plan.notFound,
    refused: [],
    uncertain: [],
    notSent: [],
    wasCancelled: false,
  };
  const toRemove = new Set(plan.remove);

  return {
    add(operation, step) {
      report = {
        ...report,
        added: operation === 'add' ? step.done : report.added,
        removed: operation === 'remove' ? step.done : report.removed,
        refused: [...report.refused, ...step.refused.map((refusal) => ({ ...refusal, operation }))],
        uncertain: report.uncertain.concat(step.uncertain),
        notSent: report.notSent.concat(step.notSent),
        wasCancelled: step.notSent.length + step.uncertain.length > 0,
      };
    },
    skip(ids) {
      report = { ...report, notSent: report.notSent.concat(ids) };
    },
    wasCancelled: () => report.wasCancelled,
    uncertain: () => report.uncertain,
    settle(members) {
      const isDone = (id: RecordId): boolean => members.has(id) !== toRemove.has(id);
      const done = report.uncertain.filter(isDone);
      report = {
        ...report,
        added: report.added.concat(done.filter((id) => !toRemove.has(id))),
        removed: report.removed.concat(done.filter((id) => toRemove.has(id))),
        notSent: report.notSent.concat(report.uncertain.filter((id) => !isDone(id))),
        uncertain: [],
      };
    },
    report: () => report,
  };
}
