import {
  contactName,
  outboundSegmentName,
  outboundSegmentType,
  parseRecordId,
  type RecordId,
} from '../../../segments';
import { recordNotFound } from '../../dataverse-error';
import type { Row, Store } from '../../store';
import { missingRows } from '../existing-rows';
import { idOf, refusal } from '../refusal';

/** An outbound segment: its members are contacts. */
export interface OutboundSegment {
  readonly id: RecordId;
  readonly row: Row;
  readonly isStatic: boolean;
}

export const outboundTable = outboundSegmentName.logicalName;

/** @throws DataverseError 404 when there is no such segment, 400 when the id is none. */
export function outboundSegment(store: Store, segmentId: string): OutboundSegment {
  const id = idOf('msdyncrm_segmentid', segmentId);
  const row = store.retrieve(outboundTable, id);
  if (row === undefined) throw recordNotFound(outboundTable, id);
  return { id, row, isStatic: row['msdyncrm_segmenttype'] === outboundSegmentType.static };
}

/** Name of a segment in queries. Source: outbound page, "Retrieve segment members". */
export function queryNameOf(id: RecordId): string {
  return `SEGMENT_CRM_ID_${id.replaceAll('-', '')}`;
}

/**
 * The ids in a text as the pages have it: one id, or a JSON array of ids in a text, each with an optional "crm"
 * before it. @throws DataverseError that names the first piece that is no id.
 */
export function memberIdsIn(parameter: string, text: string): readonly RecordId[] {
  const pieces = text.trim().startsWith('[') ? jsonTexts(parameter, text) : [text];
  const ids = pieces.map((piece) => {
    const id = typeof piece === 'string' ? parseRecordId(piece.trim().replace(/^crm/i, '')) : undefined;
    if (id === undefined) throw refusal(`${parameter}: '${String(piece)}' is not a GUID`);
    return id;
  });
  return [...new Set(ids)];
}

function jsonTexts(parameter: string, text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // The refusal below says what is wrong with the text.
  }
  throw refusal(`${parameter} is not a JSON array of ids`);
}

/** Those ids that are contacts; the others are passed over. */
export function contactsAmong(store: Store, ids: readonly RecordId[]): readonly RecordId[] {
  const missing = new Set(missingRows(store, contactName.logicalName, ids));
  return ids.filter((id) => !missing.has(id));
}
