import { contactName } from '../../../segments/table-names';
import { memberTables, type MemberTable } from '../../../segments/member-tables';
import type { RecordId } from '../../../segments/record-id';
import { formattedIn, textIn, type Dataverse, type Row, idIn } from '../dataverse/dataverse';
import { inFilter, literal } from '../dataverse/filters';

/** A member as people know it. */
export interface Person {
  readonly id: RecordId;
  readonly name: string;
  readonly email: string;
  /** Further columns in the order they were asked for, formatted as the user's settings say. */
  readonly more: readonly string[];
}

/** What a person is called in lists: the name, else the address, else the words for somebody without a name. */
export function shownName({ name, email }: Pick<Person, 'name' | 'email'>, unnamed: string): string {
  return name.trim() || email.trim() || unnamed;
}

/** How members are read: their table and the further columns. */
export interface PeopleQuery {
  readonly table: MemberTable;
  readonly moreColumns: readonly string[];
}

/** Names in one request: as many as a screen shows with room, few enough for a short URL. */
export const idsPerNamesRequest = 100;

/** The member table of a segment; contacts where the segment does not say. */
export function memberTableNamed(logicalName: string): MemberTable | undefined {
  return memberTables.find((table) => table.logicalName === (logicalName || contactName.logicalName));
}

export function selectOf({ table, moreColumns }: PeopleQuery): string {
  return [...new Set([table.primaryId, table.nameColumn, table.emailColumn, ...moreColumns])].join(',');
}

export function personOf({ table, moreColumns }: PeopleQuery, row: Row): Person {
  return {
    id: idIn(row, table.primaryId),
    name: textIn(row, table.nameColumn),
    email: textIn(row, table.emailColumn),
    more: moreColumns.map((column) => formattedIn(row, column)),
  };
}

/** The people with these ids; those that do not exist (or that the user may not see) are missing. */
export async function readPeople(
  dataverse: Dataverse,
  query: PeopleQuery,
  ids: readonly RecordId[],
): Promise<readonly Person[]> {
  const filter = inFilter(query.table.primaryId, ids.map(literal));
  const options = `?$select=${selectOf(query)}&$filter=${filter}`;
  const { rows } = await dataverse.list(query.table.logicalName, options, 5000);
  return rows.map((row) => personOf(query, row));
}
