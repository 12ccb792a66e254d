import {
  contactName,
  outboundSegmentName,
  parseRecordId,
  segmentName,
  type RecordId,
} from '../../../segments';
import { columnsEqual, idsWhere, type Store } from '../../store';
import type { SqlText } from '../../store/sql-text';
import { outboundMembers } from '../outbound/members';
import { MemberSets } from '../member-sets';

/** A segment that `SEGMENT(name)` names. */
export interface ReferencedSegment {
  readonly id: RecordId;
  readonly kind: 'realTime' | 'outbound';
  /** Logical name of the table its members are rows of. */
  readonly table: string;
}

const outboundTable = outboundSegmentName.logicalName;
const idInName = /^SEGMENT_(?:CJO|CRM)_ID_([0-9a-f]{32})$/i;

/**
 * The segment of a name: SEGMENT_CJO_ID_ or SEGMENT_CRM_ID_ and the id without dashes, or the name of an outbound
 * segment. Source: outbound page; the CJO form from public code.
 */
export function findSegment(store: Store, name: string): ReferencedSegment | undefined {
  const digits = idInName.exec(name)?.[1];
  const id = digits === undefined ? undefined : parseRecordId(digits);
  if (id === undefined) {
    const [first] = idsWhere(store, outboundTable, columnsEqual({ msdyncrm_segmentname: name }), {
      limit: 1,
    });
    return first === undefined ? undefined : outbound(first);
  }
  const realTime = store.retrieve(segmentName.logicalName, id);
  if (realTime !== undefined) {
    return { id, kind: 'realTime', table: String(realTime['msdynmkt_baseentitylogicalname']) };
  }
  return store.retrieve(outboundTable, id) === undefined ? undefined : outbound(id);
}

function outbound(id: RecordId): ReferencedSegment {
  return { id, kind: 'outbound', table: contactName.logicalName };
}

/** A statement that selects the members of a segment as `id`: those it had when it was last computed. */
export function membersStatement(store: Store, segment: ReferencedSegment): SqlText {
  if (segment.kind === 'outbound') return outboundMembers(store, segment.id);
  return MemberSets.in(store.database).selectOf({ kind: 'computed', owner: segment.id });
}
