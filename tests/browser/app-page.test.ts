import { sampleSegments } from '../../emulator/sample-data';
import { axeFindings } from './axe';
import { ControlPage } from './control-page';
import { startFormEnvironment, type FormEnvironment } from './form-environment';

const { loyalty, newsletter } = sampleSegments;
let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

describe('the page around the control', () => {
  it('shows what the server has after publishing, and keeps what is not saved', async () => {
    const { page } = await environment.open({ definition: loyalty.definitionId });
    const control = new ControlPage(page);
    const summary = page.getByRole('region', { name: 'Summary' });
    await page.getByRole('textbox', { name: 'Name' }).fill('Not saved yet');
    await control.button('Stop').click();
    await page.locator('.ms-Dialog-main').getByRole('button', { name: 'Stop' }).click();
    await summary.getByText('Stopped').waitFor();
    await control.button('Publish').click();
    await summary.getByText('Live').waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Not saved yet');
    await page.context().close();
  });

  it('asks before unsaved changes are left, and not without them', async () => {
    const { page } = await environment.open({ definition: newsletter.definitionId });
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual([]);
    await page.getByRole('textbox', { name: 'Name' }).fill('Another');
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await page.context().close();
  });

  it.each([320, 1280])(
    'leads from the site map to a list, to a person and back at %i pixels',
    async (width) => {
      const page = await environment.browser.newPage({ viewport: { width, height: 720 } });
      await page.goto(environment.url);
      await page
        .getByRole('navigation', { name: 'Site map' })
        .getByRole('link', { name: 'Contacts' })
        .click();
      await page.getByRole('heading', { name: 'Active Contacts' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('link', { name: 'Next' }).click();
      await page.getByText('Page 2 of').waitFor();
      await page.locator('tbody a').first().click();
      await page.getByRole('region', { name: 'Consent' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(overflow).toBe(false);
      await page.close();
    },
  );
});
