/** The cells of a file or a paste, headings included when it has them. */
export interface TextTable {
  readonly rows: readonly (readonly string[])[];
}

/** Why a file or a paste cannot be read. */
export type ReadProblem =
  'empty' | 'notText' | 'tooLarge' | 'notASpreadsheet' | 'brokenSpreadsheet' | 'unreadable';

export class UnreadableTable extends Error {
  readonly problem: ReadProblem;
  constructor(problem: ReadProblem) {
    super(problem);
    this.name = 'UnreadableTable';
    this.problem = problem;
    Object.setPrototypeOf(this, UnreadableTable.prototype);
  }
}
