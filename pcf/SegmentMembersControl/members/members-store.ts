import type { RecordId } from '../../../segments/record-id';
import { Cancelled } from '../bulk/slices';
import type { Dataverse } from '../dataverse/dataverse';
import { failureOf } from '../dataverse/errors';
import { createStore, type Store } from '../kit/store';
import { listMembers, type GroupAddress } from './group-calls';
import { readFirstPage, readFurtherPages } from './read-group';

/** The members of the group on show. */
export interface MembersState {
  readonly kind: 'loading' | 'reading' | 'complete' | 'failed';
  /** Grows while reading; a new array each time. Each id once. */
  readonly ids: readonly RecordId[];
  readonly reason?: string;
}

export interface MembersStore {
  readonly address: GroupAddress;
  readonly state: Store<MembersState>;
  /** Reads the group again from its start; the old list stays until the first page is there. */
  load(): Promise<void>;
  /** Resolves with all members; reads again what could not be read. */
  all(): Promise<ReadonlySet<RecordId>>;
  /** Changes the list as the server has just been changed. */
  added(ids: readonly RecordId[]): void;
  removed(ids: readonly RecordId[]): void;
  dispose(): void;
}

/** `beforeReadingOn` may hold up the pages after the first, for what is needed to show that one. */
export function createMembersStore(
  dataverse: Dataverse,
  address: GroupAddress,
  beforeReadingOn: (firstIds: readonly RecordId[]) => Promise<void> = () => Promise.resolve(),
): MembersStore {
  const state = createStore<MembersState>({ kind: 'loading', ids: [] });
  let reading = new AbortController();
  let isDisposed = false;
  let current: Promise<void> | undefined;

  async function read(signal: AbortSignal): Promise<void> {
    const readPage = (page: { number: number; size: number }): Promise<readonly RecordId[]> =>
      listMembers(dataverse, address, page);
    const isOver = (): boolean => signal.aborted;
    try {
      const first = await readFirstPage(readPage, signal);
      if (isOver()) return;
      let ids: RecordId[] = [...new Set(first.ids)];
      state.set({ kind: 'reading', ids });
      await beforeReadingOn(ids);
      if (isOver()) return;
      await readFurtherPages(
        readPage,
        { ...first, ids },
        (more) => {
          ids = ids.concat(more);
          state.set({ kind: 'reading', ids });
        },
        signal,
      );
      if (!isOver()) state.set({ kind: 'complete', ids });
    } catch (error) {
      if (!isOver()) state.update({ kind: 'failed', reason: failureOf(error).message });
    }
  }

  function load(): Promise<void> {
    reading.abort();
    reading = new AbortController();
    if (state.get().ids.length > 0) state.set({ kind: 'reading', ids: state.get().ids });
    current = read(reading.signal);
    return current;
  }

  return {
    address,
    state,
    load,
    async all() {
      if (state.get().kind === 'failed' || current === undefined) void load();
      while (!isDisposed && state.get().kind !== 'complete') {
        await current;
        const { kind, reason } = state.get();
        if (kind === 'failed') throw new Error(reason);
      }
      if (isDisposed) throw new Cancelled();
      return new Set(state.get().ids);
    },
    added(ids) {
      const present = state.get().ids;
      const known = new Set(present);
      const fresh = present.length === 0 ? ids : ids.filter((id) => !known.has(id));
      if (fresh.length > 0) state.update({ ids: state.get().ids.concat(fresh) });
    },
    removed(ids) {
      const gone = new Set(ids);
      state.update({ ids: state.get().ids.filter((id) => !gone.has(id)) });
    },
    dispose() {
      isDisposed = true;
      reading.abort();
      state.dispose();
    },
  };
}
