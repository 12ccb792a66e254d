import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import { memberTables } from '../../../segments/member-tables';
import { createMembersStore, type MembersStore, type Purpose } from '../members';
import { eventually, startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import { createImportStore, type ImportState, type ImportStore } from './import-store';
import type { ChosenFile } from '../lists/read-list';
import { firstChoices, type Outcome, type Preview } from './preview';
import { readViews } from './views';

const [contact] = memberTables;
const [vips] = sampleSegments.newsletter.groups;
if (!contact || !vips) throw new Error('the sample lacks something');
const table = contact;
const vipGroup = vips;

let form: LocalForm;
let members: MembersStore;

beforeAll(async () => {
  form = await startLocalForm();
  const address = { segmentId: sampleSegments.newsletter.segmentId, groupId: vipGroup.id };
  members = createMembersStore(form.dataverse, address);
  await members.all();
});

afterAll(async () => {
  members.dispose();
  await form.close();
});

function open(purpose: Purpose = 'add'): ImportStore {
  return createImportStore({ dataverse: form.dataverse, table, members, purpose });
}

function file(content: string | Uint8Array, name = 'list.csv'): ChosenFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, arrayBuffer: () => Promise.resolve(bytes.slice().buffer) };
}

async function previewOf(store: ImportStore): Promise<Extract<ImportState, { kind: 'preview' }>> {
  await store.match();
  const state = store.state.get();
  if (state.kind !== 'preview') throw new Error(JSON.stringify(state));
  return state;
}

type OutcomeOf<Kind extends Outcome['kind']> = Extract<Outcome, { kind: Kind }>;

function outcomesOf<Kind extends Outcome['kind']>(
  { outcomes }: Preview,
  kind: Kind,
): readonly OutcomeOf<Kind>[] {
  return outcomes.filter((outcome): outcome is OutcomeOf<Kind> => outcome.kind === kind);
}

const matchedIn = (preview: Preview): readonly string[] =>
  outcomesOf(preview, 'found').map(({ person }) => person.id);

const emailOf = (number: number): string =>
  String(form.server.store.retrieve('contact', sampleContactId(number))?.['emailaddress1'] ?? '');

describe('a list on its way into a group', () => {
  it('is matched by id, with what is wrong in it told line by line', async () => {
    const store = open();
    const unknown = '11111111-2222-4333-8444-555555555555';
    const lines = [
      'contactid;note',
      sampleContactId(1),
      `{${sampleContactId(1).toUpperCase()}}`,
      unknown,
      'junk',
    ];
    await store.choose(file(`\uFEFF${lines.join(';x\r\n')};x\r\n`));
    const { preview } = await previewOf(store);
    expect(matchedIn(preview)).toEqual([sampleContactId(1)]);
    expect(outcomesOf(preview, 'duplicate').map(({ line }) => line)).toEqual([3]);
    expect(outcomesOf(preview, 'notFound')).toMatchObject([{ line: 4, value: unknown }]);
    expect(outcomesOf(preview, 'invalid')).toMatchObject([{ line: 5, value: 'junk', reason: 'notAnId' }]);
  });

  it('is matched by e-mail without regard to case, and shows who shares an address', async () => {
    const contacts = Array.from({ length: 3000 }, (_, number) => number);
    const emails = contacts.map(emailOf).filter((email) => email !== '');
    const distinct = [...new Set(emails.map((email) => email.toLowerCase()))];
    const store = open();
    await store.paste(
      distinct.map((email) => email.replace(/[a-z]/g, (letter) => letter.toUpperCase())).join('\n'),
    );
    form.forget();
    const { preview } = await previewOf(store);
    const several = outcomesOf(preview, 'several');
    expect(outcomesOf(preview, 'notFound')).toEqual([]);
    expect(matchedIn(preview).length + several.length).toBe(distinct.length);
    expect(several.length).toBeGreaterThan(0);
    expect(several.every(({ people }) => people.length > 1)).toBe(true);
    expect(form.requests.length).toBeLessThanOrEqual(Math.ceil(distinct.length / 750));
  });

  it('can be read again in another encoding, and with its hidden rows', async () => {
    const store = open();
    await store.choose(
      file(new Uint8Array([...new TextEncoder().encode('name;email\n'), 0xd8, 0x3b, 0x61])),
      'cs',
    );
    await store.chooseEncoding('windows-1252');
    const state = store.state.get();
    if (state.kind !== 'table') throw new Error(JSON.stringify(state));
    expect(state.list).toMatchObject({ kind: 'text', encoding: 'windows-1252' });
    expect(state.list.table.rows[1]?.cells).toEqual(['Ø', 'a']);
    store.takeHidden(true);
    expect(store.state.get()).toMatchObject({ withHidden: true });
  });

  it('is matched by another text column when its heading names one', async () => {
    const store = open();
    await store.paste(`lastname\nNobody-Has-This-Name`);
    expect(store.state.get()).toMatchObject({
      kind: 'table',
      recognition: { matchBy: { kind: 'text', column: 'lastname' } },
    });
    const { preview } = await previewOf(store);
    expect(outcomesOf(preview, 'notFound').length).toBe(1);
  });

  it('without a column that tells people waits for the marketer to choose one', async () => {
    const store = open();
    await store.paste('Name\nAnn\nBob');
    expect(store.state.get()).toMatchObject({ kind: 'table', recognition: undefined });
    await store.match();
    expect(store.state.get().kind).toBe('table');
  });

  it('with 10,000 bad lines is read to its end', async () => {
    const bad = Array.from({ length: 10_000 }, (_, index) => `not an id ${index}`);
    const store = open();
    await store.paste(['id', ...bad, sampleContactId(5)].join('\n'));
    const { preview } = await previewOf(store);
    expect(outcomesOf(preview, 'invalid').length).toBe(10_000);
    expect(matchedIn(preview)).toEqual([sampleContactId(5)]);
  });

  it('of 300,000 ids is refused before anything is asked of the server', async () => {
    const store = open();
    const hex = (index: number): string => index.toString(16).padStart(12, '0');
    const many = Array.from({ length: 300_000 }, (_, index) => `11111111-2222-4333-8444-${hex(index)}`);
    await store.paste(many.join('\n'));
    form.forget();
    await store.match();
    const problem = { kind: 'tooMany', values: 300_000 };
    expect(store.state.get()).toEqual(expect.objectContaining({ kind: 'choosing', problem }));
    expect(form.requests).toEqual([]);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['only blank lines', '\r\n \r\n', 'empty'],
    ['zeros', new Uint8Array([1, 0, 0, 2, 0]), 'notText'],
    ['an old spreadsheet', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]), 'notASpreadsheet'],
    ['half a zip', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'brokenSpreadsheet'],
  ])('that is a file of %s says so', async (_, content, problem) => {
    const store = open();
    await store.choose(file(content));
    expect(store.state.get()).toEqual({ kind: 'choosing', problem: { kind: 'unreadable', problem } });
  });

  it('that the browser cannot read says so', async () => {
    const store = open();
    await store.choose({ name: 'x', size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) });
    expect(store.state.get()).toEqual({
      kind: 'choosing',
      problem: { kind: 'unreadable', problem: 'unreadable' },
    });
  });

  it('is given up when another one is given', async () => {
    const store = open();
    void store.paste('a\nb');
    await store.paste(sampleContactId(9));
    const state = await eventually(store.state, ({ kind }) => kind === 'table');
    expect(state.kind === 'table' && state.list.table.rows).toEqual([
      { line: 1, cells: [sampleContactId(9)] },
    ]);
  });
});

