import { teamName, userName, type ColumnDescription, type TableDescription } from '../../segments';

const users = [userName.logicalName];

const ofEveryRow: readonly ColumnDescription[] = [
  { name: 'createdon', label: 'Created on', type: 'datetime', readOnly: true },
  { name: 'createdby', label: 'Created by', type: 'lookup', targets: users, readOnly: true },
  {
    name: 'createdonbehalfby',
    label: 'Created by (delegate)',
    type: 'lookup',
    targets: users,
    readOnly: true,
  },
  { name: 'modifiedon', label: 'Modified on', type: 'datetime', readOnly: true },
  { name: 'modifiedby', label: 'Modified by', type: 'lookup', targets: users, readOnly: true },
  {
    name: 'modifiedonbehalfby',
    label: 'Modified by (delegate)',
    type: 'lookup',
    targets: users,
    readOnly: true,
  },
  { name: 'overriddencreatedon', label: 'Record created on', type: 'datetime' },
  { name: 'importsequencenumber', label: 'Import sequence number', type: 'integer' },
  { name: 'timezoneruleversionnumber', label: 'Time zone rule version', type: 'integer' },
  { name: 'utcconversiontimezonecode', label: 'UTC conversion time zone', type: 'integer' },
  { name: 'versionnumber', label: 'Version number', type: 'bigint', readOnly: true },
];

const ofOwnedRows: readonly ColumnDescription[] = [
  {
    name: 'ownerid',
    label: 'Owner',
    type: 'lookup',
    targets: [userName.logicalName, teamName.logicalName],
    navigation: { systemuser: 'ownerid', team: 'ownerid' },
  },
  { name: 'owningbusinessunit', label: 'Owning business unit', type: 'lookup', targets: ['businessunit'] },
  { name: 'owninguser', label: 'Owning user', type: 'lookup', targets: users, readOnly: true },
  {
    name: 'owningteam',
    label: 'Owning team',
    type: 'lookup',
    targets: [teamName.logicalName],
    readOnly: true,
  },
];

/** Of a row with money. Source: any generated entity reference with a Money column. */
const ofMoney: readonly ColumnDescription[] = [
  { name: 'transactioncurrencyid', label: 'Currency', type: 'lookup', targets: ['transactioncurrency'] },
];

const names = new Set([...ofEveryRow, ...ofOwnedRows].map((column) => column.name));

/** Whether a column is one that the platform keeps for every table. */
export function isStandardColumn(name: string): boolean {
  return names.has(name);
}

/** The columns a table has beside its own, as its ownership and money bring them. Source: any entity reference. */
export function standardColumns({ ownership, columns }: TableDescription): readonly ColumnDescription[] {
  return [
    ...ofEveryRow,
    ...(ownership === 'user' ? ofOwnedRows : []),
    ...(columns.some(({ type }) => type === 'money') ? ofMoney : []),
  ];
}
