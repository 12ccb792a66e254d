/** How a table is called in queries and in addresses. */
export interface TableName<Name extends string = string> {
  readonly logicalName: Name;
  readonly entitySetName: `${Name}s`;
}

function called<Name extends string>(logicalName: Name): TableName<Name> {
  return { logicalName, entitySetName: `${logicalName}s` };
}

export const segmentDefinitionName = called('msdynmkt_segmentdefinition');
export const segmentName = called('msdynmkt_segment');
export const segmentExecutionName = called('msdynmkt_segmentexecution');
export const outboundSegmentName = called('msdyncrm_segment');
export const contactName = called('contact');
export const leadName = called('lead');
export const accountName = called('account');
export const userName = called('systemuser');
export const teamName = called('team');
