import { segmentActions } from '../../../segments/segment-actions';
import { parseRecordId, type RecordId } from '../../../segments/record-id';
import type { Dataverse } from '../dataverse/dataverse';
import { unreadableAnswer } from '../dataverse/errors';
import { isFacts, parsedJson } from '../dataverse/unknown-json';

/** Where the members of a group are: the actions name the msdynmkt_segment row, not the definition. */
export interface GroupAddress {
  readonly segmentId: RecordId;
  readonly groupId: RecordId;
}

const { addStaticMembers, removeStaticMembers } = segmentActions;

const changingBy =
  (action: typeof addStaticMembers | typeof removeStaticMembers) =>
  async (
    dataverse: Dataverse,
    { segmentId, groupId }: GroupAddress,
    ids: readonly RecordId[],
  ): Promise<void> => {
    await dataverse.call(action, { SegmentId: segmentId, GroupId: groupId, EntityIds: ids });
  };

export const addMembers = changingBy(addStaticMembers);
export const removeMembers = changingBy(removeStaticMembers);

/** One page of a group's members, pages counted from 1. */
export async function listMembers(
  dataverse: Dataverse,
  { segmentId, groupId }: GroupAddress,
  page: { readonly number: number; readonly size: number },
): Promise<readonly RecordId[]> {
  const answer = await dataverse.call(segmentActions.listGroupMembers, {
    SegmentId: segmentId,
    GroupId: groupId,
    PageNo: page.number,
    PageSize: page.size,
  });
  return memberIdsIn(answer);
}

/**
 * The ids in an answer of msdynmkt_ListGroupMembers. Documented is JSON in the text `Response` with `entityIds`;
 * others were seen: `ResultText`, `members`, a bare array, several ids in one text. Throws a failure for an answer
 * without a list, or with anything in it that is no id: what cannot be read is not an empty group.
 */
export function memberIdsIn(answer: unknown): readonly RecordId[] {
  const value = parsedJson(answer);
  if (Array.isArray(value)) return value.flatMap(idsInText);
  if (!isFacts(value)) throw unreadableAnswer();
  const { Response, ResultText, entityIds, members } = value;
  return memberIdsIn(Response ?? ResultText ?? entityIds ?? members);
}

function idsInText(item: unknown): readonly RecordId[] {
  return String(item)
    .split(',')
    .map((text) => {
      const id = parseRecordId(text);
      if (id === undefined) throw unreadableAnswer();
      return id;
    });
}
