import type { TableDescription } from '../../../segments';
import {
  outboundSegmentTable,
  segmentDefinitionTable,
  segmentExecutionTable,
  segmentTable,
} from '../../../segments';
import { accountTable, campaignTable, contactTable, leadTable } from './customers';
import { listMemberTable, listTable } from './marketing-lists';
import {
  businessUnitTable,
  organizationTable,
  roleTable,
  systemUserTable,
  teamTable,
  transactionCurrencyTable,
  userRoleTable,
} from './organisation';
import { dataLakeFolderTable, segmentTemplateTable } from './segment-sources';
import { asyncOperationTable, savedQueryTable, userQueryTable } from './platform';

export { listMembers } from './list-members';
export { personNames } from './person-names';
export { undeletableRows } from './undeletable-rows';

/** The tables every environment has, without those of solutions. */
export const platformTables: readonly TableDescription[] = [
  contactTable,
  leadTable,
  accountTable,
  campaignTable,
  listTable,
  listMemberTable,
  organizationTable,
  transactionCurrencyTable,
  businessUnitTable,
  systemUserTable,
  teamTable,
  roleTable,
  userRoleTable,
  savedQueryTable,
  userQueryTable,
  asyncOperationTable,
  segmentDefinitionTable,
  segmentTable,
  segmentExecutionTable,
  outboundSegmentTable,
  dataLakeFolderTable,
  segmentTemplateTable,
];
