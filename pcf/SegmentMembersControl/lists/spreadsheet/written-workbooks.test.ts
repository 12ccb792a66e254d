import { read as readAny, utils, write, type BookType, type CellObject, type WorkSheet } from '@e965/xlsx';
import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { readList } from '../read-list';
import { fileOf, relationshipsPart, workbookPart, zipOf } from '../testing/workbook-file';

/** A workbook as the library writes it. */
function written(sheet: WorkSheet, bookType: BookType = 'xlsx', bookSST = true): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'People');
  return new Uint8Array(write(book, { type: 'array', bookType, bookSST, compression: true }) as ArrayBuffer);
}

const rowsOf = async (bytes: Uint8Array): Promise<readonly (readonly string[])[]> =>
  (await readList(fileOf(bytes), { language: 'en' })).table.rows.map(({ cells }) => cells);

/** Cells as the reader tells them: nothing behind the last text of a row, no empty rows. */
const asRead = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows
    .map((row) => {
      const last = row.reduce((found, cell, column) => (cell === '' ? found : column), -1);
      return row.slice(0, last + 1);
    })
    .filter((row) => row.length > 0);

const text = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom(
      'nora@example.com',
      '<b>&amp;</b>',
      '"quoted"',
      "it's",
      '_x000D_',
      'a\nb',
      '😀',
      '000042',
      '=1+1',
      ']]>',
    ),
  )
  // What XML cannot hold a writer escapes in its own way or drops.
  .filter(
    (each) => !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(each.replace(/\n/g, '')) && !/_x[\da-f]{4}_/i.test(each),
  )
  .map((each) => each.trim());

describe('a workbook of a real writer', () => {
  it.each<[string, BookType, boolean]>([
    ['with shared texts', 'xlsx', true],
    ['with texts in the cells', 'xlsx', false],
    ['with macros', 'xlsm', true],
  ])('%s is read as it was written, whatever its texts', async (_, bookType, bookSST) => {
    const table = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        table.filter((rows) => rows.flat().some(Boolean)),
        async (rows) => {
          expect(await rowsOf(written(utils.aoa_to_sheet(rows), bookType, bookSST))).toEqual(asRead(rows));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shows the numbers that it was given', async () => {
    const whole = fc.integer({ min: -999_999_999, max: 999_999_999 });
    const decimal = fc.integer({ min: -999_999, max: 999_999 }).map((each) => each / 1000);
    const number = fc.oneof(whole, decimal, fc.integer({ min: 1e12, max: 999_999_999_999_999 }));
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 20 }), async (numbers) => {
        const rows = await rowsOf(written(utils.aoa_to_sheet(numbers.map((each) => [each]))));
        expect(rows).toEqual(numbers.map((each) => [String(each)]));
      }),
    );
  });

  it('shows numbers as the library itself shows them, in formats whose look depends on no country', async () => {
    const formats = [
      '0',
      '0.00',
      '000000',
      '0%',
      '0.0%',
      '"K-"0000',

      '0;(0)',
      '0.0#',
      '#',
      '0.0,"k"',
      '@',
      '0_)',
      '0;;"zero"',
    ];
    // The library shows some negative numbers otherwise than spreadsheets do.
    const number = fc.nat({ max: 99_999 }).map((each) => each / 8);
    const cell = fc.tuple(number, fc.constantFrom(...formats));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (cells) => {
        const sheet: WorkSheet = { '!ref': `A1:A${cells.length}` };
        cells.forEach(([v, z], row) => (sheet[`A${row + 1}`] = { t: 'n', v, z } satisfies CellObject));
        const bytes = written(sheet);
        const shown = readAny(bytes, { type: 'array' }).Sheets['People'];
        const expected = cells.map((_, row) =>
          ((shown?.[`A${row + 1}`] as CellObject | undefined)?.w ?? '').trim(),
        );
        const read = new Map(
          (await readList(fileOf(bytes), { language: 'en' }).catch(() => undefined))?.table.rows.map(
            ({ line, cells: texts }) => [line, texts[0]],
          ),
        );
        expect(cells.map((_, row) => read.get(row + 1) ?? '')).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('shows days as ISO', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 61, max: 73_000 }), async (day) => {
        const sheet: WorkSheet = { '!ref': 'A1', A1: { t: 'n', v: day, z: 'm/d/yy' } satisfies CellObject };
        const iso = new Date(Date.UTC(1899, 11, 30) + day * 86_400_000).toISOString().slice(0, 10);
        expect(await rowsOf(written(sheet))).toEqual([[iso]]);
      }),
    );
  });

  it.each<[BookType, string]>([
    ['xlsb', 'xlsb'],
    ['biff8', 'xls'],
    ['biff5', 'xls'],
    ['biff2', 'xls'],
    ['xlml', 'xmlSpreadsheet'],
    ['html', 'webPage'],
    ['ods', 'ods'],
    ['fods', 'ods'],
  ])('of the kind %s is refused by name', async (bookType, problem) => {
    const bytes = written(utils.aoa_to_sheet([['Email'], ['nora@example.com']]), bookType);
    await expect(rowsOf(bytes)).rejects.toMatchObject({ problem });
  });
});

