import { sampleSegments } from '../../../../emulator/sample-data';
import { newsletter, type ControlState } from './control-state';

const { loyalty } = sampleSegments;

/** What the form and its record make of the control. */
export const formStates: readonly ControlState[] = [
  {
    name: 'read-only',
    record: newsletter,
    address: '&readonly=true',
    reach: (control) => control.root.getByText(/^Read-only: the form or this field is disabled/).waitFor(),
  },
  {
    name: 'column-security-read-only',
    record: newsletter,
    address: '&security=readonly',
    reach: (control) => control.root.getByText(/^Read-only: column security/).waitFor(),
  },
  {
    name: 'column-security-hidden',
    record: newsletter,
    address: '&security=hidden',
    reach: (control) => control.root.getByText('You do not have permission to see this field.').waitFor(),
  },
  {
    name: 'offline',
    record: newsletter,
    address: '&offline=true',
    reach: (control) => control.root.getByText(/^Read-only: you are offline/).waitFor(),
  },
  {
    name: 'no-actions',
    record: newsletter,
    address: '&execute=none',
    async reach(control) {
      await control.root.getByText(/^Read-only: this page offers no way/).waitFor();
      await control.group('VIP customers').waitFor();
      await control.root.getByText('Loading').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'new-record',
    record: { new: 'msdynmkt_segmentdefinition' },
    reach: (control) => control.root.getByText(/^Save the record first/).waitFor(),
  },
  {
    name: 'live-segment',
    record: { segment: loyalty.segmentId },
    reach: (control) => control.grid.getByText('@').first().waitFor(),
  },
  {
    name: 'stop-segment',
    record: { definition: loyalty.definitionId },
    async reach(control) {
      await control.button('Stop').click();
      await control.page.locator('.ms-Dialog-main').waitFor();
    },
  },
  {
    name: 'form-designer',
    record: { new: 'msdynmkt_segmentdefinition' },
    address: '&authoring=true',
    reach: (control) => control.root.getByText(/^Segment Members shows/).waitFor(),
  },
];
