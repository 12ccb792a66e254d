import fc from 'fast-check';
import { Cancelled } from '../bulk/slices';
import { readText } from '../lists/text/read-text';
import { clipboardRow, csvCell, csvOf } from './csv';
import { fileNameOf } from './download';
import { harmlessText } from './harmless-text';

describe('CSV for spreadsheets', () => {
  it.each(['=1+1', '+49 170', '-2', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠x', '\u200b=1'])(
    'defuses %j where a cell begins',
    (text) => {
      expect(csvCell(text)).toBe(`"'${text}"`);
    },
  );

  it.each([
    ['\t=1', '"\t’=1"'],
    [' =1', ' ’=1'],
    ['\r=1', '"\r’=1"'],
    ['\u00a0=1', '\u00a0’=1'],
    ['\0=1', `"'=1"`],
    ['x;=HYPERLINK("http://example.com")', '"x;’=HYPERLINK(""http://example.com"")"'],
    ['x\n=1', '"x\n’=1"'],
    ['x\t@1', '"x\t’@1"'],
    ['x|-1', '"x|’-1"'],
    ['""=1+1', '"""""’=1+1"'],
    ["'=1", `"'’=1"`],
    ['x; \u200b=1', '"x; \u200b’=1"'],
  ])('defuses %j where a program may begin a cell', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['line\nbreak', '"line\nbreak"'],
    ['O-1', 'O-1'],
    ["O'Neill", "O'Neill"],
    ['nora.lind@example.com', 'nora.lind@example.com'],
    ['Anna-Maria O’Neill', 'Anna-Maria O’Neill'],
  ])('writes %j as %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('begins with a byte order mark and has Windows line ends', async () => {
    expect(
      await csvOf([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toBe('\uFEFFa,b\r\n1,2\r\n');
  });

  it('parts cells by semicolons where decimals have commas', async () => {
    expect(await csvOf([['a', 'b;c']], { decimalSign: ',' })).toBe('\uFEFFa;"b;c"\r\n');
  });

  it('is read back as it was, whatever the cells hold', async () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const withHeadings = [['first', 'second'], ...rows];
        const read = await readText(await csvOf(withHeadings));
        const expected = withHeadings
          .map((row) => row.map((each) => harmlessText(each).trim()))
          .filter((row) => row.some((each) => each !== ''));
        expect(read.rows.map(({ cells }) => cells)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['../../etc/passwd', 'etc passwd.csv'],
    ['<b>VIPs</b>', 'b VIPs b.csv'],
    ['...', 'members.csv'],
    ['a\u202Egnp', 'a gnp.csv'],
    ['a\u0007b c', 'a b c.csv'],
    ['x'.repeat(200), `${'x'.repeat(80)}.csv`],
  ])('makes a harmless file name of %j', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });
});

/** What programs may take for the end of a cell, and for a quote. */
const separators = [',', ';', '\t', '|', ':', ' '];
const quotes = ['"', "'", ''];
const encodings = ['utf-8', 'windows-1252', 'windows-1251', 'shift_jis', 'gb18030', 'big5', 'utf-16le'];

/** Cells as a program reads them that splits at one separator and takes one character for a quote. */
function cellsAsRead(text: string, separator: string, quote: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const character of text) {
    const endsCell = character === separator || character === '\n' || character === '\r';
    if (quote !== '' && character === quote && (isQuoted || cell.trim() === '')) isQuoted = !isQuoted;
    else if (endsCell && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

/** Whether a cell would be run: blanks and what nobody sees in front do not keep programs from it. */
const isFormula = (cell: string): boolean => /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(cell);

/** Every way of cutting quotes into one: each quote may be taken for an opening one. */
function everyReading(text: string): readonly string[] {
  const physical = text.split(/[\r\n]/);
  return separators.flatMap((separator) =>
    quotes.flatMap((quote) => [
      ...cellsAsRead(text, separator, quote),
      ...physical.flatMap((line) => cellsAsRead(line, separator, quote)),
      // Programs that strip quotes after they have cut.
      ...physical.flatMap((line) =>
        line.split(separator).map((cell) => (quote === '' ? cell : cell.trim().split(quote).join(''))),
      ),
    ]),
  );
}

const hostilePiece = fc.constantFrom(
  ...['=', '+', '-', '@', '＝', '＋', '－', '＠', '=HYPERLINK("http://example.com","x")', '1+1', 'cmd|'],
  ...[
    ';',
    ',',
    '\t',
    '|',
    ':',
    ' ',
    '\n',
    '\r\n',
    '"',
    '""',
    "'",
    '\0',
    '\u200b',
    '\u00a0',
    '\ufeff',
    'x',
    'é',
    '名',
  ],
);
const hostile = fc.array(hostilePiece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('an export of hostile values', () => {
  it('has no formula in any cell, whatever separator, quote and encoding it is read with', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('.', ','),
        async (rows, decimalSign) => {
          const bytes = new TextEncoder().encode(await csvOf(rows, { decimalSign }));
          for (const encoding of encodings) {
            const text = new TextDecoder(encoding).decode(
              bytes.subarray(0, bytes.length - (bytes.length % 2)),
            );
            expect(everyReading(text).filter(isFormula)).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps a value on the clipboard in one line, and its letters', () => {
    expect(clipboardRow(['VIP\v1', 'a\r\n\tb\u2028c'])).toBe('VIP 1\ta b c');
  });

  it('has none on the clipboard either, and no more cells than values', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (row) => {
        const text = clipboardRow(row);
        expect(text.split('\t').length).toBe(row.length);
        expect(text).not.toMatch(/[\r\n]/);
        expect(everyReading(text).filter(isFormula)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a large export', () => {
  const rows = Array.from({ length: 60_000 }, (_, number) => [String(number)]);

  it('gives the page its turn, and ends when it is cancelled', async () => {
    const work = new AbortController();
    const made = csvOf(rows, { signal: work.signal });
    work.abort();
    await expect(made).rejects.toBeInstanceOf(Cancelled);
    expect((await csvOf(rows)).split('\r\n')).toHaveLength(60_001);
  });
});
