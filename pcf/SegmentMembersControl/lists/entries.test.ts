import { collectEntries } from './entries';
import type { Recognition } from './columns/recognise';
import { tableOf, type ListTable } from './list-table';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';
const byId: Recognition = {
  headings: 0,
  columns: [0],
  take: 'first',
  matchBy: { kind: 'id', column: 'contactid' },
};
const byEmail: Recognition = {
  headings: undefined,
  columns: [0],
  take: 'first',
  matchBy: { kind: 'email', column: 'emailaddress1' },
};

async function entriesOf(
  table: ListTable | readonly (readonly string[])[],
  recognition: Recognition,
  withHidden = false,
): Promise<readonly string[]> {
  const list = 'rows' in table ? table : tableOf(table);
  const { entries } = await collectEntries(list, recognition, { withHidden });
  return entries.map(({ line, kind, value }) => `${line} ${kind} ${value}`.trim());
}

describe('the values of a list', () => {
  it('are ids in any spelling, each once, with the lines that are none', async () => {
    const rows = [['id'], [id], [`{${id.toUpperCase()}}`], ['nonsense'], ['', 'x']];
    expect(await entriesOf(rows, byId)).toEqual([
      '1 heading id',
      `2 wanted ${id}`,
      `3 duplicate ${id}`,
      '4 invalid nonsense',
      '5 empty',
    ]);
  });

  it('are e-mail addresses without regard to case', async () => {
    const rows = [['Ann@Example.com'], ['ann@example.com'], ['not an address']];
    const { wanted } = await collectEntries(tableOf(rows), byEmail);
    expect([...wanted.keys()]).toEqual(['ann@example.com']);
    expect(await entriesOf(rows, byEmail)).toEqual([
      '1 wanted Ann@Example.com',
      '2 duplicate ann@example.com',
      '3 invalid not an address',
    ]);
  });

  it('are several people in one cell, and what is broken beside them', async () => {
    expect(await entriesOf([['Ann <a@example.com>; b@example.com, c@']], byEmail)).toEqual([
      '1 wanted a@example.com',
      '1 wanted b@example.com',
      '1 invalid c@',
    ]);
  });

  it('are those of the second column where the first tells nobody', async () => {
    const rows = [
      ['a@example.com', 'x@example.com'],
      ['', 'b@example.com'],
      ['none', 'c@example.com'],
      ['none', ''],
      ['', '', 'other'],
    ];
    expect(await entriesOf(rows, { ...byEmail, columns: [0, 1] })).toEqual([
      '1 wanted a@example.com',
      '2 wanted b@example.com',
      '3 wanted c@example.com',
      '4 invalid none',
      '5 empty',
    ]);
  });

  it('are those of every column where each tells a person', async () => {
    const rows = [['a@example.com', 'b@example.com'], ['c@example.com']];
    expect(await entriesOf(rows, { ...byEmail, columns: [0, 1], take: 'each' })).toEqual([
      '1 wanted a@example.com',
      '1 wanted b@example.com',
      '2 wanted c@example.com',
    ]);
  });

  it('leave out titles and, unless they are wanted, hidden rows', async () => {
    const table = tableOf([['Title'], ['email'], ['a@example.com'], ['b@example.com']]);
    const hidden = {
      ...table,
      rows: table.rows.map((row) => (row.line > 3 ? { ...row, isHidden: true as const } : row)),
    };
    const recognition = { ...byEmail, headings: 1 };
    expect(await entriesOf(hidden, recognition)).toEqual([
      '1 title Title',
      '2 heading email',
      '3 wanted a@example.com',
      '4 hidden b@example.com',
    ]);
    expect((await entriesOf(hidden, recognition, true)).slice(-1)).toEqual(['4 wanted b@example.com']);
  });

  it('are not the numbers in front of them, where a list is numbered', async () => {
    const rows = [['1.a@example.com'], ['2.b@example.com'], ['3.c@example.com'], ['2.d@example.com']];
    expect(await entriesOf(rows, byEmail)).toEqual([
      '1 wanted a@example.com',
      '2 wanted b@example.com',
      '3 wanted c@example.com',
      '4 wanted 2.d@example.com',
    ]);
  });

  it('report each of 10,000 bad lines', async () => {
    const rows = [['id'], ...Array.from({ length: 10_000 }, (_, index) => [`bad ${index}`]), [id]];
    const { wanted, entries } = await collectEntries(tableOf(rows), byId);
    expect(wanted.size).toBe(1);
    expect(entries.filter(({ kind }) => kind === 'invalid').length).toBe(10_000);
    expect(entries[10_000]).toEqual({
      line: 10_001,
      row: 10_000,
      value: 'bad 9999',
      kind: 'invalid',
      reason: 'notAnId',
    });
  });
});
