import { strToU8, zipSync } from 'fflate';
import { readSpreadsheet } from './read-spreadsheet';

/** A spreadsheet as programs write it, from the XML of its rows. */
function spreadsheet(rows: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts = {
    'xl/workbook.xml':
      '<workbook xmlns:r="x"><sheets><sheet name="People" sheetId="1" r:id="rId7"/><sheet name="Other" r:id="rId8"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId7" Target="worksheets/people.xml"/></Relationships>',
    'xl/worksheets/people.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const rowsOf = async (bytes: Uint8Array): Promise<unknown> => (await readSpreadsheet(bytes)).rows;

describe('an XLSX file', () => {
  it('gives the texts of its first sheet in their columns', async () => {
    const bytes = spreadsheet(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
        '<row r="2"/><row r="3"><c r="A3"><v>42</v></c><c r="C3" t="inlineStr"><is><t>a &amp; b</t></is></c></row>',
      {
        'xl/sharedStrings.xml':
          '<sst><si><t>E-mail</t></si><si><r><t xml:space="preserve">Full </t></r><r><t>name</t></r><rPh><t>x</t></rPh></si></sst>',
      },
    );
    expect(await rowsOf(bytes)).toEqual([
      ['E-mail', '', 'Full name'],
      ['42', '', 'a & b'],
    ]);
  });

  it('may have a prefix before its element names, and no places in its cells', async () => {
    const bytes = spreadsheet('', {
      'xl/worksheets/people.xml':
        '<x:worksheet><x:sheetData><x:row><x:c t="str"><x:v>one</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    expect(await rowsOf(bytes)).toEqual([['one', '2']]);
  });

  it('with characters by number gives those characters', async () => {
    const bytes = spreadsheet('<row><c t="inlineStr"><is><t>&#x17D;aneta &#9731;</t></is></c></row>');
    expect(await rowsOf(bytes)).toEqual([['Žaneta ☃']]);
  });

  it('with 50,000 rows is read whole', async () => {
    const rows = Array.from(
      { length: 50_000 },
      (_, index) => `<row><c t="str"><v>p${index}@example.com</v></c></row>`,
    );
    expect(((await rowsOf(spreadsheet(rows.join('')))) as unknown[]).length).toBe(50_000);
  });

  it('that is damaged is refused, not half read', async () => {
    const bytes = spreadsheet('<row><c t="str"><v>one</v></c></row>'.repeat(500));
    const damaged = bytes.slice();
    const at = Math.floor(bytes.length / 2);
    damaged.set([255, 255, 255, 255, 255, 255], at);
    await expect(readSpreadsheet(damaged)).rejects.toMatchObject({
      problem: expect.stringMatching(/Spreadsheet/) as unknown,
    });
  });

  it('without a sheet is no spreadsheet', async () => {
    await expect(readSpreadsheet(zipSync({ 'word/document.xml': strToU8('<x/>') }))).rejects.toMatchObject({
      problem: 'notASpreadsheet',
    });
  });
});
