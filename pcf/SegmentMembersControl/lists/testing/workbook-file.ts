import { strToU8, zipSync } from 'fflate';
import { readList, type ChosenFile } from '../read-list';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Relationships of a part, from ids to the last word of their type and their target. */
export function relationshipsPart(
  targets: Readonly<Record<string, readonly [type: string, target: string]>>,
): string {
  const each = Object.entries(targets).map(
    ([id, [type, target]]) =>
      `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${target.includes(':') ? ' TargetMode="External"' : ''}/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

interface SheetPart {
  readonly name: string;
  readonly state?: string;
  readonly type?: string;
}

export function workbookPart(sheets: readonly SheetPart[], properties = ''): string {
  const each = sheets.map(
    ({ name, state = 'visible' }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="${main}" xmlns:r="${office}">${properties}<sheets>${each.join('')}</sheets></workbook>`;
}

export const sheetPart = (rows: string, more = ''): string =>
  `<worksheet xmlns="${main}" xmlns:r="${office}"><sheetData>${rows}</sheetData>${more}</worksheet>`;

/** A row of texts, at its place. */
export function textRow(number: number, texts: readonly string[], attributes = ''): string {
  const cells = texts.map((text, column) =>
    text === '' ? '' : `<c r="${letter(column)}${number}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`,
  );
  return `<row r="${number}" ${attributes}>${cells.join('')}</row>`;
}

export const letter = (column: number): string => String.fromCharCode(65 + column);

export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export type Parts = Readonly<Record<string, string | Uint8Array>>;

/** The archive of a workbook with one sheet, whose parts may be others; empty texts leave a part out. */
export function workbookFile(
  rows: string,
  parts: Parts = {},
  sheets: readonly SheetPart[] = [{ name: 'People' }],
): Uint8Array {
  const targets = Object.fromEntries(
    sheets.map(({ type = 'worksheet' }, index) => [
      `rId${index + 1}`,
      [type, `worksheets/sheet${index + 1}.xml`] as const,
    ]),
  );
  const all: Parts = {
    '_rels/.rels': relationshipsPart({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': workbookPart(sheets),
    'xl/_rels/workbook.xml.rels': relationshipsPart(targets),
    'xl/worksheets/sheet1.xml': sheetPart(rows),
    ...parts,
  };
  return zipOf(all);
}

export function zipOf(parts: Parts): Uint8Array {
  const filled = Object.entries(parts).filter(([, part]) => part.length > 0);
  return zipSync(
    Object.fromEntries(filled.map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])),
  );
}

export function fileOf(content: string | Uint8Array, name = 'list'): ChosenFile {
  const bytes = typeof content === 'string' ? strToU8(content) : content;
  return { name, size: bytes.length, arrayBuffer: () => Promise.resolve(bytes.slice().buffer) };
}

/** Why a file cannot be read for certain, or `read`. */
export const problemOf = (bytes: Uint8Array): Promise<unknown> =>
  readList(fileOf(bytes), { language: 'en' }).then(
    () => 'read',
    (error: unknown) => (error as { problem?: string }).problem,
  );
