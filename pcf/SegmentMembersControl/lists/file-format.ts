import type { ReadProblem } from './unreadable-list';

/** What a file is by its first bytes, whatever its name says. */
export type FileFormat =
  { readonly kind: 'zip' | 'text' } | { readonly kind: 'refused'; readonly problem: ReadProblem };

const refused = (problem: ReadProblem): FileFormat => ({ kind: 'refused', problem });

const images = ['\x89PNG', 'GIF8', '\xff\xd8\xff', 'II*\0', 'MM\0*', 'RIFF'];
const archives = ['\x1f\x8b', '7z\xbc\xaf', 'Rar!', 'BZh', 'PK\x05\x06', '\xfd7zXZ'];
/** Records of workbooks before 1997, which begin with the kind of file. */
const oldSheets = ['\t\0\x04\0', '\t\x02\x06\0', '\t\x04\x06\0', '\t\x08\x08\0', '\t\x08\x10\0'];

/** Bytes in which a text says what it is. */
const headLength = 2048;

export function formatOf(bytes: Uint8Array): FileFormat {
  const [first, second, third, fourth] = bytes;
  const head = String.fromCharCode(...bytes.subarray(0, headLength));
  if (first === 0x50 && second === 0x4b && third === 3 && fourth === 4) return { kind: 'zip' };
  if (first === 0xd0 && second === 0xcf && third === 0x11 && fourth === 0xe0)
    return refused(compoundKind(bytes));
  if (head.startsWith('%PDF-')) return refused('pdf');
  if (images.some((start) => head.startsWith(start)) || head.startsWith('ftyphei', 4))
    return refused('image');
  if (archives.some((start) => head.startsWith(start))) return refused('archive');
  if (oldSheets.some((start) => head.startsWith(start))) return refused('xls');
  // In both, letters are written as numbers: what is read of an address is another one.
  if (/^(?:x-document-type:|content-type: *multipart\/related)/im.test(head)) return refused('webPage');
  if (head.startsWith('{\\rtf')) return refused('notASpreadsheet');
  return markup(head) ?? { kind: 'text' };
}

/** Web pages and XML that spreadsheet programs open when they are named .xls. */
function markup(head: string): FileFormat | undefined {
  // UTF-16 has a zero beside each of these letters.
  const text = head
    .replace(/\0/g, '')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart()
    .toLowerCase();
  if (!text.startsWith('<')) return undefined;
  if (text.includes('urn:schemas-microsoft-com:office:spreadsheet')) return refused('xmlSpreadsheet');
  if (text.includes('urn:oasis:names:tc:opendocument')) return refused('ods');
  if (/<(?:!doctype html|html|head|body|table|meta|style)\b/.test(text)) return refused('webPage');
  return /^<(?:\?xml|!--|!doctype|[a-z_][\w.:-]{0,100}\s[^@<>]{0,500}xmlns)/.test(text)
    ? refused('xmlSpreadsheet')
    : undefined;
}

/** Names of the streams that tell the compound files of Office apart, which stand at each 128th byte. */
function compoundKind(bytes: Uint8Array): ReadProblem {
  const entryLength = 128;
  for (let at = 512; at + entryLength <= bytes.length; at += entryLength) {
    const nameLength = bytes[at + 64] ?? 0;
    if (nameLength < 10 || nameLength > 64 || bytes[at + 65] !== 0 || bytes[at + 1] !== 0) continue;
    const name = new TextDecoder('utf-16le').decode(bytes.subarray(at, at + nameLength - 2)).toLowerCase();
    if (name === 'encryptedpackage') return 'protected';
    if (name === 'workbook' || name === 'book') return 'xls';
  }
  return 'notASpreadsheet';
}
