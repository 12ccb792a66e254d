import { createSlices } from '../../bulk/slices';
import { tableLimits, type ListRow, type ListTable } from '../list-table';
import { UnreadableList } from '../unreadable-list';
import { delimiterInstruction, dialectOf } from './dialect';
import { createRowReader } from './row-reader';

/** Characters that are read between two looks at the clock. */
const charactersPerLook = 32 * 1024;

/**
 * Reads delimited text: a mark of the byte order, a `sep=` line, any line ends, quotes. Gives the page its turn.
 * Throws UnreadableList, Cancelled.
 *
 * @param mostRows - rows that say something after which the reading ends.
 */
export async function readText(text: string, signal?: AbortSignal, mostRows = Infinity): Promise<ListTable> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const instruction = delimiterInstruction(text, start);
  const from = instruction?.end ?? start;
  // Putting a large text together is a step of its own.
  const slices = createSlices(signal);
  await slices.next();
  const found = await dialectOf(text, from, slices);
  const dialect = instruction ? { ...found, delimiter: instruction.delimiter } : found;
  const reader = createRowReader(text, from, dialect);
  const linesBefore = instruction ? 1 : 0;
  const rows: ListRow[] = [];
  const brokenLines: number[] = [];
  let read = 0;
  let cells = 0;
  let looked = from;
  for (let row = reader.nextRow(); row && rows.length < mostRows; row = reader.nextRow()) {
    read += 1;
    const line = row.line + linesBefore;
    if (row.isBroken) brokenLines.push(line);
    if (row.cells.some((cell) => cell !== '')) {
      rows.push({ line, cells: row.cells });
      cells += row.cells.length;
    }
    if (row.isTooLong || rows.length > tableLimits.rows || cells > tableLimits.cells)
      throw new UnreadableList('tooLarge');
    if (reader.place() - looked > charactersPerLook) {
      looked = reader.place();
      if (slices.isOver()) await slices.next();
    }
  }
  return {
    rows,
    lineCount: reader.lines() + linesBefore,
    continuedLines: reader.lines() - read,
    instructionLines: instruction ? [1] : [],
    brokenLines,
    formulasWithoutResult: 0,
  };
}
