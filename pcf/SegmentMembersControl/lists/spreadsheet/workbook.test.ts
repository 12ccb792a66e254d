import { strToU8 } from 'fflate';
import {
  fileOf,
  problemOf,
  relationshipsPart,
  sheetPart,
  textRow,
  workbookFile,
  workbookPart,
  zipOf,
  type Parts,
} from '../testing/workbook-file';
import { readList } from '../read-list';

const read = (bytes: Uint8Array): ReturnType<typeof readList> => readList(fileOf(bytes), { language: 'en' });
const rowsOf = async (bytes: Uint8Array): Promise<unknown> =>
  (await read(bytes)).table.rows.map(({ cells }) => cells);
const emails = textRow(1, ['Name', 'Email']) + textRow(2, ['Nora', 'nora@example.com']);

/** UTF-16 with the mark of its byte order. */
function utf16(text: string, isLittle = true): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  [...`\uFEFF${text}`].forEach((character, at) => view.setUint16(2 * at, character.charCodeAt(0), isLittle));
  return bytes;
}

describe('the cells of an XLSX file', () => {
  it('are shared, rich, inline and stored texts, booleans, errors and results of formulas', async () => {
    const cells = [
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v> 1 </v></c><c r="C1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',
      '<c r="D1" t="str"><f>A1&amp;B1</f><v>result</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c>',
      '<c r="G1" t="d"><v>2026-10-24T00:00:00</v></c><c r="H1"><f>1+1</f><v>2</v></c>',
    ];
    const bytes = workbookFile(`<row r="1">${cells.join('')}</row>`, {
      'xl/sharedStrings.xml':
        '<sst><si><t>E-mail</t></si><si><r><t xml:space="preserve">Full </t></r><r><t>name</t></r><rPh><t>x</t></rPh></si></sst>',
    });
    expect(await rowsOf(bytes)).toEqual([
      ['E-mail', 'Full name', 'inline', 'result', 'TRUE', '#N/A', '2026-10-24', '2'],
    ]);
  });

  it('have their escaped characters decoded', async () => {
    const bytes = workbookFile(textRow(1, ['nora@example.com_x000D_', '_x005F_x0041_', 'a_b', '_x00e9_']));
    expect(await rowsOf(bytes)).toEqual([['nora@example.com', '_x0041_', 'a_b', 'é']]);
  });

  it('are empty where a shared text has no number, and never the first text', async () => {
    const bytes = workbookFile(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"/><c r="C1" t="s"><v></v></c></row>',
      {
        'xl/sharedStrings.xml': '<sst><si><t>one</t></si></sst>',
      },
    );
    expect(await rowsOf(bytes)).toEqual([['one']]);
  });

  it('stand where their references say, in lower case, without any, out of order and in pieces', async () => {
    const rows =
      '<row r="3"><c r="b3"><v>2</v></c><c><v>3</v></c></row><row r="1"><c><v>1</v></c></row>' +
      '<row r="3"><c r="A3"><v>1</v></c></row><row><c r="$A$5"><v>5</v></c></row>';
    const { table } = await read(workbookFile(rows));
    expect(table.rows).toEqual([
      { line: 1, cells: ['1'] },
      { line: 3, cells: ['1', '2', '3'] },
      { line: 5, cells: ['5'] },
    ]);
    expect(table.lineCount).toBe(5);
  });

  it('are shown in the formats of their styles', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const rows =
      '<row r="1"><c s="1"><v>42</v></c><c s="2"><v>46319</v></c><c s="0"><v>10048.0</v></c><c s="99"><v>1</v></c></row>';
    expect(await rowsOf(workbookFile(rows, { 'xl/styles.xml': styles }))).toEqual([
      ['000042', '2026-10-24', '10048', '1'],
    ]);
    const since1904 = workbookPart([{ name: 'People' }], '<workbookPr date1904="1"/>');
    const parts = { 'xl/styles.xml': styles, 'xl/workbook.xml': since1904 };
    expect(await rowsOf(workbookFile('<row r="1"><c s="2"><v>44857</v></c></row>', parts))).toEqual([
      ['2026-10-24'],
    ]);
  });

  it('with a link to an address have that address, where their text is none', async () => {
    const rows = textRow(1, ['Contact', 'Write', 'x@example.com', 'Page']);
    const formula =
      '<row r="2"><c r="A2" t="str"><f>HYPERLINK("mailto:f@example.com?subject=x","Write")</f><v>Write</v></c></row>';
    const links =
      '<hyperlinks><hyperlink ref="B1:C1" r:id="rId1"/><hyperlink ref="D1" r:id="rId2"/></hyperlinks>';
    const bytes = workbookFile('', {
      'xl/worksheets/sheet1.xml': sheetPart(rows + formula, links),
      'xl/worksheets/_rels/sheet1.xml.rels': relationshipsPart({
        rId1: ['hyperlink', 'mailto:nora%2Elind@example.com?subject=Hi'],
        rId2: ['hyperlink', 'https://example.com'],
      }),
    });
    expect(await rowsOf(bytes)).toEqual([
      ['Contact', 'Write <nora.lind@example.com>', 'x@example.com', 'Page'],
      ['Write <f@example.com>'],
    ]);
  });

  it('of formulas without a result are counted', async () => {
    const { table } = await read(
      workbookFile(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c><c r="C1"><f>A1</f><v></v></c></row>',
      ),
    );
    expect(table.formulasWithoutResult).toBe(2);
  });

  it('are told hidden with their row', async () => {
    const rows =
      textRow(1, ['a']) +
      textRow(2, ['b'], 'hidden="1"') +
      textRow(3, ['c'], 'ht="0"') +
      textRow(4, ['d'], 'hidden="false" ht="15"');
    const { table } = await read(workbookFile(rows));
    expect(table.rows.map(({ isHidden }) => isHidden ?? false)).toEqual([false, true, true, false]);
  });
});

