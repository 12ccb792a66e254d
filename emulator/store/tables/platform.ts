import type { ColumnDescription, TableDescription } from '../../../segments';
import { choices, column, status } from './column';

const viewColumns: readonly ColumnDescription[] = [
  column.text('name', 'Name', 200, { required: true }),
  column.memo('description', 'Description', 2000),
  column.text('returnedtypecode', 'Table', 128),
  column.memo('fetchxml', 'FetchXML', 1_073_741_823),
  column.memo('layoutxml', 'Layout', 1_073_741_823),
  column.memo('columnsetxml', 'Column set', 1_073_741_823),
  column.whole('querytype', 'Query type'),
];

const viewStatus = status(
  choices(['Active', 'Inactive'], 0),
  [
    { value: 1, label: 'Active', state: 0 },
    { value: 2, label: 'Inactive', state: 1 },
  ],
  { state: 0, status: 1 },
);

/** A view of the environment. */
export const savedQueryTable: TableDescription = {
  logicalName: 'savedquery',
  entitySetName: 'savedqueries',
  label: 'View',
  collectionLabel: 'Views',
  primaryId: 'savedqueryid',
  primaryName: 'name',
  objectTypeCode: 1039,
  ownership: 'organization',
  defaultStatus: { 0: 1, 1: 2 },
  columns: [
    column.id('savedqueryid', 'View'),
    ...viewColumns,
    column.yesNo('isdefault', 'Is default'),
    column.yesNo('isquickfindquery', 'Is quick find'),
    ...viewStatus,
  ],
};

/** A view that a person saved. */
export const userQueryTable: TableDescription = {
  logicalName: 'userquery',
  entitySetName: 'userqueries',
  label: 'Saved view',
  collectionLabel: 'Saved views',
  primaryId: 'userqueryid',
  primaryName: 'name',
  objectTypeCode: 4230,
  ownership: 'user',
  defaultStatus: { 0: 1, 1: 2 },
  columns: [column.id('userqueryid', 'Saved view'), ...viewColumns, ...viewStatus],
};

export const asyncOperationTable: TableDescription = {
  logicalName: 'asyncoperation',
  entitySetName: 'asyncoperations',
  label: 'System job',
  collectionLabel: 'System jobs',
  primaryId: 'asyncoperationid',
  primaryName: 'name',
  objectTypeCode: 4700,
  ownership: 'user',
  defaultStatus: { 0: 0, 1: 10, 2: 20, 3: 30 },
  columns: [
    column.id('asyncoperationid', 'System job'),
    column.text('name', 'System job name', 256),
    column.whole('operationtype', 'System job type'),
    column.text('messagename', 'Message name', 160),
    column.text('friendlymessage', 'Friendly message', 2000),
    column.memo('message', 'Message', 1_073_741_823),
    column.whole('errorcode', 'Error code'),
    column.memo('data', 'Data', 1_073_741_823),
    column.dateTime('startedon', 'Started on'),
    column.dateTime('completedon', 'Completed on'),
    column.id('correlationid', 'Correlation'),
    ...status(
      choices(['Ready', 'Suspended', 'Locked', 'Completed'], 0),
      [
        { value: 0, label: 'Waiting for resources', state: 0 },
        { value: 10, label: 'Waiting', state: 1 },
        { value: 20, label: 'In progress', state: 2 },
        { value: 21, label: 'Pausing', state: 2 },
        { value: 22, label: 'Cancelling', state: 2 },
        { value: 30, label: 'Succeeded', state: 3 },
        { value: 31, label: 'Failed', state: 3 },
        { value: 32, label: 'Cancelled', state: 3 },
      ],
      { state: 0, status: 0 },
    ),
  ],
};
