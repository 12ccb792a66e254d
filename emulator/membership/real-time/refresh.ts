import { definitionStatus, segmentDefinitionName } from '../../../segments';
import { columns, columnsEqual, storedId, type Row, type Store } from '../../store';
import { isExpired } from './expiry';
import { endStopped, isLive, refreshSegment } from './publish';
import type { Publishing } from './publishing';
import { ofDefinition, realTimeSegment, textOf } from './segment';

/**
 * Computes every live segment again whose interval has passed, once however long that is ago. Those whose refresh is
 * switched off, has no interval or was to stop by now stay as they are. Source: entity metadata (07/2024) for the
 * columns; "Build segments". One that has expired ends stopped: public metadata has no value for the page's "Expired".
 * Returns how many were computed.
 */
export async function refreshDueSegments(publishing: Publishing): Promise<number> {
  let refreshed = 0;
  for (const definition of liveDefinitions(publishing.store)) {
    const definitionId = storedId(definition['id']);
    const id = ofDefinition(publishing.store, definitionId);
    // It may have been stopped or deleted while one before it was computed.
    if (id === undefined || !isLive(publishing, { id, definitionId })) continue;
    const segment = realTimeSegment(publishing, id);
    if (isExpired(publishing, segment)) {
      endStopped(publishing, segment);
      continue;
    }
    const now = publishing.now();
    const isOver = isPast(textOf(definition, 'until'), now);
    const interval = Number(definition['minutes'] ?? 0) * 60_000;
    const last = Date.parse(textOf(segment.row, 'msdynmkt_lastevaluated'));
    if (definition['off'] === true || isOver || interval <= 0 || last + interval > now.getTime()) continue;
    await refreshSegment(publishing, segment);
    refreshed += 1;
  }
  return refreshed;
}

/** Milliseconds between two looks at what is due; the shortest interval there is is a minute. */
export const refreshLookMilliseconds = 30_000;

function isPast(time: string, now: Date): boolean {
  return time !== '' && Date.parse(time) <= now.getTime();
}

function liveDefinitions(store: Store): readonly Row[] {
  const { logicalName } = segmentDefinitionName;
  return store.select({
    table: logicalName,
    select: columns({
      id: `${logicalName}id`,
      off: 'msdynmkt_disablesegmentrefresh',
      until: 'msdynmkt_stoprefreshafter',
      minutes: 'msdynmkt_segmentrefreshintervalminutes',
    }),
    where: columnsEqual({ statuscode: definitionStatus.live }),
  });
}
