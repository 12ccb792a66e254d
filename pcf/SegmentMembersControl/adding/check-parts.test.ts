import { shortId } from '../../../segments/testing/short-id';
import { partsOf } from './check-parts';
import type { FoundPerson } from './match-values';
import type { Outcome, Preview } from './preview';

const person = (id: string): FoundPerson => ({
  id: shortId(id),
  name: id,
  email: '',
  isActive: true,
});
const at = (row: number): { line: number; row: number; value: string } => ({ line: row + 1, row, value: '' });

const outcomes: readonly Outcome[] = [
  { ...at(0), kind: 'heading' },
  { ...at(1), kind: 'found', person: person('a') },
  { ...at(2), kind: 'found', person: person('b') },
  { ...at(3), kind: 'several', people: [person('c'), person('d')] },
  { ...at(4), kind: 'notFound' },
  { ...at(5), kind: 'invalid', reason: 'notAnEmail' },
];
const preview: Preview = {
  outcomes,
  otherLines: { blank: 0, continued: 0, instructions: 0 },
  lineCount: outcomes.length,
};

describe('the parts of a check', () => {
  it('hold every line once, and none is without a line', async () => {
    for (const purpose of ['add', 'replace', 'remove'] as const) {
      const parts = await partsOf(preview, new Set(['a'].map(shortId)), purpose, []);
      expect(parts.flatMap(({ lines }) => lines).sort()).toEqual([0, 1, 2, 3, 4, 5]);
      expect(parts.every(({ lines }) => lines.length > 0)).toBe(true);
    }
  });

  it('tell members from people who are to come', async () => {
    expect(await partsOf(preview, new Set(['a'].map(shortId)), 'add', [])).toEqual([
      { key: 'toAdd', lines: [2] },
      { key: 'alreadyThere', lines: [1] },
      { key: 'several', lines: [3] },
      { key: 'notFound', lines: [4] },
      { key: 'invalid', lines: [5] },
      { key: 'title', lines: [0] },
    ]);
  });

  it('tell members who go from people who are none when a list is removed', async () => {
    const [first, second] = await partsOf(preview, new Set(['a'].map(shortId)), 'remove', []);
    expect([first, second]).toEqual([
      { key: 'toRemove', lines: [1] },
      { key: 'notMember', lines: [2] },
    ]);
  });

  it('name the members that a replacing list leaves out', async () => {
    expect(
      await partsOf(preview, new Set(['a', 'z'].map(shortId)), 'replace', [shortId('z')]),
    ).toContainEqual({
      key: 'toRemove',
      lines: ['z'],
    });
  });
});
