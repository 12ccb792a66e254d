import { isMailLink } from '../addresses/mail-link';
import type { ListTable } from '../list-table';
import { UnreadableList } from '../unreadable-list';
import { isTrue, unescapedText } from './escaped-text';
import { readRelationships, type Relationship } from './relationships';
import { readSharedTexts } from './shared-texts';
import { createSheetReader, withLink, type SheetReader } from './sheet';
import { readStyles } from './styles';
import { readXmlPart, type XmlPackage } from './xml-part';
import { readZipDirectory } from './zip-directory';

/** A worksheet that is visible. */
export interface SheetName {
  readonly name: string;
  /** Its part in the package. */
  readonly part: string;
}

export interface Workbook {
  /** Visible worksheets, in the order of their tabs; neither charts nor macros. */
  readonly sheets: readonly SheetName[];
  /** @param mostRows - rows after which the reading may end. Throws UnreadableList, Cancelled. */
  readSheet(sheet: SheetName, signal?: AbortSignal, mostRows?: number): Promise<ListTable>;
}

/** Opens an XLSX file. Throws UnreadableList, Cancelled. */
export async function openWorkbook(bytes: Uint8Array, signal?: AbortSignal): Promise<Workbook> {
  const source: XmlPackage = { directory: readZipDirectory(bytes), bytes };
  const part = await workbookPart(source, signal);
  const relationships = await readRelationships(source, part, signal);
  const { sheets, dateSystem } = await readSheetNames(source, part, relationships, signal);
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  // Some writers leave out who refers to what; the parts are beside the workbook then.
  const partOf = (type: string): string =>
    relationships.find((each) => each.type === type && !each.isExternal)?.target ?? `${folder}${type}.xml`;
  const styles = await readStyles(source, partOf('styles'), dateSystem, signal);
  const sharedTexts = await readSharedTexts(source, partOf('sharedStrings'), signal);
  return {
    sheets,
    async readSheet(sheet, sheetSignal, mostRows = Infinity) {
      const reader = createSheetReader({ sharedTexts, styles });
      const isDone = (): boolean => reader.rows.count() >= mostRows;
      await readXmlPart(source, sheet.part, reader.handler, { signal: sheetSignal, isDone });
      if (reader.links.length > 0)
        applyLinks(reader, await readRelationships(source, sheet.part, sheetSignal));
      return reader.table();
    },
  };
}

/** The workbook is where the package says, else where all programs put it. Throws UnreadableList. */
async function workbookPart(source: XmlPackage, signal: AbortSignal | undefined): Promise<string> {
  const relationships = await readRelationships(source, '', signal);
  const named = relationships.find(
    ({ type, isExternal }) => type === 'officeDocument' && !isExternal,
  )?.target;
  const part = [named, 'xl/workbook.xml'].find((each) => each !== undefined && source.directory.part(each));
  if (part === undefined) throw new UnreadableList(kindOfArchive(source.directory.names));
  if (part.toLowerCase().endsWith('.bin')) throw new UnreadableList('xlsb');
  return part;
}

/** What an archive is that is no workbook, by the names of its parts. */
function kindOfArchive(names: readonly string[]): 'xlsb' | 'ods' | 'numbers' | 'notASpreadsheet' | 'archive' {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^xl\/workbook\.bin$/i)) return 'xlsb';
  if (has(/^Index\/.*\.iwa$|^Index\.zip$/i)) return 'numbers';
  if (has(/^META-INF\/manifest\.xml$/i) && has(/^content\.xml$/i)) return 'ods';
  return has(/^\[Content_Types\]\.xml$/i) ? 'notASpreadsheet' : 'archive';
}

/** Types of relationships to sheets that have no rows of people. */
const otherSheets = ['chartsheet', 'dialogsheet', 'xlMacrosheet', 'xlIntlMacrosheet'];

async function readSheetNames(
  source: XmlPackage,
  part: string,
  relationships: readonly Relationship[],
  signal: AbortSignal | undefined,
): Promise<{ readonly sheets: readonly SheetName[]; readonly dateSystem: 1900 | 1904 }> {
  const sheets: SheetName[] = [];
  let dateSystem: 1900 | 1904 = 1900;
  await readXmlPart(
    source,
    part,
    {
      open(element, depth) {
        if (depth === 1 && element.name !== 'workbook') throw new UnreadableList('notASpreadsheet');
        if (element.name === 'workbookPr' && isTrue(element.attribute('date1904'))) dateSystem = 1904;
        if (element.name !== 'sheet' || depth !== 3) return;
        const state = element.attribute('state') ?? 'visible';
        const id = element.relationship();
        const target = relationships.find((each) => each.id === id && !each.isExternal);
        if (/hidden$/i.test(state) || (target && otherSheets.includes(target.type))) return;
        if (!target || !source.directory.part(target.target))
          throw new SyntaxError('a sheet that is not there');
        sheets.push({ name: unescapedText(element.attribute('name') ?? ''), part: target.target });
      },
      close: () => undefined,
      text: () => undefined,
    },
    { signal },
  );
  return { sheets, dateSystem };
}

/** Puts the addresses that cells link to beside their texts. */
function applyLinks({ rows, links }: SheetReader, relationships: readonly Relationship[]): void {
  const targets = new Map(relationships.map(({ id, target }) => [id, target]));
  // A link may span a whole sheet; together they touch no more cells than a sheet of people has.
  let left = 2_000_000;
  for (const { range, relationship } of links) {
    const target = targets.get(relationship) ?? '';
    if (!isMailLink(target)) continue;
    for (let row = range.rows[0]; row <= range.rows[1] && left > 0; row += 1) {
      for (let column = range.columns[0]; column <= range.columns[1] && left > 0; column += 1) {
        left -= 1;
        const text = rows.textAt(row + 1, column);
        if (text !== '') rows.replace(row + 1, column, withLink(text, target));
      }
    }
  }
}
