import { segmentActions, type RecordId } from '../../segments';
import { segmentMembers, type SegmentMembers } from '../membership/real-time/members-list';
import { publishSegment } from '../membership/real-time/publish';
import { realTimeSegment } from '../membership/real-time/segment';
import { addStaticMembers, groupMembers, removeStaticMembers } from '../membership/real-time/static-members';
import { executionOf } from '../membership/real-time/status';
import { stopSegments, summaryOf } from '../membership/real-time/stop';
import type { Assumptions } from '../assumptions';
import { TextInPieces } from '../text-in-pieces';
import { messageOf } from './contract-message';
import type { Message } from './message';

/** Ids as this environment spells them in answers. */
function spelled(ids: readonly RecordId[], { idSpelling }: Assumptions): readonly string[] {
  if (idSpelling === 'plain') return ids;
  return ids.map((id) => (idSpelling === 'upperCase' ? id.toUpperCase() : `{${id}}`));
}

function groupMembersText(ids: readonly string[], { groupMembersAnswer }: Assumptions): string {
  if (groupMembersAnswer === 'array') return JSON.stringify(ids);
  return JSON.stringify({ [groupMembersAnswer]: ids, additionalProperties: {} });
}

/** Ids in one piece of a text. */
const IDS_OF_PIECE = 1000;

function* resultPieces(
  { baseTable, primaryKey }: SegmentMembers,
  ids: readonly RecordId[],
  assumptions: Assumptions,
): Generator<string> {
  const first = {
    totalCount: ids.length,
    pageNumber: 1,
    pageSize: ids.length,
    hasNextPage: false,
    baseEntityLogicalName: baseTable,
    primaryKeyColumnName: primaryKey,
  };
  yield `${JSON.stringify(first).slice(0, -1)},"members":[`;
  for (let at = 0; at < ids.length; at += IDS_OF_PIECE) {
    const some = spelled(ids.slice(at, at + IDS_OF_PIECE), assumptions);
    yield `${at === 0 ? '' : ','}${JSON.stringify(some).slice(1, -1)}`;
  }
  yield '],"additionalProperties":{}}';
}

/** The actions of real-time segments. Sources: segments/segment-actions.ts. */
export const realTimeSegmentMessages: readonly Message[] = [
  messageOf(segmentActions.addStaticMembers, {
    handle(context, parameters) {
      addStaticMembers(context, parameters);
      return undefined;
    },
  }),
  messageOf(segmentActions.removeStaticMembers, {
    handle(context, parameters) {
      removeStaticMembers(context, parameters);
      return undefined;
    },
  }),
  messageOf(segmentActions.listGroupMembers, {
    readOnly: true,
    handle(context, parameters) {
      const ids = groupMembers(context, parameters);
      return { Response: groupMembersText(spelled(ids, context.assumptions), context.assumptions) };
    },
  }),
  messageOf(segmentActions.publishSegmentDefinition, {
    handle(context, { SegmentId }) {
      publishSegment(context, SegmentId);
      return undefined;
    },
  }),
  messageOf(segmentActions.membersList, {
    readOnly: true,
    handle(context, { SegmentId }) {
      const members = segmentMembers(context, SegmentId);
      const text = (ids: readonly RecordId[]) => () => resultPieces(members, ids, context.assumptions);
      return members.ids instanceof Promise
        ? members.ids.then((ids) => ({ StatusCode: 200, ResultText: new TextInPieces(text(ids)) }))
        : { StatusCode: 200, ResultText: [...text(members.ids)()].join('') };
    },
  }),
  messageOf(segmentActions.stopSegments, {
    handle(context, { SegmentIdList }) {
      const results = stopSegments(context, SegmentIdList);
      return { summary: summaryOf(results), stopSingleSegmentResults: results };
    },
  }),
  messageOf(segmentActions.segmentStatus, {
    readOnly: true,
    handle(context, { SegmentId }) {
      const execution = executionOf(context.store, realTimeSegment(context, SegmentId));
      return { StatusCode: 200, ResultText: JSON.stringify(execution) };
    },
  }),
];
