/** Why a file or a paste cannot be read; each has a text that says what to do. */
export type ReadProblem =
  | 'empty'
  /** Sheets there are, but none that is visible has a value. */
  | 'emptySheets'
  | 'notText'
  | 'tooLarge'
  | 'unreadable'
  | 'notASpreadsheet'
  | 'brokenSpreadsheet'
  | 'protected'
  | 'xls'
  | 'xlsb'
  | 'ods'
  | 'numbers'
  | 'webPage'
  | 'xmlSpreadsheet'
  | 'pdf'
  | 'image'
  | 'archive';

export class UnreadableList extends Error {
  readonly problem: ReadProblem;
  constructor(problem: ReadProblem) {
    super(problem);
    this.name = 'UnreadableList';
    this.problem = problem;
  }
}
