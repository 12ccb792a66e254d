import { UnreadableTable, type TextTable } from '../text-table';
import { attributeOf, elementsIn, plainText, textIn } from './xml-blocks';
import { partsOfZip, textOfPart, type ZipPart } from './zip';

/** Whether the bytes are a zip archive, as XLSX files are. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Whether the bytes are a file of the older binary spreadsheets. */
export function isOldSpreadsheet(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

/** The cells of the first sheet of an XLSX file as texts. Throws UnreadableTable, Cancelled. */
export async function readSpreadsheet(bytes: Uint8Array, signal?: AbortSignal): Promise<TextTable> {
  const parts = partsOfZip(bytes);
  const sheet = await firstSheet(bytes, parts);
  if (!sheet) throw new UnreadableTable('notASpreadsheet');
  const shared = await sharedTexts(bytes, parts, signal);
  const rows: (readonly string[])[] = [];
  for await (const row of elementsIn(textOfPart(bytes, sheet), 'row', signal)) {
    const cells = cellsOf(row, shared);
    if (cells.some((cell) => cell !== '')) rows.push(cells);
  }
  return { rows };
}

async function wholeText(bytes: Uint8Array, part: ZipPart | undefined): Promise<string> {
  let text = '';
  if (part) for await (const piece of textOfPart(bytes, part)) text += piece;
  return text;
}

/** The workbook names its sheets in order, its relationships say which part each is. */
async function firstSheet(
  bytes: Uint8Array,
  parts: ReadonlyMap<string, ZipPart>,
): Promise<ZipPart | undefined> {
  const workbook = await wholeText(bytes, parts.get('xl/workbook.xml'));
  const relationships = await wholeText(bytes, parts.get('xl/_rels/workbook.xml.rels'));
  const id = /<(?:\w+:)?sheet\s[^>]*?\w+:id="([^"]+)"/.exec(workbook)?.[1];
  const relationship = relationships
    .match(/<(?:\w+:)?Relationship\s[^>]*>/g)
    ?.find((each) => attributeOf(each, 'Id') === id);
  const target = relationship && attributeOf(relationship, 'Target');
  const path = target?.startsWith('/') ? target.slice(1) : `xl/${target ?? ''}`;
  return parts.get(path) ?? parts.get('xl/worksheets/sheet1.xml');
}

/** Texts that cells refer to by number. */
async function sharedTexts(
  bytes: Uint8Array,
  parts: ReadonlyMap<string, ZipPart>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const part = parts.get('xl/sharedStrings.xml');
  const texts: string[] = [];
  if (!part) return texts;
  for await (const item of elementsIn(textOfPart(bytes, part), 'si', signal)) texts.push(textIn(item));
  return texts;
}

const cell = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;

function cellsOf(row: string, shared: readonly string[]): readonly string[] {
  const cells: string[] = [];
  for (const [, attributes = '', content = ''] of row.matchAll(cell)) {
    const place = /\sr="([A-Z]{1,3})\d+"/.exec(attributes)?.[1];
    const column = place === undefined ? cells.length : columnOf(place);
    while (cells.length < column) cells.push('');
    cells[column] = cellText(attributes, content, shared).trim();
  }
  return cells;
}

function cellText(attributes: string, content: string, shared: readonly string[]): string {
  const type = /\st="(\w+)"/.exec(attributes)?.[1];
  if (type === 'inlineStr') return textIn(content);
  const value = plainText(/<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)/.exec(content)?.[1] ?? '');
  return type === 's' ? (shared[Number(value)] ?? '') : value;
}

/** 0 for A, 26 for AA. */
function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
