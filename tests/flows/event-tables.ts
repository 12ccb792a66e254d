import { choices, column, status } from '../../emulator/store/tables/column';
import type { TableDescription } from '../../segments';

const activeStatus = status(
  choices(['Active', 'Inactive'], 0),
  [
    { value: 1, label: 'Active', state: 0 },
    { value: 2, label: 'Inactive', state: 1 },
  ],
  { state: 0, status: 1 },
);

/** The two tables of event management that the flows read, with the columns they read. */
export const eventTables: readonly TableDescription[] = [
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
