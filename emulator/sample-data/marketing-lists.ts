import { contactName, leadName, memberTables } from '../../segments';
import type { Row } from '../store';
import { sampleContactId, sampleLeadId } from './people';
import { sampleId } from './random';

const listOf = (number: number, table: string, name: string, query: string | null): Row => ({
  listid: sampleId(0x11, number),
  listname: name,
  createdfromcode: memberTables.find(({ logicalName }) => logicalName === table)?.marketingListCode ?? null,
  type: query !== null,
  query,
});

/** Marketing lists of both kinds, and of both tables. */
export const sampleMarketingLists: readonly Row[] = [
  listOf(1, contactName.logicalName, 'Trade fair visitors', null),
  listOf(
    2,
    contactName.logicalName,
    'Customers in Spain',
    '<fetch><entity name="contact"><attribute name="contactid"/><filter><condition attribute="address1_country" operator="eq" value="Spain"/></filter></entity></fetch>',
  ),
  listOf(3, leadName.logicalName, 'Called back', null),
];

/** Who is in the static ones. */
export const sampleListMembers: readonly Row[] = [
  ...membersOf(1, contactName.logicalName, 300, (place) => sampleContactId(place * 13)),
  ...membersOf(3, leadName.logicalName, 40, (place) => sampleLeadId(place * 7)),
];

function membersOf(
  list: number,
  table: string,
  size: number,
  idAt: (place: number) => string,
): readonly Row[] {
  return Array.from({ length: size }, (_, place) => ({
    listmemberid: sampleId(0x12, list * 1000 + place),
    listid: sampleId(0x11, list),
    entityid: idAt(place),
    entityidtype: table,
  }));
}
