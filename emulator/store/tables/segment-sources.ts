import type { TableDescription } from '../../../segments';
import { column } from './column';

/** Where a segment's members lie in the lake: what its lookup names, no more. Source: entity metadata (07/2024). */
export const dataLakeFolderTable: TableDescription = {
  logicalName: 'datalakefolder',
  entitySetName: 'datalakefolders',
  label: 'Data lake folder',
  collectionLabel: 'Data lake folders',
  primaryId: 'datalakefolderid',
  primaryName: 'name',
  objectTypeCode: 9950,
  ownership: 'organization',
  columns: [
    column.id('datalakefolderid', 'Data lake folder'),
    column.text('name', 'Name', 256),
    column.text('path', 'Path', 1024),
  ],
};

/** What an outbound segment was made from: what its lookup names, no more. Source: entity metadata (07/2024). */
export const segmentTemplateTable: TableDescription = {
  logicalName: 'msdyncrm_segmenttemplate',
  entitySetName: 'msdyncrm_segmenttemplates',
  label: 'Segment template',
  collectionLabel: 'Segment templates',
  primaryId: 'msdyncrm_segmenttemplateid',
  primaryName: 'msdyncrm_segmentname',
  objectTypeCode: 10_380,
  ownership: 'user',
  columns: [
    column.id('msdyncrm_segmenttemplateid', 'Segment template'),
    column.text('msdyncrm_segmentname', 'Name', 200),
  ],
};
