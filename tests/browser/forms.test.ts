import { sampleContactId, sampleSegments } from '../../emulator/sample-data';
import { definitionStatus, parseStaticGroups, segmentStatus, recordId } from '../../segments';
import { isFullForm, itInFullForm } from '../testing/full-form';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment, oneGroup } from './testing/fresh-segment';

const { newsletter, loyalty, tradeFair } = sampleSegments;
let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

const contacts = (count: number): string =>
  Array.from({ length: count }, (_, index) => sampleContactId(index)).join('\n');

async function addContacts(control: ControlPage, count: number): Promise<void> {
  await control.button('Add members').click();
  await control.root.getByLabel('Paste a list').fill(contacts(count));
  await control.button('Next').click();
  await control.button('Check list').click();
  await control.button(`Add (${count})`).click();
  await control.root.getByText('Done', { exact: true }).waitFor();
  await control.button('Close').click();
  await control.root.getByText(`${count} of 200,000`).waitFor();
}

describe.each(isFullForm ? ['16', '17'] : ['16'])('on React %s', (react) => {
  it.each(['definition', 'segment'] as const)(
    'members are added and removed on the form of a %s',
    async (table) => {
      const { definition, segment } = freshSegment(environment, oneGroup('Guests'));
      const record = table === 'definition' ? { definition } : { segment };
      const { page, noise } = await environment.open(record, `&react=${react}`);
      expect(
        await page.evaluate(() => (window as unknown as { React: { version: string } }).React.version),
      ).toBe(react === '16' ? '16.14.0' : '17.0.2');
      const control = new ControlPage(page);
      await addContacts(control, 12);
      await control.rows().first().click();
      await control.button('Remove').click();
      await page.getByRole('button', { name: 'Remove (1)' }).click();
      await control.button('Close').click();
      await control.root.getByText('11 of 200,000').waitFor();
      expect(noise).toEqual([]);
      await page.context().close();
    },
  );
});

describe('groups on the form of a definition', () => {
  it('make the form dirty, are saved with it, and take members then', async () => {
    const { definition } = freshSegment(environment, oneGroup('Guests'));
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.button('Add group').click();
    await control.root.getByRole('textbox', { name: 'Name' }).fill('Speakers');
    await control.button('Add').click();
    await control.root.getByText('This group takes members as soon as it is saved.').waitFor();
    await page.getByText('Unsaved changes').waitFor();
    await page
      .getByRole('toolbar', { name: 'Commands' })
      .getByRole('button', { name: 'Save', exact: true })
      .click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await control.showGroup('Speakers');
    await addContacts(control, 3);
    await page.reload();
    await control.group('Speakers').filter({ hasText: '3' }).waitFor();
    expect(noise).toEqual([]);
    await page.context().close();
  });

  itInFullForm('stay as they are on the form until it is saved or refreshed', async () => {
    const { definition } = freshSegment(environment, oneGroup('Guests'));
    const { page } = await environment.open({ definition });
    const control = new ControlPage(page);
    await addContacts(control, 3);
    await control.button('Delete group Guests').click();
    const dialog = page.locator('.ms-Dialog-main');
    await dialog.getByText('Members: 3').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await control.root.getByText('The group is deleted when the record is saved.').waitFor();
    await control.button('Undo').click();
    await control.group('Guests').first().waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.context().close();
  });
});

describe('the form of a segment', () => {
  it('lets the marketer choose when somebody else has changed the groups meanwhile', async () => {
    const { segment, definition } = freshSegment(environment, oneGroup('Guests'));
    const { page } = await environment.open({ segment });
    const control = new ControlPage(page);
    await control.button('Edit group Guests').click();
    await control.root.getByRole('textbox', { name: 'Name' }).fill('Speakers');
    await control.button('Apply').click();
    environment.dataverse.store.update('msdynmkt_segmentdefinition', recordId(definition), {
      msdynmkt_staticlistmembers: groupsOf(definition).replace('Guests', 'Somebody else was here'),
    });
    await control.button(/^Save groups/).click();
    const conflict = page.locator('.ms-Dialog-main');
    await conflict.getByText('Somebody else has changed the groups').waitFor();
    await conflict.getByText('Somebody else was here (Include)').waitFor();
    await conflict.getByRole('button', { name: 'Keep mine' }).click();
    await control.group('Speakers').first().waitFor();
    await expect(storedGroups(definition)).resolves.toContain('Speakers');
    await page.context().close();
  });

  function groupsOf(definition: string): string {
    const row = environment.dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(definition));
    return String(row?.['msdynmkt_staticlistmembers']);
  }

  async function storedGroups(definition: string): Promise<string> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const row = environment.dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(definition));
      const text = String(row?.['msdynmkt_staticlistmembers']);
      if (text.includes('Speakers')) return text;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return 'nothing was stored';
  }
});

