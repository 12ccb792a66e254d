/** What a segment can be made of, and how its rows are named to people. */
export interface MemberTable {
  readonly logicalName: string;
  readonly entitySetName: string;
  readonly primaryId: string;
  readonly nameColumn: string;
  readonly emailColumn: string;
}

/** The tables that Customer Insights - Journeys supports as members today. Source: API page, note. */
export const memberTables: readonly MemberTable[] = [
  {
    logicalName: 'contact',
    entitySetName: 'contacts',
    primaryId: 'contactid',
    nameColumn: 'fullname',
    emailColumn: 'emailaddress1',
  },
  {
    logicalName: 'lead',
    entitySetName: 'leads',
    primaryId: 'leadid',
    nameColumn: 'fullname',
    emailColumn: 'emailaddress1',
  },
];
