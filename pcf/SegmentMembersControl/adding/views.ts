import type { MemberTable } from '../../../segments/member-tables';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import { linkedPages, readIds } from './read-ids';
import type { Source } from './sources';

/** Main views that people choose from: neither lookups nor quick finds. */
const mainView = 0;

/** The views that people choose from, those of the environment and their own. Throws Cancelled. */
export async function readViews(
  dataverse: Dataverse,
  memberTable: MemberTable,
  signal: AbortSignal,
): Promise<readonly Source[]> {
  const { logicalName } = memberTable;
  const read = async (kind: 'savedQuery' | 'userQuery'): Promise<readonly Source[]> => {
    const table = kind.toLowerCase();
    const filter = `returnedtypecode eq '${logicalName}' and querytype eq ${mainView} and statecode eq 0`;
    const columns = { id: column.id(`${table}id`), name: column.text('name') };
    const query = `?$select=${column.namesOf(columns).join(',')}&$filter=${filter}&$orderby=name`;
    const { rows } = await patiently(() => dataverse.list(table, query, 500), signal);
    return rows.map((row): Source => {
      const { id, name } = column.readRow(columns, row);
      return {
        key: id,
        name,
        read: (...reading) => readIds(dataverse, memberTable, linkedPages(`?${kind}=${id}`), ...reading),
      };
    });
  };
  return (await Promise.all([read('savedQuery'), read('userQuery')])).flat();
}
