import { createSlices } from '../bulk/slices';
import { harmlessText } from './harmless-text';

interface CsvOptions {
  /** What stands before decimals for the reader: where that is a comma, spreadsheets part cells by semicolons. */
  readonly decimalSign?: string;
  readonly signal?: AbortSignal;
}

/** A cell that no spreadsheet runs and that keeps separators, quotes and line ends. */
export function csvCell(text: string): string {
  const harmless = harmlessText(text);
  return /^'|[",;|\r\n\t]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

/**
 * CSV as the spreadsheet programs of the reader's country open it: their separator, and a byte order mark, which makes
 * them read it as UTF-8. Rows may be made as they are asked for; the page gets its turn between them. Throws Cancelled.
 */
export async function csvOf(
  rows: Iterable<readonly string[]>,
  { decimalSign = '.', signal }: CsvOptions = {},
): Promise<string> {
  const separator = decimalSign === ',' ? ';' : ',';
  const lines: string[] = [];
  await createSlices(signal).each(rows, (row) => lines.push(row.map(csvCell).join(separator)));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** A row for the clipboard, without what a spreadsheet would take for a formula or a further cell. */
export function clipboardRow(row: readonly string[]): string {
  return row
    .map((cell) => harmlessText(cell.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' '), '’'))
    .join('\t');
}
