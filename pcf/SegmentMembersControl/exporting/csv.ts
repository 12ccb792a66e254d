import { createSlices, roundsPerLook } from '../bulk/slices';

/** Spreadsheets take a cell that begins like this for a formula. */
const beginsLikeFormula = /^[\s]*[=+\-@\t\r]/;

/** A cell that no spreadsheet runs and that keeps delimiters, quotes and line ends. */
export function csvCell(text: string): string {
  const harmless = beginsLikeFormula.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(harmless) || harmless !== text ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

/** CSV with a byte order mark, which makes spreadsheet programs read it as UTF-8. Throws Cancelled. */
export async function csvOf(rows: readonly (readonly string[])[], signal?: AbortSignal): Promise<string> {
  const lines: string[] = [];
  const slices = createSlices(signal);
  for (const [index, row] of rows.entries()) {
    lines.push(row.map(csvCell).join(','));
    if (index % roundsPerLook === 0 && slices.isOver()) await slices.next();
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
