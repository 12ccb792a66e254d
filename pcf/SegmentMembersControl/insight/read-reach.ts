import type { MemberTable } from '../../../segments/member-tables';
import type { RecordId } from '../../../segments/record-id';
import { segmentName } from '../../../segments/table-names';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import type { ReachFacts } from './reach';

const ownership = { businessUnit: column.text('_owningbusinessunit_value') };

/** What a person's row says about being written to. Throws a failure where it cannot be read, and Cancelled. */
export async function readReach(
  dataverse: Dataverse,
  { logicalName, emailColumn }: MemberTable,
  ids: { readonly person: RecordId; readonly segment: RecordId },
  signal: AbortSignal,
): Promise<ReachFacts> {
  const columns = {
    ...ownership,
    state: column.number('statecode'),
    email: column.text(emailColumn),
    doNotEmail: column.flag('donotemail'),
    doNotBulkEmail: column.flag('donotbulkemail'),
  };
  const read = async <Asked extends column.Columns>(table: string, id: RecordId, asked: Asked) =>
    column.readRow(
      asked,
      await patiently(() => dataverse.retrieve(table, id, column.namesOf(asked)), signal),
    );
  const [person, segment] = await Promise.all([
    read(logicalName, ids.person, columns),
    read(segmentName.logicalName, ids.segment, ownership),
  ]);
  const { email, doNotEmail, doNotBulkEmail } = person;
  return {
    isActive: person.state === undefined ? undefined : person.state === 0,
    email,
    doNotEmail,
    doNotBulkEmail,
    businessUnit: person.businessUnit || undefined,
    segmentBusinessUnit: segment.businessUnit || undefined,
  };
}
