import { readList, readPaste } from './read-list';
import { encoded, utf16, utf32 } from './testing/encoded';
import { fileOf, sheetPart, textRow, workbookFile } from './testing/workbook-file';

const read = (content: string | Uint8Array, language = 'en'): ReturnType<typeof readList> =>
  readList(fileOf(content), { language });
const problemOf = (content: string | Uint8Array): Promise<unknown> =>
  read(content).then(
    () => 'read',
    (error: unknown) => (error as { problem?: string }).problem,
  );

async function readText(
  content: Uint8Array,
  language: string,
): Promise<{ encoding: string; text: string; isGuess: boolean }> {
  const list = await read(content, language);
  if (list.kind !== 'text') throw new Error(list.kind);
  const text = list.table.rows.map(({ cells }) => cells.join('|')).join('\n');
  return { encoding: list.encoding, text, isGuess: list.encodings.length > 0 };
}

const rows = (names: readonly string[]): string =>
  ['name,email', ...names.map((name, index) => `${name},person${index}@example.com`)].join('\r\n');
const expected = (names: readonly string[]): string =>
  ['name|email', ...names.map((name, index) => `${name}|person${index}@example.com`)].join('\n');

const names: Readonly<Record<string, readonly string[]>> = {
  'windows-1250': ['Řehoř Žák', 'Łukasz Wójcik', 'Żaneta Kowalczyk', 'Ágnes Szabó', 'Jiří Dvořák'],
  'windows-1251': ['Иван Петров', 'Ольга Смирнова', 'Žukov'.replace('Ž', 'Ж')],
  'windows-1252': ['Hélène Moreau', 'Jürgen Müßig', 'Íñigo Núñez', 'Søren Åberg'],
  'windows-1253': ['Γιώργος Γεωργίου', 'Σοφία Παπαδοπούλου'],
  'windows-1254': ['Şule Işık', 'Mehmet Çelik', 'Gülşen Yıldız'],
  'windows-1255': ['משה כהן', 'שרה לוי'],
  'windows-1256': ['محمد علي', 'فاطمة حسن'],
  'windows-874': ['สมชาย ใจดี', 'สมหญิง รักไทย'],
  shift_jis: ['山田 太郎', '佐藤　花子', 'スズキ イチロー', 'たなか'],
  'euc-jp': ['山田 太郎', '佐藤 花子', 'スズキ イチロー', 'たなか'],
  gb18030: ['王小明', '李娜', '张伟', '刘洋'],
  big5: ['王小明', '陳美玲', '張志豪', '林雅婷'],
  'euc-kr': ['김철수', '이영희', '박지성'],
};

/** A language whose readers have an encoding. */
const readers: Readonly<Record<string, string>> = {
  'windows-1250': 'cs-CZ',
  'windows-1251': 'ru-RU',
  'windows-1252': 'de-DE',
  'windows-1253': 'el-GR',
  'windows-1254': 'tr-TR',
  'windows-1255': 'he-IL',
  'windows-1256': 'ar-SA',
  'windows-874': 'th-TH',
  shift_jis: 'ja-JP',
  'euc-jp': 'ja-JP',
  gb18030: 'zh-CN',
  big5: 'zh-TW',
  'euc-kr': 'ko-KR',
};

