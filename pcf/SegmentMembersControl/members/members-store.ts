import type { RecordId } from '../../../segments/record-id';
import type { Clock } from '../bulk/clock';
import { Cancelled, createSlices } from '../bulk/slices';
import type { Dataverse } from '../dataverse/dataverse';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { judge } from '../dataverse/judge';
import { createStore, type Store } from '../kit/store';
import { listMembers, type GroupAddress } from './group-calls';
import { readFirstPage, readFurtherPages, readSettledGroup, type ReadPage } from './read-group';

/** The members of the group on show, each id once. */
export type MembersState =
  | { readonly kind: 'loading'; readonly ids: readonly RecordId[] }
  /** `ids` grows while reading; a new array each time. */
  | { readonly kind: 'reading'; readonly ids: readonly RecordId[] }
  /** Read to its end; who moved to another page meanwhile may be missing. */
  | { readonly kind: 'complete'; readonly ids: readonly RecordId[] }
  | { readonly kind: 'failed'; readonly ids: readonly RecordId[]; readonly reason: FailureMessage }
  /** Somebody has deleted the group. */
  | { readonly kind: 'gone'; readonly ids: readonly RecordId[] };

export interface MembersStore {
  readonly address: GroupAddress;
  /** Whether people can come in and go out, as far as there is room. */
  readonly isGroup: boolean;
  readonly state: Store<MembersState>;
  /** Reads the group again from its start; the old list stays until the first page is there. */
  load(): Promise<void>;
  /**
   * Resolves with all members once two readings agree on them; reads again what could not be read, and rejects with
   * what keeps it from that.
   */
  all(): Promise<ReadonlySet<RecordId>>;
  /** Changes the list as the server has just been changed; the page gets its turns. */
  added(ids: readonly RecordId[]): Promise<void>;
  removed(ids: readonly RecordId[]): Promise<void>;
  /** Somebody else has just read the whole group, until two readings agreed. */
  isNow(ids: readonly RecordId[]): void;
  dispose(): void;
}

interface MembersStoreOptions {
  /** May hold up the pages after the first, for what is needed to show that one. */
  readonly beforeReadingOn?: (firstIds: readonly RecordId[]) => Promise<void>;
  /** Whether the definition still has the group; asked when the server refuses to list it. */
  readonly groupExists?: () => Promise<boolean>;
  readonly clock?: Clock;
}

export function createMembersStore(
  dataverse: Dataverse,
  address: GroupAddress,
  { beforeReadingOn, groupExists, clock }: MembersStoreOptions = {},
): MembersStore {
  const state = createStore<MembersState>({ kind: 'loading', ids: [] });
  const readPage: ReadPage = (page) => listMembers(dataverse, address, page);
  let reading = new AbortController();
  let isDisposed = false;
  let current: Promise<unknown> | undefined;
  /** The list that two readings agree on. */
  let settled: readonly RecordId[] | undefined;
  let settling: Promise<readonly RecordId[]> | undefined;

  /** What keeps the group from being read to its end; undefined when nothing does. */
  async function read(signal: AbortSignal): Promise<unknown> {
    try {
      const first = await readFirstPage(readPage, signal, clock);
      let ids: readonly RecordId[] = [...new Set(first.ids)];
      state.set({ kind: 'reading', ids });
      await beforeReadingOn?.(ids);
      const onIds = (more: readonly RecordId[]): void => {
        ids = ids.concat(more);
        state.set({ kind: 'reading', ids });
      };
      await readFurtherPages(readPage, { ...first, ids }, onIds, signal, clock);
      if (!signal.aborted) state.set({ kind: 'complete', ids });
      return undefined;
    } catch (error) {
      if (!signal.aborted) await fail(error, signal);
      return error;
    }
  }

  async function fail(error: unknown, signal: AbortSignal): Promise<void> {
    const isGone = judge(error).kind === 'refused' && (await groupExists?.()) === false;
    if (signal.aborted) return;
    const { ids } = state.get();
    state.set(isGone ? { kind: 'gone', ids: [] } : { kind: 'failed', ids, reason: failureMessageOf(error) });
  }

  function load(): Promise<unknown> {
    reading.abort();
    reading = new AbortController();
    const { ids } = state.get();
    if (ids.length > 0) state.set({ kind: 'reading', ids });
    current = read(reading.signal);
    return current;
  }

  function isSettled(): boolean {
    const { kind, ids } = state.get();
    return kind === 'complete' && ids === settled;
  }

  /** Confirms the complete list, or puts right who is in it. A change meanwhile makes that void. */
  async function settle(): Promise<void> {
    const { signal } = reading;
    const { ids } = state.get();
    settling ??= readSettledGroup(readPage, signal, clock, ids).finally(() => (settling = undefined));
    try {
      const now = await settling;
      if (isDisposed || signal.aborted || state.get().ids !== ids) return;
      settled = now;
      state.set({ kind: 'complete', ids: now });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Changes the list as it is when the change is made: what came in while that was found out is not lost. */
  async function changeBy(
    changed: (present: readonly RecordId[]) => Promise<readonly RecordId[]>,
  ): Promise<void> {
    let present: readonly RecordId[];
    let next: readonly RecordId[];
    do {
      present = state.get().ids;
      next = await changed(present);
    } while (present !== state.get().ids);
    if (next.length === present.length) return;
    if (isSettled()) settled = next;
    state.set({ ...state.get(), ids: next });
  }

  return {
    address,
    isGroup: true,
    state,
    async load() {
      await load();
    },
    async all() {
      const { kind } = state.get();
      if (kind === 'failed' || kind === 'gone' || current === undefined) void load();
      while (!isDisposed && !isSettled()) {
        if (state.get().kind === 'complete') await settle();
        else {
          const reason = await current;
          const { kind: now } = state.get();
          if (now === 'failed' || now === 'gone') throw reason;
        }
      }
      if (isDisposed) throw new Cancelled();
      return createSlices().setOf(state.get().ids);
    },
    async added(ids) {
      const slices = createSlices();
      await changeBy(async (present) => {
        if (present.length === 0 || ids.length === 0) return present.concat(ids);
        const known = await slices.setOf(present);
        return present.concat(await slices.filter(ids, (id) => !known.has(id)));
      });
    },
    async removed(ids) {
      if (ids.length === 0) return;
      const slices = createSlices();
      const gone = await slices.setOf(ids);
      await changeBy((present) => slices.filter(present, (id) => !gone.has(id)));
    },
    isNow(ids) {
      reading.abort();
      reading = new AbortController();
      current = Promise.resolve(undefined);
      settled = ids;
      state.set({ kind: 'complete', ids });
    },
    dispose() {
      isDisposed = true;
      reading.abort();
      state.dispose();
    },
  };
}
