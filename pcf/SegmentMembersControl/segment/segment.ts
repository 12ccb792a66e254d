import type { RecordId } from '../../../segments/record-id';
import { segmentName } from '../../../segments/table-names';
import * as column from '../dataverse/columns';
import type { Dataverse, Row } from '../dataverse/dataverse';

/** The row that journeys use and that the member actions name. */
export interface Segment {
  readonly id: RecordId;
  /** Undefined when the segment comes from elsewhere and has no definition here. */
  readonly definitionId: RecordId | undefined;
  /** Logical name of the table its members are in, empty when it does not say. */
  readonly memberTable: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly status: number;
  /** In the user's language. */
  readonly statusLabel: string;
  /** Members after the last evaluation; undefined before the first. */
  readonly memberCount: number | undefined;
  /** ISO time of the last evaluation, empty before the first. */
  readonly evaluatedOn: string;
}

const columns = {
  id: column.id('msdynmkt_segmentid'),
  definitionId: column.idOrNone('msdynmkt_sourcesegmentuid'),
  memberTable: column.text('msdynmkt_baseentitylogicalname'),
  name: column.text('msdynmkt_displayname'),
  memberCount: column.number('msdynmkt_membercount'),
  evaluatedOn: column.text('msdynmkt_membercount_date'),
  state: column.number('statecode'),
  status: column.number('statuscode'),
  statusLabel: column.formatted('statuscode'),
};

export async function readSegment(dataverse: Dataverse, id: RecordId): Promise<Segment> {
  return segmentOf(await dataverse.retrieve(segmentName.logicalName, id, column.namesOf(columns)));
}

/** The segment that a definition belongs to; undefined when there is none yet. */
export async function findSegmentOfDefinition(
  dataverse: Dataverse,
  definitionId: RecordId,
): Promise<Segment | undefined> {
  const query = `?$select=${column.namesOf(columns).join(',')}&$filter=msdynmkt_sourcesegmentuid eq '${definitionId}'`;
  const { rows } = await dataverse.list(segmentName.logicalName, query, 2);
  const [first] = rows;
  return first && segmentOf(first);
}

function segmentOf(row: Row): Segment {
  const { state, status = NaN, ...read } = column.readRow(columns, row);
  return { ...read, status, isActive: state === 0 };
}
