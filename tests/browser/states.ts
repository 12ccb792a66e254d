import { recordId } from '../../segments';
import { sampleSegments } from '../../emulator/sample-data';
import { ControlPage } from './control-page';
import type { FormEnvironment, FormRecordAddress, OpenForm } from './form-environment';
import { freshSegment, oneGroup } from './fresh-segment';
import { contacts, openImport, chooseCommand, preview, mixedList, startAdding } from './ways-to-states';

/** A state of the control that people come to, and the way there. */
export interface ControlState {
  /** Also the name of its picture in docs/images. */
  readonly name: string;
  readonly record: FormRecordAddress | ((environment: FormEnvironment) => FormRecordAddress);
  /** More of the form's address, as in `&readonly=true`. */
  readonly address?: string;
  /** What the browser writes to the console about the requests that this state makes fail. */
  readonly expects?: RegExp;
  /** From the opened form to the state; waits until it is there. */
  reach(control: ControlPage, form: OpenForm, environment: FormEnvironment): Promise<unknown>;
}

const { newsletter, loyalty, madrid } = sampleSegments;
const definition = { definition: newsletter.definitionId };

const withOneGroup = (environment: FormEnvironment): FormRecordAddress => ({
  definition: freshSegment(environment, oneGroup('Guests')).definition,
});

