import { shortId } from '../../../segments/testing/short-id';
import fc from 'fast-check';
import { limits } from '../../../segments/limits';
import { memberTables } from '../../../segments/member-tables';
import { recognise } from '../lists/columns/recognise';
import { collectEntries } from '../lists/entries';
import { readText } from '../lists/text/read-text';
import type { FoundPerson, Matches } from './match-values';
import {
  countLines,
  firstChoices,
  isMostlyUnknown,
  planFor,
  previewOf,
  previewOfRecords,
  recordsOf,
  tooManyBy,
  type Choices,
  type Preview,
} from './preview';

const [contact] = memberTables;
if (!contact) throw new Error('no table of contacts');
const table = contact;

const person = (id: string, isActive = true): FoundPerson => ({
  id: shortId(id),
  name: `Name ${id}`,
  email: '',
  isActive,
});

/** Who is found for the addresses of the tests. */
const found: Readonly<Record<string, readonly FoundPerson[]>> = {
  'one@example.com': [person('1')],
  'two@example.com': [person('2'), person('3')],
  'gone@example.com': [person('4', false)],
  'moved@example.com': [person('5', false), person('6')],
};
const matches: Matches = (key) => found[key] ?? [];

async function previewOfText(text: string): Promise<Preview> {
  const list = await readText(text);
  const { recognition } = recognise(list, table);
  if (!recognition) throw new Error('nothing was recognised');
  return previewOf(await collectEntries(list, recognition), matches);
}

const kindsOf = ({ outcomes }: Preview): readonly string[] =>
  outcomes.map(({ kind, line }) => `${line} ${kind}`);

describe('the preview of a list', () => {
  let preview: Preview;

  beforeAll(async () => {
    const lines = [
      'People of the autumn event',
      '',
      'Name;Email',
      'A;one@example.com',
      'B;two@example.com',
      'C;gone@example.com',
      'D;moved@example.com',
      'E;nobody@example.com',
      'F;One@Example.com',
      'G;no address',
      'H;',
      'I;one@example.com, two@example.com',
    ];
    preview = await previewOfText(lines.join('\n'));
  });

  it('says of every line what it leads to', () => {
    expect(kindsOf(preview)).toEqual([
      '1 title',
      '3 heading',
      '4 found',
      '5 several',
      '6 inactive',
      '7 found',
      '8 notFound',
      '9 duplicate',
      '10 invalid',
      '11 empty',
      '12 duplicate',
      '12 duplicate',
    ]);
    expect(countLines(preview)).toMatchObject({ lines: 12, besideOthers: 1, other: { blank: 1 } });
  });

  it.each<[string, Partial<Choices>, readonly string[]]>([
    ['nobody who was deactivated, and the one in use of two', {}, ['1', '2', '3', '6']],
    ['those who were deactivated, where that is wanted', { withInactive: true }, ['1', '2', '3', '4', '6']],
    ['the first of several', { several: 'first' }, ['1', '2', '6']],
    ['none of several', { several: 'none' }, ['1', '6']],
    ['who was chosen for a line', { corrections: new Map([[3, ['3'].map(shortId)]]) }, ['1', '3', '6']],
    ['nobody for a line that was left out', { corrections: new Map([[2, []]]) }, ['2', '3', '6']],
  ])('takes %s', async (_, choices, ids) => {
    expect([...(await recordsOf(preview, { ...firstChoices, ...choices }))]).toEqual(ids);
  });

  it('warns when less than half of the list was found', async () => {
    expect(isMostlyUnknown(countLines(preview))).toBe(false);
    const other = await previewOfText('email\none@example.com\nx@example.com\ny@example.com');
    expect(isMostlyUnknown(countLines(other))).toBe(true);
  });

  it('counts every line of any list once', async () => {
    const cell = fc.constantFrom(
      '',
      ' ',
      'one@example.com',
      'two@example.com; x@example.com',
      'words',
      '"a\nb"',
      '"',
      'Email',
    );
    const text = fc.array(
      fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(',')),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('\n', '\r\n', '\r'), async (lines, lineEnd) => {
        const whole = ['Email,Other', ...lines].join(lineEnd);
        const { byKind, other, besideOthers, lines: count } = countLines(await previewOfText(whole));
        const sum = Object.values(byKind).reduce((total, each) => total + each, 0);
        expect(sum - besideOthers + other.blank + other.continued + other.instructions).toBe(count);
        const written = whole.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/).length;
        expect(count).toBe(written);
      }),
    );
  });
});

describe('the preview of records that were picked', () => {
  it('has each once, and leaves out who was deactivated until that is wanted', async () => {
    const preview = await previewOfRecords(['1', '2', '1', '3'].map(shortId), new Set([shortId('2')]));
    expect([...(await recordsOf(preview, firstChoices))]).toEqual(['1', '3']);
    expect([...(await recordsOf(preview, { ...firstChoices, withInactive: true }))]).toEqual(['1', '2', '3']);
    expect(countLines(preview).byKind).toMatchObject({ found: 2, inactive: 1 });
  });
});

describe('the plan for a list', () => {
  const members = new Set(['1', '2'].map(shortId));

  it('adds only who is not in the group', async () => {
    expect(await planFor('add', new Set(['2', '3'].map(shortId)), members, ['4'])).toEqual({
      add: ['3'],
      remove: [],
      alreadyThere: ['2'],
      notFound: ['4'],
    });
  });

  it('makes the group equal to the list', async () => {
    expect(await planFor('replace', new Set(['2', '3'].map(shortId)), members, [])).toMatchObject({
      add: ['3'],
      remove: ['1'],
      alreadyThere: ['2'],
    });
  });

  it('removes only who is in the group', async () => {
    expect(await planFor('remove', new Set(['2', '3'].map(shortId)), members, [])).toMatchObject({
      add: [],
      remove: ['2'],
    });
  });

  it('says by how many members the group would be over its limit', () => {
    const plan = {
      add: Array.from({ length: 5 }, (_, nth) => shortId(`${nth}`)),
      remove: [shortId('x')],
      alreadyThere: [],
      notFound: [],
    };
    expect(tooManyBy(plan, limits.membersPerGroup - 1)).toBe(3);
    expect(tooManyBy(plan, limits.membersPerGroup - 4)).toBe(0);
  });
});
