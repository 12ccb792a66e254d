import type { MemberTable } from '../../../segments/member-tables';
import type { RecordId } from '../../../segments/record-id';
import { segmentName } from '../../../segments/table-names';
import { textIn, type Dataverse, type Row } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import type { ReachFacts } from './reach';

const businessUnit = '_owningbusinessunit_value';

/** What a person's row says about being written to. Throws a failure where it cannot be read, and Cancelled. */
export async function readReach(
  dataverse: Dataverse,
  { logicalName, emailColumn }: MemberTable,
  ids: { readonly person: RecordId; readonly segment: RecordId },
  signal: AbortSignal,
): Promise<ReachFacts> {
  const columns = ['statecode', emailColumn, 'donotemail', 'donotbulkemail', businessUnit];
  const [person, segment] = await Promise.all([
    patiently(() => dataverse.retrieve(logicalName, ids.person, columns), signal),
    patiently(() => dataverse.retrieve(segmentName.logicalName, ids.segment, [businessUnit]), signal),
  ]);
  const state = person['statecode'];
  return {
    isActive: typeof state === 'number' ? state === 0 : undefined,
    email: textIn(person, emailColumn),
    doNotEmail: flagIn(person, 'donotemail'),
    doNotBulkEmail: flagIn(person, 'donotbulkemail'),
    businessUnit: textIn(person, businessUnit) || undefined,
    segmentBusinessUnit: textIn(segment, businessUnit) || undefined,
  };
}

function flagIn(row: Row, column: string): boolean | undefined {
  const value = row[column];
  return typeof value === 'boolean' ? value : undefined;
}
