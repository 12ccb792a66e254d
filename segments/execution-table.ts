import { executionStatusOptions, executionTypeOptions, stateOptions } from './option-sets';
import { executionStatus } from './statuses';
import type { TableDescription } from './table-description';
import { segmentDefinitionName, segmentExecutionName } from './table-names';

/**
 * A computation of a segment: when, by what, how it ended, how many members there were. The table may be emptied by
 * an administrator at any time. Sources: entity metadata of a later version; "Known issues" for what it is used for.
 */
export const segmentExecutionTable: TableDescription = {
  ...segmentExecutionName,
  label: 'Segment execution',
  collectionLabel: 'Segment executions',
  primaryId: 'msdynmkt_segmentexecutionid',
  primaryName: 'msdynmkt_name',
  objectTypeCode: 10604,
  ownership: 'user',
  defaultStatus: { 0: executionStatus.notStarted, 1: executionStatus.inactive },
  columns: [
    { name: 'msdynmkt_segmentexecutionid', label: 'Segment execution', type: 'uniqueidentifier' },
    { name: 'msdynmkt_name', label: 'Name', type: 'string', maxLength: 100 },
    {
      name: 'msdynmkt_segmentdefinitionid',
      label: 'Segment definition',
      type: 'lookup',
      targets: [segmentDefinitionName.logicalName],
    },
    { name: 'msdynmkt_type', label: 'Type', type: 'picklist', options: executionTypeOptions },
    { name: 'msdynmkt_startedon', label: 'Started on', type: 'datetime' },
    { name: 'msdynmkt_finishedon', label: 'Finished on', type: 'datetime' },
    { name: 'msdynmkt_membershipcount', label: 'Membership count', type: 'integer', min: 0 },
    { name: 'statecode', label: 'Status', type: 'state', options: stateOptions, defaultValue: 0 },
    {
      name: 'statuscode',
      label: 'Status reason',
      type: 'status',
      options: executionStatusOptions,
      defaultValue: executionStatus.notStarted,
    },
  ],
};
