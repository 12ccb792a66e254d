import { memberTables } from '../../../segments/member-tables';
import { recordId, type RecordId } from '../../../segments/record-id';
import { Cancelled } from '../bulk/slices';
import type { Dataverse } from '../dataverse/dataverse';
import type { PeopleQuery, Person } from '../people';
import { cellsOf, readPeopleInOrder } from './export-members';

const [contact] = memberTables;
if (!contact) throw new Error('no table of contacts');
const query: PeopleQuery = { table: contact, moreColumns: ['telephone1'] };
const ids = Array.from({ length: 2500 }, (_, number) =>
  recordId(`0f5b0c7f-395d-447b-b14c-${String(number).padStart(12, '0')}`),
);
const never = new AbortController().signal;

/** Rows of who is asked for, the last in front; `absent` are of nobody, and longer questions are none. */
function dataverseWithout(absent: ReadonlySet<RecordId> = new Set()): {
  readonly dataverse: Dataverse;
  readonly questions: number[];
} {
  const questions: number[] = [];
  const list: Dataverse['list'] = (_, options) => {
    if (options.length > 32_768) throw new Error('The address is too long.');
    const asked = [...options.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)].map(([id]) => recordId(id));
    questions.push(asked.length);
    const rows = asked
      .filter((id) => !absent.has(id))
      .reverse()
      .map((id) => ({
        contactid: id,
        fullname: `Name ${id}`,
        emailaddress1: `${id}@example.com`,
        telephone1: id,
      }));
    return Promise.resolve({ rows });
  };
  return { dataverse: { list } as Dataverse, questions };
}

function personOf(id: RecordId): Person {
  return { id, name: `Name ${id}`, email: `${id}@example.com`, more: [id] };
}

describe('people who are to be exported', () => {
  it('come in the order of their ids, in few questions, and are counted', async () => {
    const { dataverse, questions } = dataverseWithout();
    const progress: number[] = [];
    const people = await readPeopleInOrder(dataverse, query, ids, (done) => progress.push(done), never);
    expect(people).toEqual(ids.map(personOf));
    expect(questions.length).toBeLessThanOrEqual(4);
    expect(progress.length).toBe(questions.length);
    expect(progress[progress.length - 1]).toBe(2500);
  });

  it('have nothing but their id when nobody may see them', async () => {
    const [first, second] = ids;
    if (!first || !second) throw new Error('too few ids');
    const { dataverse } = dataverseWithout(new Set([first]));
    const people = await readPeopleInOrder(dataverse, query, [first, second], () => undefined, never);
    expect(people).toEqual([{ id: first, name: '', email: '', more: [] }, personOf(second)]);
    expect(people.map(cellsOf)).toEqual([
      [first, '', ''],
      [second, `Name ${second}`, `${second}@example.com`, second],
    ]);
  });

  it('are not read to the end when that is cancelled', async () => {
    const { dataverse, questions } = dataverseWithout();
    const work = new AbortController();
    const reading = readPeopleInOrder(dataverse, query, ids, () => work.abort(), work.signal);
    await expect(reading).rejects.toBeInstanceOf(Cancelled);
    expect(questions.length).toBeLessThanOrEqual(3);
  });
});
