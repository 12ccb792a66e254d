import { contactName, outboundStatus, type RecordId } from '../../../segments';
import { DataverseError } from '../../dataverse-error';
import { isoSeconds, type Row, type Store } from '../../store';
import { compileQuery } from '../../store/compile-query';
import { compileSql } from '../../store/sql-text';
import { MemberSets } from '../member-sets';
import { compileSegmentQuery } from '../query/compile';
import { readQuery } from '../query/read-query';
import { outboundMembers } from './members';
import { outboundSegment, outboundTable } from './segment';

/** Ends "going live": the segment is computed and live, or in error. Does nothing when it is elsewhere by now. */
export function finishGoingLive(store: Store, id: RecordId): void {
  const row = store.retrieve(outboundTable, id);
  if (row?.['statuscode'] !== outboundStatus.goingLive) return;
  const computed = computeOutbound(store, id);
  write(store, id, {
    statuscode: computed ? outboundStatus.live : outboundStatus.error,
    msdyncrm_islive: computed,
  });
}

/** The same where Live is written at once, as the pages of 2019 do; nothing lies between. */
export function goLiveAtOnce(store: Store, id: RecordId): void {
  write(store, id, { msdyncrm_islive: computeOutbound(store, id) });
}

/** Ends "stopping". */
export function finishStopping(store: Store, id: RecordId): void {
  if (store.retrieve(outboundTable, id)?.['statuscode'] !== outboundStatus.stopping) return;
  write(store, id, { statuscode: outboundStatus.stopped, msdyncrm_islive: false });
}

/** Computes who a segment's query finds and counts its members. False when the query fails. */
function computeOutbound(store: Store, id: RecordId): boolean {
  const { row, isStatic } = outboundSegment(store, id);
  if (!isStatic && !computeQuery(store, id, row)) return false;
  recordMembers(store, id);
  return true;
}

function computeQuery(store: Store, id: RecordId, row: Row): boolean {
  const text = row['msdyncrm_segmentquery'];
  const read = readQuery(store, typeof text === 'string' ? text : '', {
    target: contactName.logicalName,
    dialect: 'outbound',
    self: id,
  });
  if (!read.ok) return false;
  try {
    const query = compileQuery(compileSegmentQuery(read.query, store, contactName.logicalName), store.tables);
    MemberSets.in(store.database).replace({ kind: 'computed', owner: id }, compileSql(query));
    return true;
  } catch (error) {
    if (error instanceof DataverseError) return false;
    throw error;
  }
}

/**
 * Writes how many members a segment has and when they were counted, and lets its contacts point to it. A contact
 * points to one segment only, the last it came into: the column serves the deprecated way to list members.
 */
export function recordMembers(store: Store, id: RecordId): void {
  const { sql, parameters } = outboundMembers(store, id);
  const count = Number(store.database.get(`select count(*) as n from (${sql})`, parameters)?.['n'] ?? 0);
  store.database.run(
    `update contact set msdyncrm_segmentmemberid = null where msdyncrm_segmentmemberid = ? and contactid not in (${sql})`,
    [id, ...parameters],
  );
  store.database.run(`update contact set msdyncrm_segmentmemberid = ? where contactid in (${sql})`, [
    id,
    ...parameters,
  ]);
  const now = isoSeconds(store.now());
  write(store, id, {
    msdyncrm_segmentsize: count,
    msdyncrm_lastevaluationtime: now,
    msdyncrm_lastupdatedtime: now,
  });
}

function write(store: Store, id: RecordId, values: Row): void {
  store.update(outboundTable, id, values, { system: true });
}
