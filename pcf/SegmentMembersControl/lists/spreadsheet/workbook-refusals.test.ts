import { strToU8, zipSync } from 'fflate';
import { readList } from '../read-list';
import { fileOf, problemOf, textRow, workbookFile } from '../testing/workbook-file';

const read = (bytes: Uint8Array): ReturnType<typeof readList> => readList(fileOf(bytes), { language: 'en' });

describe('an XLSX file that cannot be read for certain', () => {
  it.each<[string, string]>([
    ['a text that is not there', '<row r="1"><c t="s"><v>7</v></c></row>'],
    ['a cell beyond the last column', '<row r="1"><c r="XFE1"><v>1</v></c></row>'],
    ['a row beyond the last', '<row r="1048577"><c><v>1</v></c></row>'],
    ['two texts in one cell', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'],
    ['a cell of another row', '<row r="1"><c r="A2"><v>1</v></c></row>'],
    ['a document type', '<!DOCTYPE x>'],
  ])('with %s is refused as damaged', async (_, rows) => {
    expect(await problemOf(workbookFile(rows))).toBe('brokenSpreadsheet');
  });

  it('with damaged bytes is refused, not half read', async () => {
    const bytes = workbookFile(
      textRow(1, ['one']).repeat(1) +
        Array.from({ length: 500 }, (_, row) => textRow(row + 2, [`p${row}`])).join(''),
    );
    const damaged = bytes.slice();
    damaged.set([255, 255, 255, 255, 255, 255], Math.floor(bytes.length / 2));
    expect(await problemOf(damaged)).toMatch(/Spreadsheet|archive/);
  });

  it.each<[string, Uint8Array, string]>([
    [
      'a document',
      zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<x/>') }),
      'notASpreadsheet',
    ],
    ['an archive of pictures', zipSync({ 'a.png': strToU8('x') }), 'archive'],
    ['a binary workbook', zipSync({ 'xl/workbook.bin': strToU8('x') }), 'xlsb'],
    [
      'an OpenDocument sheet',
      zipSync({ 'content.xml': strToU8('<x/>'), 'META-INF/manifest.xml': strToU8('<x/>') }),
      'ods',
    ],
    ['a file of Numbers', zipSync({ 'Index/Document.iwa': strToU8('x') }), 'numbers'],
  ])('that is %s is named', async (_, bytes, problem) => {
    expect(await problemOf(bytes)).toBe(problem);
  });

  it('costs nothing for cells that are only styled', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, row) =>
        `<row r="${row + 1}"><c r="A${row + 1}"><v>${row}</v></c><c r="XFD${row + 1}" s="1"/></row>`,
    );
    const { table } = await read(workbookFile(rows.join('')));
    expect(table.rows.every(({ cells }) => cells.length === 1)).toBe(true);
  });

  it('ends when it is cancelled', async () => {
    const work = new AbortController();
    const rows = Array.from({ length: 100_000 }, (_, row) => textRow(row + 1, [`p${row}@example.com`])).join(
      '',
    );
    const reading = readList(fileOf(workbookFile(rows)), { language: 'en', signal: work.signal });
    work.abort();
    await expect(reading).rejects.toThrow('Cancelled');
  });
});
