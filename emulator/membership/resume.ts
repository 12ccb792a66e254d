import {
  definitionStatus,
  outboundSegmentName,
  outboundStatus,
  segmentDefinitionName,
  type RecordId,
} from '../../segments';
import { columnsEqual, idsWhere } from '../store';
import * as outbound from './outbound/going-live';
import { finishPublishing, finishStopping } from './real-time/publish';
import type { Publishing } from './real-time/publishing';
import { ofDefinition } from './real-time/segment';

/** Finishes what was under way when the process that kept the data file ended before its time. */
export function resumeUnfinished(publishing: Publishing): void {
  const { store } = publishing;
  const inStatus = (table: string, statuscode: number): readonly RecordId[] =>
    idsWhere(store, table, columnsEqual({ statuscode }));
  const finish = (ids: readonly RecordId[], work: (id: RecordId) => void | Promise<void>): void => {
    for (const id of ids) {
      publishing.later(publishing.assumptions.publishingMilliseconds, () => work(id));
    }
  };
  const segmentsOf = (status: number): readonly RecordId[] =>
    inStatus(segmentDefinitionName.logicalName, status).flatMap((id) => ofDefinition(store, id) ?? []);
  finish(segmentsOf(definitionStatus.goingLive), (id) => finishPublishing(publishing, id));
  finish(segmentsOf(definitionStatus.stopping), (id) => finishStopping(publishing, id));
  finish(inStatus(outboundSegmentName.logicalName, outboundStatus.goingLive), (id) =>
    outbound.finishGoingLive(store, id),
  );
  finish(inStatus(outboundSegmentName.logicalName, outboundStatus.stopping), (id) =>
    outbound.finishStopping(store, id),
  );
}
