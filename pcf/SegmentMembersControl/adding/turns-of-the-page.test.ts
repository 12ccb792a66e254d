import { memberTables } from '../../../segments/member-tables';
import { recordId } from '../../../segments/record-id';
import type { Dataverse } from '../dataverse/dataverse';
import { csvOf } from '../exporting';
import { createTexts } from '../kit/texts';
import { collectEntries } from '../lists/entries';
import { readPaste } from '../lists/read-list';
import { lineCount, looks, turnsDuring } from '../testing/turns-during';
import { partsOf } from './check-parts';
import { givenList, linesLeftOut } from './list-report';
import { matchValues, type FoundPerson } from './match-values';
import { firstChoices, planFor, previewOf, previewOfRecords, recordsOf } from './preview';

const [table] = memberTables;
if (!table) throw new Error('no table of contacts');
const contacts = table;

const idOf = (place: number) => recordId(`bbbbbbbb-0000-4000-8000-${String(place).padStart(12, '0')}`);
const everybody = Array.from({ length: lineCount }, (_, place) => idOf(place));
const recognition = {
  headings: undefined,
  columns: [0],
  take: 'first',
  matchBy: { kind: 'email', column: 'emailaddress1' },
} as const;
const signal = new AbortController().signal;

async function listed() {
  const text = everybody.map((_, place) => `${place}@example.com`).join('\n');
  const list = await readPaste(text);
  const entries = await collectEntries(list.table, recognition);
  const found = (key: string): readonly FoundPerson[] => {
    const place = Number.parseInt(key, 10);
    return place % 2 === 0 ? [{ id: idOf(place), name: '', email: key, isActive: true }] : [];
  };
  return { list, entries, preview: await previewOf(entries, found) };
}

type Listed = Awaited<ReturnType<typeof listed>>;
const leaving = new Set(Array.from({ length: lineCount }, (_, place) => idOf(lineCount + place)));

const steps: readonly (readonly [string, (given: Listed) => Promise<unknown>])[] = [
  ['collecting what is wanted', ({ list }) => collectEntries(list.table, recognition, { signal })],
  ['looking people up', ({ entries: { wanted } }) => lookUp(wanted)],
  ['saying what every line leads to', ({ entries }) => previewOf(entries, () => [], signal)],
  ['finding the records of the list', ({ preview }) => recordsOf(preview, firstChoices, signal)],
  ['previewing records that were picked', () => previewOfRecords(everybody, leaving, signal)],
  ['finding who comes in', () => planFor('add', new Set(everybody), new Set(), [], signal)],
  ['finding who goes', () => planFor('replace', new Set(), leaving, [], signal)],
  ['parting the lines', ({ preview }) => partsOf(preview, new Set(), 'add', [], signal)],
  ['naming who goes', ({ preview }) => partsOf(preview, new Set(), 'replace', [...leaving], signal)],
  ['finding the lines that lead to nobody', ({ preview }) => linesLeftOut(preview, firstChoices, signal)],
  [
    'writing the report',
    ({ list, preview }) => {
      const given = givenList({ preview, choices: firstChoices, source: { list, recognition } });
      return csvOf(
        given.report(
          new Map(),
          createTexts((key) => key),
        ),
      );
    },
  ],
];

function lookUp(wanted: Listed['entries']['wanted']): Promise<unknown> {
  const dataverse: Pick<Dataverse, 'list'> = { list: () => Promise.resolve({ rows: [] }) };
  return matchValues(dataverse as Dataverse, wanted, {
    table: contacts,
    matchBy: recognition.matchBy,
    onProgress: () => undefined,
    signal,
  });
}

describe('a list of any length', () => {
  it.each(steps)('gives the page its turns while %s', async (_, work) => {
    const given = await listed();
    expect(await turnsDuring(() => work(given))).toBeGreaterThanOrEqual(looks - 1);
  });

  it('is given up between two turns', async () => {
    const { preview } = await listed();
    const given = new AbortController();
    const work = turnsDuring(() => recordsOf(preview, firstChoices, given.signal));
    given.abort();
    await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
  });
});
