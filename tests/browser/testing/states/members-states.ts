import { newsletter, type ControlState } from './control-state';

/** The members of a group. */
export const membersStates: readonly ControlState[] = [
  {
    name: 'groups-and-members',
    record: newsletter,
    reach: (control) => control.grid.getByText('@').first().waitFor(),
  },
  {
    name: 'selected-members',
    record: newsletter,
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
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.root.getByRole('searchbox').fill('inigo');
      await control.page.keyboard.press('Enter');
      await control.root.getByText(/^Found in this group: /).waitFor();
    },
  },
  {
    name: 'member-details',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.rows().nth(1).dblclick();
      await control.root.getByRole('complementary').waitFor();
    },
  },
  {
    name: 'why',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.rows().nth(1).dblclick();
      await control.button('Why in the segment or not?').click();
      await control.root.getByText('Can be written to').waitFor();
    },
  },
  {
    name: 'more-commands',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.button('More commands').click();
      await control.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'export',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.button('Export').click();
      await control.root.getByRole('checkbox', { name: 'Record id' }).waitFor();
    },
  },
  {
    name: 'sorted-members',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.grid.getByRole('button', { name: 'Name' }).click();
      await control.root.getByText('Sorted by Name').waitFor();
    },
  },
  {
    name: 'filter-members',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.button('Filter').click();
      await control.page.getByRole('menuitemcheckbox').first().waitFor();
    },
  },
  {
    name: 'no-hits',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.root.getByRole('searchbox').fill('nobody of that name');
      await control.page.keyboard.press('Enter');
      await control.root.getByText('Nobody in this group matches').waitFor();
    },
  },
  {
    name: 'remove-members',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.rows().nth(1).click();
      await control.button('Remove').click();
      await control.page.locator('.ms-Dialog-main').waitFor();
    },
  },
  {
    name: 'members-out-of-reach',
    record: newsletter,
    expects: /403|Forbidden/,
    async reach(control, { page }) {
      await page.route('**/msdynmkt_ListGroupMembers*', (route) =>
        route.fulfill({ status: 403, json: { error: { code: '0x80040220', message: 'No privilege.' } } }),
      );
      await control.showGroup('Event sign-ups');
      await control.root.getByText('The members cannot be shown').waitFor();
      // A number would claim to know what could not be read.
      await control.root.getByText('0 of 200,000').waitFor({ state: 'detached' });
    },
  },
];
