import { sampleContactId, sampleSegments } from '../../emulator/sample-data';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { takeScreenshot } from './testing/screenshot';

const { newsletter } = sampleSegments;
let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

describe('a marketer on the form of a segment definition', () => {
  it('sees the groups, adds people by paste and by file, removes some, and finds it all after a reload', async () => {
    const { page, noise, requests } = await environment.open({ definition: newsletter.definitionId });
    const control = new ControlPage(page);

    // Groups with their type and count.
    await control
      .group('VIP customers')
      .filter({ hasText: 'Include' })
      .filter({ hasText: '1,240' })
      .waitFor();
    await control
      .group('Asked not to be written to')
      .filter({ hasText: 'Exclude' })
      .filter({ hasText: '85' })
      .waitFor();

    // Members by name and e-mail.
    await control.showGroup('Event sign-ups');
    await expectPerson(control, 1);
    await takeScreenshot(page, 'form');

    // Ids from the clipboard, in calls of 1000.
    await control.showGroup('Webinar guests (to be filled)');
    await control.button('Add members').click();
    const pasted = idsFrom(0, 2500);
    requests.splice(0);
    await control.root.getByLabel('Paste a list').evaluate(paste, pasted.join('\n'));
    await addPreviewed(control, 2500);
    const added = requests.filter((request) => request.includes('msdynmkt_AddStaticMembers'));
    expect(added).toHaveLength(3);

    // A file of ids, of which some are there already.
    await control.button('Close').click();
    await control.button('Add members').click();
    await control.chooseFile('guests.csv', `contactid;note\r\n${idsFrom(2000, 1500).join(';x\r\n')};x\r\n`);
    await addPreviewed(control, 1000);
    await control.button('Close').click();
    await control.root.getByText('3,500 of 200,000').waitFor();

    // Selected members go.
    await control.rows().nth(0).click();
    await control
      .rows()
      .nth(4)
      .click({ modifiers: ['Shift'] });
    await control.button('Remove').click();
    await page.getByRole('button', { name: 'Remove (5)' }).click();
    await control.button('Close').click();
    await control.root.getByText('3,495 of 200,000').waitFor();

    // The server has it.
    await page.reload();
    await control.group('Webinar guests (to be filled)').filter({ hasText: '3,495' }).waitFor();
    expect(noise).toEqual([]);
  });
});

const idsFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(first + index));

async function expectPerson(control: ControlPage, row: number): Promise<void> {
  await control.grid.getByText('@').first().waitFor();
  const [, name, email] = await control.cells(row);
  expect(name).toMatch(/\p{L}+ \p{L}+/u);
  expect(email === '' || email?.includes('@')).toBe(true);
}

/** Follows a list from what was recognised in it to the end of adding. */
async function addPreviewed(control: ControlPage, count: number): Promise<void> {
  await control.button('Check list').click();
  await control.button(`Add (${count.toLocaleString('en-US')})`).click();
  await control.root.getByText('Done', { exact: true }).waitFor();
}

/** Runs in the page: what the browser does when a person pastes. */
function paste(target: Element, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}
