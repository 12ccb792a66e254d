import { segmentDefinitionName } from '../../../segments/table-names';
import type { RecordId } from '../../../segments/record-id';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';

export const groupsColumn = 'msdynmkt_staticlistmembers';

const columns = { text: column.text(groupsColumn), etag: column.etag };

/** The column's text with the ETag of its row. */
export type StoredGroups = column.RowOf<typeof columns>;

export async function readStoredGroups(dataverse: Dataverse, definitionId: RecordId): Promise<StoredGroups> {
  const { logicalName } = segmentDefinitionName;
  return column.readRow(
    columns,
    await dataverse.retrieve(logicalName, definitionId, column.namesOf(columns)),
  );
}

/** Rejects with status 412 when the row is no longer the one that was read. */
export async function writeStoredGroups(
  dataverse: Dataverse,
  definitionId: RecordId,
  { text, etag }: StoredGroups,
): Promise<void> {
  await dataverse.updateUnchanged(segmentDefinitionName, definitionId, { [groupsColumn]: text }, etag);
}
