import type { Relationship } from '../../segments';
import type { Json } from '../row-json';
import { privilegeId, privilegeName } from '../roles';
import {
  collectionSchemaName,
  navigationProperty,
  schemaName,
  type Association,
  type Table,
  type Tables,
} from '../store';
import { label, managedProperty, metadataId } from './labels';

const ownerships = { user: 'UserOwned', organization: 'OrganizationOwned', none: 'None' } as const;

/** A table as `EntityDefinitions` describes it. */
export function entityDefinition(table: Table): Json {
  const { description } = table;
  const isCustom = table.logicalName.includes('_');
  return {
    MetadataId: metadataId(table.logicalName),
    LogicalName: table.logicalName,
    SchemaName: schemaName(table.logicalName),
    EntitySetName: table.entitySetName,
    LogicalCollectionName: table.entitySetName,
    CollectionSchemaName: collectionSchemaName(table.logicalName, table.entitySetName),
    ObjectTypeCode: description.objectTypeCode,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName,
    PrimaryImageAttribute: null,
    DisplayName: label(description.label),
    DisplayCollectionName: label(description.collectionLabel),
    Description: label(undefined),
    OwnershipType: ownerships[description.ownership],
    TableType: 'Standard',
    IsActivity: false,
    IsActivityParty: false,
    IsCustomEntity: isCustom,
    IsIntersect: (description.manyToMany ?? []).length > 0,
    IsLogicalEntity: false,
    IsManaged: true,
    IsBusinessProcessEnabled: false,
    IsChildEntity: false,
    IsPrivate: false,
    IsValidForAdvancedFind: true,
    IsKnowledgeManagementEnabled: false,
    IsCustomizable: managedProperty(true, 'iscustomizable'),
    CanCreateAttributes: managedProperty(true, 'cancreateattributes'),
    IsAuditEnabled: managedProperty(false, 'canmodifyauditsettings'),
    HasActivities: false,
    HasNotes: false,
    ChangeTrackingEnabled: false,
    IsOptimisticConcurrencyEnabled: true,
    EntityColor: null,
    IconVectorName: null,
    Privileges: privileges(table),
  };
}

const kinds = ['Create', 'Read', 'Write', 'Delete', 'Assign', 'Share', 'Append', 'AppendTo'];

function privileges(table: Table): Json[] {
  return kinds.map((kind) => ({
    Name: privilegeName(kind, table.logicalName),
    PrivilegeId: privilegeId(privilegeName(kind, table.logicalName)),
    PrivilegeType: kind,
    CanBeBasic: true,
    CanBeLocal: true,
    CanBeDeep: true,
    CanBeGlobal: true,
  }));
}

/** A relationship as metadata describes it, from either side. */
export function relationshipDefinition(relationship: Relationship, tables: Tables): Json {
  const many = tables.get(relationship.many);
  const lookup = many.lookups.find((column) => column.name === relationship.column);
  const noCascade = { Assign: 'NoCascade', Share: 'NoCascade', Unshare: 'NoCascade', Reparent: 'NoCascade' };
  return {
    '@odata.type': '#Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    MetadataId: metadataId('relationship', relationship.name),
    SchemaName: relationship.name,
    RelationshipType: 'OneToManyRelationship',
    ReferencedEntity: relationship.one,
    ReferencedAttribute: tables.get(relationship.one).primaryId,
    ReferencingEntity: relationship.many,
    ReferencingAttribute: relationship.column,
    ReferencedEntityNavigationPropertyName: relationship.name,
    ReferencingEntityNavigationPropertyName:
      lookup === undefined ? relationship.column : navigationProperty(lookup, relationship.one),
    IsCustomRelationship: relationship.name.includes('_'),
    IsHierarchical: relationship.one === relationship.many,
    IsManaged: true,
    IsValidForAdvancedFind: true,
    CascadeConfiguration: { ...noCascade, Delete: 'RemoveLink', Merge: 'NoCascade', RollupView: 'NoCascade' },
  };
}

/** A relationship of both sides over a table between them, the same seen from either. */
export function manyToManyDefinition({ name, link, near, far, isFirst }: Association): Json {
  const [first, second] = isFirst ? [near, far] : [far, near];
  return {
    '@odata.type': '#Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
    MetadataId: metadataId('relationship', name),
    SchemaName: name,
    RelationshipType: 'ManyToManyRelationship',
    IntersectEntityName: link.logicalName,
    Entity1LogicalName: first.table,
    Entity1IntersectAttribute: first.column,
    Entity1NavigationPropertyName: name,
    Entity2LogicalName: second.table,
    Entity2IntersectAttribute: second.column,
    Entity2NavigationPropertyName: name,
    IsCustomRelationship: false,
    IsManaged: true,
    IsValidForAdvancedFind: true,
  };
}
