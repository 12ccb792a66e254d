import { memberTables } from '../../../../segments/member-tables';
import { tableOf } from '../list-table';
import { readText } from '../text/read-text';
import { recognise, type Recognised, type Recognition } from './recognise';

const [contact, lead] = memberTables;
if (!contact || !lead) throw new Error('no tables');
const table = contact;
const leads = lead;
const id = (number: number): string => `0f5b0c7f-395d-447b-b14c-${number.toString(16).padStart(12, '0')}`;
const byId = { kind: 'id', column: 'contactid' } as const;
const byEmail = { kind: 'email', column: 'emailaddress1' } as const;

const recognised = (rows: readonly (readonly string[])[], textColumns: readonly string[] = []): Recognised =>
  recognise(tableOf(rows), table, textColumns);
const recognition = (...parameters: Parameters<typeof recognised>): Recognition | undefined =>
  recognised(...parameters).recognition;
const ofText = async (text: string): Promise<Recognised> => recognise(await readText(text), table);

/** A table of people with these headings, whose cells tell other people in each column. */
function people(
  headings: readonly string[],
  cell: (column: number, row: number) => string,
): readonly (readonly string[])[] {
  const body = Array.from({ length: 5 }, (_, row) => headings.map((_heading, column) => cell(column, row)));
  return [headings, ...body];
}

const addresses = (column: number, row: number): string => `p${row}.${column}@example.com`;

describe('the column that tells members', () => {
  it('is the one with record ids, before e-mail addresses', () => {
    const rows = [
      ['name', 'mail', 'key'],
      ['Ann', 'ann@example.com', `{${id(1).toUpperCase()}}`],
    ];
    expect(recognition(rows)).toEqual({ headings: 0, columns: [2], take: 'first', matchBy: byId });
  });

  it('is the one with e-mail addresses when no cell is an id', () => {
    expect(recognition([['ann@example.com'], ['bob@example.com']])).toEqual({
      headings: undefined,
      columns: [0],
      take: 'first',
      matchBy: byEmail,
    });
  });

  it('takes a broken id in the first line for a value, not for a heading', () => {
    expect(recognition([['0f5b0c7f-395d'], [id(1)]])?.headings).toBeUndefined();
  });

  it('is the one whose heading says so when its values are broken', () => {
    expect(recognition([['contactid'], ['x']])).toMatchObject({ headings: 0, matchBy: byId });
    expect(recognition([['E-Mail'], ['x']])).toMatchObject({ headings: 0, matchBy: byEmail });
  });

  it('is one headed like a text column of the table', () => {
    const rows = [
      ['Name', 'externalkey'],
      ['Ann', '4711'],
    ];
    expect(recognition(rows, ['externalkey'])).toEqual({
      headings: 0,
      columns: [1],
      take: 'first',
      matchBy: { kind: 'text', column: 'externalkey' },
    });
  });

  it('is unknown in a list of names', () => {
    expect(recognition([['Name'], ['Ann'], ['Bob']])).toBeUndefined();
  });

  it.each<[readonly string[], number]>([
    [['Sales rep', 'Email'], 1],
    [['Account owner', 'Customer e-mail'], 1],
    [['Owner e-mail', 'E-mail address'], 1],
    [['Betreuer E-Mail', 'E-Mail-Adresse'], 1],
    [['Adresse e-mail', 'E-mail du responsable'], 0],
    [['Correo del vendedor', 'Correo electrónico'], 1],
    [['担当者メール', 'メールアドレス'], 1],
    [['بريد المندوب', 'البريد الإلكتروني'], 1],
    [['بريد المسؤول', 'بريد العميل'], 1],
    [['紹介者メール', '参加者メール'], 1],
    [['上長メールアドレス', '本人メールアドレス'], 1],
    [['サブメール', '参加者メール'], 1],
    [['Emergency contact e-mail', 'Participant e-mail'], 1],
    [['E-mail 2 Address', 'E-mail Address'], 1],
    [['Contact', 'Mail'], 1],
    [['Rep', 'Anything'], 1],
  ])('is the person’s own under the headings %j', (headings, column) => {
    const { recognition: found, isUnsure } = recognised(people(headings, addresses));
    expect([found?.columns[0], isUnsure]).toEqual([column, false]);
  });

  it.each<[readonly string[], number]>([
    [['accountid', 'contactid'], 1],
    [['contactid', 'ownerid'], 0],
    [['Order id', '(Do Not Modify) Contact'], 1],
    [['Kontakt', 'Firma'], 0],
    [['Segment', 'Contact ID'], 1],
  ])('is the record’s own under the headings %j', (headings, column) => {
    const rows = people(headings, (at, row) => id(10 * at + row));
    expect(recognition(rows)).toMatchObject({ columns: [column], matchBy: byId });
  });

  it('is not that of other records beside addresses', () => {
    const rows = people(['accountid', 'email'], (column, row) =>
      column === 0 ? id(row) : addresses(1, row),
    );
    expect(recognition(rows)).toMatchObject({ columns: [1], matchBy: byEmail });
    const ofLeads = recognise(
      tableOf(people(['contactid', 'leadid'], (at, row) => id(10 * at + row))),
      leads,
    );
    expect(ofLeads.recognition).toMatchObject({ columns: [1], matchBy: { column: 'leadid' } });
  });

  it('is asked for where two are as good, with examples of both', () => {
    const found = recognised(people(['Work e-mail', 'Private e-mail'], addresses));
    expect(found.isUnsure).toBe(true);
    expect(found.candidates.map(({ heading, examples }) => [heading, examples.length])).toEqual([
      ['Work e-mail', 3],
      ['Private e-mail', 3],
    ]);
  });

  it('is asked for where only somebody else’s is there', () => {
    expect(
      recognised(people(['Sales rep', 'Name'], (column, row) => (column === 0 ? addresses(0, row) : 'x')))
        .isUnsure,
    ).toBe(true);
  });

  it('is the one that tells different people, where there are no headings', () => {
    const rows = Array.from({ length: 9 }, (_, row) => ['rep@example.org', `p${row}@example.com`]);
    expect(recognised(rows)).toMatchObject({ recognition: { columns: [1] }, isUnsure: false });
    expect(recognised(rows).candidates.find(({ column }) => column === 0)?.isSame).toBe(false);
  });

  it('may be followed by a second one, for where it is empty', () => {
    expect(recognition(people(['Email', 'Second email', 'Boss'], addresses))).toMatchObject({
      columns: [0, 1],
      take: 'first',
    });
  });

  it('may say the same in another column, which is then not ignored', () => {
    const rows = people(['E-mail Address', 'E-mail Display Name'], (column, row) =>
      column === 0 ? addresses(0, row) : `Name (${addresses(0, row)})`,
    );
    const { recognition: found, candidates, isUnsure } = recognised(rows);
    expect([found?.columns, isUnsure, candidates.map(({ isSame }) => isSame)]).toEqual([
      [0],
      false,
      [true, true],
    ]);
  });

  it.each([
    ['a line of Outlook', 'Nora Lind <nora@example.com>; Omar <omar@example.com>; Petra <petra@example.com>'],
    ['lines of different lengths', 'nora@example.com,omar@example.com,petra@example.com\nrosa@example.com'],
    [
      'tabs and names',
      'Nora <nora@example.com>\tOmar <omar@example.com>\nPetra <petra@example.com>\tRosa <rosa@example.com>',
    ],
  ])('is every one of %s', async (_, text) => {
    const { recognition: found } = await ofText(text);
    expect(found?.take).toBe('each');
  });
});

