/** @jest-environment jsdom */
import { TextDecoder } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import * as React from 'react';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { memberTables } from '../../../segments/member-tables';
import { recordId, type RecordId } from '../../../segments/record-id';
import type { Dataverse } from '../dataverse/dataverse';
import { provideIcons } from '../kit/icons';
import { KitContext, type Kit } from '../kit/kit';
import { createStore } from '../kit/store';
import { fileOf } from '../lists/testing/workbook-file';
import type { ChangePlan, MembersStore, Purpose } from '../members';
import type { PeopleCache } from '../people';
import { createImportStore } from './import-store';
import { PreviewView } from './PreviewView';

const [contact] = memberTables;
if (!contact) throw new Error('no table');
const table = contact;

const kit = {
  texts: (key: string, ...values: readonly string[]) => [key, ...values].join(' '),
  formats: { number: String },
} as unknown as Kit;

const idOf = (digit: string): RecordId => recordId(`bbbbbbbb-0000-4000-8000-00000000000${digit}`);

/** Contacts by their addresses. */
const contacts: Readonly<Record<string, RecordId>> = {
  'nora@example.com': idOf('1'),
  'omar@example.com': idOf('2'),
};

const dataverse: Pick<Dataverse, 'list' | 'textColumns'> = {
  textColumns: () => Promise.resolve([]),
  list: () =>
    Promise.resolve({
      rows: Object.entries(contacts).map(([emailaddress1, contactid]) => ({
        contactid,
        emailaddress1,
        fullname: emailaddress1.split('@')[0],
        createdon: '2026-01-01',
        statecode: 0,
      })),
    }),
};

const people = {
  version: createStore(0),
  get: () => undefined,
  want: () => Promise.resolve(),
} as unknown as PeopleCache;

/** The check of a list beside a group of these members; answers the changes that are started. */
async function check(
  list: string,
  purpose: Purpose = 'add',
  inGroup: readonly string[] = [],
): Promise<readonly ChangePlan[]> {
  const members = { all: () => Promise.resolve(new Set(inGroup.map(idOf))) };
  const store = createImportStore({
    dataverse: dataverse as Dataverse,
    table,
    members: members as unknown as MembersStore,
    purpose,
  });
  await store.choose(fileOf(list));
  await store.match();
  const state = store.state.get();
  if (state.kind !== 'preview') throw new Error(JSON.stringify(state));
  const started: ChangePlan[] = [];
  render(
    <KitContext.Provider value={kit}>
      <PreviewView
        purpose={purpose}
        preview={state.preview}
        members={state.members}
        source={state.source}
        choices={state.choices}
        check={state.check}
        groupName="Guests"
        people={people}
        pickRecords={() => Promise.resolve([])}
        onStart={(plan) => started.push(plan)}
        onBack={() => undefined}
      />
    </KitContext.Provider>,
  );
  await act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
  return started;
}

const comesBefore = (first: Element, second: Element): boolean =>
  (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

beforeAll(() => {
  provideIcons();
  // Fluent misses icons of its own that nothing here looks at.
  jest.spyOn(console, 'warn').mockImplementation();
  // What browsers have and jsdom has not.
  Object.assign(globalThis, { TextDecoder, MessageChannel });
});

afterEach(cleanup);

describe('above the numbers', () => {
  it('stand the columns with other people’s addresses, and that most of the list was not found', async () => {
    const list = 'Sales rep,Email\nboss@example.com,nora@example.com\nchief@example.com,x@example.com\n';
    await check(`${list}head@example.com,y@example.com`);
    const [tabs] = screen.getAllByRole('tablist');
    if (!tabs) throw new Error('no tabs');
    for (const text of ['Preview_IgnoredColumns Sales rep', 'Preview_MostlyUnknown'])
      expect(comesBefore(screen.getByText(text), tabs)).toBe(true);
  });

  it('stands nothing where all is well', async () => {
    await check('name,email\nN,nora@example.com\nO,omar@example.com');
    expect(screen.queryByText(/Preview_IgnoredColumns|Preview_MostlyUnknown/)).toBeNull();
  });
});

describe('a list that takes members out', () => {
  it('does so after a question where few of many go', async () => {
    const started = await check('email\nnora@example.com', 'remove', ['1', '7', '8', '9']);
    fireEvent.click(screen.getByRole('button', { name: 'Import_StartRemove 0 1' }));
    expect(started).toEqual([]);
    expect(screen.getByText('Removal_Title 1 4 Guests')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Members_Remove 1' }));
    expect(started).toMatchObject([{ add: [], remove: [idOf('1')] }]);
  });

  it.each([
    ['finds nobody', 'email\nx@example.com', ['7', '8', '9'], 0, 3],
    ['would take out more than half', 'email\nnora@example.com', ['1', '7', '8'], 0, 2],
  ])('has the number typed first when it %s', async (_, list, inGroup, added, removed) => {
    const started = await check(list, 'replace', inGroup);
    fireEvent.click(screen.getByRole('button', { name: `Import_StartReplace ${added} ${removed}` }));
    const yes = screen.getByRole<HTMLButtonElement>('button', { name: `Members_Remove ${removed}` });
    const number = screen.getByRole('textbox', { name: `Removal_Type ${removed}` });
    for (const typed of ['', String(removed + 1)]) {
      fireEvent.change(number, { target: { value: typed } });
      fireEvent.keyDown(number, { key: 'Enter' });
      fireEvent.click(yes);
      expect(yes.disabled).toBe(true);
    }
    expect(started).toEqual([]);
    fireEvent.change(number, { target: { value: String(removed) } });
    fireEvent.click(yes);
    expect(started.map(({ remove }) => remove.length)).toEqual([removed]);
  });
});
