import { readDelimitedText } from './delimited-text';
import { isOldSpreadsheet, isZip, readSpreadsheet } from './spreadsheet/read-spreadsheet';
import { UnreadableTable, type TextTable } from './text-table';

/** Larger files cannot be lists of 200,000 people that somebody wants to read in a browser. */
const largestFile = 100 * 1024 * 1024;

/** The file as the browser gives it. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads CSV, TSV and XLSX; what a file is follows from its first bytes, not from its name. Throws UnreadableTable. */
export async function readFile(file: ChosenFile, signal?: AbortSignal): Promise<TextTable> {
  if (file.size === 0) throw new UnreadableTable('empty');
  if (file.size > largestFile) throw new UnreadableTable('tooLarge');
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new UnreadableTable('unreadable');
  }
  if (isZip(bytes)) return readSpreadsheet(bytes, signal);
  if (isOldSpreadsheet(bytes)) throw new UnreadableTable('notASpreadsheet');
  return readDelimitedText(textOf(bytes), signal);
}

/** The text in UTF-8 or UTF-16, else in the code page that older spreadsheet programs save with. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, 4096).includes(0)) throw new UnreadableTable('notText');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
