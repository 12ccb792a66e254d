import { type RecordId } from '../../segments';
/** A cell: GUIDs in lower case, datetimes as ISO text with Z, lookups as the id they point to. */
export type RowValue = string | number | boolean | null;

/** An id as a column keeps it that holds nothing else: the store wrote it, and writes only what it has parsed. */
export function storedId(value: RowValue | undefined): RecordId {
  return String(value) as RecordId;
}

/**
 * A row by logical column names. A lookup with several targets has its target's table beside it, in the
 * column `<lookup>type` (e.g. `parentcustomeridtype`), as in Dataverse.
 */
export type Row = Record<string, RowValue>;
