import { parseRecordId, type RecordId } from '../../../segments/record-id';
import { segmentDefinitionName } from '../../../segments/table-names';
import { textIn, type Dataverse } from '../dataverse/dataverse';
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

/** Throws a failure where the definition cannot be read, and Cancelled. */
export async function readDefinitionFacts(
  dataverse: Dataverse,
  definitionId: RecordId,
  signal: AbortSignal,
): Promise<DefinitionFacts> {
  const columns = ['msdynmkt_segmentquery', 'msdynmkt_includedmembers', 'msdynmkt_excludedmembers'] as const;
  const row = await patiently(
    () => dataverse.retrieve(segmentDefinitionName.logicalName, definitionId, columns),
    signal,
  );
  return {
    hasQuery: textIn(row, 'msdynmkt_segmentquery').trim() !== '',
    included: listedIds(textIn(row, 'msdynmkt_includedmembers')),
    excluded: listedIds(textIn(row, 'msdynmkt_excludedmembers')),
  };
}

/** Ids separated by commas; what is no id counts for nothing. */
function listedIds(text: string): readonly RecordId[] {
  return text.split(',').flatMap((part) => parseRecordId(part) ?? []);
}