describe('a list that is to replace a group', () => {
  it('is not compared with one that was not read to its proven end', async () => {
    const unread = { ...members, all: () => Promise.reject(new Error('half of it')) };
    const store = createImportStore({
      dataverse: form.dataverse,
      table,
      members: unread,
      purpose: 'replace',
    });
    await store.paste(sampleContactId(1));
    await store.match();
    expect(store.state.get()).toMatchObject({ kind: 'choosing', problem: { kind: 'failed' } });
  });
});

describe('the views of a table', () => {
  it('are listed, and one is read to its last row', async () => {
    form.server.store.create('savedquery', {
      name: 'All contacts',
      returnedtypecode: 'contact',
      querytype: 0,
      statecode: 0,
      fetchxml: '<fetch><entity name="contact"><attribute name="contactid"/></entity></fetch>',
    });
    const { signal } = new AbortController();
    const views = await readViews(form.dataverse, table, signal);
    const view = views.find(({ name }) => name === 'All contacts');
    if (!view) throw new Error('the view is missing');
    const counts: number[] = [];
    const ids = await view.read((count) => counts.push(count), signal);
    expect(new Set(ids).size).toBe(20_000);
    expect(counts).toEqual([5000, 10_000, 15_000, 20_000]);
  });
});

describe('going back', () => {
  it('keeps the file, how it was read, and what was put right', async () => {
    const store = open();
    expect(store.holdsList()).toBe(false);
    await store.choose(file(`contactid\n${sampleContactId(1)}\njunk`, 'guests.csv'));
    const read = store.state.get();
    if (read.kind !== 'table' || !read.recognition) throw new Error('nothing was recognised');
    store.recogniseAs({ ...read.recognition, headings: undefined });
    const { preview, check } = await previewOf(store);
    const choices = { ...firstChoices, several: 'all' as const };
    store.back({ choices, check });
    expect(store.state.get()).toMatchObject({ kind: 'table', recognition: { headings: undefined } });
    form.forget();
    await store.match();
    expect(store.state.get()).toMatchObject({ kind: 'preview', preview, choices });
    expect(form.requests).toEqual([]);
    store.back();
    store.back();
    expect(store.state.get()).toMatchObject({ kind: 'choosing', kept: { fileName: 'guests.csv', text: '' } });
    expect(store.holdsList()).toBe(true);
    store.goOn();
    expect(store.state.get()).toMatchObject({ kind: 'table', recognition: { headings: undefined } });
    store.dispose();
  });

  it('keeps a paste, until another list is given', async () => {
    const store = open();
    await store.paste(emailOf(1));
    store.back();
    expect(store.state.get()).toMatchObject({ kind: 'choosing', kept: { text: emailOf(1), fileName: '' } });
    await store.choose(file('%PDF-1.7', 'other.pdf'));
    const state = store.state.get();
    expect(state).toMatchObject({ kind: 'choosing', problem: { kind: 'unreadable' } });
    expect(state).not.toHaveProperty('kept');
    store.dispose();
  });
});
