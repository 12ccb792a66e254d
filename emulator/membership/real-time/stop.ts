import { and, column, idsWhere, oneOf, textTest } from '../../store';
import {
  definitionStatus,
  parseRecordId,
  segmentDefinitionName,
  segmentName,
  type AnswerOf,
  type RecordId,
  type segmentActions,
} from '../../../segments';
import { DataverseError } from '../../dataverse-error';
import { stopSegment } from './publish';
import type { Publishing } from './publishing';
import { realTimeSegment } from './segment';

/** What became of one segment. */
export type StopResult = AnswerOf<typeof segmentActions.stopSegments>['stopSingleSegmentResults'][number];

/** Stops segments one by one; one that cannot be stopped does not keep the others from it. */
export function stopSegments(publishing: Publishing, segmentIds: readonly string[]): readonly StopResult[] {
  return segmentIds.map((segmentId) => {
    try {
      return stopOne(publishing, segmentId);
    } catch (error) {
      if (error instanceof DataverseError) return notStopped(segmentId, error.message);
      throw error;
    }
  });
}

function stopOne(publishing: Publishing, segmentId: string): StopResult {
  const segment = realTimeSegment(publishing, segmentId);
  if (segment.definition['statuscode'] !== definitionStatus.live) {
    return notStopped(segmentId, 'The segment is not live.');
  }
  const dependents = liveSegmentsUsing(publishing, segment.id);
  if (dependents.length > 0) {
    return {
      ...notStopped(segmentId, 'The segment is used by other live segments.'),
      DependentSegments: dependents,
    };
  }
  stopSegment(publishing, segment);
  return { ...notStopped(segmentId, null), WasStopped: true };
}

function notStopped(segmentId: string, message: string | null): StopResult {
  return {
    SegmentId: parseRecordId(segmentId) ?? segmentId,
    WasStopped: false,
    Message: message,
    DependentJourneys: null,
    DependentSegments: null,
  };
}

/** Live segments whose query names this one. */
export function liveSegmentsUsing({ store }: Publishing, segmentId: RecordId): readonly RecordId[] {
  const name = `SEGMENT_CJO_ID_${segmentId.replaceAll('-', '')}`;
  const isLive = oneOf(column('statuscode'), [definitionStatus.live, definitionStatus.goingLive]);
  const namesIt = textTest(column('msdynmkt_segmentquery'), 'contains', name);
  const definitions = idsWhere(store, segmentDefinitionName.logicalName, and(namesIt, isLive));
  return idsWhere(store, segmentName.logicalName, oneOf(column('msdynmkt_sourcesegmentuid'), definitions));
}

/** The sentence that sums up a call. */
export function summaryOf(results: readonly StopResult[]): string {
  const stopped = results.filter(({ WasStopped }) => WasStopped).length;
  return `Complete StopSegments operation. Successfully stopped ${stopped} of ${results.length} in total`;
}
