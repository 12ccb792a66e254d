import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { Dataverse } from '../dataverse/dataverse';
import { readManyPeople, type PeopleQuery, type Person } from '../people';

/** The people with these ids in the order of the ids; who cannot be read has an id only. Throws Cancelled. */
export async function readPeopleInOrder(
  dataverse: Dataverse,
  query: PeopleQuery,
  ids: readonly RecordId[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<readonly Person[]> {
  const known = new Map<RecordId, Person>();
  let done = 0;
  const onPeople = (people: readonly Person[], asked: readonly RecordId[]): void => {
    people.forEach((person) => known.set(person.id, person));
    done += asked.length;
    onProgress(done);
  };
  await readManyPeople(dataverse, query, ids, onPeople, signal);
  const slices = createSlices(signal);
  const people: Person[] = [];
  await slices.each(ids, (id) => people.push(known.get(id) ?? { id, name: '', email: '', more: [] }));
  return people;
}

/** A person's cells as the export has them. */
export function cellsOf({ id, name, email, more }: Person): readonly string[] {
  return [id, name, email, ...more];
}
