import fc from 'fast-check';
import { csvOf } from '../exporting/csv';
import { delimiterOf, readDelimitedText } from './delimited-text';

const rowsOf = async (text: string): Promise<unknown> => (await readDelimitedText(text)).rows;

describe('delimited text', () => {
  it('reads semicolons, Windows line ends, a byte order mark and blank lines', async () => {
    expect(await rowsOf('\uFEFFid;name\r\n1;Zoë\r\n\r\n2;"a;b ""c"""\r\n')).toEqual([
      ['id', 'name'],
      ['1', 'Zoë'],
      ['2', 'a;b "c"'],
    ]);
  });

  it('reads rows copied from a spreadsheet', async () => {
    expect(await rowsOf('a\tb\n1\t2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('keeps line ends inside quotes and takes an unclosed quote to the end', async () => {
    expect(await rowsOf('"a\r\nb",c\n"d')).toEqual([['a\r\nb', 'c'], ['d']]);
  });

  it('reads one id a line with old Mac line ends', async () => {
    expect(await rowsOf('x\ry\rz')).toEqual([['x'], ['y'], ['z']]);
  });

  it('reads nothing as no rows', async () => {
    expect(await rowsOf('\uFEFF\r\n \r\n')).toEqual([]);
  });

  it.each([
    ['a,b\n1,2', ','],
    ['a;b\n1,5;2', ';'],
    ['"x,y";b\n1;2', ';'],
    ['plain', ','],
  ])('finds the delimiter of %j', (sample, delimiter) => {
    expect(delimiterOf(sample)).toBe(delimiter);
  });

  it('reads back what the export writes, whatever the cells hold', async () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const withHeadings = [['first', 'second'], ...rows];
        const read = (await readDelimitedText(await csvOf(withHeadings))).rows;
        const guarded = (text: string): string => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
        const expected = withHeadings
          .map((row) => row.map((each) => guarded(each).trim()))
          .filter((row) => row.some((each) => each !== ''));
        expect(read).toEqual(expected);
      }),
    );
  });

  it('reads 200,000 lines and gives the page its turn meanwhile', async () => {
    const text = Array.from({ length: 200_000 }, (_, index) => `person${index}@example.com,x`).join('\n');
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const { rows } = await readDelimitedText(text);
    clearInterval(timer);
    expect(rows.length).toBe(200_000);
    expect(turns).toBeGreaterThan(1);
  });
});