const people = [
  ['Name', 'Email'],
  ['Nora', 'nora@example.com'],
];

/** Parts as other programs shape them. */
const shapes: Readonly<Record<string, Uint8Array>> = {
  LibreOffice: zipOf({
    '_rels/.rels': `<?xml version="1.0" encoding="UTF-8"?>\n${relationshipsPart({ rId1: ['officeDocument', 'xl/workbook.xml'] })}`,
    'xl/_rels/workbook.xml.rels': relationshipsPart({
      rId1: ['styles', 'styles.xml'],
      rId2: ['worksheet', 'worksheets/sheet1.xml'],
      rId3: ['sharedStrings', 'sharedStrings.xml'],
    }),
    'xl/workbook.xml': workbookPart([{ name: 'People' }]).replace('r:id="rId1"', 'r:id="rId2"'),
    'xl/styles.xml':
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="General"/></numFmts><cellXfs count="1"><xf numFmtId="164" fontId="0"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml':
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><sheetData><row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="0" t="s"><v>1</v></c></row><row r="2" hidden="false" ht="12.8"><c r="A2" s="0" t="s"><v>2</v></c><c r="B2" s="0" t="s"><v>3</v></c></row><row r="1048576" ht="12.8" hidden="false"/></sheetData></worksheet>',
    'xl/sharedStrings.xml':
      '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4" uniqueCount="4"><si><t xml:space="preserve">Name</t></si><si><t xml:space="preserve">Email</t></si><si><r><rPr><b val="true"/></rPr><t xml:space="preserve">No</t></r><r><t xml:space="preserve">ra</t></r></si><si><t xml:space="preserve">nora@example.com</t></si></sst>',
  }),
  openpyxl: zipOf({
    '_rels/.rels': relationshipsPart({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/_rels/workbook.xml.rels': relationshipsPart({
      rId1: ['worksheet', '/xl/worksheets/sheet1.xml'],
      rId2: ['sharedStrings', '/xl/sharedStrings.xml'],
    }),
    'xl/workbook.xml': workbookPart([{ name: 'Sheet' }]),
    'xl/worksheets/sheet1.xml':
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><f>LEN(A2)</f><v/></c></row></sheetData></worksheet>',
    'xl/sharedStrings.xml':
      '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="2"><si><t>Nora</t></si><si><t>nora@example.com</t></si></sst>',
  }),
  'Google Sheets': zipOf({
    '_rels/.rels': relationshipsPart({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/_rels/workbook.xml.rels': relationshipsPart({
      rId3: ['sharedStrings', 'sharedStrings.xml'],
      rId1: ['worksheet', 'worksheets/sheet1.xml'],
    }),
    'xl/workbook.xml':
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main"><workbookPr/><sheets><sheet state="visible" name="Sheet1" sheetId="1" r:id="rId1"/></sheets><definedNames/><calcPr/></workbook>',
    'xl/worksheets/sheet1.xml':
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/><sheetData><row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c></row><row r="2" x14ac:dyDescent="0.25"><c r="A2" s="1" t="s"><v>2</v></c><c r="B2" s="2" t="str"><f t="shared" ref="B2:B3" si="0">LOWER(A2)&amp;"@example.com"</f><v>nora@example.com</v></c></row></sheetData><mc:AlternateContent><mc:Choice Requires="x14ac"><controls><row r="9"/></controls></mc:Choice></mc:AlternateContent></worksheet>',
    'xl/sharedStrings.xml': strToU8(
      '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si><si><t>Email</t></si><si><t>Nora</t></si></sst>',
    ),
  }),
};

describe('a workbook in the shape of', () => {
  it.each(Object.keys(shapes))('%s is read', async (program) => {
    const list = await readList(fileOf(shapes[program] ?? ''), { language: 'en' });
    expect(list.table.rows.map(({ cells }) => cells)).toEqual(people);
    expect(list.table.lineCount).toBe(2);
  });
});
