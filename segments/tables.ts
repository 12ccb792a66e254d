import {
  computationStatusOptions,
  definitionStatus,
  definitionStatusOptions,
  outboundSegmentType,
  outboundSegmentTypeOptions,
  outboundStatus,
  outboundStatusOptions,
  scopeOptions,
  segmentSource,
  segmentSourceOptions,
  segmentStatus,
  segmentStatusOptions,
  segmentType,
  segmentTypeOptions,
  stateOptions,
} from './option-sets';
import type { ColumnDescription, TableDescription } from './table-description';

const sourceCreation: readonly ColumnDescription[] = [
  { name: 'msdynmkt_sourcesegmentcreatedon', label: 'Source segment created on', type: 'datetime' },
  {
    name: 'msdynmkt_sourcesegmentcreatedby',
    label: 'Source segment created by',
    type: 'string',
    maxLength: 100,
  },
];

/**
 * The definition of a real-time segment: its query, its static members groups, its refresh.
 * Source: entity metadata (07/2024) and the API page, which adds msdynmkt_staticlistmembers and, against
 * the metadata, the two source creation columns; both are accepted here and on the segment.
 */
export const segmentDefinitionTable: TableDescription = {
  logicalName: 'msdynmkt_segmentdefinition',
  entitySetName: 'msdynmkt_segmentdefinitions',
  label: 'Segment definition',
  collectionLabel: 'Segment definitions',
  primaryId: 'msdynmkt_segmentdefinitionid',
  primaryName: 'msdynmkt_name',
  objectTypeCode: 10601,
  ownership: 'user',
  defaultStatus: { 0: definitionStatus.draft, 1: definitionStatus.deleted },
  columns: [
    { name: 'msdynmkt_segmentdefinitionid', label: 'Segment definition', type: 'uniqueidentifier' },
    { name: 'msdynmkt_name', label: 'Name', type: 'string', maxLength: 100, requiredOnForms: true },
    { name: 'msdynmkt_segmentquery', label: 'Segment query', type: 'memo', maxLength: 100_000 },
    { name: 'msdynmkt_staticlistmembers', label: 'Static list members', type: 'memo', maxLength: 1_048_576 },
    { name: 'msdynmkt_includedmembers', label: 'Included members', type: 'memo', maxLength: 1_048_576 },
    { name: 'msdynmkt_excludedmembers', label: 'Excluded members', type: 'memo', maxLength: 4000 },
    {
      name: 'msdynmkt_disablesegmentrefresh',
      label: 'Disable segment refresh',
      type: 'boolean',
      defaultValue: false,
    },
    {
      name: 'msdynmkt_segmentrefreshintervalminutes',
      label: 'Refresh interval in minutes',
      type: 'integer',
      min: 0,
    },
    { name: 'msdynmkt_stoprefreshafter', label: 'Stop refresh after', type: 'datetime' },
    { name: 'msdynmkt_timezonecode', label: 'Time zone', type: 'integer' },
    { name: 'msdynmkt_complianceprofiles', label: 'Compliance profiles', type: 'memo', maxLength: 4000 },
    {
      name: 'msdynmkt_dependentsegmentids',
      label: 'Dependent segment ids',
      type: 'memo',
      maxLength: 1_048_576,
    },
    {
      name: 'msdynmkt_targetedsegmentids',
      label: 'Targeted segment ids',
      type: 'memo',
      maxLength: 1_048_576,
    },
    { name: 'msdynmkt_definitionmodifiedon', label: 'Definition modified on', type: 'datetime' },
    { name: 'msdynmkt_computationstartedon', label: 'Computation started on', type: 'datetime' },
    { name: 'msdynmkt_computationfinishedon', label: 'Computation finished on', type: 'datetime' },
    {
      name: 'msdynmkt_computationstatus',
      label: 'Computation status',
      type: 'picklist',
      options: computationStatusOptions,
    },
    ...sourceCreation,
    { name: 'statecode', label: 'Status', type: 'state', options: stateOptions, defaultValue: 0 },
    {
      name: 'statuscode',
      label: 'Status reason',
      type: 'status',
      options: definitionStatusOptions,
      defaultValue: definitionStatus.draft,
    },
  ],
};

