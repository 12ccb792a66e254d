import { segmentActions } from '../../../segments/segment-actions';
import type { RecordId } from '../../../segments/record-id';
import type { Dataverse } from '../dataverse/dataverse';
import { factsIn, parsedJson, textOf } from '../dataverse/unknown-json';

export async function publishSegment(dataverse: Dataverse, segmentId: RecordId): Promise<void> {
  await dataverse.call(segmentActions.publishSegmentDefinition, { SegmentId: segmentId });
}

/** What a stop came to. A segment that is in use is not stopped. */
export interface StopResult {
  readonly wasStopped: boolean;
  readonly message: string;
  /** Names or ids of what uses the segment. */
  readonly journeys: readonly string[];
  /** Ids where the server says which, as it spells them. */
  readonly segments: readonly string[];
}

export async function stopSegment(dataverse: Dataverse, segmentId: RecordId): Promise<StopResult> {
  const answer = await dataverse.call(segmentActions.stopSegments, { SegmentIdList: [segmentId] });
  const { stopSingleSegmentResults: results } = factsIn(answer);
  const result = factsIn(Array.isArray(results) ? results[0] : undefined);
  return {
    wasStopped: result['WasStopped'] === true,
    message: textOf(result['Message']),
    journeys: namesIn(result['DependentJourneys']),
    segments: namesIn(result['DependentSegments']),
  };
}

/**
 * Why a segment is in error, empty when the server does not say. The action is not documented; where it is missing
 * there is no reason to show.
 */
export async function reasonOfError(dataverse: Dataverse, segmentId: RecordId): Promise<string> {
  try {
    const answer = factsIn(await dataverse.call(segmentActions.segmentStatus, { SegmentId: segmentId }));
    const { lastExecution } = factsIn(parsedJson(answer['ResultText']));
    const { statusMessage, executionReasonForUser } = factsIn(lastExecution);
    return textOf(statusMessage) || textOf(executionReasonForUser);
  } catch {
    return '';
  }
}

function namesIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    if (typeof item === 'string') return item;
    const entry = factsIn(item);
    return (
      [entry['Name'], entry['name'], entry['Id'], entry['id']].map(textOf).find((text) => text !== '') ?? ''
    );
  });
}
