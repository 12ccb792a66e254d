import { stateOptions, type TableDescription } from '../../../segments';
import { choices, column, status } from './column';

export const organizationTable: TableDescription = {
  logicalName: 'organization',
  entitySetName: 'organizations',
  label: 'Organization',
  collectionLabel: 'Organizations',
  primaryId: 'organizationid',
  primaryName: 'name',
  objectTypeCode: 1019,
  ownership: 'none',
  columns: [
    column.id('organizationid', 'Organization'),
    column.text('name', 'Organization name', 160),
    column.whole('languagecode', 'Language'),
    column.text('basecurrencysymbol', 'Base currency symbol', 5),
    column.lookup('basecurrencyid', 'Base currency', ['transactioncurrency']),
    column.text('dateformatstring', 'Date format', 255),
    column.whole('maxuploadfilesize', 'Maximum file size in bytes', 1, 131_072_000),
  ],
};

/** Money is of a currency, by the rate to the organisation's own. Source: reference page of transactioncurrency. */
export const transactionCurrencyTable: TableDescription = {
  logicalName: 'transactioncurrency',
  entitySetName: 'transactioncurrencies',
  label: 'Currency',
  collectionLabel: 'Currencies',
  primaryId: 'transactioncurrencyid',
  primaryName: 'currencyname',
  objectTypeCode: 9105,
  ownership: 'organization',
  columns: [
    column.id('transactioncurrencyid', 'Currency'),
    column.text('currencyname', 'Currency name', 100, { required: true }),
    column.text('isocurrencycode', 'Currency code', 5, { required: true }),
    column.text('currencysymbol', 'Currency symbol', 13, { required: true }),
    column.whole('currencyprecision', 'Currency precision', 0, 4),
    { name: 'exchangerate', label: 'Exchange rate', type: 'decimal' },
    ...status(
      stateOptions,
      [
        { value: 1, label: 'Active', state: 0 },
        { value: 2, label: 'Inactive', state: 1 },
      ],
      { state: 0, status: 1 },
    ),
  ],
};

export const businessUnitTable: TableDescription = {
  logicalName: 'businessunit',
  entitySetName: 'businessunits',
  label: 'Business unit',
  collectionLabel: 'Business units',
  primaryId: 'businessunitid',
  primaryName: 'name',
  objectTypeCode: 10,
  ownership: 'organization',
  columns: [
    column.id('businessunitid', 'Business unit'),
    column.text('name', 'Name', 160, { required: true }),
    column.text('divisionname', 'Division', 100),
    column.memo('description', 'Description', 2000),
    column.text('emailaddress', 'Email', 100),
    column.yesNo('isdisabled', 'Is disabled'),
    column.lookup('parentbusinessunitid', 'Parent business unit', ['businessunit']),
  ],
  relationships: [
    {
      name: 'business_unit_parent_business_unit',
      one: 'businessunit',
      many: 'businessunit',
      column: 'parentbusinessunitid',
    },
  ],
};

export const systemUserTable: TableDescription = {
  logicalName: 'systemuser',
  entitySetName: 'systemusers',
  label: 'User',
  collectionLabel: 'Users',
  primaryId: 'systemuserid',
  primaryName: 'fullname',
  objectTypeCode: 8,
  ownership: 'organization',
  columns: [
    column.id('systemuserid', 'User'),
    column.text('fullname', 'Full name', 200, { readOnly: true }),
    column.text('firstname', 'First name', 256),
    column.text('lastname', 'Last name', 256),
    column.text('domainname', 'User name', 1024),
    column.text('internalemailaddress', 'Primary email', 100),
    column.id('azureactivedirectoryobjectid', 'Entra object id'),
    column.id('applicationid', 'Application id'),
    column.text('title', 'Title', 128),
    column.yesNo('isdisabled', 'Status'),
    column.choice(
      'accessmode',
      'Access mode',
      choices(
        ['Read-write', 'Administrative', 'Read', 'Support user', 'Non-interactive', 'Delegated admin'],
        0,
      ),
      0,
    ),
    column.lookup('businessunitid', 'Business unit', ['businessunit']),
  ],
  relationships: [
    { name: 'business_unit_system_users', one: 'businessunit', many: 'systemuser', column: 'businessunitid' },
  ],
};

export const teamTable: TableDescription = {
  logicalName: 'team',
  entitySetName: 'teams',
  label: 'Team',
  collectionLabel: 'Teams',
  primaryId: 'teamid',
  primaryName: 'name',
  objectTypeCode: 9,
  ownership: 'organization',
  columns: [
    column.id('teamid', 'Team'),
    column.text('name', 'Team name', 160, { required: true }),
    column.memo('description', 'Description', 2000),
    column.yesNo('isdefault', 'Is default'),
    column.choice(
      'teamtype',
      'Team type',
      choices(['Owner', 'Access', 'Security group', 'Office group'], 0),
      0,
    ),
    column.lookup('businessunitid', 'Business unit', ['businessunit']),
    column.lookup('administratorid', 'Administrator', ['systemuser']),
  ],
  relationships: [
    { name: 'business_unit_teams', one: 'businessunit', many: 'team', column: 'businessunitid' },
    { name: 'lk_teambase_administratorid', one: 'systemuser', many: 'team', column: 'administratorid' },
  ],
};

export const roleTable: TableDescription = {
  logicalName: 'role',
  entitySetName: 'roles',
  label: 'Security role',
  collectionLabel: 'Security roles',
  primaryId: 'roleid',
  primaryName: 'name',
  objectTypeCode: 1036,
  ownership: 'organization',
  columns: [
    column.id('roleid', 'Role'),
    column.text('name', 'Name', 100, { required: true }),
    column.lookup('businessunitid', 'Business unit', ['businessunit']),
  ],
  relationships: [
    { name: 'business_unit_roles', one: 'businessunit', many: 'role', column: 'businessunitid' },
  ],
};

/** Which user has which role. Dataverse's intersect table; its own id is the key here as there. */
export const userRoleTable: TableDescription = {
  logicalName: 'systemuserroles',
  entitySetName: 'systemuserrolescollection',
  label: 'User role',
  collectionLabel: 'User roles',
  primaryId: 'systemuserroleid',
  primaryName: 'systemuserroleid',
  objectTypeCode: 1240,
  ownership: 'none',
  columns: [
    column.id('systemuserroleid', 'User role'),
    column.id('systemuserid', 'User'),
    column.id('roleid', 'Role'),
  ],
  manyToMany: [
    {
      name: 'systemuserroles_association',
      sides: [
        { table: 'systemuser', column: 'systemuserid' },
        { table: 'role', column: 'roleid' },
      ],
    },
  ],
};
