import { findAddresses } from './addresses/find-addresses';
import { readList } from './read-list';
import { fileOf, workbookFile } from './testing/workbook-file';
import { readText } from './text/read-text';

/** A reader that begins again at each character needs minutes for what takes a linear one a second. */
async function millisecondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describe('time grows with a list and no faster', () => {
  it.each([
    ['quotes at the start of each line', '"a\n'.repeat(150_000)],
    ['doubled quotes', '"""a\n'.repeat(100_000)],
    ['one quote', '"' + 'a,b\n'.repeat(150_000)],
    ['quotes alone', '"\n'.repeat(200_000)],
    ['quotes in all cells', '"a"b,"a"b\n'.repeat(60_000)],
    ['backslashes', '"\\"a\n'.repeat(100_000)],
    ['delimiters', ','.repeat(16_000) + '\n;'.repeat(100_000)],
  ])('in a text of 600 KB of %s', async (_, text) => {
    const milliseconds = await millisecondsOf(async () => {
      expect((await readText(text)).lineCount).toBeGreaterThan(0);
    });
    expect(milliseconds).toBeLessThan(4000);
  });

  it.each([
    ['@', '@'.repeat(400_000)],
    ['a@', 'a@'.repeat(200_000)],
    ['letters', `${'a'.repeat(400_000)}@`],
    ['dots and dashes', `a@${'-.'.repeat(200_000)}`],
    ['brackets', `${'<'.repeat(400_000)}@`],
  ])('in a cell of 400 KB of %s in which addresses are looked for', async (_, text) => {
    const milliseconds = await millisecondsOf(() => {
      expect(findAddresses(text).addresses).toEqual([]);
    });
    expect(milliseconds).toBeLessThan(1000);
  });

  it.each([
    ['a million columns', `<row r="1">${'<c><v>1</v></c>'.repeat(20_000)}</row>`],
    ['rows that are never closed', '<row r="1"><c r="A1">'.repeat(200_000)],
    ['a part of spaces', ' '.repeat(60_000_000)],
  ])('so that an XLSX file with %s is refused within a second', async (_, rows) => {
    const bytes = workbookFile(rows);
    const refusal = async (): Promise<void> => {
      await expect(readList(fileOf(bytes), { language: 'en' })).rejects.toMatchObject({
        problem: 'brokenSpreadsheet',
      });
    };
    // The quickest of three, as other work of the machine takes its share of some.
    const tries = [
      await millisecondsOf(refusal),
      await millisecondsOf(refusal),
      await millisecondsOf(refusal),
    ];
    expect(Math.min(...tries)).toBeLessThan(1000);
  });
});
