import { contactName, leadName, type TableName } from './table-names';

/** What a segment can be made of, and how its rows are named to people. */
export interface MemberTable extends TableName {
  readonly primaryId: string;
  readonly nameColumn: string;
  readonly emailColumn: string;
  /** The createdfromcode of marketing lists of its rows. Source: reference page of list. */
  readonly marketingListCode: number;
}

/** The tables that Customer Insights - Journeys supports as members today. Source: API page, note. */
export const memberTables: readonly MemberTable[] = [
  {
    ...contactName,
    primaryId: 'contactid',
    nameColumn: 'fullname',
    emailColumn: 'emailaddress1',
    marketingListCode: 2,
  },
  {
    ...leadName,
    primaryId: 'leadid',
    nameColumn: 'fullname',
    emailColumn: 'emailaddress1',
    marketingListCode: 4,
  },
];