describe('two people on one segment', () => {
  it('lose no group, see what the other did, and are asked where both cannot have their way', async () => {
    const { segment, definition } = freshSegment(environment, oneGroup('Guests'));
    const [onForm, onSegment] = await Promise.all([
      environment.open({ definition }),
      environment.open({ segment }),
    ]);
    const [nora, omar] = [new ControlPage(onForm.page), new ControlPage(onSegment.page)];
    const saveForm = async (): Promise<void> => {
      const toolbar = nora.page.getByRole('toolbar', { name: 'Commands' });
      await toolbar.getByRole('button', { name: 'Save', exact: true }).click();
      await nora.page.getByText('Saved', { exact: true }).waitFor();
    };

    // Nora's form was opened before Omar saves, and writes the whole column.
    await nora.button('Add group').click();
    await nora.root.getByRole('textbox', { name: 'Name' }).fill('Speakers');
    await nora.button('Add').click();
    await rename(omar, 'Guests', 'Press');
    await omar.button('Save groups now').click();
    await omar.button('Save groups now').waitFor({ state: 'detached' });
    await saveForm();
    await nora.group('Press').first().waitFor();
    await omar.group('Speakers').first().waitFor();
    expect(namesStored(definition)).toEqual(['Press', 'Speakers']);

    // Omar deletes a group, Nora has its members left out instead; Omar saves last and takes hers.
    await omar.button('Delete group Speakers').click();
    await omar.page.locator('.ms-Dialog-main').getByRole('button', { name: 'Delete' }).click();
    await nora.button('Edit group Speakers').click();
    await nora.root.getByText(/^Exclude: /).click();
    await nora.button('Apply').click();
    await saveForm();
    await omar.button('Save groups now').click();
    const conflict = omar.page.locator('.ms-Dialog-main');
    await conflict.getByText('Speakers (Exclude)').waitFor();
    await conflict.getByRole('button', { name: 'Take those on the server' }).click();
    await omar.group('Speakers').filter({ hasText: 'Exclude' }).waitFor();
    expect(namesStored(definition)).toEqual(['Press', 'Speakers']);
    await Promise.all([nora.page.context().close(), omar.page.context().close()]);
  });

  async function rename(control: ControlPage, from: string, to: string): Promise<void> {
    await control.button(`Edit group ${from}`).click();
    await control.root.getByRole('textbox', { name: 'Name' }).fill(to);
    await control.button('Apply').click();
  }

  function namesStored(definition: string): readonly string[] {
    const row = environment.dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(definition));
    const groups = parseStaticGroups(String(row?.['msdynmkt_staticlistmembers']));
    return groups.ok ? groups.groups.map(({ name }) => name).sort() : [];
  }
});

describe('a new record', () => {
  it('says that it has to be saved first, and goes on by itself after the first save', async () => {
    const { page } = await environment.open({ new: 'msdynmkt_segmentdefinition' });
    const control = new ControlPage(page);
    await control.root.getByText(/^Save the record first/).waitFor();
    await page.getByRole('tab', { name: 'General' }).click();
    await page.getByLabel('Name').fill('Brand new');
    await page
      .getByRole('toolbar', { name: 'Commands' })
      .getByRole('button', { name: 'Save', exact: true })
      .click();
    await page.getByRole('tab', { name: 'Static members' }).click();
    await control.root.getByText(/No segment belongs to this definition yet/).waitFor();
    await page.context().close();
  });
});

