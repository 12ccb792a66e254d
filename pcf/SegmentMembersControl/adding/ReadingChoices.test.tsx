/** @jest-environment jsdom */
import { Blob } from 'node:buffer';
import { DecompressionStream } from 'node:stream/web';
import { TextDecoder } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import * as React from 'react';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { memberTables } from '../../../segments/member-tables';
import type { Dataverse } from '../dataverse/dataverse';
import { provideIcons } from '../kit/icons';
import { KitContext, type Kit } from '../kit/kit';
import { useStore } from '../kit/store';
import { fileOf, sheetPart, textRow, workbookFile } from '../lists/testing/workbook-file';
import type { MembersStore } from '../members';
import { createImportStore, type ImportStore } from './import-store';
import { ReadingChoices } from './ReadingChoices';

const [contact] = memberTables;
if (!contact) throw new Error('no table');
const table = contact;

const kit = {
  texts: (key: string, ...values: readonly string[]) => [key, ...values].join(' '),
  formats: { number: String },
} as unknown as Kit;

const dataverse: Pick<Dataverse, 'textColumns'> = { textColumns: () => Promise.resolve([]) };

function Choices({ store }: { readonly store: ImportStore }): React.JSX.Element | null {
  const state = useStore(store.state);
  return state.kind === 'table' ? <ReadingChoices store={store} state={state} /> : null;
}

/** The choices that a file leaves, on the store and the readers that the control has. */
async function show(content: string | Uint8Array): Promise<ImportStore> {
  const store = createImportStore({
    dataverse: dataverse as Dataverse,
    table,
    members: {} as MembersStore,
    purpose: 'add',
  });
  await store.choose(fileOf(content));
  expect(store.state.get().kind).toBe('table');
  render(
    <KitContext.Provider value={kit}>
      <Choices store={store} />
    </KitContext.Provider>,
  );
  return store;
}

/** Waits until the store has read what the last choice asks for. */
const settled = (store: ImportStore): Promise<void> =>
  act(async () => {
    do await new Promise<void>((resolve) => setTimeout(resolve, 10));
    while (store.state.get().kind === 'reading');
  });

const cellsIn = (store: ImportStore): readonly (readonly string[])[] => {
  const state = store.state.get();
  return state.kind === 'table' ? state.list.table.rows.map(({ cells }) => cells) : [];
};

const rowsOf = (texts: readonly string[], attributes = ''): string =>
  texts.map((text, index) => textRow(index + 1, [text], index > 0 ? attributes : '')).join('');

beforeAll(() => {
  provideIcons();
  // Fluent misses icons of its own that nothing here looks at.
  jest.spyOn(console, 'warn').mockImplementation();
  // What browsers have and jsdom has not.
  Object.assign(globalThis, { TextDecoder, MessageChannel, Blob, DecompressionStream });
});

afterEach(cleanup);

describe('where several sheets have rows', () => {
  const sheets = {
    'xl/worksheets/sheet2.xml': sheetPart(rowsOf(['email', 'nora@example.com', 'omar@example.com'])),
    'xl/worksheets/sheet3.xml': sheetPart(rowsOf(['email', 'petra@example.com'])),
  };
  const names = [{ name: 'Read me' }, { name: 'People' }, { name: 'Old' }];

  it('the one that was read is named, and another can be read', async () => {
    const store = await show(workbookFile(rowsOf(['Guests of the fair']), sheets, names));
    fireEvent.click(screen.getByRole('combobox', { name: 'Import_Sheet People' }));
    const options = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(options).toEqual(['Read me', 'People', 'Old']);
    fireEvent.click(screen.getByRole('option', { name: 'Old' }));
    await settled(store);
    expect(cellsIn(store)).toEqual([['email'], ['petra@example.com']]);
    expect(screen.getByRole('combobox', { name: 'Import_Sheet Old' })).toBeTruthy();
  });

  it('is a choice only there', async () => {
    await show(workbookFile(rowsOf(['email', 'nora@example.com'])));
    expect(document.body.textContent).toBe('');
  });
});

describe('where the encoding is a guess', () => {
  it('each one shows what it makes of the lines, and another can be taken', async () => {
    const line = '\xf8eho\xf8,nora@example.com';
    const store = await show(Uint8Array.from(`name,email\n${line}\n`, (letter) => letter.charCodeAt(0)));
    const chosen = screen.getByRole<HTMLInputElement>('radio', { name: `windows-1252: ${line}` });
    expect(chosen.checked).toBe(true);
    fireEvent.click(screen.getByRole('radio', { name: 'windows-1250: řehoř,nora@example.com' }));
    await settled(store);
    expect(cellsIn(store)[1]).toEqual(['řehoř', 'nora@example.com']);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^windows-1250/ }).checked).toBe(true);
  });

  it('is a choice only there', async () => {
    await show('name,email\nŘehoř,nora@example.com\n');
    expect(document.body.textContent).toBe('');
  });
});

describe('rows that their sheet hides', () => {
  it('are counted, left out and offered', async () => {
    const rows = rowsOf(['email', 'nora@example.com', 'omar@example.com'], 'hidden="1"');
    const store = await show(workbookFile(rows));
    expect(screen.getByText(/Import_HiddenRows 2/)).toBeTruthy();
    const offer = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Import_WithHidden' });
    expect(offer.checked).toBe(false);
    fireEvent.click(offer);
    expect(offer.checked).toBe(true);
    expect(store.state.get()).toMatchObject({ withHidden: true });
    fireEvent.click(offer);
    expect(store.state.get()).toMatchObject({ withHidden: false });
  });
});

describe('what could not be read as it is meant', () => {
  it('is named: up to twenty lines with open quotes', async () => {
    const lines = Array.from({ length: 21 }, (_, index) => `x,"person${index}@example.com`);
    await show(`name,email\n${lines.join('\n')}`);
    const twenty = Array.from({ length: 20 }, (_, index) => index + 2).join(', ');
    expect(screen.getByText(`Import_BrokenQuotes ${twenty}, …`)).toBeTruthy();
  });

  it('is counted: formulas without a result', async () => {
    await show(workbookFile('<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><v>7</v></c></row>'));
    expect(screen.getByText('Import_Formulas 1')).toBeTruthy();
  });
});
