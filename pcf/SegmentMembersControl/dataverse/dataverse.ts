import type { ActionContract } from '../../../segments/action-contract';
import type { AnswerOf, ParametersOf } from '../../../segments/contract-types';
import { type RecordId, parseRecordId } from '../../../segments/record-id';
import type { TableName } from '../../../segments/table-names';
import { unreadableAnswer } from './errors';

/** A row as the Web API answers it: column names to values, annotations included. */
export type Row = Readonly<Record<string, unknown>>;

export interface RowPage {
  readonly rows: readonly Row[];
  /** The query that gives the next page; absent on the last. */
  readonly next?: string;
}

export interface TextColumn {
  readonly name: string;
  readonly label: string;
}

/** Everything the control asks of Dataverse. Every promise rejects with a DataverseFailure. */
export interface Dataverse {
  /** Whether the page offers a way to call actions; it does not offline or outside model-driven apps. */
  readonly canCallActions: boolean;
  /**
   * Calls an action with the parameters that its contract lists. The answer has what the contract promises as far as
   * the server keeps it: what is read out of it is looked at.
   */
  call<Action extends ActionContract>(
    action: Action,
    parameters: ParametersOf<Action>,
  ): Promise<AnswerOf<Action>>;
  retrieve(table: string, id: RecordId, columns: readonly string[]): Promise<Row>;
  /** One page of rows for an OData query such as `?$select=a&$filter=b`, or for the `next` of a page. */
  list(table: string, query: string, pageSize: number): Promise<RowPage>;
  /** Writes columns if the row still has this ETag; status 412 when somebody else has changed it. */
  updateUnchanged(table: TableName, id: RecordId, columns: Row, etag: string): Promise<void>;
  /** The text columns of a table with their labels in the user's language. */
  textColumns(table: string): Promise<readonly TextColumn[]>;
}

/** The columns of a row as texts; empty for a missing one. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** The id in a key or lookup column. @throws DataverseFailure when the answer has none there: it cannot be read. */
export function idIn(row: Row, column: string): RecordId {
  const id = parseRecordId(textIn(row, column));
  if (id === undefined) throw unreadableAnswer();
  return id;
}

/** The text Dataverse formats a value with in the user's settings, else the value itself. */
export function formattedIn(row: Row, column: string): string {
  return textIn(row, `${column}@OData.Community.Display.V1.FormattedValue`) || textIn(row, column);
}
