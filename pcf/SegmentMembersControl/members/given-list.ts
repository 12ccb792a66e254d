import type { RecordId } from '../../../segments/record-id';
import type { Texts } from '../kit/texts';

/** What became of a record, and why: for people. */
export interface RecordResult {
  readonly result: string;
  readonly reason: string;
}

/** The list that a change was made from. */
export interface GivenList {
  /**
   * Rows of a report: all the columns of the list, then line, result, reason, name, e-mail and id; a row for each
   * entry and, below, for records that the list does not name.
   */
  report(results: ReadonlyMap<RecordId, RecordResult>, texts: Texts): Iterable<readonly string[]>;
}
