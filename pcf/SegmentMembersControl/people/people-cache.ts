import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import { createStore, type Store } from '../kit/store';
import { idsPerNamesRequest, readManyPeople, readPeople, type PeopleQuery, type Person } from './people';

/** A person, or `missing` when Dataverse has no such row or does not show it to this user. */
export type KnownPerson = Person | 'missing';

export interface PeopleCache {
  /** Changes whenever more people are known. */
  readonly version: Store<number>;
  get(id: RecordId): KnownPerson | undefined;
  /** Whether names could not be read when they were last asked for. */
  isOutOfReach(): boolean;
  /**
   * Asks for the people among these that are not known; a later call replaces what has not been sent. Resolves
   * when nothing is being read any more.
   */
  want(ids: readonly RecordId[]): Promise<void>;
  /**
   * Reads all of these that are not known. Rejects with what keeps it from that, and with Cancelled. `onProgress` gets
   * how many are known.
   */
  readAll(ids: readonly RecordId[], onProgress: (done: number) => void, signal: AbortSignal): Promise<void>;
  put(people: readonly Person[]): void;
  dispose(): void;
}

/** A whole group, which is sorted by what is known of its members, and some more. */
const mostKept = limits.membersPerGroup + 20_000;

/** Remembers people and reads those that come into view, one request at a time, newest wish first. */
export function createPeopleCache(dataverse: Dataverse, query: PeopleQuery): PeopleCache {
  const known = new Map<RecordId, KnownPerson>();
  const version = createStore(0);
  let wanted: readonly RecordId[] = [];
  let isReading = false;
  let isOutOfReach = false;
  let reading = Promise.resolve();
  const disposal = new AbortController();

  function remember(id: RecordId, person: KnownPerson): void {
    known.set(id, person);
    if (known.size <= mostKept) return;
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }

  function rememberAnswer(people: readonly Person[], asked: readonly RecordId[]): void {
    const found = new Map(people.map((person) => [person.id, person]));
    asked.forEach((id) => remember(id, found.get(id) ?? 'missing'));
  }

  async function read(): Promise<void> {
    isReading = true;
    const isDisposed = (): boolean => disposal.signal.aborted;
    while (!isDisposed()) {
      const ids = wanted.filter((id) => !known.has(id)).slice(0, idsPerNamesRequest);
      if (ids.length === 0) break;
      try {
        const people = await patiently(() => readPeople(dataverse, query, ids), disposal.signal);
        rememberAnswer(people, ids);
        isOutOfReach = false;
      } catch {
        // The list shows ids where names cannot be read; scrolling asks again.
        wanted = [];
        isOutOfReach = true;
      }
      if (!isDisposed()) version.set(version.get() + 1);
    }
    isReading = false;
  }

  return {
    version,
    get: (id) => known.get(id),
    isOutOfReach: () => isOutOfReach,
    want(ids) {
      wanted = ids;
      if (!isReading) reading = read();
      return reading;
    },
    async readAll(ids, onProgress, signal) {
      const unknown = ids.filter((id) => !known.has(id));
      let done = ids.length - unknown.length;
      const onPeople = (people: readonly Person[], asked: readonly RecordId[]): void => {
        rememberAnswer(people, asked);
        done += asked.length;
        if (disposal.signal.aborted) return;
        onProgress(done);
        version.set(version.get() + 1);
      };
      if (unknown.length > 0) await readManyPeople(dataverse, query, unknown, onPeople, signal);
    },
    put(people) {
      people.forEach((person) => remember(person.id, person));
      version.set(version.get() + 1);
    },
    dispose() {
      disposal.abort();
      version.dispose();
    },
  };
}
