import { limits } from '../../../segments/limits';
import { planFor, previewOf, recordsOf, tooManyBy, type Preview } from './preview';

const collected = {
  wanted: new Map([
    ['a', { line: 1, value: 'A' }],
    ['b', { line: 2, value: 'b' }],
    ['c', { line: 3, value: 'c' }],
  ]),
  duplicates: [],
  invalid: [],
};
const found = new Map([
  ['a', ['1']],
  ['b', ['2', '3']],
  ['c', []],
]);

describe('the preview of a list', () => {
  let preview: Preview;

  beforeAll(async () => {
    preview = await previewOf(collected, (key) => found.get(key) ?? []);
  });

  it('tells found, found more than once and not found apart', () => {
    expect(preview.matched).toEqual(['1']);
    expect(preview.several).toEqual([{ line: 2, value: 'b', ids: ['2', '3'] }]);
    expect(preview.notFound).toEqual([{ line: 3, value: 'c', reason: 'notFound' }]);
  });

  it.each([
    ['all', ['1', '2', '3']],
    ['first', ['1', '2']],
    ['none', ['1']],
  ] as const)('takes %s of several records', (choice, ids) => {
    expect(recordsOf(preview, choice)).toEqual(ids);
  });
});

describe('the plan for a list', () => {
  const members = new Set(['1', '2']);

  it('adds only who is not in the group', async () => {
    expect(await planFor('add', ['2', '3'], members, ['4'])).toEqual({
      add: ['3'],
      remove: [],
      alreadyThere: ['2'],
      notFound: ['4'],
    });
  });

  it('makes the group equal to the list', async () => {
    expect(await planFor('replace', ['2', '3'], members, [])).toMatchObject({
      add: ['3'],
      remove: ['1'],
      alreadyThere: ['2'],
    });
  });

  it('removes only who is in the group', async () => {
    expect(await planFor('remove', ['2', '3'], members, [])).toMatchObject({ add: [], remove: ['2'] });
  });

  it('says by how many members the group would be over its limit', () => {
    const plan = { add: Array.from({ length: 5 }, String), remove: ['x'], alreadyThere: [], notFound: [] };
    expect(tooManyBy(plan, limits.membersPerGroup - 1)).toBe(3);
    expect(tooManyBy(plan, limits.membersPerGroup - 4)).toBe(0);
  });
});
