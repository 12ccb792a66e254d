import { parseRecordId, type RecordId } from '../../../segments/record-id';
import { segmentName } from '../../../segments/table-names';
import { formattedIn, textIn, type Dataverse, type Row, idIn } from '../dataverse/dataverse';

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

const columns = [
  'msdynmkt_segmentid',
  'msdynmkt_sourcesegmentuid',
  'msdynmkt_baseentitylogicalname',
  'msdynmkt_displayname',
  'msdynmkt_membercount',
  'msdynmkt_membercount_date',
  'statecode',
  'statuscode',
] as const;

export async function readSegment(dataverse: Dataverse, id: RecordId): Promise<Segment> {
  return segmentOf(await dataverse.retrieve(segmentName.logicalName, id, columns));
}

/** The segment that a definition belongs to; undefined when there is none yet. */
export async function findSegmentOfDefinition(
  dataverse: Dataverse,
  definitionId: RecordId,
): Promise<Segment | undefined> {
  const query = `?$select=${columns.join(',')}&$filter=msdynmkt_sourcesegmentuid eq '${definitionId}'`;
  const { rows } = await dataverse.list(segmentName.logicalName, query, 2);
  const [first] = rows;
  return first && segmentOf(first);
}

function segmentOf(row: Row): Segment {
  const count = row['msdynmkt_membercount'];
  return {
    id: idIn(row, 'msdynmkt_segmentid'),
    definitionId: parseRecordId(textIn(row, 'msdynmkt_sourcesegmentuid')),
    memberTable: textIn(row, 'msdynmkt_baseentitylogicalname'),
    name: textIn(row, 'msdynmkt_displayname'),
    isActive: row['statecode'] === 0,
    status: Number(row['statuscode']),
    statusLabel: formattedIn(row, 'statuscode'),
    memberCount: typeof count === 'number' ? count : undefined,
    evaluatedOn: textIn(row, 'msdynmkt_membercount_date'),
  };
}
