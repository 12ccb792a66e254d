import { accountName, contactName, type ColumnDescription, type OptionSet } from '../../segments';
import type { Json } from '../row-json';
import { isStandardColumn, numberRange, schemaName, type Table } from '../store';
import { label, managedProperty, metadataId } from './labels';

interface Kind {
  readonly attributeType: string;
  /** Name of the metadata type without `AttributeMetadata`. */
  readonly type: string;
}

const kinds: Readonly<Record<ColumnDescription['type'], Kind>> = {
  uniqueidentifier: { attributeType: 'Uniqueidentifier', type: 'UniqueIdentifier' },
  string: { attributeType: 'String', type: 'String' },
  memo: { attributeType: 'Memo', type: 'Memo' },
  integer: { attributeType: 'Integer', type: 'Integer' },
  bigint: { attributeType: 'BigInt', type: 'BigInt' },
  double: { attributeType: 'Double', type: 'Double' },
  decimal: { attributeType: 'Decimal', type: 'Decimal' },
  money: { attributeType: 'Money', type: 'Money' },
  boolean: { attributeType: 'Boolean', type: 'Boolean' },
  datetime: { attributeType: 'DateTime', type: 'DateTime' },
  picklist: { attributeType: 'Picklist', type: 'Picklist' },
  state: { attributeType: 'State', type: 'State' },
  status: { attributeType: 'Status', type: 'Status' },
  choices: { attributeType: 'Virtual', type: 'MultiSelectPicklist' },
  lookup: { attributeType: 'Lookup', type: 'Lookup' },
};

function kindOf(column: ColumnDescription): Kind {
  if (column.type !== 'lookup') return kinds[column.type];
  if (column.name === 'ownerid') return { attributeType: 'Owner', type: 'Lookup' };
  const isCustomer =
    column.targets.length === 2 &&
    column.targets.includes(accountName.logicalName) &&
    column.targets.includes(contactName.logicalName);
  return isCustomer ? { attributeType: 'Customer', type: 'Lookup' } : kinds.lookup;
}

/** Name of the type a path casts attributes to, e.g. `PicklistAttributeMetadata`. */
export function attributeTypeName(column: ColumnDescription): string {
  return `${kindOf(column).type}AttributeMetadata`;
}

/** A column as `EntityDefinitions(...)/Attributes` describes it; option sets are there to be expanded. */
export function attributeDefinition(table: Table, column: ColumnDescription, number: number): Json {
  const { attributeType } = kindOf(column);
  const type = attributeTypeName(column);
  const isKey = column.name === table.primaryId;
  return {
    '@odata.type': `#Microsoft.Dynamics.CRM.${type}`,
    MetadataId: metadataId(table.logicalName, column.name),
    LogicalName: column.name,
    SchemaName: schemaName(column.name),
    EntityLogicalName: table.logicalName,
    AttributeOf: null,
    AttributeType: attributeType,
    AttributeTypeName: { Value: `${column.type === 'choices' ? 'MultiSelectPicklist' : attributeType}Type` },
    ColumnNumber: number,
    DisplayName: label(column.label),
    Description: label(undefined),
    IsPrimaryId: isKey,
    IsPrimaryName: column.name === table.primaryName,
    IsCustomAttribute: column.name.includes('_') && !/^address\d_/.test(column.name),
    IsLogical: false,
    IsManaged: true,
    IsValidForRead: true,
    IsValidForCreate: column.readOnly !== true,
    IsValidForUpdate: column.readOnly !== true && !isKey,
    IsValidForAdvancedFind: managedProperty(true, 'canmodifysearchsettings'),
    IsSearchable: false,
    IsSortableEnabled: managedProperty(true, 'canmodifyissortablesettings'),
    IsFilterable: !isStandardColumn(column.name),
    IsSecured: false,
    RequiredLevel: managedProperty(requiredLevel(table, column), 'canmodifyrequirementlevelsettings'),
    ...typeFacts(column),
  };
}

