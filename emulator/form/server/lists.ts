/** What the list of a table shows; the first column is the record's name and leads to its form. */
export interface ListLayout {
  readonly columns: readonly [string, ...string[]];
}

const layouts: Readonly<Record<string, ListLayout>> = {
  msdynmkt_segment: {
    columns: ['msdynmkt_displayname', 'statuscode', 'msdynmkt_baseentitylogicalname', 'msdynmkt_membercount'],
  },
  msdynmkt_segmentdefinition: { columns: ['msdynmkt_name', 'statuscode', 'modifiedon'] },
  msdyncrm_segment: { columns: ['msdyncrm_segmentname', 'statuscode', 'modifiedon'] },
  contact: { columns: ['fullname', 'emailaddress1', 'jobtitle', 'telephone1'] },
  lead: { columns: ['fullname', 'subject', 'companyname', 'emailaddress1'] },
  list: { columns: ['listname', 'createdfromcode', 'type', 'modifiedon'] },
};

/** The tables of the site map, in its order. */
export const listedTables: readonly string[] = Object.keys(layouts);

export function listOf(table: string): ListLayout | undefined {
  return Object.hasOwn(layouts, table) ? layouts[table] : undefined;
}
