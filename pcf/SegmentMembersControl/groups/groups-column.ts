import { segmentDefinitionName } from '../../../segments/table-names';
import type { RecordId } from '../../../segments/record-id';
import { textIn, type Dataverse } from '../dataverse/dataverse';

export const groupsColumn = 'msdynmkt_staticlistmembers';

/** The column's text with the ETag of its row. */
export interface StoredGroups {
  readonly text: string;
  readonly etag: string;
}

export async function readStoredGroups(dataverse: Dataverse, definitionId: RecordId): Promise<StoredGroups> {
  const row = await dataverse.retrieve(segmentDefinitionName.logicalName, definitionId, [groupsColumn]);
  return { text: textIn(row, groupsColumn), etag: textIn(row, '@odata.etag') };
}

/** Rejects with status 412 when the row is no longer the one that was read. */
export async function writeStoredGroups(
  dataverse: Dataverse,
  definitionId: RecordId,
  { text, etag }: StoredGroups,
): Promise<void> {
  await dataverse.updateUnchanged(segmentDefinitionName, definitionId, { [groupsColumn]: text }, etag);
}
