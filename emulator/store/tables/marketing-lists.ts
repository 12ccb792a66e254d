import { stateOptions, type TableDescription } from '../../../segments';
import { column, status } from './column';

const memberTables = ['account', 'contact', 'lead'];

/** A marketing list: of members that were added, or of the rows its query finds. Source: reference page of list. */
export const listTable: TableDescription = {
  logicalName: 'list',
  entitySetName: 'lists',
  label: 'Marketing list',
  collectionLabel: 'Marketing lists',
  primaryId: 'listid',
  primaryName: 'listname',
  objectTypeCode: 4300,
  ownership: 'user',
  defaultStatus: { 0: 0, 1: 1 },
  columns: [
    column.id('listid', 'List'),
    column.text('listname', 'Name', 128, { required: true }),
    column.choice(
      'createdfromcode',
      'Targeted at',
      [
        { value: 1, label: 'Account' },
        { value: 2, label: 'Contact' },
        { value: 4, label: 'Lead' },
      ],
      2,
    ),
    column.yesNo('type', 'Dynamic'),
    column.yesNo('lockstatus', 'Locked'),
    column.memo('query', 'Query', 1_073_741_823),
    column.text('purpose', 'Purpose', 512),
    column.text('source', 'Source', 128),
    column.memo('description', 'Description', 2000),
    column.money('cost', 'Cost'),
    column.dateTime('lastusedon', 'Last used on'),
    ...status(
      stateOptions,
      [
        { value: 0, label: 'Active', state: 0 },
        { value: 1, label: 'Inactive', state: 1 },
      ],
      { state: 0, status: 0 },
    ),
  ],
};

/** Which row is in which static list: the table between them. Source: reference page of listmember. */
export const listMemberTable: TableDescription = {
  logicalName: 'listmember',
  entitySetName: 'listmembers',
  label: 'Marketing list member',
  collectionLabel: 'Marketing list members',
  primaryId: 'listmemberid',
  primaryName: 'listmemberid',
  objectTypeCode: 4301,
  ownership: 'none',
  columns: [
    column.id('listmemberid', 'List member'),
    column.lookup('listid', 'List', ['list']),
    column.lookup('entityid', 'Member', memberTables),
  ],
  manyToMany: memberTables.map((table) => ({
    name: `list${table}_association`,
    sides: [
      { table: 'list', column: 'listid' },
      { table, column: 'entityid' },
    ],
  })),
};