describe('lines that were cut where they say something', () => {
  it.each<[string, string, Partial<Recognition>]>([
    [
      'a comma in half of the names',
      'Lind, Nora <n@example.com>\nHaddad, Omar <o@example.com>\np@example.com\nq@example.com',
      { columns: [0, 1], take: 'first', headings: undefined },
    ],
    [
      'a comma that no quote keeps',
      'Name,Email\nLind, Nora,n@example.com\nOmar,o@example.com\nPia,p@example.com',
      { columns: [1, 2], take: 'first', headings: 0 },
    ],
    [
      'several on a line below one heading',
      'Email\nn@example.com,o@example.com\np@example.com,q@example.com',
      { columns: [0, 1], take: 'each', headings: 0 },
    ],
  ])('lose nobody: %s', async (_, text, expected) => {
    const { recognition: found } = await ofText(text);
    expect({ ...found, columns: [...(found?.columns ?? [])].sort() }).toMatchObject(expected);
  });
});

describe('the headings of a list', () => {
  it('are no row that names somebody in another column', async () => {
    const { recognition: found } = await ofText('Nora;nora@example.com\nomar@example.com;\npia@example.com;');
    expect(found?.headings).toBeUndefined();
  });

  it.each<[string, string, number | undefined]>([
    ['below titles', 'Guests of the event\nMade on 1.1.\n\nName;E-Mail\nA;a@example.com', 2],
    [
      'below a title with an address',
      'Questions: info@example.org\n\nEmail\na@example.com\nb@example.com',
      1,
    ],
    ['below a title that names them', 'E-mail list of guests\n\nName;Email\nA;a@example.com', 1],
    ['in another language', 'Liste\nNom;Courriel\nA;a@example.com', 1],
    ['with words nobody knows', 'Wer;Wo\nA;a@example.com', 0],
    ['above an empty column', 'Name;\nA;a@example.com', 0],
    ['nowhere', 'a@example.com\nb@example.com', undefined],
    ['above a value that is wrong', 'email\nnot an address\na@example.com', 0],
  ])('are found %s', async (_, text, place) => {
    expect((await ofText(text)).recognition?.headings).toBe(place);
  });

  it('are told by their place in the whole list, hidden rows counted', () => {
    const rows = tableOf([['title'], ['Email'], ['a@example.com']]);
    const [first, ...others] = rows.rows;
    if (!first) throw new Error('no rows');
    const found = recognise({ ...rows, rows: [{ ...first, isHidden: true }, ...others] }, table);
    expect(found.recognition?.headings).toBe(1);
  });
});
