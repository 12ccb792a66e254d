import { executionBegins, executionEnds } from './executions';
import {
  computationStatus,
  definitionStatus,
  segmentDefinitionName,
  segmentName,
  segmentStatus,
  segmentType,
  type RecordId,
} from '../../../segments';
import { DataverseError } from '../../dataverse-error';
import { isoSeconds, type Row, type Store } from '../../store';
import { describeFault, readQuery } from '../query/read-query';
import { refusal } from '../refusal';
import { MemberSets } from '../member-sets';
import { gatherMembers, QueryFailure } from './evaluate';
import type { Publishing } from './publishing';
import { groupsOf, realTimeSegment, textOf, type RealTimeSegment } from './segment';

/**
 * Starts to publish a segment: the definition goes live over "going live", the segment becomes active over
 * "exporting". A query that fails ends with the segment in error and the definition a draft again.
 * Source: API page for the states; that a bad query is refused at once with its position is one observer's note.
 * @throws DataverseError when it cannot be published at all.
 */
export function publishSegment(publishing: Publishing, segmentId: string): void {
  const segment = realTimeSegment(publishing, segmentId);
  refuseUnpublishable(publishing, segment);
  executionBegins(publishing, segment, 'onDemand');
  moveTo(publishing, segment, {
    definition: { statecode: 0, statuscode: definitionStatus.goingLive, ...startedAt(publishing) },
    segment: { statecode: 1, statuscode: segmentStatus.exporting },
  });
  publishing.later(publishing.assumptions.publishingMilliseconds, () =>
    finishPublishing(publishing, segment.id),
  );
}

function refuseUnpublishable({ store, assumptions }: Publishing, segment: RealTimeSegment): void {
  const { statuscode } = segment.definition;
  if (statuscode === definitionStatus.goingLive) throw refusal('The segment is being published already');
  if (statuscode === definitionStatus.deleted) throw refusal('The segment definition is deleted');
  groupsOf(segment);
  const query = textOf(segment.definition, 'msdynmkt_segmentquery');
  if (query.trim() === '' || assumptions.unreadableQueryAtPublish === 'fail') return;
  const read = readQuery(store, query, { target: segment.baseTable });
  if (!read.ok && read.fault.kind === 'syntax') {
    throw refusal(`The segment query is invalid: ${describeFault(read.fault)}`);
  }
}

/** Ends what {@link publishSegment} began, unless the segment has been deleted or stopped meanwhile. */
export async function finishPublishing(publishing: Publishing, segmentId: RecordId): Promise<void> {
  const { store } = publishing;
  const segment = goingLive(publishing, segmentId);
  if (segment === undefined) return;
  try {
    const keepMembers = await gatherMembers(store, segment);
    store.transaction(() => {
      if (goingLive(publishing, segmentId) !== undefined) goLive(publishing, segment, keepMembers());
    });
  } catch (error) {
    if (!(error instanceof QueryFailure) && !(error instanceof DataverseError)) throw error;
    if (goingLive(publishing, segmentId) !== undefined) fail(publishing, segment, error.message);
  }
  await MemberSets.in(store.database).forgetReplaced(segmentId);
}

function goingLive(publishing: Publishing, segmentId: RecordId): RealTimeSegment | undefined {
  if (publishing.store.retrieve(segmentName.logicalName, segmentId) === undefined) return undefined;
  const segment = realTimeSegment(publishing, segmentId);
  return segment.definition['statuscode'] === definitionStatus.goingLive ? segment : undefined;
}

/**
 * The segment with its members, ready to use. Its type reads "dynamic" afterwards even when it was created as
 * static, as observed in a real organisation.
 */
function goLive(publishing: Publishing, segment: RealTimeSegment, count: number): void {
  moveTo(publishing, segment, {
    definition: { statuscode: definitionStatus.live, ...finishedAt(publishing, computationStatus.finished) },
    segment: {
      statecode: 0,
      statuscode: segmentStatus.active,
      msdynmkt_type: segmentType.dynamic,
      ...counted(publishing, count),
    },
  });
  executionEnds(publishing, segment, { kind: 'succeeded', members: count });
  rememberFailure(publishing.store, segment.id, undefined);
}

function counted({ now }: Publishing, count: number): Row {
  const at = isoSeconds(now());
  return {
    msdynmkt_membercount: count,
    msdynmkt_membercount_date: at,
    msdynmkt_membercount_state: 1,
    msdynmkt_lastevaluated: at,
    msdynmkt_lastexportedat: at,
    msdynmkt_lastupdatedon: at,
  };
}

/**
 * Computes a live segment again, as its interval says. One that fails keeps the members it had, and goes on.
 * That a failed refresh leaves the segment live is assumed: no page says so.
 */
