import { outboundSegmentName, outboundSegmentType, type RecordId } from '../../../segments';
import type { Store } from '../../store';
import type { SqlText } from '../../store/sql-text';
import { MemberSets } from '../member-sets';

/**
 * A statement that selects the members of an outbound segment as `id`. A static segment has those that were added;
 * the others have those their query found last, with the included, without the excluded.
 */
export function outboundMembers(store: Store, id: RecordId): SqlText {
  const sets = MemberSets.in(store.database);
  const isStatic =
    store.retrieve(outboundSegmentName.logicalName, id)?.['msdyncrm_segmenttype'] ===
    outboundSegmentType.static;
  if (isStatic) return sets.selectOf({ kind: 'outboundStatic', owner: id });
  const [found, included, excluded] = (['computed', 'outboundIncluded', 'outboundExcluded'] as const).map(
    (kind) => sets.selectOf({ kind, owner: id }),
  );
  if (found === undefined || included === undefined || excluded === undefined)
    throw new Error('Three sets were asked for.');
  return {
    sql: `select id from (${found.sql} union ${included.sql}) where id not in (${excluded.sql})`,
    parameters: [...found.parameters, ...included.parameters, ...excluded.parameters],
  };
}
