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
