import { Cancelled } from '../../bulk/slices';
import { failureMessageOf, type FailureMessage } from '../../dataverse/failure-message';
import type { RecordId } from '../../../../segments/record-id';
import { createStore, type Store } from '../../kit/store';
import type { PeopleCache } from '../../people';
import type { MembersStore } from '../members-store';
import type { Search } from '../search';
import { arrange, type Arranging } from './arrange';

export type ArrangementState =
  /** As Dataverse lists them. */
  | { readonly kind: 'off'; readonly ids?: undefined }
  /** Names are being read, or sorted; `ids` are those of before. */
  | {
      readonly kind: 'reading';
      readonly done: number;
      readonly total: number;
      readonly ids: readonly RecordId[] | undefined;
    }
  | { readonly kind: 'ready'; readonly ids: readonly RecordId[] }
  | { readonly kind: 'failed'; readonly reason: FailureMessage; readonly ids?: undefined };

/** The members of a group, or those that a search found, sorted and filtered as was chosen. */
export interface Arrangement {
  readonly state: Store<ArrangementState>;
  dispose(): void;
}

interface ArrangementParts {
  readonly members: MembersStore;
  readonly search: Search;
  readonly people: PeopleCache;
  readonly choice: Store<Arranging>;
  readonly added: ReadonlySet<RecordId>;
}

/** Follows what is chosen, the group and the search, each of which may change at any time. */
export function createArrangement(parts: ArrangementParts): Arrangement {
  const { members, search, people, choice, added } = parts;
  const state = createStore<ArrangementState>({ kind: 'off' });
  let work = new AbortController();

  /** Everybody to be arranged; undefined while the search is not at its end. */
  async function base(): Promise<readonly RecordId[] | undefined> {
    const found = search.state.get();
    if (found.kind === 'searching') return undefined;
    if (found.kind !== 'off') return found.ids;
    await members.all();
    return members.state.get().ids;
  }

  async function run(): Promise<void> {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    const arranging = choice.get();
    if (arranging.sortBy === undefined && arranging.only === undefined) {
      state.set({ kind: 'off' });
      return;
    }
    const { ids: before } = state.get();
    const onProgress = (done: number, total: number): void => {
      if (!signal.aborted) state.set({ kind: 'reading', done, total, ids: before });
    };
    onProgress(0, 0);
    try {
      const ids = await base();
      if (ids === undefined) return;
      await people.readAll(ids, (done) => onProgress(done, ids.length), signal);
      const arranged = await arrange(ids, arranging, { person: people.get, added }, signal);
      if (!signal.aborted) state.set({ kind: 'ready', ids: arranged });
    } catch (error) {
      if (!signal.aborted && !(error instanceof Cancelled))
        state.set({ kind: 'failed', reason: failureMessageOf(error) });
    }
  }

  const ends = [
    choice.subscribe(() => void run()),
    // While the group is read again, those of before stay.
    members.state.subscribe(() => {
      if (members.state.get().kind === 'complete') void run();
    }),
    search.state.subscribe(() => {
      if (search.state.get().kind !== 'searching') void run();
      else if (state.get().kind !== 'off') state.set({ kind: 'reading', done: 0, total: 0, ids: undefined });
    }),
  ];
  void run();

  return {
    state,
    dispose() {
      work.abort();
      ends.forEach((end) => end());
      state.dispose();
    },
  };
}
