import type { RecordId } from '../../../segments/record-id';
import type { BatchRun } from '../bulk/batch-run';
import type { Operation } from './change-plan';
import type { ChangeReport } from './change-report';

/** The group that a change is about, wherever its user has gone meanwhile. */
export interface ChangedGroup {
  readonly groupId: RecordId;
  readonly groupName: string;
}

export type ChangeState =
  | { readonly kind: 'none' }
  | ({
      readonly kind: 'running';
      readonly operation: Operation;
      readonly run: BatchRun<RecordId>;
    } & ChangedGroup)
  /** Reads the group: before a change to learn who is in it, after it to learn what became of the calls. */
  | ({ readonly kind: 'checking'; cancel(): void } & ChangedGroup)
  | ({ readonly kind: 'ended'; readonly report: ChangeReport } & ChangedGroup);

/** What the last change has done, to be taken back. */
export interface Undoable extends ChangedGroup {
  /** Members that come in or go out again. */
  readonly count: number;
}
