import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import type { MemberTable } from '../../../segments/member-tables';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import type { Source } from './sources';

/** A view of the member table: of the environment, or saved by a person. */
interface View {
  readonly kind: 'savedQuery' | 'userQuery';
  readonly id: RecordId;
}

/** A source that has more people than a group can hold. */
export class SourceTooLarge extends Error {
  readonly rows: number;
  constructor(rows: number) {
    super(`more than ${rows} rows`);
    this.name = 'SourceTooLarge';
    this.rows = rows;
  }
}

/** Main views that people choose from: neither lookups nor quick finds. */
const mainView = 0;

/** The views that people choose from. Throws Cancelled. */
export async function readViews(
  dataverse: Dataverse,
  memberTable: MemberTable,
  signal: AbortSignal,
): Promise<readonly Source[]> {
  const { logicalName } = memberTable;
  const read = async (kind: View['kind']): Promise<readonly Source[]> => {
    const table = kind.toLowerCase();
    const filter = `returnedtypecode eq '${logicalName}' and querytype eq ${mainView} and statecode eq 0`;
    const columns = { id: column.id(`${table}id`), name: column.text('name') };
    const query = `?$select=${column.namesOf(columns).join(',')}&$filter=${filter}&$orderby=name`;
    const { rows } = await patiently(() => dataverse.list(table, query, 500), signal);
    return rows.map((row): Source => {
      const { id, name } = column.readRow(columns, row);
      const view = { kind, id };
      return {
        key: id,
        name,
        read: (...reading) => readIdsOfView(dataverse, memberTable, view, ...reading),
      };
    });
  };
  return (await Promise.all([read('savedQuery'), read('userQuery')])).flat();
}

/** The records that a view shows. Throws Cancelled, SourceTooLarge. */
async function readIdsOfView(
  dataverse: Dataverse,
  table: MemberTable,
  view: View,
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<readonly RecordId[]> {
  const ids = new Set<RecordId>();
  const key = column.idOrNone(table.primaryId);
  let query: string | undefined = `?${view.kind}=${view.id}`;
  while (query !== undefined) {
    const current: string = query;
    const page = await patiently(() => dataverse.list(table.logicalName, current, 5000), signal);
    for (const row of page.rows) {
      const id = key.read(row);
      if (id !== undefined) ids.add(id);
    }
    onProgress(ids.size);
    if (ids.size > limits.membersPerGroup) throw new SourceTooLarge(ids.size);
    query = page.next;
  }
  return [...ids];
}
