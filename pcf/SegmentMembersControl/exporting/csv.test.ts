import fc from 'fast-check';
import { readDelimitedText } from '../lists/delimited-text';
import { csvCell, csvOf } from './csv';
import { fileNameOf } from './download';

describe('CSV for spreadsheets', () => {
  it.each(['=1+1', '+49 170', '-2', '@SUM(A1)', '\t=1', ' =1', '\r=1'])('defuses %j', (text) => {
    expect(csvCell(text)).toBe(`"'${text}"`);
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['line\nbreak', '"line\nbreak"'],
    ['O-1', 'O-1'],
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

  it('is read back as it was, whatever the cells hold', async () => {
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

  it.each([
    ['../../etc/passwd', 'etc passwd.csv'],
    ['<b>VIPs</b>', 'b VIPs b.csv'],
    ['...', 'members.csv'],
    ['a\u202Egnp', 'a gnp.csv'],
    ['x'.repeat(200), `${'x'.repeat(80)}.csv`],
  ])('makes a harmless file name of %j', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });
});
