import { sampleContactId, sampleSegments } from '../../emulator/sample-data';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment, oneGroup } from './testing/fresh-segment';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

const contacts = Array.from({ length: 30 }, (_, index) => sampleContactId(index)).join('\n');

/** What names the element that has the keyboard. */
function nameOfFocused(control: ControlPage): Promise<string> {
  return control.page.evaluate(() => {
    const found = document.activeElement;
    if (found === document.body) return 'nothing';
    const labels =
      found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found.labels : null;
    return found?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? found?.textContent ?? '';
  });
}

/** Presses Tab until the element with this name has the focus; fails after a whole round of the page. */
async function tabTo(control: ControlPage, name: string | RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await control.page.keyboard.press('Tab');
    const found = (await nameOfFocused(control)).trim();
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`Tab does not come to ${String(name)}; it ended on ${await nameOfFocused(control)}.`);
}

describe('with the keyboard alone', () => {
  it('a marketer makes a group, saves it, adds members, removes some, and never loses the focus', async () => {
    const { definition } = freshSegment(environment, oneGroup('Guests'));
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.group('Guests').first().waitFor();

    await tabTo(control, 'Add group');
    await page.keyboard.press('Enter');
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('Speakers');
    await page.keyboard.press('Enter');
    await control.group('Speakers').first().waitFor();
    await tabTo(control, 'Save groups now');
    await page.keyboard.press('Enter');
    await control.root.getByRole('region', { name: 'Members of Speakers' }).waitFor();

    await tabTo(control, 'Add members');
    await page.keyboard.press('Enter');
    await tabTo(control, 'Paste a list');
    await page.keyboard.insertText(contacts);
    await tabTo(control, 'Next');
    await page.keyboard.press('Enter');
    await tabTo(control, 'Check list');
    await page.keyboard.press('Enter');
    await control.button('Add (30)').waitFor();
    await tabTo(control, 'Add (30)');
    await page.keyboard.press('Enter');
    await control.root.getByText('Done', { exact: true }).waitFor();
    await tabTo(control, 'Close');
    await page.keyboard.press('Enter');
    await control.root.getByText('30 of 200,000').waitFor();

    await tabToRows(control);
    expect(await activeRow(control)).toBe('2');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await control.root.getByText('Selected: 3').waitFor();
    await page.keyboard.press('End');
    expect(await activeRow(control)).toBe('31');
    await page.keyboard.press('Home');
    expect(await activeRow(control)).toBe('2');
    await page.keyboard.press('Control+a');
    await control.root.getByText('Selected: 30').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    await control.root.getByText('Selected: 1').waitFor();

    await tabTo(control, 'Remove');
    await page.keyboard.press('Enter');
    await page.locator('.ms-Dialog-main button:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.ms-Dialog-main').waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Remove' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.ms-Dialog-main button:focus').waitFor();
    await page.keyboard.press('Enter');
    await control.root.getByText('Done', { exact: true }).waitFor();
    await control.root.getByText('29 of 200,000').waitFor();
    expect(noise).toEqual([]);
  });
});

describe('after every step the keyboard is', () => {
  it('where the next step is, and never lost to the page', async () => {
    const { definition } = freshSegment(environment, oneGroup('Guests'));
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.group('Guests').first().waitFor();
    await control.button('Add members').isEnabled();

    // A new group: its name, its button; given up: the button that began it.
    await press(control, 'Add group');
    await focusIs(control, 'Name');
    await page.keyboard.type('Speakers');
    await page.keyboard.press('Enter');
    await focusIs(control, /^Speakers/);
    await press(control, 'Add group');
    await focusIs(control, 'Name');
    await page.keyboard.press('Escape');
    await focusIs(control, /^Speakers|^Add group/);
    await press(control, 'Delete group Speakers');
    await focusIs(control, 'Delete');
    await page.keyboard.press('Enter');
    await focusIs(control, /^Guests/);

    // Adding: the heading of each step, the report, the list.
    await press(control, 'Add members');
    await focusIs(control, 'Add members to Guests');
    await press(control, 'Cancel');
    await focusIs(control, 'Add members');
    await page.keyboard.press('Enter');
    await focusIs(control, 'Add members to Guests');
    await tabTo(control, 'Paste a list');
    await page.keyboard.insertText(contacts);
    await press(control, 'Next');
    await control.button('Check list').waitFor();
    await focusIs(control, 'Add members to Guests');
    await press(control, 'Check list');
    await control.button('Add (30)').waitFor();
    await focusIs(control, /^Add members to Guests|^To add/);
    await press(control, 'Add (30)');
    await focusIs(control, /^Result/);
    await press(control, 'Close');
    await focusIs(control, 'Guests');

    // A person: the card, and back to the row.
    await tabToRows(control);
    await page.keyboard.press('Enter');
    await focusIs(control, 'Close');
    await page.keyboard.press('Escape');
    expect(await activeRow(control)).toBe('2');

    // Export: its first column, and back to its button.
    await tabTo(control, 'Export');
    await page.keyboard.press('Enter');
    await focusIs(control, 'Record id');
    await press(control, 'Cancel');
    await focusIs(control, 'Export');

    // Removing: the question, the report.
    await tabTo(control, 'Select all');
    await page.keyboard.press('Space');
    await press(control, 'Remove');
    await page.locator('.ms-Dialog-main button:focus').waitFor();
    await page.keyboard.press('Enter');
    await focusIs(control, /^Result/);
    expect(noise).toEqual([]);
  });
});

