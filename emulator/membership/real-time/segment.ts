import {
  parseStaticGroups,
  segmentDefinitionName,
  segmentName,
  type RecordId,
  type StaticGroup,
} from '../../../segments';
import type { Assumptions } from '../../assumptions';
import { recordNotFound } from '../../dataverse-error';
import { column, columnsEqual, idsWhere, type Row, type Store, storedId } from '../../store';
import type { SetName } from '../member-sets';
import { idOf, refusal } from '../refusal';

/** A real-time segment: its row and that of its definition. */
export interface RealTimeSegment {
  /** Id of the msdynmkt_segment row. */
  readonly id: RecordId;
  readonly definitionId: RecordId;
  readonly row: Row;
  readonly definition: Row;
  /** Logical name of the table the members are rows of. */
  readonly baseTable: string;
  /** The business unit whose people alone are members; undefined for all. */
  readonly scope: RecordId | undefined;
}

/**
 * The segment an action's SegmentId names.
 * @throws DataverseError 404 when there is no such segment, 400 when its definition or base table is not there.
 */
export function realTimeSegment(
  { store, assumptions }: { store: Store; assumptions: Assumptions },
  segmentId: string,
): RealTimeSegment {
  const asked = idOf('SegmentId', segmentId);
  const id =
    rowExists(store, asked) || !assumptions.definitionIdAsSegmentId ? asked : ofDefinition(store, asked);
  const row = store.retrieve(segmentName.logicalName, id ?? asked);
  if (id === undefined || row === undefined) throw recordNotFound(segmentName.logicalName, asked);
  const source = row['msdynmkt_sourcesegmentuid'];
  const definitionId = idOf('msdynmkt_sourcesegmentuid', source);
  const definition = store.retrieve(segmentDefinitionName.logicalName, definitionId);
  if (definition === undefined) throw refusal(`The segment's definition ${definitionId} does not exist.`);
  const baseTable = row['msdynmkt_baseentitylogicalname'];
  if (typeof baseTable !== 'string' || store.tables.find(baseTable) === undefined) {
    throw refusal(`The segment's base table '${String(baseTable)}' does not exist.`);
  }
  const unit = row['owningbusinessunit'];
  const scope = assumptions.businessUnitScoping && typeof unit === 'string' ? storedId(unit) : undefined;
  return { id, definitionId, row, definition, baseTable, scope };
}

function rowExists(store: Store, id: RecordId): boolean {
  return store.retrieve(segmentName.logicalName, id) !== undefined;
}

/** The segment of a definition; the older one when there are several. */
export function ofDefinition(store: Store, definitionId: RecordId): RecordId | undefined {
  const isIts = columnsEqual({ msdynmkt_sourcesegmentuid: definitionId });
  const oldest = { orderBy: [{ by: column('createdon') }], limit: 1 };
  return idsWhere(store, segmentName.logicalName, isIts, oldest)[0];
}

/** The definition's static members groups. @throws DataverseError when the column cannot be read. */
export function groupsOf(segment: RealTimeSegment): readonly StaticGroup[] {
  const result = parseStaticGroups(textOf(segment.definition, 'msdynmkt_staticlistmembers'));
  if (result.ok) return result.groups;
  throw refusal(`msdynmkt_staticlistmembers cannot be read: ${result.error.message}`);
}

/** The set in which the members of a group are kept. */
export function groupSet(definitionId: RecordId, group: RecordId): SetName {
  return { kind: 'group', owner: definitionId, group };
}

/** The set of those who were in the segment when it was last computed. */
export function computedSet(segmentId: RecordId): SetName {
  return { kind: 'computed', owner: segmentId };
}

/** A text column, empty when it is null. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}
