import { complexTypes, enumerations, type Properties } from './definition-values';
import { element, type XmlElement } from './xml-element';

interface DefinitionType {
  readonly base?: string;
  readonly isAbstract?: boolean;
  readonly properties: Properties;
  /** Navigation properties, which only `$expand` brings; a definition holds what they lead to. */
  readonly parts?: Properties;
}

const text = 'Edm.String';
const whole = 'Edm.Int32';
const truth = 'Edm.Boolean';
const label = 'mscrm.Label';
const managed = 'mscrm.BooleanManagedProperty';

/** What `EntityDefinitions` and its neighbours hold. Source: "Web API metadata reference", the types of each name. */
const entityTypes: Readonly<Record<string, DefinitionType>> = {
  MetadataBase: { isAbstract: true, properties: { MetadataId: 'Edm.Guid', HasChanged: truth } },
  EntityMetadata: {
    base: 'MetadataBase',
    properties: {
      LogicalName: text,
      SchemaName: text,
      EntitySetName: text,
      LogicalCollectionName: text,
      CollectionSchemaName: text,
      ObjectTypeCode: whole,
      PrimaryIdAttribute: text,
      PrimaryNameAttribute: text,
      PrimaryImageAttribute: text,
      DisplayName: label,
      DisplayCollectionName: label,
      Description: label,
      OwnershipType: 'mscrm.OwnershipTypes',
      TableType: text,
      IsActivity: truth,
      IsActivityParty: truth,
      IsCustomEntity: truth,
      IsIntersect: truth,
      IsLogicalEntity: truth,
      IsManaged: truth,
      IsBusinessProcessEnabled: truth,
      IsChildEntity: truth,
      IsPrivate: truth,
      IsValidForAdvancedFind: truth,
      IsKnowledgeManagementEnabled: truth,
      IsCustomizable: managed,
      CanCreateAttributes: managed,
      IsAuditEnabled: managed,
      HasActivities: truth,
      HasNotes: truth,
      ChangeTrackingEnabled: truth,
      IsOptimisticConcurrencyEnabled: truth,
      EntityColor: text,
      IconVectorName: text,
      Privileges: 'Collection(mscrm.SecurityPrivilegeMetadata)',
    },
    parts: {
      Attributes: 'Collection(mscrm.AttributeMetadata)',
      Keys: 'Collection(mscrm.EntityKeyMetadata)',
      ManyToManyRelationships: 'Collection(mscrm.ManyToManyRelationshipMetadata)',
      ManyToOneRelationships: 'Collection(mscrm.OneToManyRelationshipMetadata)',
      OneToManyRelationships: 'Collection(mscrm.OneToManyRelationshipMetadata)',
    },
  },
  EntityKeyMetadata: { base: 'MetadataBase', properties: { LogicalName: text, SchemaName: text } },
  AttributeMetadata: {
    base: 'MetadataBase',
    properties: {
      LogicalName: text,
      SchemaName: text,
      EntityLogicalName: text,
      AttributeOf: text,
      AttributeType: 'mscrm.AttributeTypeCode',
      AttributeTypeName: 'mscrm.AttributeTypeDisplayName',
      ColumnNumber: whole,
      DisplayName: label,
      Description: label,
      IsPrimaryId: truth,
      IsPrimaryName: truth,
      IsCustomAttribute: truth,
      IsLogical: truth,
      IsManaged: truth,
      IsValidForRead: truth,
      IsValidForCreate: truth,
      IsValidForUpdate: truth,
      IsValidForAdvancedFind: managed,
      IsSearchable: truth,
      IsSortableEnabled: managed,
      IsFilterable: truth,
      IsSecured: truth,
      RequiredLevel: 'mscrm.AttributeRequiredLevelManagedProperty',
    },
  },
  UniqueIdentifierAttributeMetadata: { base: 'AttributeMetadata', properties: {} },
  StringAttributeMetadata: {
    base: 'AttributeMetadata',
    properties: { MaxLength: whole, Format: 'mscrm.StringFormat', FormatName: 'mscrm.StringFormatName' },
  },
  MemoAttributeMetadata: {
    base: 'AttributeMetadata',
    properties: { MaxLength: whole, Format: 'mscrm.StringFormat' },
  },
  IntegerAttributeMetadata: {
    base: 'AttributeMetadata',
    properties: { MinValue: whole, MaxValue: whole, Format: 'mscrm.IntegerFormat' },
  },
  BigIntAttributeMetadata: {
    base: 'AttributeMetadata',
    properties: { MinValue: 'Edm.Int64', MaxValue: 'Edm.Int64' },
  },
  DoubleAttributeMetadata: ranged('Edm.Double'),
  DecimalAttributeMetadata: ranged('Edm.Decimal'),
  MoneyAttributeMetadata: ranged('Edm.Double'),
  DateTimeAttributeMetadata: {
    base: 'AttributeMetadata',
    properties: { Format: 'mscrm.DateTimeFormat', DateTimeBehavior: 'mscrm.DateTimeBehavior' },
  },
  LookupAttributeMetadata: { base: 'AttributeMetadata', properties: { Targets: 'Collection(Edm.String)' } },
  BooleanAttributeMetadata: {
    base: 'AttributeMetadata',
    properties: { DefaultValue: truth },
    parts: {
      OptionSet: 'mscrm.BooleanOptionSetMetadata',
      GlobalOptionSet: 'mscrm.BooleanOptionSetMetadata',
    },
  },
  EnumAttributeMetadata: {
    base: 'AttributeMetadata',
    isAbstract: true,
    properties: { DefaultFormValue: whole },
    parts: { OptionSet: 'mscrm.OptionSetMetadata', GlobalOptionSet: 'mscrm.OptionSetMetadata' },
  },
  PicklistAttributeMetadata: { base: 'EnumAttributeMetadata', properties: {} },
  StateAttributeMetadata: { base: 'EnumAttributeMetadata', properties: {} },
  StatusAttributeMetadata: { base: 'EnumAttributeMetadata', properties: {} },
  MultiSelectPicklistAttributeMetadata: { base: 'EnumAttributeMetadata', properties: {} },
  OptionSetMetadataBase: {
    base: 'MetadataBase',
    isAbstract: true,
    properties: {
      Name: text,
      IsGlobal: truth,
      IsCustomOptionSet: truth,
      DisplayName: label,
      Description: label,
      OptionSetType: 'mscrm.OptionSetType',
    },
  },
  OptionSetMetadata: {
    base: 'OptionSetMetadataBase',
    properties: { Options: 'Collection(mscrm.OptionMetadata)' },
  },
  BooleanOptionSetMetadata: {
    base: 'OptionSetMetadataBase',
    properties: { TrueOption: 'mscrm.OptionMetadata', FalseOption: 'mscrm.OptionMetadata' },
  },
  RelationshipMetadataBase: {
    base: 'MetadataBase',
    isAbstract: true,
    properties: {
      SchemaName: text,
      RelationshipType: 'mscrm.RelationshipType',
      IsCustomRelationship: truth,
      IsManaged: truth,
      IsValidForAdvancedFind: truth,
    },
  },
  OneToManyRelationshipMetadata: {
    base: 'RelationshipMetadataBase',
    properties: {
      ReferencedEntity: text,
      ReferencedAttribute: text,
      ReferencingEntity: text,
      ReferencingAttribute: text,
      ReferencedEntityNavigationPropertyName: text,
      ReferencingEntityNavigationPropertyName: text,
      IsHierarchical: truth,
      CascadeConfiguration: 'mscrm.CascadeConfiguration',
    },
  },
  ManyToManyRelationshipMetadata: {
    base: 'RelationshipMetadataBase',
    properties: {
      IntersectEntityName: text,
      Entity1LogicalName: text,
      Entity1IntersectAttribute: text,
      Entity1NavigationPropertyName: text,
      Entity2LogicalName: text,
      Entity2IntersectAttribute: text,
      Entity2NavigationPropertyName: text,
    },
  },
};

