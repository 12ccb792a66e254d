import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import { failureMessageOf } from '../dataverse/failure-message';
import { createStore } from '../kit/store';
import type { GroupAddress } from './group-calls';
import type { MembersState, MembersStore } from './members-store';

/**
 * People that are listed as the members of a group are, and that nobody adds to or removes from.
 *
 * @param address - tells them apart from groups.
 */
export function createReadOnlyMembers(
  address: GroupAddress,
  read: (signal: AbortSignal) => Promise<readonly RecordId[]>,
): MembersStore {
  const state = createStore<MembersState>({ kind: 'loading', ids: [] });
  let work = new AbortController();
  let current: Promise<unknown> | undefined;

  /** What keeps them from being read; undefined when nothing does. */
  async function attempt({ signal }: AbortController): Promise<unknown> {
    try {
      const ids = await read(signal);
      if (!signal.aborted) state.set({ kind: 'complete', ids });
      return undefined;
    } catch (error) {
      if (!signal.aborted) state.set({ kind: 'failed', ids: [], reason: failureMessageOf(error) });
      return error;
    }
  }

  async function load(): Promise<void> {
    work.abort();
    work = new AbortController();
    current = attempt(work);
    await current;
  }

  const unchanged = (): Promise<void> => Promise.resolve();
  return {
    address,
    isGroup: false,
    state,
    load,
    async all() {
      if (state.get().kind === 'failed' || !current) void load();
      const reason = await current;
      if (state.get().kind !== 'complete') throw reason;
      return createSlices().setOf(state.get().ids);
    },
    added: unchanged,
    removed: unchanged,
    isNow: () => undefined,
    dispose() {
      work.abort();
      state.dispose();
    },
  };
}