describe('another record in the same form', () => {
  it('shows nothing of the one before', async () => {
    const { page, noise } = await environment.open({ definition: newsletter.definitionId });
    const control = new ControlPage(page);
    await control.grid.getByText('@').first().waitFor();
    await control.rows().first().click();
    await page.evaluate((id) => window.recordPage?.open(id), tradeFair.definitionId);
    await control.group('Visited the stand').filter({ hasText: '900' }).waitFor();
    expect(await control.group('VIP customers').count()).toBe(0);
    expect(await control.root.getByText('Selected: 1').count()).toBe(0);
    await control.grid.getByText('@').first().waitFor();
    expect(noise).toEqual([]);
    await page.context().close();
  });
});

describe('two controls on one form', () => {
  itInFullForm('each show their own group and selection', async () => {
    const { page, noise } = await environment.open({ definition: newsletter.definitionId }, '&controls=2');
    const [first, second] = [new ControlPage(page, 0), new ControlPage(page, 1)];
    await first.grid.getByText('@').first().waitFor();
    await second.showGroup('Event sign-ups');
    await second.grid.getByText('@').first().waitFor();
    await second.rows().first().click();
    await second.root.getByText('Selected: 1').waitFor();
    expect(await first.root.getByText('Selected: 1').count()).toBe(0);
    await first.root.getByRole('grid', { name: 'Members of VIP customers' }).waitFor();
    expect(await duplicateIds(first)).toEqual([]);
    expect(noise).toEqual([]);
    await page.context().close();
  });
});

describe('a live segment', () => {
  itInFullForm('that another one uses is not stopped, and the other one is named', async () => {
    const { store } = environment.dataverse;
    const user = freshSegment(environment, oneGroup('Guests'));
    store.update('msdynmkt_segment', recordId(user.segment), { msdynmkt_displayname: 'Gala dinner' });
    store.update('msdynmkt_segmentdefinition', recordId(user.definition), {
      msdynmkt_segmentquery: `SEGMENT(SEGMENT_CJO_ID_${loyalty.segmentId.replaceAll('-', '')})`,
      statuscode: definitionStatus.live,
    });
    const { page, noise } = await environment.open({ definition: loyalty.definitionId });
    const control = new ControlPage(page);
    await control.button('Stop').click();
    await page.locator('.ms-Dialog-main').getByRole('button', { name: 'Stop' }).click();
    await control.root.getByText(/^The segment was not stopped, because it is in use/).waitFor();
    await control.root.getByText('Segment: Gala dinner').waitFor();
    await control.root.getByText('Ready').waitFor();
    expect(noise).toEqual([]);
    await page.context().close();
    store.delete('msdynmkt_segmentdefinition', recordId(user.definition));
  });

  itInFullForm('can be stopped and published again from the form', async () => {
    const { page, noise } = await environment.open({ definition: loyalty.definitionId });
    const control = new ControlPage(page);
    await control.root.getByText('Ready').waitFor();
    await control.button('Stop').click();
    await page.locator('.ms-Dialog-main').getByRole('button', { name: 'Stop' }).click();
    await control.root.getByText('Stopped').waitFor();
    await control.button('Publish').click();
    await control.root.getByText('Ready').waitFor();
    await control.root.getByText(/^Members after evaluation: /).waitFor();
    expect(noise).toEqual([]);
    await page.context().close();
  });
});

describe('a segment in error', () => {
  it('says so, with the reason where the server gives one', async () => {
    const { definition, segment } = freshSegment(environment, oneGroup('Guests'));
    environment.dataverse.store.update('msdynmkt_segment', recordId(segment), {
      statuscode: segmentStatus.error,
    });
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.root.getByText('Error', { exact: true }).waitFor();
    await control.root.getByText(/^The segment is in error/).waitFor();
    await control.button('Publish').waitFor();
    expect(noise).toEqual([]);
    await page.context().close();
  });
});

/** Ids that more than one element of the page has. */
function duplicateIds(control: ControlPage): Promise<readonly string[]> {
  return control.page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((found) => found.id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  });
}
