import { segmentActions } from '../../../segments/segment-actions';
import { parseRecordId, type RecordId } from '../../../segments/record-id';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import { factsIn, parsedJson } from '../dataverse/unknown-json';

/** Who the last evaluation found. The action has no documented way to ask for further pages. */
export type EvaluatedMembers =
  | { readonly kind: 'all'; readonly ids: readonly RecordId[] }
  /** The server says that there are more than it gave; nothing follows from an id that is missing. */
  | { readonly kind: 'some'; readonly ids: readonly RecordId[]; readonly total: number }
  /** The answer cannot be read; it is no empty list. */
  | { readonly kind: 'unreadable' };

/** Throws a failure when the server does not answer, and Cancelled. */
export async function readEvaluatedMembers(
  dataverse: Dataverse,
  segmentId: RecordId,
  signal: AbortSignal,
): Promise<EvaluatedMembers> {
  const answer = await patiently(
    () => dataverse.call(segmentActions.membersList, { SegmentId: segmentId }),
    signal,
  );
  return evaluatedMembersIn(answer);
}

/**
 * Reads an answer of msdynmkt_MembersList: JSON in `ResultText`, with `members` as ids or, as the page prints it, as
 * one text of ids with commas; recorded answers carry `totalCount` and `hasNextPage` too.
 */
export function evaluatedMembersIn(answer: unknown): EvaluatedMembers {
  const result = factsIn(parsedJson(factsIn(answer)['ResultText']));
  const texts = textsIn(result['members']);
  if (texts === undefined) return { kind: 'unreadable' };
  const read = texts.map((text) => parseRecordId(text));
  const ids = read.filter((id) => id !== undefined);
  if (ids.length < read.length) return { kind: 'unreadable' };
  const total = result['totalCount'];
  const isShort = result['hasNextPage'] === true || (typeof total === 'number' && total > ids.length);
  if (!isShort) return { kind: 'all', ids };
  return { kind: 'some', ids, total: typeof total === 'number' ? total : ids.length };
}

function textsIn(members: unknown): readonly string[] | undefined {
  const items: readonly unknown[] = Array.isArray(members) ? members : [members];
  if (!items.every((item) => typeof item === 'string')) return undefined;
  return items.flatMap((item) => item.split(',')).filter((text) => text.trim() !== '');
}
