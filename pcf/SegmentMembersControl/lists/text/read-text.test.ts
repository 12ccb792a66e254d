import fc from 'fast-check';
import { readText } from './read-text';

const rowsOf = async (text: string): Promise<unknown> =>
  (await readText(text)).rows.map(({ cells }) => cells);

describe('delimited text', () => {
  it('has semicolons, Windows line ends, a byte order mark and blank lines', async () => {
    expect(await readText('\uFEFFid;name\r\n1;Zoë\r\n\r\n2;"a;b ""c"""\r\n')).toMatchObject({
      rows: [
        { line: 1, cells: ['id', 'name'] },
        { line: 2, cells: ['1', 'Zoë'] },
        { line: 4, cells: ['2', 'a;b "c"'] },
      ],
      lineCount: 4,
    });
  });

  it.each<[string, string, unknown]>([
    [
      'rows copied from a spreadsheet',
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['line ends inside quotes', '"a\r\nb",c\n"d"', [['a\r\nb', 'c'], ['d']]],
    ['old Mac line ends', 'x\ry\rz', [['x'], ['y'], ['z']]],
    ['nothing', '\uFEFF\r\n \r\n', []],
    [
      'bars',
      'a|b\n1|2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a semicolon in every row but the first',
      'name,tags\nA,x;y\nB,x;y\nC,x;y',
      [
        ['name', 'tags'],
        ['A', 'x;y'],
        ['B', 'x;y'],
        ['C', 'x;y'],
      ],
    ],
    [
      'tabs in the sections of a report',
      '1. Summary\nTitle\tA, b\nCount\t1\n2. People\nName\tEmail\tRole\nA\ta@x.org\tGuest\nB\tb@x.org\tGuest\n3. Times\nx\ty\nEnd, all',
      [
        ['1. Summary'],
        ['Title', 'A, b'],
        ['Count', '1'],
        ['2. People'],
        ['Name', 'Email', 'Role'],
        ['A', 'a@x.org', 'Guest'],
        ['B', 'b@x.org', 'Guest'],
        ['3. Times'],
        ['x', 'y'],
        ['End, all'],
      ],
    ],
    [
      'a comma in one name of a list of lines',
      'Lind, Nora <nora@example.com>\nomar@example.com\npia@example.com',
      [['Lind, Nora <nora@example.com>'], ['omar@example.com'], ['pia@example.com']],
    ],
    [
      'commas in names',
      'Lind, Nora;nora@example.com\nHaddad, Omar;omar@example.com',
      [
        ['Lind, Nora', 'nora@example.com'],
        ['Haddad, Omar', 'omar@example.com'],
      ],
    ],
    [
      'commas in a title and in amounts',
      'List, made on 1.1.\n\na;b;c\n1;1,5;2\n2;1,5;2',
      [['List, made on 1.1.'], ['a', 'b', 'c'], ['1', '1,5', '2'], ['2', '1,5', '2']],
    ],
    [
      'an instruction',
      'sep=;\na,b;c\n1,5;2',
      [
        ['a,b', 'c'],
        ['1,5', '2'],
      ],
    ],
    [
      'an instruction of any sign',
      'sep=^\r\na^b\r\n1^2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes escaped by backslashes',
      'a,b\n"say \\"hi\\", x",1\n"C",2',
      [
        ['a', 'b'],
        ['say "hi", x', '1'],
        ['C', '2'],
      ],
    ],
    [
      'a backslash before a closing quote',
      'a,b\n"C:\\dir\\",1\n"D:\\",2',
      [
        ['a', 'b'],
        ['C:\\dir\\', '1'],
        ['D:\\', '2'],
      ],
    ],
    [
      'quotes inside quotes',
      '"Bob "the builder" Smith",1\nx,2',
      [
        ['Bob "the builder" Smith', '1'],
        ['x', '2'],
      ],
    ],
    [
      'text after a quote',
      '"Lind, Nora" <nora@example.com>\n"Haddad" <omar@example.com>',
      [['Lind, Nora <nora@example.com>'], ['Haddad <omar@example.com>']],
    ],
    [
      'an empty quoted cell',
      'a,"",c\n"",,x',
      [
        ['a', '', 'c'],
        ['', '', 'x'],
      ],
    ],
    ['blanks around quotes', 'a, "b;c" ,d', [['a', 'b;c', 'd']]],
  ])('is read with %s', async (_, text, rows) => {
    expect(await rowsOf(text)).toEqual(rows);
  });

  it('is not cut by a separator that few of its rows have', async () => {
    expect(await rowsOf('Email\n a@example.com \n\tb@example.com\t\nc@example.com;')).toEqual([
      ['Email'],
      ['a@example.com'],
      ['b@example.com'],
      ['c@example.com;'],
    ]);
  });

  it('counts the lines of cells that go over several', async () => {
    const table = await readText('a,b\n"1\n2\n3",x\n\ny,z\n');
    expect(table.rows.map(({ line }) => line)).toEqual([1, 2, 6]);
    expect(table).toMatchObject({ lineCount: 6, continuedLines: 2 });
  });

  it.each<[string, string, readonly number[], unknown]>([
    [
      'to the end',
      'n,e\n"Omar,o@x.org\nPetra,p@x.org\n',
      [2],
      [
        ['n', 'e'],
        ['Omar', 'o@x.org'],
        ['Petra', 'p@x.org'],
      ],
    ],
    [
      'before another quoted cell',
      'n,e\n"Omar,o@x.org\n"Petra, N.",p@x.org\nR,r@x.org',
      [2],
      [
        ['n', 'e'],
        ['Omar', 'o@x.org'],
        ['Petra, N.', 'p@x.org'],
        ['R', 'r@x.org'],
      ],
    ],
    [
      'before a quote in the middle',
      'n,e\n"Omar,o@x.org\nP,p@x.org\nS "Bob",s@x.org\nT,t@x.org',
      [2],
      [
        ['n', 'e'],
        ['Omar', 'o@x.org'],
        ['P', 'p@x.org'],
        ['S "Bob"', 's@x.org'],
        ['T', 't@x.org'],
      ],
    ],
    [
      'in the last cell',
      'n,e\nOmar,"o@x.org\nP,p@x.org',
      [2],
      [
        ['n', 'e'],
        ['Omar', 'o@x.org'],
        ['P', 'p@x.org'],
      ],
    ],
    [
      'in the last line',
      'n,e\nO,o@x.org\n"P,p@x.org',
      [3],
      [
        ['n', 'e'],
        ['O', 'o@x.org'],
        ['P', 'p@x.org'],
      ],
    ],
  ])('with a quote that is never closed %s loses nobody and names the line', async (_, text, lines, rows) => {
    const table = await readText(text);
    expect(table.brokenLines).toEqual(lines);
    expect(table.rows.map(({ cells }) => cells)).toEqual(rows);
  });

  it('with a delimiter that only its later rows show is read by it', async () => {
    const titles = Array.from({ length: 30 }, (_, index) => `Note ${index}, with a comma`);
    const rows = Array.from({ length: 200 }, (_, index) => `${index};Name;p${index}@example.com`);
    const table = await readText([...titles, ...rows].join('\n'));
    expect(table.rows[100]?.cells.length).toBe(3);
  });

  it.each([
    ['more cells than any spreadsheet has', ','.repeat(20_000)],
    ['a cell of megabytes', 'x'.repeat(2_500_000)],
    ['a quoted cell of megabytes', `"${'x'.repeat(2_500_000)}"`],
    ['cells of megabytes together', `${'x'.repeat(1_000)},`.repeat(2_500)],
  ])('with %s in a line is refused', async (_, line) => {
    await expect(readText(`a,b\n${line}\nc,d`)).rejects.toMatchObject({ problem: 'tooLarge' });
  });

  it('says what any table says, whatever separator and line end it was written with', async () => {
    const cell = fc
      .string({
        unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\t', '|', '\n', '名', '='),
        maxLength: 6,
      })
      .map((text) => text.trim());
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        async (table, separator, lineEnd) => {
          const whole = [['first', 'second', 'third'], ...table];
          const text = whole
            .map((row) => row.map((each) => `"${each.replace(/"/g, '""')}"`).join(separator))
            .join(lineEnd);
          const expected = whole.filter((row) => row.some((each) => each !== ''));
          expect(await rowsOf(text)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of 200,000 lines gives the page its turn meanwhile', async () => {
    const text = Array.from({ length: 200_000 }, (_, index) => `person${index}@example.com,x`).join('\n');
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const { rows } = await readText(text);
    clearInterval(timer);
    expect(rows.length).toBe(200_000);
    expect(turns).toBeGreaterThan(1);
  });
});
