import { readFileSync } from 'node:fs';
import { itInFullForm } from '../testing/full-form';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment, oneGroup } from './testing/fresh-segment';
import { contacts, ListSteps } from './testing/list-steps';

let environment: FormEnvironment;
let control: ControlPage;
let steps: ListSteps;
let noise: readonly string[];

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

beforeEach(async () => {
  const { definition } = freshSegment(environment, oneGroup('Guests'));
  const form = await environment.open({ definition });
  control = new ControlPage(form.page);
  steps = new ListSteps(control);
  noise = form.noise;
  await control.button('Add members').click();
});

afterEach(async () => {
  expect(noise).toEqual([]);
  await control.page.context().close();
});

async function command(name: string | RegExp): Promise<void> {
  await control.button('More commands').click();
  await control.page.getByRole('menuitem', { name }).click();
}

describe('members go', () => {
  beforeEach(() => steps.addFirst(20));

  it('when a group is made equal to a list', async () => {
    await command('Replace members with a list');
    await control.chooseFile('list.csv', contacts(15, 10).join('\n'));
    await control.button('Check list').click();
    await control.button('Add (5) and remove (15)').click();
    const dialog = control.page.locator('.ms-Dialog-main');
    await dialog.getByText('Remove 15 of 20 members from Guests?').waitFor();
    // More than half of the group goes: the number has to be typed.
    const yes = dialog.getByRole('button', { name: 'Remove (15)' });
    expect(await yes.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'To go on, type 15' }).fill('15');
    await yes.click();
    await steps.finish();
    await control.root.getByText('10 of 200,000').waitFor();

    // The five who came and the fifteen who went are all that is taken back, and that only once.
    await control.button('Undo (20)').click();
    await steps.finish();
    await control.root.getByText('20 of 200,000').waitFor();
  });

  itInFullForm('when they are on a list', async () => {
    await command('Remove members on a list');
    await control.chooseFile('list.csv', contacts(10, 30).join('\n'));
    await control.button('Check list').click();
    await control.button('Remove (10)').click();
    const dialog = control.page.locator('.ms-Dialog-main');
    await dialog.getByText('Remove 10 of 20 members from Guests?').waitFor();
    await dialog.getByText(/^Among those who go: /).waitFor();
    await dialog.getByRole('button', { name: 'Remove (10)' }).click();
    await steps.finish();
    await control.root.getByText('10 of 200,000').waitFor();
  });

  it('when a search has found them', async () => {
    await control.grid.getByText('@').first().waitFor();
    await control.root.getByRole('searchbox').fill('zoe');
    await control.page.keyboard.press('Enter');
    await control.root.getByText(/^Found in this group: /).waitFor();
    const found = await control.rows().count();
    expect(found).toBeGreaterThan(0);
    await command(`Remove all found (${found})`);
    await control.page.getByRole('button', { name: `Remove (${found})` }).click();
    await steps.finish();
    await control.root.getByText(`${20 - found} of 200,000`).waitFor();
  });

  itInFullForm('with their group, after a question that says how many they are', async () => {
    await control.button('Delete group Guests').click();
    const question = control.page.locator('.ms-Dialog-main');
    await question.getByText(/Members: 20$/).waitFor();
    await question.getByRole('button', { name: 'Delete' }).click();
    await control.root.getByText('The group is deleted when the record is saved.').waitFor();
  });

  itInFullForm('all at once, after a question', async () => {
    await command('Remove all (20)');
    await control.page.getByRole('button', { name: 'Cancel' }).click();
    await control.root.getByText('20 of 200,000').waitFor();
    await command('Remove all (20)');
    await control.page.getByRole('button', { name: 'Remove (20)' }).click();
    await steps.finish();
    await control.root.getByText('0 of 200,000').waitFor();
  });
});

describe('an export', () => {
  async function exported(people: RegExp): Promise<readonly string[]> {
    await control.button('Export').click();
    await control.root.getByRole('radio', { name: people }).check({ force: true });
    const download = control.page.waitForEvent('download');
    await control.root
      .getByRole('group', { name: 'Columns to export' })
      .getByRole('button', { name: 'Export' })
      .click();
    const text = readFileSync(await (await download).path(), 'utf8');
    return text.trim().split('\r\n').slice(1);
  }

  it('takes whom a search has found, the selection or everybody', async () => {
    await steps.addFirst(20);
    await control.grid.getByText('@').first().waitFor();
    await control.root.getByRole('searchbox').fill('an');
    await control.page.keyboard.press('Enter');
    await control.root.getByText(/^Found in this group: /).waitFor();
    const count = await control.rows().count();
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThan(20);
    await control.rows().nth(1).click();
    const found = await exported(/^Found by the search/);
    expect(found.length).toBe(count);
    expect(found.every((line) => /an/i.test(line))).toBe(true);
    const [address = ''] = (await control.cells(2)).filter((text) => text.includes('@'));
    const selected = await exported(/^Selected \(1\)/);
    expect(selected.length).toBe(1);
    expect(selected[0]).toContain(address);
    expect(address).toContain('@');
    expect((await exported(/^All members/)).length).toBe(20);
  });
});
