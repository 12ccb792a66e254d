import { formatOf } from './file-format';
import { utf16 } from './testing/encoded';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const text = { kind: 'text' };
const refused = (problem: string): unknown => ({ kind: 'refused', problem });

describe('a file', () => {
  const zip = [0x50, 0x4b, 3, 4];
  const compound = [0xd0, 0xcf, 0x11, 0xe0];

  it('is an archive of a workbook by all of its first four bytes', () => {
    expect(formatOf(Uint8Array.from(zip))).toEqual({ kind: 'zip' });
    for (const place of zip.keys()) expect(formatOf(withOther(zip, place))).toEqual(text);
  });

  it('is a compound file by all of its first four bytes', () => {
    expect(formatOf(Uint8Array.from(compound))).toEqual(refused('notASpreadsheet'));
    for (const place of compound.keys()) expect(formatOf(withOther(compound, place))).toEqual(text);
  });

  it('is a photo of a telephone by what stands at its fifth byte', () => {
    expect(formatOf(bytesOf('\0\0\0\x20ftypheic\0\0'))).toEqual(refused('image'));
    expect(formatOf(bytesOf('name,ftyphei'))).toEqual(text);
  });

  it.each([
    ['\xfd7zXZ', 'archive'],
    ['Rar!\x1a', 'archive'],
    ['7z\xbc\xaf\x27', 'archive'],
    ['BZh9', 'archive'],
    ['PK\x05\x06', 'archive'],
    ['GIF89a', 'image'],
    ['II*\0', 'image'],
    ['MM\0*', 'image'],
    ['RIFF', 'image'],
    ['\t\0\x04\0\x02', 'xls'],
    ['\t\x02\x06\0', 'xls'],
    ['\t\x04\x06\0', 'xls'],
    ['\t\x08\x10\0', 'xls'],
  ])('that begins with %j is refused as %s, and only at its beginning', (start, problem) => {
    expect(formatOf(bytesOf(start))).toEqual(refused(problem));
    expect(formatOf(bytesOf(`name ${start}`))).toEqual(text);
  });
});

function withOther(start: readonly number[], place: number): Uint8Array {
  return Uint8Array.from(start, (byte, at) => (at === place ? byte ^ 0x40 : byte));
}

describe('a text that begins with a tag', () => {
  it.each([
    ['<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">', 'ods'],
    ['<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', 'xmlSpreadsheet'],
    ['<!-- made by hand --><contacts/>', 'xmlSpreadsheet'],
    ['<!DOCTYPE contacts><contacts/>', 'xmlSpreadsheet'],
    ['<contacts source="export" xmlns="urn:example:contacts"/>', 'xmlSpreadsheet'],
    ['<x:contacts\n  xmlns:x="urn:example:contacts"/>', 'xmlSpreadsheet'],
    ['<_ xmlns="urn:example:contacts"/>', 'xmlSpreadsheet'],
    ['\xef\xbb\xbf<meta charset="utf-8">', 'webPage'],
    ['\xff\xfe<body>', 'webPage'],
    ['<STYLE>', 'webPage'],
    ['MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n', 'webPage'],
    ['From: "Saved"\r\nContent-Type: multipart/related; boundary="b"\r\n', 'webPage'],
    ['{\\rtf1\\ansi nora@example.com', 'notASpreadsheet'],
  ])('as %j is refused as %s', (content, problem) => {
    expect(formatOf(bytesOf(content))).toEqual(refused(problem));
  });

  it.each([
    '<nora@example.com>',
    '<nora@example.com> wrote: see <x xmlns="urn:example:contacts">',
    '<Nora Berg nora@example.com>, who likes xmlns',
    '<1st name>,xmlns',
    '<first> <x xmlns="urn:example:contacts">',
    '<bodyguards@example.com>',
  ])('as %j is a list', (content) => {
    expect(formatOf(bytesOf(content))).toEqual(text);
  });

  it.each([
    'nora@example.com <?xml version="1.0"?>',
    'nora@example.com <table>',
    'see urn:oasis:names:tc:opendocument',
    'nora@example.com\xef\xbb\xbf<x xmlns="urn:example:contacts">',
  ])('behind something else, as in %j, is a list', (content) => {
    expect(formatOf(bytesOf(content))).toEqual(text);
  });
});

describe('a compound file', () => {
  interface Entry {
    readonly name: string;
    readonly nameLength?: number;
    readonly secondByte?: number;
    readonly lengthAbove?: number;
  }
  const file = (entries: readonly Entry[], length = 512 + 128 * entries.length): Uint8Array => {
    const bytes = new Uint8Array(length);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0]);
    entries.forEach(({ name, nameLength = 2 * (name.length + 1), secondByte, lengthAbove = 0 }, index) => {
      const at = 512 + 128 * index;
      bytes.set(utf16(name), at);
      if (secondByte !== undefined) bytes[at + 1] = secondByte;
      bytes[at + 64] = nameLength;
      bytes[at + 65] = lengthAbove;
    });
    return bytes;
  };

  it.each([
    ['Book', 'xls'],
    ['WORKBOOK', 'xls'],
    ['EncryptedPackage', 'protected'],
  ])('with %s is refused as %s, be it the first or the last of its entries', (name, problem) => {
    expect(formatOf(file([{ name }]))).toEqual(refused(problem));
    expect(formatOf(file([{ name: 'Root Entry' }, { name: 'SummaryInformation' }, { name }]))).toEqual(
      refused(problem),
    );
  });

  it.each<[string, Entry]>([
    ['too short', { name: 'Workbook', nameLength: 8 }],
    ['too long', { name: 'Book', nameLength: 66 }],
    ['of another length', { name: 'Book', nameLength: 12 }],
    ['longer than a byte says', { name: 'Book', lengthAbove: 1 }],
    ['in letters of other scripts', { name: 'Book', secondByte: 4 }],
  ])('is not told by a name that is %s', (_, entry) => {
    expect(formatOf(file([entry]))).toEqual(refused('notASpreadsheet'));
    expect(formatOf(file([entry, { name: 'Book' }]))).toEqual(refused('xls'));
  });

  it('that ends within an entry is read to there', () => {
    expect(formatOf(file([{ name: 'Book' }], 512 + 127))).toEqual(refused('notASpreadsheet'));
    expect(formatOf(file([], 600))).toEqual(refused('notASpreadsheet'));
  });
});