describe('the encoding of a text', () => {
  it.each(Object.keys(names))('%s is found for its own readers, as a guess', async (encoding) => {
    const found = await readText(encoded(rows(names[encoding] ?? []), encoding), readers[encoding] ?? '');
    expect(found).toEqual({ encoding, text: expected(names[encoding] ?? []), isGuess: true });
  });

  it.each([
    'windows-1251',
    'windows-1253',
    'windows-1255',
    'shift_jis',
    'gb18030',
    'euc-kr',
    'big5',
    'euc-jp',
  ])('%s is found for readers of English as well, as only it has words', async (encoding) => {
    const found = await readText(encoded(rows(names[encoding] ?? []), encoding), 'en-US');
    expect(found.text).toBe(expected(names[encoding] ?? []));
  });

  it.each(Object.keys(names))('%s is among the choices for anybody', async (encoding) => {
    const bytes = encoded(rows(names[encoding] ?? []), encoding);
    for (const language of ['en-US', 'de-DE', 'ja-JP']) {
      const list = await read(bytes, language);
      if (list.kind !== 'text') throw new Error(list.kind);
      const again = await list.readAs(encoding as typeof list.encoding);
      expect(again.table.rows[1]?.cells[0]).toBe(names[encoding]?.[0]?.trim());
      expect(list.encodings.length).toBeGreaterThan(1);
      expect(list.encodings.every(({ lines }) => lines.length > 0 && lines.length <= 3)).toBe(true);
    }
  });

  const all = Object.values(names).flat();
  it.each<[string, Uint8Array]>([
    ['UTF-8', new TextEncoder().encode(rows(all))],
    ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${rows(all)}`)],
    ['UTF-16 with a mark', utf16(`\uFEFF${rows(all)}`)],
    ['UTF-16 the other way round', utf16(`\uFEFF${rows(all)}`, false)],
    ['UTF-16 without a mark', utf16(rows(all))],
    ['UTF-16 the other way round without a mark', utf16(rows(all), false)],
    ['UTF-32 with a mark', utf32(`\uFEFF${rows(all)}`)],
    ['UTF-32 without a mark', utf32(rows(all), false)],
  ])('%s is certain', async (_, bytes) => {
    expect(await readText(bytes, 'en')).toMatchObject({ text: expected(all), isGuess: false });
  });

  it('stays UTF-8 when a byte is broken', async () => {
    const bytes = new TextEncoder().encode(rows(['Müller', 'Grün', 'Brown']));
    const at = bytes.lastIndexOf('B'.charCodeAt(0));
    bytes[at + 1] = 0xc3;
    const { encoding, text } = await readText(bytes, 'de');
    expect(encoding).toBe('utf-8');
    expect(text).toBe(expected(['Müller', 'Grün', 'B\ufffdown']));
  });

  it('is no matter for plain letters', async () => {
    expect(await readText(new TextEncoder().encode(rows(['Nora'])), 'ja')).toMatchObject({ isGuess: false });
  });
});

describe('a file that is no list', () => {
  const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const compound = (stream: string): Uint8Array => {
    const bytes = new Uint8Array(1024);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes.set(utf16(`${stream}\0`), 640);
    bytes[640 + 64] = 2 * (stream.length + 1);
    return bytes;
  };
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'empty'],
    ['of blank lines', '\r\n \r\n', 'empty'],
    ['of zeros', new Uint8Array([1, 0, 0, 2, 0]), 'notText'],
    ['an older workbook', compound('Workbook'), 'xls'],
    ['a workbook with a password', compound('EncryptedPackage'), 'protected'],
    ['another compound file', compound('WordDocument'), 'notASpreadsheet'],
    ['a binary sheet of old', bytesOf('\t\x08\x08\0\0\x05'), 'xls'],
    ['a PDF', '%PDF-1.7', 'pdf'],
    ['a PNG', bytesOf('\x89PNG\r\n'), 'image'],
    ['a JPEG', bytesOf('\xff\xd8\xff\xe0'), 'image'],
    ['a gzip file', bytesOf('\x1f\x8b\x08'), 'archive'],
    [
      'a web page',
      '<!DOCTYPE html><html><body><table><tr><td>nora@example.com</td></tr></table></body></html>',
      'webPage',
    ],
    ['a table of a web page', '\uFEFF \r\n<table border=1><tr><td>nora@example.com', 'webPage'],
    ['a web page in UTF-16', utf16('\uFEFF<html><body></body></html>'), 'webPage'],
    [
      'XML of Office',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      'xmlSpreadsheet',
    ],
    ['other XML', '<?xml version="1.0"?><contacts/>', 'xmlSpreadsheet'],
    ['half a zip', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'brokenSpreadsheet'],
  ])('because it is %s is refused by name', async (_, content, problem) => {
    expect(await problemOf(content)).toBe(problem);
  });

  it('because the browser cannot read it says so', async () => {
    const file = { name: 'x', size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) };
    await expect(readList(file, { language: 'en' })).rejects.toMatchObject({ problem: 'unreadable' });
  });

  it('because it is too large is not even opened', async () => {
    const file = {
      name: 'x',
      size: 100 * 1024 * 1024 + 1,
      arrayBuffer: () => Promise.reject(new Error('opened')),
    };
    await expect(readList(file, { language: 'en' })).rejects.toMatchObject({ problem: 'tooLarge' });
    const atLimit = { ...file, size: 100 * 1024 * 1024 };
    await expect(readList(atLimit, { language: 'en' })).rejects.toMatchObject({ problem: 'unreadable' });
  });
});

describe('the encodings that a list may have', () => {
  it('are shown with lines that differ, and not with those of plain letters', async () => {
    const list = await read(encoded('name\r\nplain\nMüller\rGrün\nJürgen\nBäcker', 'windows-1252'), 'de');
    if (list.kind !== 'text') throw new Error(list.kind);
    const [first] = list.encodings;
    expect(first).toEqual({ encoding: 'windows-1252', lines: ['Müller', 'Grün', 'Jürgen'] });
    expect(new Set(list.encodings.map(({ lines }) => lines.join('\n'))).size).toBe(list.encodings.length);
  });

  it('are none to choose from where there is one', async () => {
    const list = await read('nora@example.com');
    if (list.kind !== 'text') throw new Error(list.kind);
    expect(list.encodings).toEqual([]);
  });
});

describe('the sheets of a workbook', () => {
  const people = (count: number): string =>
    Array.from({ length: count }, (_, index) => textRow(index + 1, [`person${index}@example.com`])).join('');
  const workbook = (counts: readonly number[]): Uint8Array =>
    workbookFile(
      '',
      Object.fromEntries(
        counts.map((count, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetPart(people(count))]),
      ),
      counts.map((_, index) => ({ name: `Sheet ${index + 1}` })),
    );
  it.each<[readonly number[], string]>([
    [[1, 3, 9], 'Sheet 2'],
    [[1, 2, 1], 'Sheet 2'],
    [[0, 1, 2], 'Sheet 3'],
    [[4], 'Sheet 1'],
  ])('with %j people are read from the first with a list', async (counts, sheet) => {
    const list = await read(workbook(counts));
    if (list.kind !== 'workbook') throw new Error(list.kind);
    expect(list.sheet).toBe(sheet);
    const [, second = list] = await Promise.all(list.sheets.map((name) => list.readSheet(name)));
    expect(second).toMatchObject({ sheet: list.sheets[1] ?? list.sheets[0] });
    expect((await list.readSheet('unknown')).table.rows.length).toBe(list.table.rows.length);
  });

  it('that are all empty are refused by name', async () => {
    expect(await problemOf(workbook([0, 0]))).toBe('emptySheets');
  });
});

describe('a list of nothing', () => {
  it('is refused before it is opened, by what it is', async () => {
    const opened = jest.fn(() => Promise.resolve(new ArrayBuffer(0)));
    const file = { name: 'x', size: 0, arrayBuffer: opened };
    await expect(readList(file, { language: 'en' })).rejects.toMatchObject({
      name: 'UnreadableList',
      problem: 'empty',
    });
    expect(opened).not.toHaveBeenCalled();
  });
});

describe('a paste', () => {
  it('is a paste, with the rows it has', async () => {
    expect(await readPaste('nora@example.com')).toMatchObject({ kind: 'paste', table: { lineCount: 1 } });
  });

  it('may begin with an address in brackets', async () => {
    expect((await readPaste('<nora@example.com>\n<omar@example.com>')).table.rows.length).toBe(2);
  });
});
