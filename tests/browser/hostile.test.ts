import { readFileSync } from 'node:fs';
import { sampleContactId } from '../../emulator/sample-data';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment, oneGroup } from './testing/fresh-segment';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

const markup = '<img src=x onerror="window.wasRun = true"><script>window.wasRun = true</script>';

const wasRun = (control: ControlPage): Promise<unknown> =>
  control.page.evaluate(() => (window as unknown as { wasRun?: boolean }).wasRun);

describe('what other people wrote', () => {
  it('is shown as text wherever names of groups and members appear', async () => {
    const { definition } = freshSegment(environment, oneGroup(markup));
    const lastname = '<img src=x onerror="window.wasRun = true">';
    const row = { lastname, emailaddress1: 'a@example.com' };
    const id = environment.dataverse.store.create('contact', row);
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.button('Add members').click();
    await control.root.getByLabel('Paste a list').fill(id);
    await control.button('Next').click();
    await control.button('Check list').click();
    await control.button('Add (1)').click();
    await control.button('Close').click();
    await control.grid.getByText(lastname).waitFor();
    await control.button(`Delete group ${markup}`).click();
    await page.locator('.ms-Dialog-main').getByText(markup, { exact: false }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await wasRun(control)).toBeUndefined();
    expect(noise).toEqual([]);
    await page.context().close();
  });

  it('is shown as text in a file that is being added', async () => {
    const { definition } = freshSegment(environment, oneGroup('Guests'));
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.button('Add members').click();
    await control.chooseFile(`../../${markup}.csv`, `email,${markup}\n${markup},${markup}\n`);
    await control.root.getByRole('cell', { name: markup }).first().waitFor();
    await control.button('Check list').click();
    await control.root.getByText('Not valid').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await wasRun(control)).toBeUndefined();
    expect(noise).toEqual([]);
    await page.context().close();
  });

  it('is no formula and no path in a file that is saved', async () => {
    const { definition } = freshSegment(environment, oneGroup('../..\\evil:name?'));
    const { store } = environment.dataverse;
    const id = store.create('contact', {
      lastname: '=HYPERLINK("http://x","y")',
      emailaddress1: '+1@example.com',
    });
    const { page } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.button('Add members').click();
    await control.root.getByLabel('Paste a list').fill([id, sampleContactId(3)].join('\n'));
    await control.button('Next').click();
    await control.button('Check list').click();
    await control.button('Add (2)').click();
    await control.button('Close').click();
    const download = page.waitForEvent('download');
    await control.exportGroup();
    const saved = await download;
    expect(saved.suggestedFilename()).not.toMatch(/[\\/:?]|\.\./);
    const text = readFileSync(await saved.path(), 'utf8');
    expect(text).toContain(id);
    for (const cell of text.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+\-@\t]/);
    await page.context().close();
  });
});
