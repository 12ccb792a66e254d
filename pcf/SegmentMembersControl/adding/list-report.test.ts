import { memberTables } from '../../../segments/member-tables';
import { shortId } from '../../../segments/testing/short-id';
import { createTexts } from '../kit/texts';
import { recognise } from '../lists/columns/recognise';
import { collectEntries } from '../lists/entries';
import { readPaste } from '../lists/read-list';
import { givenList, linesLeftOut, linesReport } from './list-report';
import type { FoundPerson } from './match-values';
import { firstChoices, previewOf, type Preview } from './preview';

const [contact] = memberTables;
if (!contact) throw new Error('no table of contacts');
const table = contact;
const texts = createTexts((key) => key);

const found: ReadonlyMap<string, readonly FoundPerson[]> = new Map([
  ['a@example.com', [{ id: shortId('1'), name: 'Ann', email: 'a@example.com', isActive: true }]],
  [
    'b@example.com',
    [
      { id: shortId('2'), name: 'Bob', email: 'b@example.com', isActive: true },
      { id: shortId('3'), name: 'Bo', email: 'b@example.com', isActive: true },
    ],
  ],
]);
const text =
  'Guests\n\nEmail;City\na@example.com;Rome\nb@example.com;"Paris; France"\nc@example.com\nnobody;Oslo\n';

async function previewed(): Promise<{
  preview: Preview;
  source: Parameters<typeof linesReport>[0]['source'];
}> {
  const list = await readPaste(text);
  const { recognition } = recognise(list.table, table);
  if (!recognition) throw new Error('nothing was recognised');
  const preview = await previewOf(
    await collectEntries(list.table, recognition),
    (key) => found.get(key) ?? [],
  );
  return { preview, source: { list, recognition } };
}

const head = [
  'Email',
  'City',
  'Line_Line',
  'Line_Result',
  'Line_Reason',
  'Members_Name',
  'Members_Email',
  'Import_ById',
];

describe('the lines that lead to nobody', () => {
  it('keep the columns of the list, with line, result, reason and who might be meant', async () => {
    const { preview, source } = await previewed();
    const choices = { ...firstChoices, several: 'first' as const };
    const outcomes = await linesLeftOut(preview, choices);
    expect([...linesReport({ preview, choices, source, texts, outcomes })]).toEqual([
      head,
      ['b@example.com', 'Paris; France', '5', 'Line_Taken', 'Line_Several', 'Bob', 'b@example.com', '2'],
      ['b@example.com', 'Paris; France', '5', 'Line_LeftOut', 'Line_Several', 'Bo', 'b@example.com', '3'],
      ['c@example.com', '', '6', 'Line_LeftOut', 'Line_NotFound', '', '', ''],
      ['nobody', 'Oslo', '7', 'Line_LeftOut', 'Line_NotAnEmail', '', '', ''],
    ]);
  });
});

describe('the result of a list', () => {
  it('has every entry with what became of it, and who was not on the list below', async () => {
    const { preview, source } = await previewed();
    const results = new Map([
      [shortId('1'), { result: 'added', reason: '' }],
      [shortId('2'), { result: 'refused', reason: 'no such record' }],
      [shortId('9'), { result: 'removed', reason: '' }],
    ]);
    const choices = { ...firstChoices, several: 'first' as const };
    expect([...givenList({ preview, choices, source }).report(results, texts)]).toEqual([
      head,
      ['a@example.com', 'Rome', '4', 'added', '', 'Ann', 'a@example.com', '1'],
      ['b@example.com', 'Paris; France', '5', 'refused', 'no such record', 'Bob', 'b@example.com', '2'],
      ['b@example.com', 'Paris; France', '5', 'Line_LeftOut', 'Line_Several', 'Bo', 'b@example.com', '3'],
      ['c@example.com', '', '6', 'Line_LeftOut', 'Line_NotFound', '', '', ''],
      ['nobody', 'Oslo', '7', 'Line_LeftOut', 'Line_NotAnEmail', '', '', ''],
      ['', '', '', 'removed', '', '', '', '9'],
    ]);
  });
});