export async function refreshSegment(publishing: Publishing, segment: RealTimeSegment): Promise<void> {
  executionBegins(publishing, segment, 'scheduled');
  const started = startedAt(publishing);
  try {
    const keepMembers = await gatherMembers(publishing.store, segment);
    publishing.store.transaction(() => {
      if (!isLive(publishing, segment)) {
        executionEnds(publishing, segment, { kind: 'failed' });
        return;
      }
      const count = keepMembers();
      moveTo(publishing, segment, {
        definition: { ...started, ...finishedAt(publishing, computationStatus.finished) },
        segment: counted(publishing, count),
      });
      executionEnds(publishing, segment, { kind: 'succeeded', members: count });
    });
  } catch (error) {
    if (!(error instanceof QueryFailure) && !(error instanceof DataverseError)) throw error;
    executionEnds(publishing, segment, { kind: 'failed' });
    if (isLive(publishing, segment)) {
      moveTo(publishing, segment, {
        definition: { ...started, ...finishedAt(publishing, computationStatus.error) },
        segment: { msdynmkt_lastevaluated: isoSeconds(publishing.now()) },
      });
      rememberFailure(publishing.store, segment.id, error.message);
    }
  }
  await MemberSets.in(publishing.store.database).forgetReplaced(segment.id);
}

/** Whether a segment is there and published: others may stop or delete one while it is computed. */
export function isLive(
  { store }: Publishing,
  { id, definitionId }: Pick<RealTimeSegment, 'id' | 'definitionId'>,
): boolean {
  const definition = store.retrieve(segmentDefinitionName.logicalName, definitionId);
  return (
    definition?.['statuscode'] === definitionStatus.live &&
    store.retrieve(segmentName.logicalName, id) !== undefined
  );
}

function fail(publishing: Publishing, segment: RealTimeSegment, reason: string): void {
  moveTo(publishing, segment, {
    definition: { statuscode: definitionStatus.draft, ...finishedAt(publishing, computationStatus.error) },
    segment: { statecode: 1, statuscode: segmentStatus.error },
  });
  executionEnds(publishing, segment, { kind: 'failed' });
  rememberFailure(publishing.store, segment.id, reason);
}

/** Stops a live segment: nothing is computed any more, and it can be edited and published again. */
export function stopSegment(publishing: Publishing, segment: RealTimeSegment): void {
  moveTo(publishing, segment, {
    definition: { statuscode: definitionStatus.stopping },
    segment: { statecode: 1, statuscode: segmentStatus.stopping },
  });
  publishing.later(publishing.assumptions.publishingMilliseconds, () =>
    finishStopping(publishing, segment.id),
  );
}

/** Ends what {@link stopSegment} began, unless the segment has been deleted meanwhile. */
export function finishStopping(publishing: Publishing, segmentId: RecordId): void {
  if (publishing.store.retrieve(segmentName.logicalName, segmentId) === undefined) return;
  const segment = realTimeSegment(publishing, segmentId);
  if (segment.definition['statuscode'] === definitionStatus.stopping) endStopped(publishing, segment);
}

export function endStopped(publishing: Publishing, segment: RealTimeSegment): void {
  moveTo(publishing, segment, {
    definition: { statuscode: definitionStatus.stopped },
    segment: { statecode: 1, statuscode: segmentStatus.stopped },
  });
}

function moveTo(
  publishing: Publishing,
  segment: RealTimeSegment,
  to: { definition: Row; segment: Row },
): void {
  const { store, user } = publishing;
  store.transaction(() => {
    store.update(segmentDefinitionName.logicalName, segment.definitionId, to.definition, {
      user,
      system: true,
    });
    store.update(segmentName.logicalName, segment.id, to.segment, { user, system: true });
  });
}

function startedAt({ now }: Publishing): Row {
  return {
    msdynmkt_computationstartedon: isoSeconds(now()),
    msdynmkt_computationstatus: computationStatus.running,
  };
}

function finishedAt({ now }: Publishing, status: number): Row {
  return { msdynmkt_computationfinishedon: isoSeconds(now()), msdynmkt_computationstatus: status };
}

function failures(store: Store): Store['database'] {
  store.database.exec(
    'create table if not exists segment_failure (segment text primary key, reason text not null)',
  );
  return store.database;
}

function rememberFailure(store: Store, segmentId: RecordId, reason: string | undefined): void {
  const database = failures(store);
  database.run('delete from segment_failure where segment = ?', [segmentId]);
  if (reason !== undefined) database.run('insert into segment_failure values (?, ?)', [segmentId, reason]);
}

/** Why a segment's last computation failed; undefined when it did not. */
export function lastFailure(store: Store, segmentId: RecordId): string | undefined {
  const row = failures(store).get('select reason from segment_failure where segment = ?', [segmentId]);
  return typeof row?.['reason'] === 'string' ? row['reason'] : undefined;
}
