import { collectEntries, keyOf } from './entries';
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

describe('what a list counts', () => {
  const email = ['nora@example.com'];

  it('are the blank lines, those inside a cell and those that say how to read it, apart', async () => {
    const table: ListTable = {
      ...tableOf([email]),
      lineCount: 10,
      continuedLines: 3,
      instructionLines: [1, 2],
    };
    const { otherLines, lineCount } = await collectEntries(table, byEmail);
    expect(otherLines).toEqual({ blank: 4, continued: 3, instructions: 2 });
    expect(lineCount).toBe(10);
  });

  it('are no blank rows of a table, which keep their numbers', async () => {
    const table = tableOf([email, ['', ''], ['x']]);
    expect(table.rows.map(({ line }) => line)).toEqual([1, 3]);
    const { otherLines } = await collectEntries(table, byEmail);
    expect(otherLines).toEqual({ blank: 1, continued: 0, instructions: 0 });
    expect(table.brokenLines).toEqual([]);
  });
});

describe('a value', () => {
  it('is the same whatever its case and the space around it, with a sigma at its end or not', () => {
    expect(keyOf(' ΣΟΦΟΣ ')).toBe('σοφοσ');
    expect(keyOf('σοφος')).toBe('σοφοσ');
    expect(keyOf('σοφος')).not.toBe(keyOf('οφο'));
  });

  it('stands with the first line that has it', async () => {
    const { wanted } = await collectEntries(tableOf([['Nora@example.com'], ['nora@example.com']]), byEmail);
    expect(wanted.get('nora@example.com')).toEqual({ line: 1, value: 'Nora@example.com' });
  });

  it('that is no address says so', async () => {
    const { entries } = await collectEntries(tableOf([['nobody']]), byEmail);
    expect(entries).toEqual([{ line: 1, row: 0, value: 'nobody', kind: 'invalid', reason: 'notAnEmail' }]);
  });

  it('of any other column is its text', async () => {
    const byText: Recognition = { ...byEmail, matchBy: { kind: 'text', column: 'employeeid' } };
    const { entries, wanted } = await collectEntries(tableOf([[' A 7 '], ['a 7'], ['', 'x']]), byText);
    expect(entries).toEqual([
      { line: 1, row: 0, value: 'A 7', key: 'a 7', kind: 'wanted' },
      { line: 2, row: 1, value: 'a 7', key: 'a 7', kind: 'duplicate' },
      { line: 3, row: 2, value: '', kind: 'empty' },
    ]);
    expect([...wanted]).toEqual([['a 7', { line: 1, value: 'A 7' }]]);
  });

  it('in front of which no column was recognised stands in the first', async () => {
    const { entries } = await collectEntries(tableOf([['Title', 'x'], ['y']]), {
      ...byEmail,
      headings: 1,
      columns: [],
    });
    expect(entries.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['title Title', 'heading y']);
  });
});

describe('a numbered list', () => {
  it('may have a heading and other columns, whose numbers stay', async () => {
    const rows = [
      ['email', 'rank'],
      ['1.a@example.com', '1.z@example.com'],
      ['2.b@example.com', '2.'],
      ['3.c@example.com', '3.'],
    ];
    const recognition: Recognition = { ...byEmail, headings: 0, columns: [0, 1], take: 'each' };
    expect((await entriesOf(rows, recognition)).slice(1, 3)).toEqual([
      '2 wanted a@example.com',
      '2 wanted 1.z@example.com',
    ]);
  });

  it.each([
    ['of ids', [['1.x'], ['2.x'], ['3.x']], { ...byId, headings: undefined }, '1 invalid 1.x'],
    [
      'with three numbers at least',
      [['1.a@example.com'], ['2.b@example.com']],
      byEmail,
      '1 wanted 1.a@example.com',
    ],
    [
      'with the numbers in their order',
      [['1.a@example.com'], ['2.b@example.com'], ['4.c@example.com']],
      byEmail,
      '1 wanted 1.a@example.com',
    ],
    [
      'of the column that is read',
      [['', '1.a@example.com'], ['', '2.b@example.com'], ['', '3.c@example.com'], ['4.d@example.com']],
      byEmail,
      '4 wanted 4.d@example.com',
    ],
  ])('is one only %s', async (_, rows, recognition: Recognition, expected) => {
    expect(await entriesOf(rows, recognition)).toContain(expected);
  });
});

describe('reading a long list', () => {
  it('gives the page its turns, in which it can be cancelled', async () => {
    const reading = new AbortController();
    reading.abort();
    let milliseconds = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (milliseconds += 10));
    try {
      const long = tableOf(Array.from({ length: 600 }, (_, index) => [`person${index}@example.com`]));
      await expect(collectEntries(long, byEmail, { signal: reading.signal })).rejects.toThrow('Cancelled');
      expect(clock.mock.calls.length).toBeLessThan(10);
    } finally {
      clock.mockRestore();
    }
  });
});