/** What journeys use: names, type and state of a real-time segment. Source: entity metadata (07/2024). */
export const segmentTable: TableDescription = {
  logicalName: 'msdynmkt_segment',
  entitySetName: 'msdynmkt_segments',
  label: 'Segment',
  collectionLabel: 'Segments',
  primaryId: 'msdynmkt_segmentid',
  primaryName: 'msdynmkt_sourcesegmentuid',
  objectTypeCode: 10602,
  ownership: 'user',
  defaultStatus: { 0: segmentStatus.active, 1: segmentStatus.inactive },
  columns: [
    { name: 'msdynmkt_segmentid', label: 'Segment', type: 'uniqueidentifier' },
    { name: 'msdynmkt_displayname', label: 'Display name', type: 'string', maxLength: 100 },
    { name: 'msdynmkt_description', label: 'Description', type: 'string', maxLength: 1000 },
    {
      name: 'msdynmkt_type',
      label: 'Type',
      type: 'picklist',
      options: segmentTypeOptions,
      defaultValue: segmentType.static,
      requiredOnForms: true,
    },
    {
      name: 'msdynmkt_source',
      label: 'Source',
      type: 'picklist',
      options: segmentSourceOptions,
      defaultValue: segmentSource.marketing,
    },
    { name: 'msdynmkt_baseentitylogicalname', label: 'Base table', type: 'string', maxLength: 100 },
    { name: 'msdynmkt_sourcesegmentuid', label: 'Source segment id', type: 'string', maxLength: 100 },
    { name: 'msdynmkt_sourcesegmenturi', label: 'Source segment URI', type: 'string', maxLength: 1000 },
    ...sourceCreation,
    { name: 'msdynmkt_membercount', label: 'Member count', type: 'integer', min: 0 },
    { name: 'msdynmkt_membercount_date', label: 'Member count (last updated on)', type: 'datetime' },
    { name: 'msdynmkt_membercount_state', label: 'Member count (state)', type: 'integer' },
    {
      name: 'msdynmkt_scope',
      label: 'Scope',
      type: 'picklist',
      options: scopeOptions,
      defaultValue: 270100000,
    },
    {
      name: 'msdynmkt_cdmpartitionprimarykeycolumn',
      label: 'Partition primary key column',
      type: 'string',
      maxLength: 100,
    },
    { name: 'msdynmkt_cdmmanifestrelativepath', label: 'Manifest path', type: 'string', maxLength: 1000 },
    { name: 'msdynmkt_lastevaluated', label: 'Last evaluated', type: 'datetime' },
    { name: 'msdynmkt_lastexportedat', label: 'Last exported at', type: 'datetime' },
    { name: 'msdynmkt_lastupdatedon', label: 'Last updated on', type: 'datetime' },
    { name: 'msdynmkt_lastusedinjourney', label: 'Last used in journey', type: 'datetime' },
    { name: 'msdynmkt_timerequiredby', label: 'Time required by', type: 'datetime' },
    { name: 'msdynmkt_timerequiredend', label: 'Time required end', type: 'datetime' },
    { name: 'msdynmkt_publishedjourneycount', label: 'Published journeys', type: 'integer' },
    {
      name: 'msdynmkt_lastusedinjourneyby',
      label: 'Last used in journey by',
      type: 'lookup',
      targets: ['systemuser'],
    },
    { name: 'statecode', label: 'Status', type: 'state', options: stateOptions, defaultValue: 0 },
    {
      name: 'statuscode',
      label: 'Status reason',
      type: 'status',
      options: segmentStatusOptions,
      defaultValue: segmentStatus.active,
    },
  ],
};

