import { definitionStatus, type RecordId } from '../../../segments';
import type { Assumptions } from '../../assumptions';
import type { Store } from '../../store';
import type { SqlText } from '../../store/sql-text';
import { MemberSets } from '../member-sets';
import { refusal } from '../refusal';
import { computeMembers, QueryFailure } from './evaluate';
import { computedSet, realTimeSegment, type RealTimeSegment } from './segment';

export interface SegmentMembers {
  readonly baseTable: string;
  readonly primaryKey: string;
  /** Read beside other work where there are many. */
  readonly ids: readonly RecordId[] | Promise<readonly RecordId[]>;
}

/** Ids that are read in a moment nobody notices. */
const MOST_AT_ONCE = 5000;

/**
 * Who is in a segment, all on one page as in the one recorded answer.
 * @throws DataverseError when there is no such segment.
 */
export function segmentMembers(
  environment: { readonly store: Store; readonly assumptions: Assumptions; readonly signal?: AbortSignal },
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
    ids:
      sets.size(set) <= MOST_AT_ONCE
        ? sets.page(set, 0, MOST_AT_ONCE, 'added')
        : idsBesideOthers(store, sets.inOrder(set), environment.signal),
  };
}

function idsBesideOthers(
  store: Store,
  statement: SqlText,
  signal: AbortSignal | undefined,
): Promise<readonly RecordId[]> {
  return store.read(async (reader) => {
    const ids: RecordId[] = [];
    for await (const slice of reader.ids(statement)) ids.push(...slice);
    return ids;
  }, signal);
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
