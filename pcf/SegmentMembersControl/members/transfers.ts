import type { RecordId } from '../../../segments/record-id';
import { createStore, type Store } from '../kit/store';
import type { ChangePlan } from './change-plan';
import { leftCount, undoOf, type ChangeReport } from './change-report';
import type { Changes } from './changes';
import type { MembersStore } from './members-store';

/** What the group that people were copied to has been given, before they are taken out of where they were. */
export interface FirstHalf {
  readonly groupName: string;
  readonly report: ChangeReport;
  /** Not everybody arrived, so nobody was taken out. */
  readonly isAlone: boolean;
}

/** Copies and moves members between groups of a segment: one ordinary change, or two. */
export interface Transfers {
  /** Of the last move; undefined after a copy. */
  readonly firstHalf: Store<FirstHalf | undefined>;
  copy(to: RecordId, ids: readonly RecordId[]): Promise<void>;
  /** Takes out of the group only who has arrived in the other, and nobody before all have who can. */
  move(from: MembersStore, to: RecordId, ids: readonly RecordId[]): Promise<void>;
  /** Takes back the last change, both halves of a move. */
  undo(): Promise<void>;
  dispose(): void;
}

const nothing: ChangePlan = { add: [], remove: [], alreadyThere: [], notFound: [] };

/** @param open - the members of a group that is not on show. */
export function createTransfers(changes: Changes, open: (groupId: RecordId) => MembersStore): Transfers {
  const firstHalf = createStore<FirstHalf | undefined>(undefined);
  let undoFirst: (() => Promise<void>) | undefined;

  async function copy(to: RecordId, add: readonly RecordId[]): Promise<MembersStore> {
    firstHalf.set(undefined);
    undoFirst = undefined;
    const target = open(to);
    await changes.start(target, { ...nothing, add });
    return target;
  }

  return {
    firstHalf,
    async copy(to, ids) {
      await copy(to, ids);
    },
    async move(from, to, ids) {
      const target = await copy(to, ids);
      const ended = changes.state.get();
      if (ended.kind !== 'ended' || ended.groupId !== to) return;
      const { groupName, report } = ended;
      const isAlone = leftCount(report) > 0 || report.wasCancelled || report.stoppedBy !== undefined;
      firstHalf.set({ groupName, report, isAlone });
      if (isAlone) return;
      const back = changes.undoable.get() && undoOf(report);
      undoFirst = async () => (back ? changes.start(target, back) : undefined);
      await changes.start(from, { ...nothing, remove: [...report.added, ...report.alreadyThere] });
    },
    async undo() {
      const first = undoFirst;
      undoFirst = undefined;
      firstHalf.set(undefined);
      await changes.undo();
      const ended = changes.state.get();
      if (first && ended.kind === 'ended' && leftCount(ended.report) === 0) await first();
    },
    dispose: () => firstHalf.dispose(),
  };
}
