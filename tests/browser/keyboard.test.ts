import { sampleContactId } from '../../emulator/sample-data';
import { ControlPage } from './control-page';
import { startFormEnvironment, type FormEnvironment } from './form-environment';
import { freshSegment, oneGroup } from './fresh-segment';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

const contacts = Array.from({ length: 30 }, (_, index) => sampleContactId(index)).join('\n');

/** Presses Tab until the element with this name has the focus; fails after a whole round of the page. */
async function tabTo(control: ControlPage, name: string | RegExp): Promise<void> {
  const focused = (): Promise<string> =>
    control.page.evaluate(() => {
      const found = document.activeElement;
      const labels =
        found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found.labels : null;
      return found?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? found?.textContent ?? '';
    });
  for (let steps = 0; steps < 80; steps += 1) {
    await control.page.keyboard.press('Tab');
    const found = (await focused()).trim();
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`Tab does not come to ${String(name)}; it ended on ${await focused()}.`);
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
    await control.root.getByRole('grid', { name: 'Members of Speakers' }).waitFor();

    await tabTo(control, 'Add members');
    await page.keyboard.press('Enter');
    await tabTo(control, 'Or paste a list');
    await page.keyboard.insertText(contacts);
    await tabTo(control, 'Next');
    await page.keyboard.press('Enter');
    await tabTo(control, 'Look up');
    await page.keyboard.press('Enter');
    await control.button('Add (30)').waitFor();
    await tabTo(control, 'Add (30)');
    await page.keyboard.press('Enter');
    await control.root.getByText('Done', { exact: true }).waitFor();
    await tabTo(control, 'Close');
    await page.keyboard.press('Enter');
    await control.root.getByText('30 of 200,000').waitFor();

    await tabTo(control, 'Select all');
    await page.keyboard.press('Tab');
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

    await tabTo(control, 'Remove selected');
    await page.keyboard.press('Enter');
    await page.locator('.ms-Dialog-main button:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.ms-Dialog-main').waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Remove selected' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.ms-Dialog-main button:focus').waitFor();
    await page.keyboard.press('Enter');
    await control.root.getByText('Done', { exact: true }).waitFor();
    await control.root.getByText('29 of 200,000').waitFor();
    expect(noise).toEqual([]);
  });
});

const activeRow = (control: ControlPage): Promise<string | null | undefined> =>
  control.page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
