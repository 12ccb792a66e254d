import { parseRecordId, type RecordId } from '../../../segments';
import { type Row, type Store, storedId } from '../../store';
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

const idInName = /^SEGMENT_(?:CJO|CRM)_ID_([0-9a-f]{32})$/i;

/**
 * The segment of a name: SEGMENT_CJO_ID_ or SEGMENT_CRM_ID_ and the id without dashes, or the name of an outbound
 * segment. Source: outbound page; the CJO form from public code.
 */
export function findSegment(store: Store, name: string): ReferencedSegment | undefined {
  const digits = idInName.exec(name)?.[1];
  const id = digits === undefined ? undefined : parseRecordId(digits);
  if (id === undefined) {
    const row = rowBy(store, 'msdyncrm_segment', 'msdyncrm_segmentname', name);
    return row === undefined ? undefined : { id: storedId(row['id']), kind: 'outbound', table: 'contact' };
  }
  const realTime = store.retrieve('msdynmkt_segment', id);
  if (realTime !== undefined) {
    return { id, kind: 'realTime', table: String(realTime['msdynmkt_baseentitylogicalname']) };
  }
  const outbound = store.retrieve('msdyncrm_segment', id);
  return outbound === undefined ? undefined : { id, kind: 'outbound', table: 'contact' };
}

/** A statement that selects the members of a segment as `id`: those it had when it was last computed. */
export function membersStatement(store: Store, segment: ReferencedSegment): SqlText {
  if (segment.kind === 'outbound') return outboundMembers(store, segment.id);
  return MemberSets.in(store.database).selectOf({ kind: 'computed', owner: segment.id });
}

function rowBy(store: Store, table: string, column: string, value: string): Row | undefined {
  const [row] = store.select({
    table,
    select: [{ as: 'id', value: { kind: 'column', column: `${table}id` } }],
    where: {
      kind: 'compare',
      operator: 'eq',
      left: { kind: 'column', column },
      right: { kind: 'value', value },
    },
    limit: 1,
  });
  return row;
}