export const controlStates: readonly ControlState[] = [
  {
    name: 'groups-and-members',
    record: definition,
    reach: (control) => control.grid.getByText('@').first().waitFor(),
  },
  {
    name: 'empty-group',
    record: definition,
    reach: (control) => control.showGroup('Webinar guests (to be filled)'),
  },
  {
    name: 'no-groups',
    record: { definition: madrid.definitionId },
    reach: (control) => control.root.getByText('There are no groups yet.').waitFor(),
  },
  {
    name: 'new-group',
    record: definition,
    async reach(control) {
      await control.button('Add group').click();
      await control.root.getByRole('textbox', { name: 'Name' }).fill('Trade fair visitors');
    },
  },
  {
    name: 'unsaved-group',
    record: definition,
    async reach(control) {
      await control.button('Add group').click();
      await control.root.getByRole('textbox', { name: 'Name' }).fill('Trade fair visitors');
      await control.button('Add').click();
      await control.root.getByText('New, not saved').waitFor();
    },
  },
  {
    name: 'delete-group',
    record: definition,
    async reach(control) {
      await control.button('Delete group Event sign-ups').click();
      await control.page.locator('.ms-Dialog-main').waitFor();
    },
  },
  {
    name: 'deleted-group',
    record: definition,
    async reach(control) {
      await control.button('Delete group Event sign-ups').click();
      await control.page.locator('.ms-Dialog-main').getByRole('button', { name: 'Delete' }).click();
      await control.button('Undo').waitFor();
    },
  },
  {
    name: 'selected-members',
    record: definition,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.rows().nth(1).click();
      await control
        .rows()
        .nth(4)
        .click({ modifiers: ['Shift'] });
      await control.root.getByText('Selected: 4').waitFor();
    },
  },
  {
    name: 'search',
    record: definition,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.root.getByRole('searchbox').fill('inigo');
      await control.page.keyboard.press('Enter');
      await control.root.getByText(/^Found in this group: /).waitFor();
    },
  },
  {
    name: 'member-details',
    record: definition,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.rows().nth(1).dblclick();
      await control.root.getByRole('complementary').waitFor();
    },
  },
  {
    name: 'why',
    record: definition,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.rows().nth(1).dblclick();
      await control.button('Why in the segment or not?').click();
      await control.root.getByText('Can be written to').waitFor();
    },
  },
  {
    name: 'compare-groups',
    record: definition,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.button('Compare groups').click();
      await control.root.getByRole('table').waitFor();
    },
  },
  {
    name: 'more-commands',
    record: definition,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.button('More commands').click();
      await control.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'export',
    record: definition,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.button('Export').click();
      await control.root.getByRole('checkbox', { name: 'Record id' }).waitFor();
    },
  },
  { name: 'add-members', record: definition, reach: openImport },
  {
    name: 'choose-view',
    record: definition,
    async reach(control) {
      await openImport(control);
      await control.root.getByRole('combobox', { name: 'All rows of a view' }).click();
      await control.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'add-columns',
    record: definition,
    async reach(control) {
      await openImport(control);
      await control.chooseFile('guests.csv', mixedList);
      await control.button('Check list').waitFor();
    },
  },
  {
    name: 'add-preview',
    record: (environment) => withOneGroup(environment),
    reach: (control) => preview(control, mixedList),
  },
  {
    name: 'replace-preview',
    record: definition,
    async reach(control) {
      await control.showGroup('Event sign-ups');
      await control.root.getByText('350 of 200,000').waitFor();
      await chooseCommand(control, 'Replace members with a list');
      await control.chooseFile('guests.csv', `contactid\n${contacts(0, 300).join('\n')}`);
      await control.button('Check list').click();
      await control.button(/^Add \(/).waitFor();
    },
  },
  { name: 'adding', record: withOneGroup, reach: startAdding },
  {
    name: 'adding-paused',
    record: withOneGroup,
    async reach(control, form) {
      await startAdding(control, form);
      await control.button('Pause').click();
      await control.root.getByText(/Paused/).waitFor();
    },
  },
  {
    name: 'added',
    record: withOneGroup,
    async reach(control) {
      await preview(control, `contactid\n${contacts(0, 1500).join('\n')}`);
      await control.button('Add (1,500)').click();
      await control.root.getByText('Done', { exact: true }).waitFor();
    },
  },
  {
    name: 'conflict',
    expects: /412/,
    record: (environment) => ({ segment: freshSegment(environment, oneGroup('Guests')).segment }),
    async reach(control, { page }, { dataverse }) {
      await control.button('Edit group Guests').click();
      await control.root.getByRole('textbox', { name: 'Name' }).fill('Speakers');
      await control.button('Apply').click();
      const segment = new URL(page.url()).searchParams.get('id') ?? '';
      const definitionId = dataverse.store.retrieve('msdynmkt_segment', recordId(segment))?.[
        'msdynmkt_sourcesegmentuid'
      ];
      dataverse.store.update('msdynmkt_segmentdefinition', recordId(String(definitionId)), {
        msdynmkt_staticlistmembers: String(
          dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(String(definitionId)))?.[
            'msdynmkt_staticlistmembers'
          ],
        ).replace('Guests', 'Guests of the press'),
      });
      await control.button(/^Save groups/).click();
      await page.locator('.ms-Dialog-main').getByText('Guests of the press').waitFor();
    },
  },
  {
    name: 'read-only',
    record: definition,
    address: '&readonly=true',
    reach: (control) => control.root.getByText(/^Read-only: the form or this field is disabled/).waitFor(),
  },
  {
    name: 'column-security-read-only',
    record: definition,
    address: '&security=readonly',
    reach: (control) => control.root.getByText(/^Read-only: column security/).waitFor(),
  },
  {
    name: 'column-security-hidden',
    record: definition,
    address: '&security=hidden',
    reach: (control) => control.root.getByText('You do not have permission to see this field.').waitFor(),
  },
  {
    name: 'offline',
    record: definition,
    address: '&offline=true',
    reach: (control) => control.root.getByText(/^Read-only: you are offline/).waitFor(),
  },
  {
    name: 'no-actions',
    record: definition,
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
    name: 'malformed-groups',
    record: (environment) => ({ definition: freshSegment(environment, '[{"groupId": }]').definition }),
    reach: (control) => control.root.getByText(/^The groups of this segment cannot be read/).waitFor(),
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

/** Opens the form of a state and goes there. */
export async function openState(
  environment: FormEnvironment,
  state: ControlState,
  more = '',
  options?: Parameters<FormEnvironment['open']>[2],
): Promise<OpenForm & { readonly control: ControlPage }> {
  const record = typeof state.record === 'function' ? state.record(environment) : state.record;
  const form = await environment.open(record, (state.address ?? '') + more, options);
  const control = new ControlPage(form.page);
  await state.reach(control, form, environment);
  return { ...form, control };
}
