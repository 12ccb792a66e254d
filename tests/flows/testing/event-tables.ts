import { choices, column, status } from '../../../emulator/store/tables/column';
import type { TableDescription } from '../../../segments';

const activeStatus = status(
  choices(['Active', 'Inactive'], 0),
  [
    { value: 1, label: 'Active', state: 0 },
    { value: 2, label: 'Inactive', state: 1 },
  ],
  { state: 0, status: 1 },
);

const table = (
  logicalName: string,
  label: string,
  objectTypeCode: number,
  primaryName: string,
  columns: TableDescription['columns'],
): TableDescription => ({
  logicalName,
  entitySetName: `${logicalName}s`,
  label,
  collectionLabel: `${label}s`,
  primaryId: `${logicalName}id`,
  primaryName,
  objectTypeCode,
  ownership: 'user',
  columns: [column.id(`${logicalName}id`, label), ...columns],
});

const submissionStatus = status(
  choices(['Active', 'Inactive'], 0),
  [
    { value: 575440000, label: 'Pending', state: 0 },
    { value: 575440001, label: 'Failure', state: 0 },
    { value: 575440002, label: 'Success', state: 0 },
    { value: 575440003, label: 'Finished', state: 0 },
    { value: 2, label: 'Inactive', state: 1 },
  ],
  { state: 0, status: 575440000 },
);

/** Forms and consents, with the columns that the flows read. Source: entity metadata (2024). */
const marketingTables: readonly TableDescription[] = [
  table('msdynmkt_marketingform', 'Form', 10_803, 'msdynmkt_name', [
    column.text('msdynmkt_name', 'Name', 100),
    ...activeStatus,
  ]),
  {
    ...table('msdynmkt_marketingformsubmission', 'Form submission', 10_804, 'msdynmkt_name', [
      column.text('msdynmkt_name', 'Name', 100),
      column.text('msdynmkt_contactableemail', 'Email address', 100),
      column.lookup('msdynmkt_marketingformid', 'Form', ['msdynmkt_marketingform']),
      ...submissionStatus,
    ]),
    relationships: [
      {
        name: 'msdynmkt_marketingformsubmission_marketingform',
        one: 'msdynmkt_marketingform',
        many: 'msdynmkt_marketingformsubmission',
        column: 'msdynmkt_marketingformid',
      },
    ],
  },
  table('msdynmkt_contactpointconsent4', 'Contact point consent', 10_805, 'msdynmkt_contactpointvalue', [
    column.text('msdynmkt_contactpointvalue', 'Contact point', 100),
    column.choice('msdynmkt_contactpointtype', 'Type', [
      { value: 534120000, label: 'Email' },
      { value: 534120001, label: 'Text Message' },
      { value: 534120002, label: 'Custom' },
      { value: 534120003, label: 'Voice' },
    ]),
    column.choice('msdynmkt_value', 'Value', [
      { value: 534120000, label: 'Not set' },
      { value: 534120001, label: 'Opted in' },
      { value: 534120002, label: 'Opted out' },
    ]),
    ...activeStatus,
  ]),
];

/** The tables that the flows read beside segments and people, with the columns they read. */
export const eventTables: readonly TableDescription[] = [
  ...marketingTables,
  {
    logicalName: 'msevtmgt_event',
    entitySetName: 'msevtmgt_events',
    label: 'Event',
    collectionLabel: 'Events',
    primaryId: 'msevtmgt_eventid',
    primaryName: 'msevtmgt_name',
    objectTypeCode: 10_801,
    ownership: 'user',
    columns: [
      column.id('msevtmgt_eventid', 'Event'),
      column.text('msevtmgt_name', 'Name', 100),
      ...activeStatus,
    ],
  },
  {
    logicalName: 'msevtmgt_eventregistration',
    entitySetName: 'msevtmgt_eventregistrations',
    label: 'Event registration',
    collectionLabel: 'Event registrations',
    primaryId: 'msevtmgt_eventregistrationid',
    primaryName: 'msevtmgt_name',
    objectTypeCode: 10_802,
    ownership: 'user',
    columns: [
      column.id('msevtmgt_eventregistrationid', 'Event registration'),
      column.text('msevtmgt_name', 'Registration id', 100),
      column.lookup('msevtmgt_eventid', 'Event', ['msevtmgt_event']),
      column.lookup('msevtmgt_contactid', 'Contact', ['contact']),
      ...activeStatus,
    ],
  },
];
