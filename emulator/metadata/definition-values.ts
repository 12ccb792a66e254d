export type Properties = Readonly<Record<string, string>>;

interface ComplexType {
  readonly base?: string;
  readonly properties: Properties;
}

const text = 'Edm.String';
const whole = 'Edm.Int32';
const truth = 'Edm.Boolean';
const label = 'mscrm.Label';

/** Values that properties of metadata hold. Source: "Web API metadata reference". */
export const complexTypes: Readonly<Record<string, ComplexType>> = {
  LocalizedLabel: {
    properties: {
      Label: text,
      LanguageCode: whole,
      IsManaged: truth,
      MetadataId: 'Edm.Guid',
      HasChanged: truth,
    },
  },
  Label: {
    properties: {
      LocalizedLabels: 'Collection(mscrm.LocalizedLabel)',
      UserLocalizedLabel: 'mscrm.LocalizedLabel',
    },
  },
  BooleanManagedProperty: managedProperty(truth),
  AttributeRequiredLevelManagedProperty: managedProperty('mscrm.AttributeRequiredLevel'),
  AttributeTypeDisplayName: { properties: { Value: text } },
  StringFormatName: { properties: { Value: text } },
  DateTimeBehavior: { properties: { Value: text } },
  OptionMetadata: {
    properties: {
      Value: whole,
      Color: text,
      IsManaged: truth,
      ExternalValue: text,
      ParentValues: 'Collection(Edm.Int32)',
      Tag: text,
      IsHidden: truth,
      MetadataId: 'Edm.Guid',
      HasChanged: truth,
      Label: label,
      Description: label,
    },
  },
  StatusOptionMetadata: { base: 'OptionMetadata', properties: { State: whole } },
  StateOptionMetadata: { base: 'OptionMetadata', properties: { DefaultStatus: whole, InvariantName: text } },
  SecurityPrivilegeMetadata: {
    properties: {
      Name: text,
      PrivilegeId: 'Edm.Guid',
      PrivilegeType: 'mscrm.PrivilegeType',
      CanBeBasic: truth,
      CanBeLocal: truth,
      CanBeDeep: truth,
      CanBeGlobal: truth,
    },
  },
  CascadeConfiguration: {
    properties: Object.fromEntries(
      ['Assign', 'Share', 'Unshare', 'Reparent', 'Delete', 'Merge', 'RollupView'].map((name) => [
        name,
        'mscrm.CascadeType',
      ]),
    ),
  },
};

function managedProperty(value: string): ComplexType {
  return { properties: { Value: value, CanBeChanged: truth, ManagedPropertyLogicalName: text } };
}

export const enumerations: Readonly<Record<string, readonly string[]>> = {
  OwnershipTypes: [
    'None',
    'UserOwned',
    'TeamOwned',
    'BusinessOwned',
    'OrganizationOwned',
    'BusinessParented',
  ],
  AttributeTypeCode: [
    'Boolean',
    'Customer',
    'DateTime',
    'Decimal',
    'Double',
    'Integer',
    'Lookup',
    'Memo',
    'Money',
    'Owner',
    'PartyList',
    'Picklist',
    'State',
    'Status',
    'String',
    'Uniqueidentifier',
    'CalendarRules',
    'Virtual',
    'BigInt',
    'ManagedProperty',
    'EntityName',
  ],
  AttributeRequiredLevel: ['None', 'SystemRequired', 'ApplicationRequired', 'Recommended'],
  StringFormat: [
    'Email',
    'Text',
    'TextArea',
    'Url',
    'TickerSymbol',
    'PhoneticGuide',
    'VersionNumber',
    'Phone',
  ],
  IntegerFormat: ['None', 'Duration', 'TimeZone', 'Language', 'Locale'],
  DateTimeFormat: ['DateOnly', 'DateAndTime'],
  OptionSetType: ['Picklist', 'State', 'Status', 'Boolean'],
  RelationshipType: ['OneToManyRelationship', 'ManyToManyRelationship'],
  PrivilegeType: ['None', 'Create', 'Read', 'Write', 'Delete', 'Assign', 'Share', 'Append', 'AppendTo'],
  CascadeType: ['NoCascade', 'Cascade', 'Active', 'UserOwned', 'RemoveLink', 'Restrict'],
};
