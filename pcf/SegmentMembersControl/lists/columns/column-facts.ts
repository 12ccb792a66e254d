import { findAddresses } from '../addresses/find-addresses';
import { findIds } from '../addresses/find-ids';
import type { ListRow } from '../list-table';

export type ValueKind = 'id' | 'email';

/** What the cells of a column hold, counted over a sample of the rows. */
export interface ColumnFacts {
  readonly column: number;
  readonly kind: ValueKind;
  /** Cells that say anything. */
  readonly filled: number;
  /** Cells that tell somebody. */
  readonly valid: number;
  /** Different people that they tell. */
  readonly distinct: number;
  /** Place of the first row that tells somebody. */
  readonly firstRow: number;
  readonly examples: readonly string[];
  /** What each row of the sample says, to compare columns by. */
  readonly keys: ReadonlyMap<number, string>;
}

/** Rows that are looked at: the first ones, and as many from all over the list. */
const sampleSize = 500;
const mostExamples = 3;

/** Cells and characters that are looked at: wide tables are told by fewer rows, so that the page does not wait. */
const mostCells = 100_000;
const mostCharacters = 1_000_000;

export function samplePlaces(count: number): readonly number[] {
  const first = Array.from({ length: Math.min(count, sampleSize) }, (_, place) => place);
  if (count <= sampleSize) return first;
  const step = Math.max(1, (count - sampleSize) / sampleSize);
  const more = Array.from({ length: Math.min(sampleSize, count - sampleSize) }, (_, each) =>
    Math.floor(sampleSize + each * step),
  );
  return [...first, ...more];
}

/** The columns that tell people by ids or addresses, from left to right, ids before addresses of the same column. */
export function columnFacts(rows: readonly ListRow[]): readonly ColumnFacts[] {
  const ids = new Map<number, FactsInTheMaking>();
  const emails = new Map<number, FactsInTheMaking>();
  const filled = new Map<number, number>();
  let looked = 0;
  let characters = 0;
  for (const place of samplePlaces(rows.length)) {
    looked += rows[place]?.cells.length ?? 0;
    if (looked > mostCells || characters > mostCharacters) break;
    rows[place]?.cells.forEach((cell, column) => {
      if (cell === '') return;
      characters += cell.length;
      filled.set(column, (filled.get(column) ?? 0) + 1);
      const { addresses } = /[@＠]/.test(cell) ? findAddresses(cell) : { addresses: [] };
      if (addresses.length > 0) note(emails, column, place, addresses.join(';').toLowerCase(), cell);
      else if (cell.length >= 32) {
        const found = findIds(cell);
        if (found.length > 0) note(ids, column, place, found.join(';'), cell);
      }
    });
  }
  const facts = (kind: ValueKind, found: ReadonlyMap<number, FactsInTheMaking>): readonly ColumnFacts[] =>
    [...found].map(([column, { keys, examples, firstRow }]) => ({
      column,
      kind,
      filled: filled.get(column) ?? 0,
      valid: keys.size,
      distinct: new Set(keys.values()).size,
      firstRow,
      examples,
      keys,
    }));
  return [...facts('id', ids), ...facts('email', emails)].sort((a, b) => a.column - b.column);
}

interface FactsInTheMaking {
  readonly keys: Map<number, string>;
  readonly examples: string[];
  readonly firstRow: number;
}

function note(
  facts: Map<number, FactsInTheMaking>,
  column: number,
  place: number,
  key: string,
  example: string,
): void {
  const known = facts.get(column);
  if (!known) facts.set(column, { keys: new Map([[place, key]]), examples: [example], firstRow: place });
  else {
    known.keys.set(place, key);
    if (known.examples.length < mostExamples && !known.examples.includes(example))
      known.examples.push(example);
  }
}
