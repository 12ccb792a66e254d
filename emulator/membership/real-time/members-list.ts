import { definitionStatus, type RecordId } from '../../../segments';
import type { Assumptions } from '../../assumptions';
import type { Store } from '../../store';
import { MemberSets } from '../member-sets';
import { refusal } from '../refusal';
import { computeMembers, QueryFailure } from './evaluate';
import { computedSet, realTimeSegment, type RealTimeSegment } from './segment';

export interface SegmentMembers {
  readonly baseTable: string;
  readonly primaryKey: string;
  readonly ids: readonly RecordId[];
}

/**
 * Who is in a segment, all on one page as in the one recorded answer.
 * @throws DataverseError when there is no such segment.
 */
export function segmentMembers(
  environment: { store: Store; assumptions: Assumptions },
  segmentId: string,
): SegmentMembers {
  const { store, assumptions } = environment;
  const segment = realTimeSegment(environment, segmentId);
  if (mustCompute(segment, assumptions)) recompute(store, segment);
  const sets = MemberSets.in(store.database);
  const set = computedSet(segment.id);
  return {
    baseTable: segment.baseTable,
    primaryKey: store.tables.get(segment.baseTable).primaryId,
    ids: sets.page(set, 0, sets.size(set), 'added'),
  };
}

function mustCompute(segment: RealTimeSegment, assumptions: Assumptions): boolean {
  const { statuscode } = segment.definition;
  if (statuscode === definitionStatus.live) return !assumptions.membersNeedPublish;
  if (statuscode !== definitionStatus.draft) return false;
  if (assumptions.membersOfDraft === 'refuse') throw refusal('The segment has not been published');
  return assumptions.membersOfDraft === 'current';
}

function recompute(store: Store, segment: RealTimeSegment): void {
  try {
    computeMembers(store, segment);
  } catch (error) {
    throw error instanceof QueryFailure ? refusal(error.message) : error;
  }
}
