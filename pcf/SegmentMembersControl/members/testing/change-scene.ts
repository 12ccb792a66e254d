import { type RecordId, recordId } from '../../../../segments/record-id';
import { createManualClock, type ManualClock } from '../../testing/manual-clock';
import type { ChangePlan } from '../change-plan';
import type { ChangeReport } from '../change-report';
import { createChanges, type Changes } from '../changes';
import { createMembersStore, type MembersStore } from '../members-store';
import { createFakeGroup, type CallFault, type FakeGroup } from './fake-group';

export const id = (number: number): RecordId =>
  recordId(`0f5b0c7f-395d-447b-b14c-${String(number).padStart(12, '0')}`);
export const ids = (first: number, count: number): readonly RecordId[] =>
  Array.from({ length: count }, (_, index) => id(first + index));
export const address = { segmentId: id(900_001), groupId: id(900_002) };
export const nothing: ChangePlan = { add: [], remove: [], alreadyThere: [], notFound: [] };

export interface Scene {
  readonly clock: ManualClock;
  readonly group: FakeGroup;
  readonly changes: Changes;
  readonly members: MembersStore;
  /** Cancels the first run so many milliseconds after its begin. */
  cancelAfter(milliseconds: number): void;
  /** Gives these faults to the calls from the first one on that changes the group. */
  strike(faults: readonly CallFault[]): void;
  /** Lets the work come to its end and gives the report. */
  end(work: Promise<void>): Promise<ChangeReport>;
}

export async function open(
  present: readonly RecordId[] = [],
  parts: Partial<Parameters<typeof createChanges>[0]> = {},
): Promise<Scene> {
  const clock = createManualClock();
  const group = createFakeGroup(clock);
  present.forEach((each) => group.members.add(each));
  const members = createMembersStore(group.dataverse, address, { clock });
  const changes = createChanges({
    dataverse: group.dataverse,
    onEnded: () => undefined,
    groupExists: () => Promise.resolve(group.isThere),
    nameOf: () => 'Guests',
    clock,
    ...parts,
  });
  const loading = members.load();
  await clock.run();
  await loading;
  return {
    clock,
    group,
    changes,
    members,
    cancelAfter(milliseconds) {
      const stopWatching = changes.state.subscribe(() => {
        const state = changes.state.get();
        if (state.kind !== 'running') return;
        clock.after(milliseconds, () => state.run.cancel());
        stopWatching();
      });
    },
    strike(faults) {
      let first: number | undefined;
      group.fault = (action, call) => {
        if (!action.includes('List')) first ??= call;
        return first === undefined ? 'none' : (faults[call - first] ?? 'none');
      };
    },
    async end(work) {
      const progress = { isOver: false };
      const over = work.then(() => (progress.isOver = true));
      await clock.run(() => progress.isOver);
      const state = changes.state.get();
      if (!progress.isOver || state.kind !== 'ended') {
        throw new Error(`${state.kind} ${JSON.stringify(state.kind === 'running' && state.run.progress())}`);
      }
      await over;
      return state.report;
    },
  };
}
