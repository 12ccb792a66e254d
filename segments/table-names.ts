/** How a table is called in queries and in addresses. */
export interface TableName {
  readonly logicalName: string;
  readonly entitySetName: string;
}

export const segmentDefinitionName: TableName = {
  logicalName: 'msdynmkt_segmentdefinition',
  entitySetName: 'msdynmkt_segmentdefinitions',
};

export const segmentName: TableName = {
  logicalName: 'msdynmkt_segment',
  entitySetName: 'msdynmkt_segments',
};

export const segmentExecutionName: TableName = {
  logicalName: 'msdynmkt_segmentexecution',
  entitySetName: 'msdynmkt_segmentexecutions',
};
