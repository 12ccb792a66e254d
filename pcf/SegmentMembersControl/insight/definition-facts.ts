import { parseRecordId, type RecordId } from '../../../segments/record-id';
import { segmentDefinitionName } from '../../../segments/table-names';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';

/** What makes people members besides the groups. */
export interface DefinitionFacts {
  readonly hasQuery: boolean;
  /** The older columns of listed members, which count as a group each. */
  readonly included: readonly RecordId[];
  readonly excluded: readonly RecordId[];
}

/** What is known of a definition without one. */
export const noDefinitionFacts: DefinitionFacts = { hasQuery: false, included: [], excluded: [] };

const columns = {
  query: column.text('msdynmkt_segmentquery'),
  included: column.text('msdynmkt_includedmembers'),
  excluded: column.text('msdynmkt_excludedmembers'),
};

/** Throws a failure where the definition cannot be read, and Cancelled. */
export async function readDefinitionFacts(
  dataverse: Dataverse,
  definitionId: RecordId,
  signal: AbortSignal,
): Promise<DefinitionFacts> {
  const { logicalName } = segmentDefinitionName;
  const row = await patiently(
    () => dataverse.retrieve(logicalName, definitionId, column.namesOf(columns)),
    signal,
  );
  const { query, included, excluded } = column.readRow(columns, row);
  return { hasQuery: query.trim() !== '', included: listedIds(included), excluded: listedIds(excluded) };
}

/** Ids separated by commas; what is no id counts for nothing. */
function listedIds(text: string): readonly RecordId[] {
  return text.split(',').flatMap((part) => parseRecordId(part) ?? []);
}
