import type { RecordId } from '../../../segments/record-id';

/** The platform's windows for records, and what it calls their columns. */
export interface RecordWindows {
  openRecord(table: string, id: RecordId): void;
  /** The records that the user picks in the platform's dialog, none when it is closed. */
  pickRecords(table: string): Promise<readonly RecordId[]>;
  /** Labels of columns in the user's language; the column's name where there is none. */
  columnLabels(table: string, columns: readonly string[]): Promise<readonly string[]>;
}
