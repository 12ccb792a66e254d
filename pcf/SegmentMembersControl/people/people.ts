import { contactName } from '../../../segments/table-names';
import { memberTables, type MemberTable } from '../../../segments/member-tables';
import type { RecordId } from '../../../segments/record-id';
import { formattedIn, textIn, type Dataverse, type Row, idIn } from '../dataverse/dataverse';
import { inFilter, literal, piecesForQueries } from '../dataverse/filters';
import { readAll } from '../dataverse/patient';

/** A member as people know it. */
export interface Person {
  readonly id: RecordId;
  readonly name: string;
  readonly email: string;
  /** Further columns in the order they were asked for, formatted as the user's settings say. */
  readonly more: readonly string[];
  /** The values behind `more` as Dataverse has them, to be sorted by; where they are not what is read. */
  readonly values?: readonly unknown[];
  /** What keeps the person from being written to. */
  readonly isInactive?: boolean;
  readonly doNotEmail?: boolean;
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
  const { primaryId, nameColumn, emailColumn } = table;
  const columns = [primaryId, nameColumn, emailColumn, 'statecode', 'donotemail', ...moreColumns];
  return [...new Set(columns)].join(',');
}

export function personOf({ table, moreColumns }: PeopleQuery, row: Row): Person {
  const more = moreColumns.map((column) => formattedIn(row, column));
  const values = moreColumns.map((column) => row[column] ?? '');
  return {
    id: idIn(row, table.primaryId),
    name: textIn(row, table.nameColumn),
    email: textIn(row, table.emailColumn),
    more,
    ...(values.some((value, column) => value !== more[column]) ? { values } : {}),
    ...(row['statecode'] === 1 ? { isInactive: true } : {}),
    ...(row['donotemail'] === true ? { doNotEmail: true } : {}),
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

/** Length that a query has beside its columns and ids, with room. */
const fixedLength = 400;

/** Reads as many people as there are, several requests at a time; `onPeople` gets the answer to each. Throws Cancelled. */
export async function readManyPeople(
  dataverse: Dataverse,
  query: PeopleQuery,
  ids: readonly RecordId[],
  onPeople: (people: readonly Person[], asked: readonly RecordId[]) => void,
  signal: AbortSignal,
): Promise<void> {
  await readAll<readonly RecordId[]>({
    next: piecesForQueries(ids, fixedLength + selectOf(query).length),
    async read(piece) {
      onPeople(await readPeople(dataverse, query, piece), piece);
    },
    signal,
  });
}
