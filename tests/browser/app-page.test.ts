import { sampleSegments } from '../../emulator/sample-data';
import { axeFindings } from './testing/axe';
import { recordId } from '../../segments';
import { itInFullForm } from '../testing/full-form';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment, oneGroup } from './testing/fresh-segment';

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
    const state = page.locator('.status-badge');
    const [members, general] = ['Static members', 'General'].map((name) => page.getByRole('tab', { name }));
    await general?.click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Not saved yet');
    await members?.click();
    await control.button('Stop').click();
    await page.locator('.ms-Dialog-main').getByRole('button', { name: 'Stop' }).click();
    await state.getByText('Stopped').waitFor();
    await control.button('Publish').click();
    await state.getByText('Live').waitFor();
    await general?.click();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Not saved yet');
    await page.context().close();
  });

  itInFullForm('asks before unsaved changes are left, and not without them', async () => {
    const { page } = await environment.open({ definition: newsletter.definitionId });
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual([]);
    await page.getByRole('tab', { name: 'General' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Another');
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await page.context().close();
  });

  it('saves and closes, publishes what belongs to the record, and says so where nothing does', async () => {
    const { definition } = freshSegment(environment, oneGroup('Guests'));
    const { page } = await environment.open({ definition }, '&lcid=1031');
    const command = (name: string) =>
      page.getByRole('toolbar', { name: 'Befehle' }).getByRole('button', { name, exact: true });
    await page.getByRole('tab').first().press('ArrowRight');
    await page.getByRole('tab', { name: 'Allgemein', selected: true }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Herbstaktion');
    await command('Veröffentlichen').click();
    await page.getByText('Gespeichert', { exact: true }).waitFor();
    await page.locator('.status-badge').getByText('Live').waitFor();
    const saved = environment.dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(definition));
    expect(saved?.['msdynmkt_name']).toBe('Herbstaktion');
    await page.getByRole('textbox', { name: 'Name' }).fill('Herbstaktion 2');
    await command('Speichern & schließen').click();
    await page.getByRole('link', { name: 'Herbstaktion 2' }).waitFor();
    expect(page.url()).toContain('lcid=1031');
    await page.context().close();
  });

  itInFullForm('looks records up in a pane beside the form, the ones of last time first', async () => {
    const { page } = await environment.open({ definition: newsletter.definitionId });
    const pane = page.locator('.lookup-pane');
    const look = (): void =>
      void page.evaluate(() => {
        const { Xrm } = window as unknown as {
          Xrm: { Utility: { lookupObjects(options: object): Promise<unknown> } };
        };
        void Xrm.Utility.lookupObjects({ entityTypes: ['contact'], allowMultiSelect: true });
      });
    look();
    await pane.getByRole('heading', { name: 'Records', exact: true }).waitFor();
    await pane.getByRole('searchbox').fill('Zoe Baker');
    await pane.getByText('zoe.baker7@example.com').click();
    expect((await pane.boundingBox())?.x).toBeGreaterThan(800);
    expect(await axeFindings(page)).toEqual([]);
    await pane.getByRole('button', { name: 'Add' }).click();
    await pane.waitFor({ state: 'detached' });
    look();
    await pane.getByRole('heading', { name: 'Recently used' }).waitFor();
    await pane.getByText('zoe.baker7@example.com').waitFor();
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
      await page.getByText('Views', { exact: true }).click();
      await page.getByRole('link', { name: 'Contacts in Spain' }).click();
      await page.getByRole('heading', { name: 'Contacts in Spain' }).waitFor();
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
