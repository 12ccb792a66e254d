import type { MemberTable } from '../../../segments/member-tables';
import * as column from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import { fetchedPages, linkedPages, readIds } from './read-ids';
import type { Source } from './sources';

const columns = {
  id: column.id('listid'),
  name: column.text('listname'),
  /** FetchXML of a dynamic list; empty for a static one. */
  query: column.text('query'),
};

/** Marketing lists in one page; nobody chooses among more. */
const mostLists = 5000;

/**
 * The active marketing lists of a table: a static one is the rows that were put into it, a dynamic one what its query
 * finds. Source: reference page of list. Throws what keeps them from being read, and Cancelled.
 */
export async function readMarketingLists(
  dataverse: Dataverse,
  table: MemberTable,
  signal: AbortSignal,
): Promise<readonly Source[]> {
  const lists =
    `?$select=${column.namesOf(columns).join(',')}` +
    `&$filter=createdfromcode eq ${table.marketingListCode} and statecode eq 0&$orderby=listname`;
  const { rows } = await patiently(() => dataverse.list('list', lists, mostLists), signal);
  return rows.map((row): Source => {
    const { id, name, query } = column.readRow(columns, row);
    const members = `?$select=${table.primaryId}&$filter=list${table.logicalName}_association/any(l:l/listid eq ${id})`;
    return {
      key: id,
      name,
      isMarketingList: true,
      read: (...reading) =>
        readIds(dataverse, table, query === '' ? linkedPages(members) : fetchedPages(query), ...reading),
    };
  });
}
