import { contactName, type ColumnDescription, type TableDescription } from '../../segments';

/*
 * In Dynamics 365 interactions are no Dataverse tables but lie in a lake of their own. Here they are tables, so that
 * INTERACTION(…) has something to count and a test can write what people did. When something was done is createdon;
 * overriddencreatedon sets it.
 */

const text = (name: string, label: string): ColumnDescription => ({
  name,
  label,
  type: 'string',
  maxLength: 200,
});

function interaction(
  code: number,
  logicalName: string,
  label: string,
  columns: readonly ColumnDescription[],
  more: Pick<TableDescription, 'relationships'> = {},
): TableDescription {
  return {
    logicalName,
    entitySetName: `${logicalName}s`,
    label,
    collectionLabel: `${label} interactions`,
    primaryId: `${logicalName}id`,
    primaryName: 'name',
    objectTypeCode: code,
    ownership: 'organization',
    columns: [
      { name: `${logicalName}id`, label, type: 'uniqueidentifier' },
      text('name', 'Name'),
      ...columns,
    ],
    ...more,
  };
}

/** Columns that public queries of real-time segments name. */
const realTimeColumns: readonly ColumnDescription[] = [
  text('msdynmkt_entityid', 'Person'),
  text('msdynmkt_entityid_logicalname', 'Table of the person'),
  text('msdynmkt_messagetemplateid', 'Message'),
  text('msdynmkt_journeyid', 'Journey'),
];

/** Outbound: the contact is reached over a link, e.g. `INTERACTION(EmailOpened, EmailOpened_ContactLink)`. */
function outbound(code: number, name: string): TableDescription {
  const many = name.toLowerCase();
  const columns: readonly ColumnDescription[] = [
    text('emailid', 'Email'),
    text('campaignname', 'Campaign'),
    { name: 'seconds', label: 'Seconds', type: 'integer' },
    { name: 'contactid', label: 'Contact', type: 'lookup', targets: [contactName.logicalName] },
  ];
  const relationships = [
    { name: `${name}_ContactLink`, one: contactName.logicalName, many, column: 'contactid' },
  ];
  return interaction(code, many, name, columns, { relationships });
}

export const interactionTables: readonly TableDescription[] = [
  interaction(10701, 'msdynmkt_emaildelivered', 'Email delivered', realTimeColumns),
  interaction(10702, 'msdynmkt_emailopened', 'Email opened', realTimeColumns),
  interaction(10703, 'msdynmkt_emailclicked', 'Email clicked', realTimeColumns),
  outbound(10704, 'EmailDelivered'),
  outbound(10705, 'EmailOpened'),
  outbound(10706, 'EmailClicked'),
  outbound(10707, 'RedirectLinkClicked'),
];
