import { sampleContactId } from '../../emulator/sample-data';
import { isFullForm, itInFullForm } from '../testing/full-form';
import { axeFindings } from './testing/axe';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment, oneGroup } from './testing/fresh-segment';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

const contacts = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(first + index));

async function openImport(): Promise<ControlPage> {
  const { definition } = freshSegment(environment, oneGroup('Guests'));
  const { page } = await environment.open({ definition });
  const control = new ControlPage(page);
  await control.button('Add members').click();
  return control;
}

/** The number beside a label of the preview or the report. */
async function shownNumber(control: ControlPage, label: string): Promise<string> {
  return control.root.locator(`dt:text-is("${label}") + dd`).innerText();
}

async function lookUp(control: ControlPage): Promise<void> {
  await control.button('Check list').click();
  await control.button(/^Add \(/).waitFor();
}

describe('a file', () => {
  it('without a column of ids or addresses asks which column tells the people', async () => {
    const control = await openImport();
    await control.chooseFile('colours.csv', 'colour;size\nred;large\nblue;small\n');
    await control.root.getByText(/^No column with record ids or e-mail addresses was found/).waitFor();
    await control.page.context().close();
  });

  it('with 10,000 bad lines tells how many are good and gives back the others', async () => {
    const control = await openImport();
    const bad = Array.from({ length: 10_000 }, (_, index) => `no id at all ${index}`);
    await control.chooseFile('mixed.csv', ['contactid', ...contacts(0, 50), ...bad].join('\n'));
    await lookUp(control);
    expect(await control.linesUnder('Not valid')).toBe('10,000');
    expect(await control.linesUnder('To add')).toBe('50');
    const download = control.page.waitForEvent('download');
    await control.button('Download lines without a match (10,000)').click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    await control.page.context().close();
  });

  const spellings = [
    ['a byte order mark', `\ufeffcontactid\n${contacts(0, 3).join('\n')}`],
    [
      'semicolons',
      `name;contactid\n${contacts(0, 3)
        .map((id) => `x;${id}`)
        .join('\n')}`,
    ],
    ['Windows line ends', `contactid\r\n${contacts(0, 3).join('\r\n')}\r\n`],
    [
      'tabs',
      `name\tcontactid\n${contacts(0, 3)
        .map((id) => `x\t${id}`)
        .join('\n')}`,
    ],
    [
      'ids in braces and capitals',
      `contactid\n${contacts(0, 3)
        .map((id) => `{${id.toUpperCase()}}`)
        .join('\n')}`,
    ],
    ['no headings', contacts(0, 3).join('\n')],
  ] as const;

  // What is read from each is tested without a browser in lists/; the short form sees that one arrives.
  it.each(isFullForm ? spellings : spellings.slice(0, 1))(
    'with %s is read as it is meant',
    async (_what, content) => {
      const control = await openImport();
      await control.chooseFile('list.csv', content);
      await lookUp(control);
      expect(await control.linesUnder('To add')).toBe('3');
      expect(await control.linesUnder('Not valid')).toBe('0');
      await control.page.context().close();
    },
  );

  itInFullForm('with duplicates adds each person once and says how many there were', async () => {
    const control = await openImport();
    await control.chooseFile('list.csv', ['contactid', ...contacts(0, 3), ...contacts(1, 2)].join('\n'));
    await lookUp(control);
    expect(await control.linesUnder('Duplicates in the list')).toBe('2');
    expect(await control.linesUnder('To add')).toBe('3');
    await control.page.context().close();
  });

  itInFullForm('that is a picture is refused, and the next one can be chosen', async () => {
    const control = await openImport();
    await control.chooseFile('picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    await control.root.getByText(/^This is a picture/).waitFor();
    await control.chooseFile('list.csv', contacts(0, 2).join('\n'));
    await lookUp(control);
    await control.page.context().close();
  });

  itInFullForm('that is empty says so', async () => {
    const control = await openImport();
    await control.chooseFile('empty.csv', '');
    await control.root.getByText(/^The list is empty/).waitFor();
    await control.page.context().close();
  });
});

describe('a paste', () => {
  it('of 300,000 ids says that a group takes fewer, and adds nothing', async () => {
    const control = await openImport();
    await control.root.getByLabel('Paste a list').evaluate((target) => {
      const ids = Array.from(
        { length: 300_000 },
        (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      );
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', ids.join('\n'));
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await control.button('Check list').click();
    await control.root
      .getByText(/^The list has 300,000 different entries; a group takes at most 200,000/)
      .waitFor();
    // The list is kept, and a text field with all of it would hold the page for seconds.
    expect(await control.root.getByLabel('Paste a list').inputValue()).toBe('');
    await control.root.getByText(/^00000000-0000-4000-8000-000000000000[^]*…$/).waitFor();
    await control.button('Next').click();
    await control.button('Check list').waitFor();
    await control.page.context().close();
  });
});

describe('a server that goes away in the middle of adding', () => {
  let control: ControlPage;

  beforeEach(async () => {
    control = await openImport();
    let calls = 0;
    await control.page.route('**/msdynmkt_AddStaticMembers', async (route) => {
      calls += 1;
      if (calls <= 3) await route.continue();
      else await route.abort('connectionreset');
    });
    await control.chooseFile('list.csv', ['contactid', ...contacts(0, 12_000)].join('\n'));
    await control.button('Check list').click();
    await control.button('Add (12,000)').click();
    await control.root.getByText('3,000 of 12,000').first().waitFor();
  });

  afterEach(() => control.page.context().close());

  async function expectAllAdded(): Promise<void> {
    await control.root.getByText('Done', { exact: true }).waitFor();
    await control.button('Close').click();
    await control.root.getByText('12,000 of 200,000').waitFor();
  }

  it('waits for the connection, says so at once, and goes on when there is one', async () => {
    await control.root
      .getByText(/No connection; going on by itself/)
      .first()
      .waitFor();
    expect(await axeFindings(control.page)).toEqual([]);
    await control.page.unroute('**/msdynmkt_AddStaticMembers');
    // By itself, with nobody pressing anything.
    await control.root.getByText('Done', { exact: true }).waitFor({ timeout: 60_000 });
    await expectAllAdded();
  });

  it('leaves a report of what is done and what is not when cancelled, and the rest can be done later', async () => {
    await control.button('Cancel').click();
    await control.root.getByText('Cancelled: 3,000 of 12,000 were added').waitFor();
    expect(await shownNumber(control, 'Added to Guests')).toBe('3,000');
    // Calls without an answer were looked up in the group, so that nothing is left uncertain.
    expect(await shownNumber(control, 'Not done')).toBe('9,000');
    await control.page.unroute('**/msdynmkt_AddStaticMembers');
    await control.button('Do the rest').click();
    await expectAllAdded();
  });
});