describe('the parts of an XLSX file', () => {
  const prefixed =
    '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:y="other"><x:sheetData><x:row r="1"><y:c t="str"><y:v>no</y:v></y:c><x:c t="str"><x:v>yes</x:v></x:c></x:row></x:sheetData></x:worksheet>';

  it.each<[string, Parts, unknown]>([
    ['have prefixes and another namespace', { 'xl/worksheets/sheet1.xml': prefixed }, [['yes']]],
    [
      'have single quotes and a > in an attribute',
      {
        'xl/worksheets/sheet1.xml':
          "<worksheet><sheetData><row r='1' x='a > b'><c r='A1' t='str'><v>1</v></c></row></sheetData></worksheet>",
      },
      [['1']],
    ],
    [
      'are in UTF-16',
      {
        'xl/workbook.xml': utf16(workbookPart([{ name: 'P' }])),
        'xl/worksheets/sheet1.xml': utf16(sheetPart(emails), false),
      },
      [
        ['Name', 'Email'],
        ['Nora', 'nora@example.com'],
      ],
    ],
    [
      'are in the encoding that they declare',
      {
        'xl/worksheets/sheet1.xml': new Uint8Array([
          ...strToU8('<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><sheetData><row><c t="str"><v>M'),
          0xfc,
          ...strToU8('ller</v></c></row></sheetData></worksheet>'),
        ]),
      },
      [['Müller']],
    ],
    [
      'have names in another case',
      { 'xl/worksheets/sheet1.xml': '', 'XL/Worksheets/SHEET1.xml': sheetPart(emails) },
      [
        ['Name', 'Email'],
        ['Nora', 'nora@example.com'],
      ],
    ],
    [
      'have names with backslashes',
      { 'xl/worksheets/sheet1.xml': '', 'xl\\worksheets\\sheet1.xml': sheetPart(emails) },
      [
        ['Name', 'Email'],
        ['Nora', 'nora@example.com'],
      ],
    ],
    ['have no relationships of the package', { '_rels/.rels': '' }, []],
  ])('may %s', async (_, parts, rows) => {
    const bytes = workbookFile(emails, parts);
    expect(await rowsOf(bytes)).toEqual(
      Array.isArray(rows) && rows.length > 0
        ? rows
        : [
            ['Name', 'Email'],
            ['Nora', 'nora@example.com'],
          ],
    );
  });

  it('are where the relationships say, from any folder', async () => {
    const bytes = zipOf({
      '_rels/.rels': relationshipsPart({ r: ['officeDocument', '/book/here.xml'] }),
      'book/here.xml': workbookPart([{ name: 'P' }]),
      'book/_rels/here.xml.rels': relationshipsPart({
        rId1: ['worksheet', '../my%20sheets/./one.xml'],
        rId2: ['sharedStrings', 'texts.xml'],
      }),
      'my sheets/one.xml': sheetPart('<row r="1"><c t="s"><v>0</v></c></row>'),
      'book/texts.xml': '<sst><si><t>found</t></si></sst>',
    });
    expect(await rowsOf(bytes)).toEqual([['found']]);
  });
});

describe('the sheets of an XLSX file', () => {
  const sheets = (
    states: readonly (readonly [name: string, state: string, type: string, rows: string])[],
  ): Uint8Array =>
    workbookFile(
      '',
      Object.fromEntries(
        states.map(([, , , rows], index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetPart(rows)]),
      ),
      states.map(([name, state, type]) => ({ name, state, type })),
    );

  it('are read but for hidden ones, charts and empty ones', async () => {
    const bytes = sheets([
      ['Lists', 'hidden', 'worksheet', textRow(1, ['office@example.org'])],
      ['Macros', 'veryHidden', 'worksheet', textRow(1, ['office@example.org'])],
      ['Chart', 'visible', 'chartsheet', ''],
      ['Empty', 'visible', 'worksheet', ''],
      ['People', 'show', 'worksheet', emails],
    ]);
    expect(await read(bytes)).toMatchObject({ sheet: 'People', sheets: ['People'] });
  });

  it('are chosen among: the one with people first, the others by name', async () => {
    const people = Array.from({ length: 5 }, (_, index) =>
      textRow(index + 1, [`p${index}@example.com`]),
    ).join('');
    const bytes = sheets([
      ['Read me', 'visible', 'worksheet', textRow(1, ['Questions: info@example.org'])],
      ['People', 'visible', 'worksheet', people],
      [
        'Archive',
        'visible',
        'worksheet',
        Array.from({ length: 9 }, (_, index) => textRow(index + 1, [`old${index}@example.com`])).join(''),
      ],
    ]);
    const list = await read(bytes).catch(() => undefined);
    if (list?.kind !== 'workbook') throw new Error('no workbook');
    expect([list.sheet, list.sheets]).toEqual(['People', ['Read me', 'People', 'Archive']]);
    expect((await list.readSheet('Read me')).table.rows).toEqual([
      { line: 1, cells: ['Questions: info@example.org'] },
    ]);
  });

  it('say that there is nothing where all are hidden or empty', async () => {
    expect(
      await problemOf(
        sheets([
          ['A', 'hidden', 'worksheet', emails],
          ['B', 'visible', 'worksheet', ''],
        ]),
      ),
    ).toBe('emptySheets');
  });
});
