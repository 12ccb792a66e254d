import { parseRecordId, type RecordId } from '../../../../segments/record-id';
import type { KnownPerson, Person } from '../../people';
import { arrange, notArranged, type Arranging, type MemberFilter } from './arrange';

function idOf(place: number): RecordId {
  const id = parseRecordId(`00000000-0000-0000-0000-${String(place + 1).padStart(12, '0')}`);
  if (!id) throw new Error('no id');
  return id;
}

type Given = Partial<Person> | 'missing';

/** The places of these people after arranging. */
async function placesOf(
  people: readonly Given[],
  arranging: Partial<Arranging>,
  added: readonly number[] = [],
  signal = new AbortController().signal,
): Promise<readonly number[]> {
  const ids = people.map((_, place) => idOf(place));
  const known = new Map<RecordId, KnownPerson>();
  people.forEach((given, place) => {
    const id = idOf(place);
    known.set(id, given === 'missing' ? given : { id, name: '', email: '', more: [], ...given });
  });
  const parts = { person: (id: RecordId) => known.get(id), added: new Set(added.map(idOf)) };
  const arranged = await arrange(ids, { ...notArranged, ...arranging }, parts, signal);
  return arranged.map((id) => ids.indexOf(id));
}

describe('members sorted', () => {
  it('by name stand as people read them, whatever their accents and capitals', async () => {
    const people = ['zoe', 'Émile', 'eva', 'Ábel', 'Adam'].map((name) => ({ name }));
    expect(await placesOf(people, { sortBy: 0 })).toEqual([3, 4, 1, 2, 0]);
    expect(await placesOf(people, { sortBy: 0, isDescending: true })).toEqual([0, 2, 1, 4, 3]);
  });

  it('leave those without a value last both ways, and equal ones as they were', async () => {
    const people: Given[] = [{ email: 'b@x' }, 'missing', { email: 'a@x' }, {}, { email: 'b@x' }];
    expect(await placesOf(people, { sortBy: 1 })).toEqual([2, 0, 4, 1, 3]);
    expect(await placesOf(people, { sortBy: 1, isDescending: true })).toEqual([0, 4, 2, 1, 3]);
  });

  it('by a number or a date go by the value, by a choice go by its label', async () => {
    const further = (text: string, value: unknown) => ({ more: [text], values: [value] });
    const numbers = [further('1,240.00', 1240), further('900.00', 900)];
    expect(await placesOf(numbers, { sortBy: 2 })).toEqual([1, 0]);
    const dates = [further('9/1/2026', '2026-09-01T00:00:00Z'), further('10/1/2025', '2025-10-01T00:00:00Z')];
    expect(await placesOf(dates, { sortBy: 2 })).toEqual([1, 0]);
    const choices = [further('Mobile', 1), further('E-mail', 2)];
    expect(await placesOf(choices, { sortBy: 2 })).toEqual([1, 0]);
  });

  it('are the same as the engine sorts them, over many runs', async () => {
    const people = Array.from({ length: 3000 }, (_, place) => ({ name: `N${(place * 7919) % 3000}` }));
    const { compare } = new Intl.Collator();
    const expected = people
      .map((_, place) => place)
      .sort((a, b) => compare(people[a]?.name ?? '', people[b]?.name ?? '') || a - b);
    expect(await placesOf(people, { sortBy: 0 })).toEqual(expected);
  });

  it('stop when that is asked for', async () => {
    const people = Array.from({ length: 50_000 }, (_, place) => ({ name: `N${(place * 7919) % 50_000}` }));
    await expect(placesOf(people, { sortBy: 0 }, [], AbortSignal.abort())).rejects.toThrow('Cancelled');
  });
});

describe('a filter of members', () => {
  const people: Given[] = [
    { email: 'Nora@example.com' },
    { email: ' ' },
    { email: 'nora@example.com ', doNotEmail: true },
    { email: 'c@example.com', isInactive: true },
    'missing',
  ];
  const cases: readonly (readonly [MemberFilter, readonly number[]])[] = [
    ['noEmail', [1]],
    ['doNotEmail', [2]],
    ['inactive', [3]],
    ['twice', [0, 2]],
    ['added', [3, 4]],
  ];
  it.each(cases)('%s keeps whom it names', async (only, expected) => {
    expect(await placesOf(people, { only }, [3, 4])).toEqual(expected);
  });

  it('goes together with an order', async () => {
    expect(await placesOf(people, { only: 'twice', sortBy: 1, isDescending: true })).toEqual([0, 2]);
  });
});
