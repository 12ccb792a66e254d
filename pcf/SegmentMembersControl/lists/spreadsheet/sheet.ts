import { isMailLink, recipientsOf } from '../addresses/mail-link';
import { tableLimits, type ListTable } from '../list-table';
import { cellPlace, cellRange, type CellRange } from './cell-reference';
import { isTrue, unescapedText } from './escaped-text';
import { createSheetRows, type SheetRows } from './sheet-rows';
import { createTextRuns } from './shared-texts';
import type { Styles } from './styles';
import type { XmlHandler } from './xml-reader';
import type { XmlElement } from './xml-scope';

/** What cells refer to outside their sheet. */
export interface SheetContext {
  readonly sharedTexts: readonly string[];
  readonly styles: Styles;
}

/** Cells that point to an address or a page. */
export interface SheetLink {
  readonly range: CellRange;
  /** Id of the relationship that holds the target. */
  readonly relationship: string;
}

export interface SheetReader {
  readonly handler: XmlHandler;
  readonly rows: SheetRows;
  readonly links: readonly SheetLink[];
  table(): ListTable;
}

/** More cells, empty ones counted, than lists of a million rows have. */
const mostCellElements = 40_000_000;
const mostLinks = 1_000_000;

/** Depths of the elements of a sheet: worksheet 1, sheetData 2, row 3, c 4, v and f and is 5. */
const depths = { list: 2, row: 3, cell: 4, value: 5 } as const;

/** Takes the elements of a worksheet and gives its rows; throws SyntaxError at what cannot be read for certain. */
export function createSheetReader({ sharedTexts, styles }: SheetContext): SheetReader {
  const rows = createSheetRows();
  const links: SheetLink[] = [];
  const inline = createTextRuns();
  let list = '';
  let rowNumber = 0;
  let hasOwnNumber = false;
  let isRowHidden = false;
  let isInCell = false;
  let column = -1;
  let type = 'n';
  let style: string | undefined;
  let part = '';
  let value = '';
  let formula = '';
  let hasFormula = false;
  let cellElements = 0;
  let withoutResult = 0;

  function openRow(element: XmlElement): void {
    const number = element.attribute('r');
    hasOwnNumber = number !== undefined;
    rowNumber = number === undefined ? rowNumber + 1 : Number(number);
    if (!Number.isInteger(rowNumber) || rowNumber < 1) throw new SyntaxError('no number of a row');
    const height = element.attribute('ht');
    isRowHidden = isTrue(element.attribute('hidden')) || (height !== undefined && Number(height) === 0);
    column = -1;
    rows.beginRow(rowNumber, isRowHidden);
  }

  function openCell(element: XmlElement): void {
    cellElements += 1;
    if (cellElements > mostCellElements) throw new SyntaxError('too many cells');
    const reference = element.attribute('r');
    const place = reference === undefined ? undefined : cellPlace(reference);
    column = place?.column ?? column + 1;
    if (column >= tableLimits.columns) throw new SyntaxError('too many columns');
    if (place?.row !== undefined && place.row !== rowNumber - 1) {
      if (hasOwnNumber) throw new SyntaxError('a cell outside its row');
      rowNumber = place.row + 1;
      rows.beginRow(rowNumber, isRowHidden);
    }
    type = element.attribute('t') ?? 'n';
    style = element.attribute('s');
    value = '';
    formula = '';
    hasFormula = false;
    isInCell = true;
  }

  function cellText(): string {
    const text = unescapedText(value);
    switch (type) {
      case 's': {
        if (text.trim() === '') return '';
        const shared = /^\s*\d{1,8}\s*$/.test(text) ? sharedTexts[Number(text)] : undefined;
        if (shared === undefined) throw new SyntaxError('a text that is not there');
        return shared;
      }
      case 'inlineStr':
        return inline.take() || text.trim();
      case 'b':
        return text.trim() === '' ? '' : isTrue(text.trim().toLowerCase()) ? 'TRUE' : 'FALSE';
      case 'd':
        return text.trim().replace(/T00:00(?::00(?:\.0{1,9})?)?Z?$/, '');
      case 'n':
        return text.trim() === '' ? '' : styles.formatOf(style)(text.trim()).trim();
      default:
        return text.trim();
    }
  }

  function closeCell(): void {
    isInCell = false;
    const text = cellText();
    if (text === '' && type !== 'str' && hasFormula) withoutResult += 1;
    rows.put(column, withLinkOfFormula(text, formula));
  }

  const handler: XmlHandler = {
    open(element, depth) {
      const { name } = element;
      if (depth === 1) {
        if (name !== 'worksheet') throw new SyntaxError('no worksheet');
      } else if (depth === depths.list) list = name;
      else if (list === 'sheetData') {
        if (name === 'row' && depth === depths.row) openRow(element);
        else if (name === 'c' && depth === depths.cell) openCell(element);
        else if (name === 'row' || name === 'c') throw new SyntaxError('a row or cell inside another');
        else if (isInCell) {
          if (depth === depths.value) part = name;
          hasFormula ||= name === 'f';
          if (part === 'is') inline.open(name);
        }
      } else if (list === 'hyperlinks' && name === 'hyperlink') {
        const relationship = element.relationship();
        if (relationship === undefined) return;
        if (links.push({ range: cellRange(element.attribute('ref') ?? ''), relationship }) > mostLinks)
          throw new SyntaxError('too many links');
      }
    },
    close(name, depth) {
      if (list !== 'sheetData') return;
      if (depth === depths.cell && isInCell) closeCell();
      else if (depth === depths.value) part = '';
      if (part === 'is') inline.close(name);
    },
    text(text) {
      if (part === 'v') value += text;
      else if (part === 'is') inline.text(text);
      else if (part === 'f') formula += text;
    },
  };
  return { handler, rows, links, table: () => rows.table(withoutResult) };
}

/** `=HYPERLINK("mailto:a@example.com","Write")` shows Write, and means the address. */
function withLinkOfFormula(text: string, formula: string): string {
  if (!/^\s?HYPERLINK\(/i.test(formula)) return text;
  const start = formula.toLowerCase().indexOf('"mailto:');
  const end = formula.indexOf('"', start + 1);
  return start < 0 || end < 0 ? text : withLink(text, formula.slice(start + 1, end));
}

/** A cell's text and, where that is no address, the one that its link has: `Write <a@example.com>`. */
export function withLink(text: string, target: string): string {
  if (!isMailLink(target) || text.includes('@')) return text;
  return `${text} <${recipientsOf(target)}>`.trim();
}
