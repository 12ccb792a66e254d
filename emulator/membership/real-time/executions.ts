import { executionStatus, executionType, segmentExecutionName, type RecordId } from '../../../segments';
import { columnsEqual, idsWhere, isoSeconds, type Row, type Store } from '../../store';
import type { Publishing } from './publishing';
import type { RealTimeSegment } from './segment';

const table = segmentExecutionName.logicalName;

/** How a computation ended. */
export type Outcome = { readonly kind: 'succeeded'; readonly members: number } | { readonly kind: 'failed' };

/** Notes that a segment is being computed: one row a publish or refresh, as in Dynamics 365. */
export function executionBegins(
  { store, user, now }: Publishing,
  segment: RealTimeSegment,
  type: keyof typeof executionType,
): void {
  store.create(
    table,
    {
      msdynmkt_name: String(segment.definition['msdynmkt_name'] ?? ''),
      msdynmkt_segmentdefinitionid: segment.definitionId,
      msdynmkt_type: executionType[type],
      msdynmkt_startedon: isoSeconds(now()),
      statuscode: executionStatus.inProgress,
    },
    { user, system: true },
  );
}

/** Notes how it ended. Does nothing when somebody has deleted the row, which is allowed at any time. */
export function executionEnds(
  { store, user, now }: Publishing,
  { definitionId }: RealTimeSegment,
  outcome: Outcome,
): void {
  const ended: Row = { msdynmkt_finishedon: isoSeconds(now()) };
  const values: Row =
    outcome.kind === 'succeeded'
      ? { ...ended, statuscode: executionStatus.succeeded, msdynmkt_membershipcount: outcome.members }
      : { ...ended, statuscode: executionStatus.failed };
  for (const id of runningExecutions(store, definitionId)) {
    store.update(table, id, values, { user, system: true });
  }
}

function runningExecutions(store: Store, definitionId: RecordId): readonly RecordId[] {
  const running = {
    msdynmkt_segmentdefinitionid: definitionId,
    statuscode: executionStatus.inProgress,
  };
  return idsWhere(store, table, columnsEqual(running));
}
