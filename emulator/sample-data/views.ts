import { contactName, leadName } from '../../segments';
import type { Row } from '../store';
import { sampleId } from './random';

const view = (number: number, table: string, name: string, conditions: string): Row => ({
  savedqueryid: sampleId(0x71, number),
  name,
  returnedtypecode: table,
  querytype: 0,
  isdefault: number === 1 || number === 4,
  fetchxml: `<fetch><entity name="${table}"><attribute name="${table}id"/><attribute name="fullname"/><attribute name="emailaddress1"/><order attribute="fullname"/><filter>${conditions}</filter></entity></fetch>`,
});

const active = '<condition attribute="statecode" operator="eq" value="0"/>';

/** The views that people choose records from. */
export const sampleViews: readonly Row[] = [
  view(1, contactName.logicalName, 'Active contacts', active),
  view(
    2,
    contactName.logicalName,
    'Contacts in Spain',
    '<condition attribute="address1_country" operator="eq" value="Spain"/>',
  ),
  view(
    3,
    contactName.logicalName,
    'Contacts without an e-mail',
    '<condition attribute="emailaddress1" operator="null"/>',
  ),
  view(4, leadName.logicalName, 'Active leads', active),
];
