import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { Dataverse } from '../dataverse/dataverse';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { literal } from '../dataverse/filters';
import { patiently } from '../dataverse/patient';
import { type PeopleCache, type PeopleQuery, personOf, selectOf } from '../people';
import { createStore, type Store } from '../kit/store';
import type { MembersStore } from './members-store';

export type SearchState =
  | { readonly kind: 'off'; readonly text?: undefined; readonly ids?: undefined }
  | { readonly kind: 'searching'; readonly text: string; readonly ids: readonly RecordId[] }
  | { readonly kind: 'found'; readonly text: string; readonly ids: readonly RecordId[] }
  | {
      readonly kind: 'failed';
      readonly text: string;
      readonly ids: readonly RecordId[];
      readonly reason: FailureMessage;
    };

/** Finds members of a group by name or e-mail. */
export interface Search {
  readonly state: Store<SearchState>;
  /** An empty text ends the search. */
  search(text: string): Promise<void>;
  /** Takes removed members out of what was found. */
  removed(ids: readonly RecordId[]): Promise<void>;
  dispose(): void;
}

interface SearchParts {
  readonly dataverse: Dataverse;
  readonly query: PeopleQuery;
  readonly people: PeopleCache;
  readonly members: MembersStore;
}

/** The server looks through the whole table; what it finds is kept when it is in the group. */
export function createSearch({ dataverse, query, people, members }: SearchParts): Search {
  const state = createStore<SearchState>({ kind: 'off' });
  let work = new AbortController();

  async function search(given: string): Promise<void> {
    const text = given.trim();
    work.abort();
    work = new AbortController();
    const { signal } = work;
    const words = wordsOf(text);
    if (words.length === 0) {
      state.set({ kind: 'off' });
      return;
    }
    let ids: readonly RecordId[] = [];
    state.set({ kind: 'searching', text, ids });
    try {
      let next: string | undefined = firstQuery(query, words);
      const group = await members.all();
      while (next !== undefined && !signal.aborted) {
        const options: string = next;
        const page = await patiently(() => dataverse.list(query.table.logicalName, options, 5000), signal);
        const found = page.rows.map((row) => personOf(query, row)).filter(({ id }) => group.has(id));
        people.put(found);
        ids = ids.concat(found.map(({ id }) => id));
        next = page.next;
        state.set({ kind: next === undefined ? 'found' : 'searching', text, ids });
      }
    } catch (error) {
      if (!signal.aborted) state.set({ kind: 'failed', text, ids, reason: failureMessageOf(error) });
    }
  }

  return {
    state,
    search,
    async removed(ids) {
      if (state.get().kind === 'off') return;
      const gone = await createSlices().setOf(ids);
      const found = state.get();
      if (found.kind !== 'off') state.set({ ...found, ids: found.ids.filter((id) => !gone.has(id)) });
    },
    dispose() {
      work.abort();
      state.dispose();
    },
  };
}

/** Words that are looked for; a name has fewer. */
const mostWords = 10;

/** Every word of the text has to be in the name or the address, in any order: "Lind, Nora" finds Nora Lind. */
function firstQuery(query: PeopleQuery, words: readonly string[]): string {
  const { nameColumn, emailColumn } = query.table;
  const filter = words.map((word) => {
    const value = literal(word);
    return `(contains(${nameColumn},${value}) or contains(${emailColumn},${value}))`;
  });
  return `?$select=${selectOf(query)}&$filter=${filter.join(' and ')}&$orderby=${nameColumn}`;
}

/** The words of a search, without the commas between last and first names. */
function wordsOf(text: string): readonly string[] {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  return [...new Set(words)].slice(0, mostWords);
}
