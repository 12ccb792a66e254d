import { executionType, segmentExecutionName, type RecordId } from '../../../segments';
import { column, columnsEqual, type Store } from '../../store';
import type { Publishing } from './publishing';
import { textOf, type RealTimeSegment } from './segment';
import { liveSegmentsUsing } from './stop';

/** A live segment that nothing uses for so long is computed no more. Source: "Automated segment management" (04/2026). */
const UNUSED_DAYS = 120;

/**
 * Whether a segment has expired: neither a journey nor another live segment has used it since it was last published.
 * Journeys are not there: `msdynmkt_lastusedinjourney` tells of them.
 */
export function isExpired(publishing: Publishing, segment: RealTimeSegment): boolean {
  const { store } = publishing;
  const used = Date.parse(textOf(segment.row, 'msdynmkt_lastusedinjourney')) || 0;
  const last = Math.max(used, lastPublished(store, segment));
  const isUnused = last + UNUSED_DAYS * 86_400_000 <= publishing.now().getTime();
  return isUnused && liveSegmentsUsing(publishing, segment.id).length === 0;
}

/** When somebody published it last; when it was made, where the executions were deleted. */
function lastPublished(store: Store, { definition, definitionId }: RealTimeSegment): number {
  return Date.parse(lastOnDemand(store, definitionId) ?? textOf(definition, 'createdon'));
}

function lastOnDemand(store: Store, definitionId: RecordId): string | undefined {
  const startedOn = column('msdynmkt_startedon');
  const [row] = store.select({
    table: segmentExecutionName.logicalName,
    select: [{ as: 'at', value: startedOn }],
    where: columnsEqual({
      msdynmkt_segmentdefinitionid: definitionId,
      msdynmkt_type: executionType.onDemand,
    }),
    orderBy: [{ by: startedOn, descending: true }],
    limit: 1,
  });
  return typeof row?.['at'] === 'string' ? row['at'] : undefined;
}
