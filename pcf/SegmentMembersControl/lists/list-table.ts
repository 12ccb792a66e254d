/** A row that says something. Blank rows are counted, not kept. */
export interface ListRow {
  /** As the file numbers it, from 1: the line of a text that the row begins in, the row of a sheet. */
  readonly line: number;
  /** Texts without white space around them, as a spreadsheet shows them. */
  readonly cells: readonly string[];
  /** Hidden in its sheet, by a filter or by hand. */
  readonly isHidden?: true;
}

/** The rows of a file or a paste, in the order of the file. */
export interface ListTable {
  readonly rows: readonly ListRow[];
  /** Lines of the file, blank ones and those that belong to the row before counted. */
  readonly lineCount: number;
  /** Lines that are inside a quoted cell of a row that began before them. */
  readonly continuedLines: number;
  /** Lines that are no row but say how to read the file, such as `sep=;`. */
  readonly instructionLines: readonly number[];
  /** Lines with a quote that is never closed, read as they stand. */
  readonly brokenLines: readonly number[];
  /** Cells whose formula has no result in the file. */
  readonly formulasWithoutResult: number;
}

/** Most rows, cells of a row and cells in all that a list may have; spreadsheets end at the first two. */
export const tableLimits = { rows: 1_048_576, columns: 16_384, cells: 20_000_000 } as const;

/** A table of rows that were found elsewhere, numbered as they stand. */
export function tableOf(rows: readonly (readonly string[])[]): ListTable {
  return {
    rows: rows.map((cells, index) => ({ line: index + 1, cells })).filter(({ cells }) => cells.some(Boolean)),
    lineCount: rows.length,
    continuedLines: 0,
    instructionLines: [],
    brokenLines: [],
    formulasWithoutResult: 0,
  };
}
