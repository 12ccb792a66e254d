import { definitionStatus, outboundStatus, type RecordId } from '../../segments';
import { type Store, storedId } from '../store';
import * as outbound from './outbound/going-live';
import { finishPublishing, finishStopping } from './real-time/publish';
import type { Publishing } from './real-time/publishing';
import { ofDefinition } from './real-time/segment';

/** Finishes what was under way when the process that kept the data file ended before its time. */
export function resumeUnfinished(publishing: Publishing): void {
  const { store } = publishing;
  const finish = (ids: readonly RecordId[], work: (id: RecordId) => void | Promise<void>): void => {
    for (const id of ids) {
      publishing.later(publishing.assumptions.publishingMilliseconds, () => work(id));
    }
  };
  const segmentsOf = (status: number): readonly RecordId[] =>
    idsIn(store, 'msdynmkt_segmentdefinition', status).flatMap((id) => ofDefinition(store, id) ?? []);
  finish(segmentsOf(definitionStatus.goingLive), (id) => finishPublishing(publishing, id));
  finish(segmentsOf(definitionStatus.stopping), (id) => finishStopping(publishing, id));
  finish(idsIn(store, 'msdyncrm_segment', outboundStatus.goingLive), (id) =>
    outbound.finishGoingLive(store, id),
  );
  finish(idsIn(store, 'msdyncrm_segment', outboundStatus.stopping), (id) =>
    outbound.finishStopping(store, id),
  );
}

function idsIn(store: Store, table: string, status: number): readonly RecordId[] {
  const rows = store.select({
    table,
    select: [{ as: 'id', value: { kind: 'column', column: `${table}id` } }],
    where: {
      kind: 'compare',
      operator: 'eq',
      left: { kind: 'column', column: 'statuscode' },
      right: { kind: 'value', value: status },
    },
  });
  return rows.map((row) => storedId(row['id']));
}