function requiredLevel(table: Table, column: ColumnDescription): string {
  if (column.name === table.primaryId || column.required === true) return 'SystemRequired';
  return column.requiredOnForms === true ? 'ApplicationRequired' : 'None';
}

function typeFacts(column: ColumnDescription): Json {
  switch (column.type) {
    case 'string':
      return {
        MaxLength: column.maxLength,
        Format: formatOf(column.name),
        FormatName: { Value: formatOf(column.name) },
      };
    case 'memo':
      return { MaxLength: column.maxLength, Format: 'TextArea' };
    case 'integer':
      return {
        MinValue: column.min ?? -2_147_483_648,
        MaxValue: column.max ?? 2_147_483_647,
        Format: 'None',
      };
    case 'bigint':
      return { MinValue: Number.MIN_SAFE_INTEGER, MaxValue: Number.MAX_SAFE_INTEGER };
    case 'double':
    case 'decimal':
    case 'money': {
      const { min, max } = numberRange(column);
      return { MinValue: min, MaxValue: max, Precision: 2 };
    }
    case 'datetime':
      return column.dateOnly === true
        ? { Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } }
        : { Format: 'DateAndTime', DateTimeBehavior: { Value: 'UserLocal' } };
    case 'boolean':
      return { DefaultValue: column.defaultValue ?? false };
    case 'picklist':
    case 'state':
    case 'status':
      return { DefaultFormValue: column.defaultValue ?? -1 };
    case 'lookup':
      return { Targets: column.targets };
    case 'choices':
    case 'uniqueidentifier':
      return {};
  }
}

function formatOf(name: string): string {
  if (name.includes('emailaddress')) return 'Email';
  if (name.includes('telephone') || name.includes('phone')) return 'Phone';
  return name.includes('url') ? 'Url' : 'Text';
}

/** The option set of a choice or yes/no column; undefined for any other. */
export function optionSetDefinition(table: Table, column: ColumnDescription): Json | undefined {
  const name = `${table.logicalName}_${column.name}`;
  const common = {
    MetadataId: metadataId('optionset', name),
    Name: name,
    IsGlobal: false,
    IsCustomOptionSet: column.name.includes('_'),
    DisplayName: label(column.label),
    Description: label(undefined),
  };
  if (column.type === 'boolean') {
    return {
      '@odata.type': '#Microsoft.Dynamics.CRM.BooleanOptionSetMetadata',
      ...common,
      OptionSetType: 'Boolean',
      TrueOption: option(1, 'Yes'),
      FalseOption: option(0, 'No'),
    };
  }
  if (!('options' in column)) return undefined;
  return {
    '@odata.type': '#Microsoft.Dynamics.CRM.OptionSetMetadata',
    ...common,
    OptionSetType: column.type === 'choices' ? 'Picklist' : kinds[column.type].attributeType,
    Options: optionsOf(column.type, column.options, table),
  };
}

function optionsOf(
  type: 'picklist' | 'state' | 'status' | 'choices',
  options: OptionSet,
  table: Table,
): Json[] {
  const kind = { state: 'State', status: 'Status', picklist: '', choices: '' }[type];
  return options.map(({ value, label: text, state }) => ({
    ...(kind === '' ? {} : { '@odata.type': `#Microsoft.Dynamics.CRM.${kind}OptionMetadata` }),
    ...option(value, text),
    ...(type === 'status' && state !== undefined ? { State: state } : {}),
    ...(type === 'state'
      ? { DefaultStatus: table.description.defaultStatus?.[value] ?? null, InvariantName: text }
      : {}),
  }));
}

function option(value: number, text: string): Json {
  return {
    Value: value,
    Color: null,
    IsManaged: true,
    ExternalValue: null,
    ParentValues: [],
    Tag: null,
    IsHidden: false,
    MetadataId: null,
    HasChanged: null,
    Label: label(text),
    Description: label(undefined),
  };
}
