import { chooseCommand, contacts, mixedList, openImport, preview, startAdding } from '../ways-to-states';
import { newsletter, withOneGroup, type ControlState } from './control-state';

/** From a list to members. */
export const addingStates: readonly ControlState[] = [
  { name: 'add-members', record: newsletter, reach: openImport },
  {
    name: 'choose-view',
    record: newsletter,
    async reach(control) {
      await openImport(control);
      await control.root.getByRole('combobox', { name: 'All rows of a view or a marketing list' }).click();
      await control.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'add-columns',
    record: newsletter,
    async reach(control) {
      await openImport(control);
      await control.chooseFile('guests.csv', mixedList);
      await control.button('Check list').waitFor();
    },
  },
  {
    name: 'add-preview',
    record: withOneGroup,
    reach: (control) => preview(control, mixedList),
  },
  {
    name: 'replace-preview',
    record: newsletter,
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
    name: 'replace-confirm',
    record: newsletter,
    async reach(control) {
      await control.showGroup('Event sign-ups');
      await control.root.getByText('350 of 200,000').waitFor();
      await chooseCommand(control, 'Replace members with a list');
      await control.chooseFile('guests.csv', `contactid\n${contacts(0, 300).join('\n')}`);
      await control.button('Check list').click();
      await control.button(/^Add \(/).click();
      await control.page.locator('.ms-Dialog-main').waitFor();
    },
  },
];
