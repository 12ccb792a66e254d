import fc from 'fast-check';
import { parseRecordId, type RecordId } from '../../../segments/record-id';
import { tabulateMembership } from './membership-table';
import { countOf, emptyIds, idAt, packIds, putId } from './packed-ids';

function recordId(text: string): RecordId {
  const id = parseRecordId(text);
  if (id === undefined) throw new Error(`${text} is no id`);
  return id;
}

const someId = fc.uuid().map(recordId);
/** Few enough for sets that overlap. */
const smallId = fc.integer({ min: 0, max: 40 }).map((number) => numbered(number));

function numbered(number: number): RecordId {
  return recordId(`7d1c0000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
}

it('gives back the ids that were packed', () => {
  fc.assert(
    fc.property(fc.array(someId), (ids) => {
      const packed = packIds(ids);
      expect(Array.from({ length: countOf(packed) }, (_, index) => idAt(packed, index))).toEqual(ids);
    }),
  );
});

it('names no id behind the last one', () => {
  expect(() => idAt(packIds([]), 0)).toThrow(RangeError);
});

it('tells for every id the sets that it is in, whatever the sets', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(smallId), { maxLength: 11 }), async (sets) => {
      const table = await tabulateMembership(sets.map(packIds));
      const maskOf = (id: RecordId): number =>
        sets.reduce((mask, set, index) => (set.includes(id) ? mask | (1 << index) : mask), 0);
      const everybody = [...new Set(sets.flat())];
      for (const id of [...everybody, numbered(99)]) expect(table.maskOf(packIds([id]))).toBe(maskOf(id));
      const counts = new Map<number, number>();
      everybody.forEach((id) => counts.set(maskOf(id), (counts.get(maskOf(id)) ?? 0) + 1));
      expect(new Map(table.counts)).toEqual(counts);
      const odd = everybody.filter((id) => maskOf(id) % 2 === 1);
      expect([...(await table.idsWhere((mask) => mask % 2 === 1))].sort()).toEqual(odd.sort());
    }),
  );
});

it('refuses more sets than a mask has bits', async () => {
  await expect(tabulateMembership(Array.from({ length: 17 }, () => packIds([])))).rejects.toThrow(RangeError);
});

it('ends when it is cancelled', async () => {
  const cancel = new AbortController();
  const work = tabulateMembership([numberedIds(0, 400_000)], cancel.signal);
  cancel.abort();
  await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
});

it('takes ten groups and the evaluated members at once, and gives the page its turns meanwhile', async () => {
  const groups = Array.from({ length: 10 }, (_, group) => numberedIds(group * 30_000, 40_000));
  const evaluated = numberedIds(0, 140_000);
  const turns = countTurns();
  const table = await tabulateMembership([...groups, evaluated]);
  expect(turns.end()).toBeGreaterThan(1);
  expect([...table.counts.values()].reduce((sum, count) => sum + count, 0)).toBe(9 * 30_000 + 40_000);
});

function numberedIds(first: number, count: number): Uint32Array {
  const ids = emptyIds(count);
  for (let index = 0; index < count; index++) putId(ids, index, numbered(first + index));
  return ids;
}

/** Turns of the event loop until the end. */
function countTurns(): { end(): number } {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    end() {
      isOver = true;
      return turns;
    },
  };
}
