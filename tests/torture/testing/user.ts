import type { Clock } from '../../../pcf/SegmentMembersControl/bulk/clock';
import type { Dataverse } from '../../../pcf/SegmentMembersControl/dataverse/dataverse';
import type { ChangePlan } from '../../../pcf/SegmentMembersControl/members/change-plan';
import { leftCount, type ChangeReport } from '../../../pcf/SegmentMembersControl/members/change-report';
import { createChanges, type Changes } from '../../../pcf/SegmentMembersControl/members/changes';
import { createMembersStore } from '../../../pcf/SegmentMembersControl/members/members-store';
import type { Random } from './random';
import { address } from './scene';

/** Somebody who changes the group, loses patience now and then, and comes back. */
export interface User {
  /** Runs a plan until it has ended, done or not, and gives the last report. */
  change(plan: ChangePlan): Promise<ChangeReport>;
  /** Does what is left, until nothing is or it helps no more. */
  finish(): Promise<ChangeReport>;
  undo(): Promise<ChangeReport | undefined>;
  close(): void;
}

export function createUser(dataverse: Dataverse, clock: Clock, random: Random): User {
  const members = createMembersStore(dataverse, address, { clock });
  const changes = createChanges({ dataverse, clock, onEnded: () => undefined });
  const endWatch = changes.state.subscribe(() => {
    const state = changes.state.get();
    if (state.kind !== 'running') return;
    const { run } = state;
    const cancelAfter = random.chance(0.15) ? random.below(8000) : undefined;
    if (cancelAfter !== undefined) clock.after(cancelAfter, () => run.cancel());
    run.subscribe(() => {
      if (run.progress().status.kind === 'interrupted') clock.after(2000, () => run.resume());
    });
  });

  return {
    async change(plan) {
      // Where the group cannot be read now, the change begins without knowing who is in it.
      await members.load();
      await changes.start(members, plan);
      return reportOf(changes);
    },
    async finish() {
      for (let round = 0; round < 8 && leftCount(reportOf(changes)) > 0; round += 1) await changes.goOn();
      return reportOf(changes);
    },
    async undo() {
      if (!changes.undoable.get()) return undefined;
      await changes.undo();
      return reportOf(changes);
    },
    close() {
      endWatch();
      changes.dispose();
      members.dispose();
    },
  };
}

function reportOf(changes: Changes): ChangeReport {
  const state = changes.state.get();
  if (state.kind !== 'ended') throw new Error(`A change is ${state.kind} though it has come to its end.`);
  return state.report;
}
