import { parseRecordId, type RecordId } from '../../../segments/record-id';
import { sameAddresses } from './same-address';

function person(number: number, email: string): { readonly id: RecordId; readonly email: string } {
  const id = parseRecordId(`7d1c0000-0000-4000-8000-${String(number).padStart(12, '0')}`);
  if (id === undefined) throw new Error(`${number} makes no id`);
  return { id, email };
}

it('finds the people who share an address in any spelling, most people first', async () => {
  const people = [
    person(1, 'nora@example.com'),
    person(2, 'omar@example.com'),
    person(3, ' Nora@Example.com'),
    person(4, 'OMAR@example.com'),
    person(5, 'omar@example.com '),
    person(6, 'alone@example.com'),
  ];
  const idOf = (number: number): RecordId | undefined => people[number - 1]?.id;
  expect(await sameAddresses(people)).toEqual([
    { email: 'omar@example.com', ids: [idOf(2), idOf(4), idOf(5)] },
    { email: 'nora@example.com', ids: [idOf(1), idOf(3)] },
  ]);
});

it('takes nobody without an address for somebody else', async () => {
  expect(await sameAddresses([person(1, ''), person(2, ' '), person(3, '')])).toEqual([]);
});

it('ends when it is cancelled', async () => {
  const people = Array.from({ length: 300_000 }, (_, number) => person(number, `p${number}@example.com`));
  const cancel = new AbortController();
  const work = sameAddresses(people, cancel.signal);
  cancel.abort();
  await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
});
