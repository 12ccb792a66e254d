import { parseRecordId, type RecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import { textIn, type Dataverse } from '../dataverse/dataverse';
import { inFilter, literal, piecesForQueries } from '../dataverse/filters';
import { readAll } from '../dataverse/patient';
import { keyOf, type CollectedValues } from '../lists/collect-values';
import type { MatchBy } from '../lists/column-recognition';

/** The records found for a key, those created first in front. */
export type Matches = (key: string) => readonly RecordId[];

interface MatchOptions {
  readonly table: MemberTable;
  readonly matchBy: MatchBy;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

interface Found {
  readonly id: RecordId;
  readonly createdOn: string;
}

/**
 * Looks up the records that have one of the values, as many values in a request as its URL can hold.
 * Throws Cancelled.
 */
export async function matchValues(
  dataverse: Dataverse,
  wanted: CollectedValues['wanted'],
  { table, matchBy, onProgress, signal }: MatchOptions,
): Promise<Matches> {
  const select = `?$select=${[...new Set([table.primaryId, matchBy.column, 'createdon'])].join(',')}&$filter=`;
  const keys = [...wanted.keys()];
  // As they stand in the list, because the database knows best which letters it takes for the same.
  const values = matchBy.kind === 'id' ? keys : [...wanted.values()].map(({ value }) => value);
  const next = piecesForQueries(values, select.length + inFilter(matchBy.column, []).length);
  const found = new Map<string, Found[]>();
  const keysWithoutAccents = new Map<string, string>();
  let done = 0;

  /** The key a row was found by; databases ignore accents that the file may have or not. */
  function keyFor(value: string): string {
    const key = matchBy.kind === 'id' ? (parseRecordId(value) ?? '') : keyOf(value);
    if (wanted.has(key)) return key;
    if (keysWithoutAccents.size === 0)
      keys.forEach((each) => keysWithoutAccents.set(withoutAccents(each), each));
    return keysWithoutAccents.get(withoutAccents(key)) ?? key;
  }

  async function readPiece(piece: readonly string[]): Promise<void> {
    let query: string | undefined = select + inFilter(matchBy.column, piece.map(literal));
    const rows: { readonly value: string; readonly found: Found }[] = [];
    while (query !== undefined) {
      const page = await dataverse.list(table.logicalName, query, 5000);
      for (const row of page.rows) {
        const id = parseRecordId(textIn(row, table.primaryId)) ?? '';
        rows.push({ value: textIn(row, matchBy.column), found: { id, createdOn: textIn(row, 'createdon') } });
      }
      query = page.next;
    }
    // Only whole pieces count, so that a piece that is read again counts once.
    for (const row of rows) {
      const key = keyFor(row.value);
      found.set(key, [...(found.get(key) ?? []), row.found]);
    }
    done += piece.length;
    onProgress(done, keys.length);
  }

  await readAll({
    next,
    read: readPiece,
    signal,
  });
  return (key) => idsByAge(found.get(key) ?? []);
}

function idsByAge(rows: readonly Found[]): readonly RecordId[] {
  if (rows.length < 2) return rows.map(({ id }) => id);
  return [...rows].sort((a, b) => (a.createdOn < b.createdOn ? -1 : 1)).map(({ id }) => id);
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}