describe('a list is arranged with the keyboard alone', () => {
  it('sorted and widened at a heading, cut down and given a column from the menus', async () => {
    // Wide enough for every command to have a button.
    const { page, noise } = await environment.open(
      { definition: sampleSegments.newsletter.definitionId },
      '',
      {
        viewport: { width: 1600, height: 750 },
      },
    );
    const control = new ControlPage(page);
    await control.showGroup('Asked not to be written to');
    await control.root.getByText('85 of 200,000').waitFor();
    const heading = control.grid.getByRole('columnheader', { name: 'Name' });

    await press(control, 'Name');
    await control.root.getByText('Sorted by Name').waitFor();
    const names = async (): Promise<readonly string[]> =>
      control.grid
        .locator('.sgm-name-cell')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title') ?? ''));
    const ascending = await names();
    expect(ascending).toEqual([...ascending].sort(new Intl.Collator('en-US').compare));
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    await control.grid.locator('[aria-sort=descending]').waitFor();
    const before = (await heading.boundingBox())?.width ?? 0;
    await page.keyboard.press('Shift+ArrowRight');
    expect((await heading.boundingBox())?.width).toBeGreaterThan(before + 10);
    await focusIs(control, /^Name/);

    await press(control, 'Filter');
    await page.getByRole('menuitemcheckbox', { name: 'Added since the form was opened' }).waitFor();
    await page.locator('[role=menuitemcheckbox]:focus').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await control.root.getByText('Nobody in this group matches').waitFor();
    await focusIs(control, /^Filter/);
    await page.keyboard.press('Enter');
    await page.locator('[role=menuitemcheckbox]:focus').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await control.root.getByText('Nobody in this group matches').waitFor({ state: 'detached' });

    await press(control, 'Columns');
    const city = page.getByRole('menuitemcheckbox', { name: /: city$/ }).first();
    await city.click();
    await page.keyboard.press('Escape');
    await control.grid.getByRole('columnheader', { name: /: city$/ }).waitFor();
    await control.root.getByText('Sorted by Name').waitFor();
    expect(noise).toEqual([]);
  });
});

async function press(control: ControlPage, name: string): Promise<void> {
  await tabTo(control, name);
  await control.page.keyboard.press('Enter');
}

/** Waits until the element with this name has the keyboard. */
async function focusIs(control: ControlPage, name: string | RegExp): Promise<void> {
  const isIt = (found: string): boolean => (typeof name === 'string' ? found === name : name.test(found));
  let found = '';
  for (let tries = 0; tries < 100; tries += 1) {
    found = (await nameOfFocused(control)).trim();
    if (isIt(found)) return;
    await control.page.waitForTimeout(50);
  }
  throw new Error(`The keyboard is on ${found}, not on ${String(name)}.`);
}

/** Presses Tab until a row of the list has the focus. */
async function tabToRows(control: ControlPage): Promise<void> {
  await tabTo(control, 'Select all');
  for (let steps = 0; steps < 10 && (await activeRow(control)) === null; steps += 1) {
    await control.page.keyboard.press('Tab');
  }
}

const activeRow = (control: ControlPage): Promise<string | null | undefined> =>
  control.page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