/** A segment of the older outbound marketing. Source: entity metadata (07/2024). */
export const outboundSegmentTable: TableDescription = {
  logicalName: 'msdyncrm_segment',
  entitySetName: 'msdyncrm_segments',
  label: 'Outbound segment',
  collectionLabel: 'Outbound segments',
  primaryId: 'msdyncrm_segmentid',
  primaryName: 'msdyncrm_segmentname',
  objectTypeCode: 10603,
  ownership: 'user',
  defaultStatus: { 0: outboundStatus.draft, 1: outboundStatus.expired },
  columns: [
    { name: 'msdyncrm_segmentid', label: 'Segment', type: 'uniqueidentifier' },
    { name: 'msdyncrm_segmentname', label: 'Name', type: 'string', maxLength: 100, required: true },
    { name: 'msdyncrm_description', label: 'Description', type: 'memo', maxLength: 2000 },
    {
      name: 'msdyncrm_segmenttype',
      label: 'Segment type',
      type: 'picklist',
      options: outboundSegmentTypeOptions,
      defaultValue: outboundSegmentType.dynamic,
    },
    { name: 'msdyncrm_segmentquery', label: 'Segment query', type: 'memo', maxLength: 4000 },
    { name: 'msdyncrm_segmentfilterquery', label: 'Filter query', type: 'memo', maxLength: 4000 },
    {
      name: 'msdyncrm_segmentmemberids',
      label: 'Static segment member ids',
      type: 'memo',
      maxLength: 1_000_000,
    },
    { name: 'msdyncrm_segmentqueryname', label: 'Query name', type: 'string', maxLength: 100 },
    { name: 'msdyncrm_segmentsize', label: 'Segment size', type: 'integer' },
    {
      name: 'msdyncrm_scope',
      label: 'Scope',
      type: 'picklist',
      options: scopeOptions,
      defaultValue: 270100000,
    },
    {
      name: 'msdyncrm_querytype',
      label: 'Query type',
      type: 'picklist',
      options: [
        { value: 192350000, label: 'Interaction based' },
        { value: 192350001, label: 'Profile based' },
      ],
    },
    {
      name: 'msdyncrm_segmentactivationstatus',
      label: 'Activation status',
      type: 'picklist',
      options: [
        { value: 192350000, label: 'Active' },
        { value: 192350001, label: 'Disabled' },
      ],
    },
    {
      name: 'msdyncrm_externalsource',
      label: 'External source',
      type: 'picklist',
      options: [{ value: 192350000, label: 'Customer Insights' }],
    },
    { name: 'msdyncrm_externalsegmenturl', label: 'External segment URL', type: 'string', maxLength: 2000 },
    { name: 'msdyncrm_islive', label: 'Is live', type: 'boolean' },
    { name: 'msdyncrm_lastevaluationtime', label: 'Last evaluation', type: 'datetime' },
    { name: 'msdyncrm_lastupdatedtime', label: 'Last update', type: 'datetime' },
    { name: 'msdyncrm_nextevaluation', label: 'Next evaluation', type: 'datetime' },
    {
      name: 'msdyncrm_segmentevaluationdurationinminutes',
      label: 'Evaluation duration in minutes',
      type: 'integer',
    },
    { name: 'msdyncrm_segmentrefreshrateintervalminutes', label: 'Refresh rate in minutes', type: 'integer' },
    { name: 'msdyncrm_segmentevaluationstate', label: 'Evaluation state', type: 'string', maxLength: 100 },
    { name: 'msdyncrm_segmentevaluationtype', label: 'Evaluation type', type: 'string', maxLength: 100 },
    {
      name: 'msdyncrm_segmentprovisioningstate',
      label: 'Provisioning state',
      type: 'string',
      maxLength: 100,
    },
    { name: 'msdyncrm_segmenttargetprofiletypename', label: 'Target table', type: 'string', maxLength: 1000 },
    { name: 'msdyncrm_segmenttimezone', label: 'Time zone', type: 'integer', min: -1500, max: 1500 },
    { name: 'msdyncrm_segmentnameview', label: 'Name view', type: 'string', maxLength: 100, readOnly: true },
    { name: 'statecode', label: 'Status', type: 'state', options: stateOptions, defaultValue: 0 },
    {
      name: 'statuscode',
      label: 'Status reason',
      type: 'status',
      options: outboundStatusOptions,
      defaultValue: outboundStatus.draft,
    },
  ],
};

/** What a segment can be made of, and how its rows are named to people. */
export interface MemberTable {
  readonly logicalName: string;
  readonly entitySetName: string;
  readonly primaryId: string;
  readonly nameColumn: string;
  readonly emailColumn: string;
}

/** The tables that Customer Insights - Journeys supports as members today. Source: API page, note. */
export const memberTables: readonly MemberTable[] = [
  {
    logicalName: 'contact',
    entitySetName: 'contacts',
    primaryId: 'contactid',
    nameColumn: 'fullname',
    emailColumn: 'emailaddress1',
  },
  {
    logicalName: 'lead',
    entitySetName: 'leads',
    primaryId: 'leadid',
    nameColumn: 'fullname',
    emailColumn: 'emailaddress1',
  },
];
