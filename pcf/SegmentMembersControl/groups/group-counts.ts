import type { RecordId } from '../../../segments/record-id';
import type { Dataverse } from '../dataverse/dataverse';
import { countMembers, type GroupAddress, listMembers, type MembersStore } from '../members';
import { createStore, type Store } from '../kit/store';

/** Members of each group as far as they are known; `atLeast` while a group is being read. */
export type Counts = Readonly<Record<RecordId, { readonly count: number; readonly atLeast: boolean }>>;

/** A count as text, with a plus where there may be more. */
export const textOfCount = (
  { count, atLeast }: Counts[RecordId],
  number: (value: number) => string,
): string => number(count) + (atLeast ? '+' : '');

export interface GroupCounts {
  readonly state: Store<Counts>;
  /** Takes the count of the group on show from its list. */
  follow(members: MembersStore): void;
  /** Counts a group again. */
  recount(address: GroupAddress): Promise<void>;
  /** Counts the groups that are not known yet, one after the other. */
  countAll(segmentId: RecordId, groupIds: readonly RecordId[]): Promise<void>;
  dispose(): void;
}

export function createGroupCounts(dataverse: Dataverse): GroupCounts {
  const state = createStore<Counts>({});
  const disposal = new AbortController();
  let isCounting = false;

  function set(groupId: RecordId, count: number, atLeast: boolean): void {
    if (!disposal.signal.aborted) state.update({ [groupId]: { count, atLeast } });
  }

  async function recount(address: GroupAddress): Promise<void> {
    try {
      const count = await countMembers((page) => listMembers(dataverse, address, page), disposal.signal);
      set(address.groupId, count, false);
    } catch {
      // A group that cannot be counted is listed without a number; opening it says what is wrong.
    }
  }

  return {
    state,
    recount,

    follow(members) {
      members.state.subscribe(() => {
        const { kind, ids } = members.state.get();
        // A group that could not be read at all may have any number of members.
        if (kind === 'loading' || (kind === 'failed' && ids.length === 0)) return;
        set(members.address.groupId, ids.length, kind !== 'complete');
      });
    },

    async countAll(segmentId, groupIds) {
      if (isCounting) return;
      isCounting = true;
      for (const groupId of groupIds) {
        if (state.get()[groupId] || disposal.signal.aborted) continue;
        await recount({ segmentId, groupId });
      }
      isCounting = false;
    },

    dispose() {
      disposal.abort();
      state.dispose();
    },
  };
}
