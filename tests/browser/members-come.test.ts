import { readFileSync } from 'node:fs';
import { sampleSegments } from '../../emulator/sample-data';
import { itInFullForm } from '../testing/full-form';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment, oneGroup } from './testing/fresh-segment';
import { contacts, ListSteps } from './testing/list-steps';
import { spreadsheet } from './testing/spreadsheet';

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

const nobody = 'ffffffff-0000-4000-8000-000000000000';

describe('members come', () => {
  it('from the dialog of the platform', async () => {
    await control.button(/^Pick records/).click();
    const dialog = control.page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('inigo.nunez');
    await dialog.getByText('inigo.nunez28@example.com').click();
    await dialog.getByText('inigo.nunez42@example.com').click();
    await dialog.getByRole('button', { name: 'Add' }).click();
    await control.button('Add (2)').click();
    await steps.finish();
    await control.grid.getByText('inigo.nunez42@example.com').waitFor();
  });

  itInFullForm('from a view, with their number before it starts', async () => {
    await control.root.getByRole('combobox', { name: 'All rows of a view or a marketing list' }).click();
    await control.page.getByRole('option', { name: 'Contacts without an e-mail' }).click();
    await control.button('Read the rows').click();
    const query = { kind: 'null', of: { kind: 'column', column: 'emailaddress1' } } as const;
    const rows = environment.dataverse.store.count({ table: 'contact', select: [], where: query });
    await control.button(`Add (${rows.toLocaleString('en-US')})`).click();
    await steps.finish();
    await control.root.getByText(`${rows.toLocaleString('en-US')} of 200,000`).waitFor();
  });

  itInFullForm('from a spreadsheet', async () => {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await control.chooseFile('guests.xlsx', spreadsheet([['Id'], ...contacts(5, 4).map((id) => [id])]), type);
    await steps.checkAndStart('Add (4)');
    await control.root.getByText('4 of 200,000').waitFor();
  });

  it('by e-mail, with a choice where several people share an address', async () => {
    const { store } = environment.dataverse;
    for (const lastname of ['First', 'Second']) {
      store.create('contact', { lastname, emailaddress1: 'shared.by.two@example.com' });
    }
    await control.chooseFile(
      'list.csv',
      'Mail;Name\nshared.by.two@example.com;x\nzoe.baker7@example.com;y\n',
    );
    await control.button('Check list').click();
    await control.button('Add (3)').waitFor();
    await control.tab('Found more than once').click();
    await control.root.getByRole('combobox', { name: 'For all of these' }).click();
    await control.page.getByRole('option', { name: 'take none' }).click();
    await control.button('Add (1)').click();
    await steps.finish();
    await control.grid.getByText('Zoe Baker').waitFor();
  });
});

describe('the check', () => {
  it('names who each line leads to, and has lines put right on the spot', async () => {
    const list = 'email\nzoe.baker7@example.com\nnobody.at.all@example.com\nibrahim.cetin0@example.com\n';
    await control.chooseFile('list.csv', list);
    await control.button('Check list').click();
    await control.button('Add (2)').waitFor();
    await control.root.getByRole('listitem').filter({ hasText: 'line 2' }).getByText('Zoe Baker').waitFor();

    // Nobody has the address: the person is looked up, and counts at once.
    await control.tab('Not found').click();
    await control.button('Find the person nobody.at.all@example.com').click();
    const dialog = control.page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('inigo.nunez');
    await dialog.getByText('inigo.nunez28@example.com').click();
    await dialog.getByRole('button', { name: 'Add' }).click();
    await control.button('Add (3)').waitFor();
    await control.root.getByRole('listitem').getByText('Íñigo Núñez').waitFor();

    // A person who was found is left out, and taken back.
    await control.tab('To add').click();
    await control.button('Leave out zoe.baker7@example.com').click();
    await control.button('Add (2)').waitFor();
    await control.button('Take back zoe.baker7@example.com').click();
    await control.button('Add (3)').click();
    await steps.finish();
    await control.grid.getByText('inigo.nunez28@example.com').waitFor();
  });

  itInFullForm('begins with a file that is dropped on the members', async () => {
    await control.button('Cancel').click();
    await control.root.getByRole('region', { name: 'Members of Guests' }).evaluate((target, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'list.csv', { type: 'text/csv' }));
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, contacts(0, 6).join('\n'));
    await steps.checkAndStart('Add (6)');
    await control.root.getByText('6 of 200,000').waitFor();
  });

  itInFullForm('is not left for a file that is dropped beside the control', async () => {
    const isStopped = await control.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.csv'));
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      return !document.body.dispatchEvent(drop);
    });
    expect(isStopped).toBe(true);
  });
});

describe('the result', () => {
  it('can be downloaded with what became of every entry', async () => {
    const ids = contacts(0, 3);
    await steps.addFirst(1);
    await control.button('Add members').click();
    await control.chooseFile('list.csv', [...ids, nobody].join('\n'));
    await control.button('Check list').click();
    await control.button('Add (2)').waitFor();
    expect(await control.root.getByText('To remove').count()).toBe(0);
    await control.button('Add (2)').click();
    await control.root.getByText('Done', { exact: true }).waitFor();
    const download = control.page.waitForEvent('download');
    await control.button('Download the result').click();
    const text = readFileSync(await (await download).path(), 'utf8').replace('\uFEFF', '');
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toBe('Column 1,Line,Result,Reason,Name,E-mail,Record id');
    expect(rows.map((row) => row.split(',').slice(0, 4))).toEqual([
      [ids[0], '1', 'Already there', ''],
      [ids[1], '2', 'Added', ''],
      [ids[2], '3', 'Added', ''],
      [nobody, '4', 'Left out', 'no record found'],
    ]);
    expect(rows.slice(0, 3).every((row, place) => row.endsWith(`,${ids[place] ?? ''}`))).toBe(true);
  });
});

describe('after a reload in the middle of adding', () => {
  itInFullForm('the same list given again adds what is missing', async () => {
    const { page } = control;
    const list = contacts(0, 1000).join('\n');
    await control.chooseFile('list.csv', contacts(0, 400).join('\n'));
    await steps.checkAndStart('Add (400)');
    // An answer that comes never: the form is left while members are being added.
    await page.route('**/msdynmkt_AddStaticMembers', () => undefined);
    await control.button('Add members').click();
    await control.chooseFile('list.csv', list);
    await control.button('Check list').click();
    await control.button('Add (600)').click();
    await control.root.getByText('Adding members').waitFor();
    await page.reload();
    await page.unroute('**/msdynmkt_AddStaticMembers');
    await control.root.getByText('400 of 200,000').waitFor();
    await control.button('Add members').click();
    await control.chooseFile('list.csv', list);
    await steps.checkAndStart('Add (600)');
    await control.root.getByText('1,000 of 200,000').waitFor();
  });
});

describe('a sample segment of leads', () => {
  itInFullForm('lists leads by name', async () => {
    const { page } = await environment.open({ definition: sampleSegments.tradeFair.definitionId });
    const leads = new ControlPage(page);
    await leads.showGroup('Visited the stand');
    await leads.grid.getByText('@').first().waitFor();
    await page.context().close();
  });
});
