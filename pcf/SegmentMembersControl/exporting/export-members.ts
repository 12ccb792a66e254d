import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { Dataverse } from '../dataverse/dataverse';
import { piecesForQueries } from '../dataverse/filters';
import { readAll } from '../dataverse/patient';
import { readPeople, type PeopleQuery, type Person } from '../people';

/** Length that the query has beside its ids, with room. */
const fixedLength = 500;

/** The people with these ids in the order of the ids; who cannot be read has an id only. Throws Cancelled. */
export async function readPeopleInOrder(
  dataverse: Dataverse,
  query: PeopleQuery,
  ids: readonly RecordId[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<readonly Person[]> {
  const known = new Map<RecordId, Person>();
  const next = piecesForQueries(ids, fixedLength);
  let done = 0;
  await readAll({
    next,
    async read(piece) {
      const people = await readPeople(dataverse, query, piece);
      people.forEach((person) => known.set(person.id, person));
      done += piece.length;
      onProgress(done);
    },
    signal,
  });
  const slices = createSlices(signal);
  if (slices.isOver()) await slices.next();
  return ids.map((id) => known.get(id) ?? { id, name: '', email: '', more: [] });
}

/** A person's cells as the export has them. */
export function cellsOf({ id, name, email, more }: Person): readonly string[] {
  return [id, name, email, ...more];
}
