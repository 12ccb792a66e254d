import fc from 'fast-check';
import type { IncludeType } from '../../../segments';
import { parseRecordId, type RecordId } from '../../../segments/record-id';
import { tabulateMembership } from './membership-table';
import { accepting, combinations, changesSinceEvaluation, overlapsOf } from './overlaps';
import { packIds } from './packed-ids';

function numbered(number: number): RecordId {
  const id = parseRecordId(`7d1c0000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
  if (id === undefined) throw new Error(`${number} makes no id`);
  return id;
}

const somePeople = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(numbered));
const someGroups = fc.array(
  fc.record({ includeType: fc.constantFrom<IncludeType>('Include', 'Exclude'), ids: somePeople }),
  { maxLength: 10 },
);

it('counts as sets do, whatever the groups and the evaluated members', async () => {
  await fc.assert(
    fc.asyncProperty(someGroups, somePeople, async (groups, evaluated) => {
      const table = await tabulateMembership([...groups.map(({ ids }) => packIds(ids)), packIds(evaluated)]);
      const counted = groups.map(({ includeType }, index) => ({ id: numbered(1000 + index), includeType }));
      const inKind = (kind: IncludeType): Set<RecordId> =>
        new Set(groups.filter(({ includeType }) => includeType === kind).flatMap(({ ids }) => ids));
      const [included, excluded, members] = [inKind('Include'), inKind('Exclude'), new Set(evaluated)];
      const overlaps = overlapsOf(counted, table.counts);
      expect(overlaps.includedAndExcluded).toBe([...included].filter((id) => excluded.has(id)).length);
      const through = [...included].filter((id) => !excluded.has(id));
      expect(overlaps.throughGroups).toBe(through.length);
      groups.forEach(({ ids, includeType }, index) => {
        const others = new Set(groups.filter((_, other) => other !== index).flatMap((group) => group.ids));
        const opposite = includeType === 'Include' ? excluded : included;
        expect(overlaps.groups[index]).toEqual({
          id: numbered(1000 + index),
          members: ids.length,
          onlyHere: ids.filter((id) => !others.has(id)).length,
          sharedWith: groups.map((other) => ids.filter((id) => other.ids.includes(id)).length),
          alsoOpposite: ids.filter((id) => opposite.has(id)).length,
        });
      });
      expect(changesSinceEvaluation(counted, 1 << groups.length, table.counts)).toEqual({
        joining: through.filter((id) => !members.has(id)).length,
        excludedSince: evaluated.filter((id) => excluded.has(id)).length,
        inNoGroup: evaluated.filter((id) => !excluded.has(id) && !included.has(id)).length,
      });
    }),
  );
});

it('puts groups together as all of them, any of them, or them and no other', () => {
  const acceptedBy = (combination: (typeof combinations)[number], chosen: number): readonly number[] =>
    [0b0000, 0b0001, 0b0010, 0b0011, 0b0111, 0b1001].filter(accepting(combination, chosen, 3));
  expect(acceptedBy('all', 0b011)).toEqual([0b0011, 0b0111]);
  expect(acceptedBy('any', 0b010)).toEqual([0b0010, 0b0011, 0b0111]);
  // The fourth bit is that of the evaluated members: no other group.
  expect(acceptedBy('only', 0b001)).toEqual([0b0001, 0b1001]);
  expect(acceptedBy('only', 0b011)).toEqual([0b0001, 0b0010, 0b0011, 0b1001]);
  for (const combination of combinations) expect(acceptedBy(combination, 0)).toEqual([]);
});