function ranged(type: string): DefinitionType {
  return { base: 'AttributeMetadata', properties: { MinValue: type, MaxValue: type, Precision: whole } };
}

/** The types of metadata as `$metadata` describes them. */
export function definitionTypes(): XmlElement[] {
  return [
    ...Object.entries(entityTypes).map(([name, type]) => definitionType(name, type)),
    ...Object.entries(complexTypes).map(([name, { base, properties }]) =>
      element('ComplexType', { Name: name, ...baseType(base) }, propertiesOf(properties)),
    ),
    ...Object.entries(enumerations).map(([name, members]) =>
      element(
        'EnumType',
        { Name: name },
        members.map((member, index) => element('Member', { Name: member, Value: String(index) })),
      ),
    ),
  ];
}

/** The sets that hold metadata. */
export function definitionSets(): XmlElement[] {
  return [
    element('EntitySet', { Name: 'EntityDefinitions', EntityType: 'mscrm.EntityMetadata' }),
    element('EntitySet', { Name: 'RelationshipDefinitions', EntityType: 'mscrm.RelationshipMetadataBase' }),
    element('EntitySet', { Name: 'GlobalOptionSetDefinitions', EntityType: 'mscrm.OptionSetMetadataBase' }),
  ];
}

function definitionType(
  name: string,
  { base, isAbstract = false, properties, parts = {} }: DefinitionType,
): XmlElement {
  const key =
    base === undefined ? [element('Key', {}, [element('PropertyRef', { Name: 'MetadataId' })])] : [];
  const attributes = { Name: name, ...baseType(base), ...(isAbstract ? { Abstract: 'true' } : {}) };
  return element('EntityType', attributes, [
    ...key,
    ...propertiesOf(properties, base === undefined),
    ...Object.entries(parts).map(([part, type]) =>
      element('NavigationProperty', { Name: part, Type: type, ContainsTarget: 'true' }),
    ),
  ]);
}

function baseType(base: string | undefined): Readonly<Record<string, string>> {
  return base === undefined ? {} : { BaseType: `mscrm.${base}` };
}

function propertiesOf(properties: Properties, hasKey = false): XmlElement[] {
  return Object.entries(properties).map(([name, type]) =>
    element('Property', {
      Name: name,
      Type: type,
      ...(hasKey && name === 'MetadataId' ? { Nullable: 'false' } : {}),
    }),
  );
}
