import { sampleContactId } from '../../emulator/sample-data';
import { newStaticGroup, serialiseStaticGroups, type RecordId, recordId } from '../../segments';
import { axeFindings } from './testing/axe';
import { itInFullForm } from '../testing/full-form';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment } from './testing/fresh-segment';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

const guests = recordId('3f0d4c1e-52c6-4f0b-9b42-8f6f4b1d2a01');
const barred = recordId('3f0d4c1e-52c6-4f0b-9b42-8f6f4b1d2a02');
const [first, second, third] = [0, 1, 2].map((number) => sampleContactId(number));

async function call(action: string, parameters: object): Promise<void> {
  const response = await fetch(`${environment.url}/api/data/v9.2/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** A segment with two guests, one of them barred as well. */
async function twoGroups(): Promise<{ readonly definition: string; readonly segment: string }> {
  const segment = freshSegment(
    environment,
    serialiseStaticGroups([
      newStaticGroup(guests, 'Guests', 'Include'),
      newStaticGroup(barred, 'Asked not to be written to', 'Exclude'),
    ]),
  );
  const add = (GroupId: RecordId, ids: readonly (string | undefined)[]): Promise<void> =>
    call('msdynmkt_AddStaticMembers', { SegmentId: segment.segment, GroupId, EntityIds: ids });
  await add(guests, [first, second]);
  await add(barred, [second]);
  return segment;
}

async function publish(segment: string): Promise<void> {
  await call('msdynmkt_PublishSegmentDefinition', { SegmentId: segment });
  const isActive = (): boolean =>
    typeof environment.dataverse.store.retrieve('msdynmkt_segment', recordId(segment))?.[
      'msdynmkt_membercount'
    ] === 'number';
  while (!isActive()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Opens the details of a member by its row and asks why. */
async function askWhy(control: ControlPage, row: number): Promise<string> {
  await control.rows().nth(row).dblclick();
  await control.button('Why in the segment or not?').click();
  const verdict = control.root.locator('.sgm-verdict');
  await verdict.waitFor();
  return (await verdict.textContent()) ?? '';
}

it('explains a draft from its groups, and names what keeps somebody out', async () => {
  const { definition } = await twoGroups();
  const { page, noise } = await environment.open({ definition });
  const control = new ControlPage(page);
  await control.showGroup('Guests');
  await control.rows().nth(1).waitFor();
  expect(await askWhy(control, 0)).toBe('Not published yet. Would be in the segment by “Guests”.');
  await control.rows().nth(1).dblclick();
  await control.root.getByText('Would not be in the segment').waitFor();
  expect(await control.root.locator('.sgm-verdict').textContent()).toBe(
    'Not published yet. Would not be in the segment: “Asked not to be written to” leaves this person out, though “Guests” includes them.',
  );
  expect(await axeFindings(page)).toEqual([]);
  expect(noise).toEqual([]);
});

itInFullForm(
  'tells a member since the evaluation from somebody added after it, on the form of the segment as well',
  async () => {
    const { segment } = await twoGroups();
    await publish(segment);
    await call('msdynmkt_AddStaticMembers', { SegmentId: segment, GroupId: guests, EntityIds: [third] });
    const { page } = await environment.open({ segment });
    const control = new ControlPage(page);
    await control.showGroup('Guests');
    await control.rows().nth(2).waitFor();
    expect(await askWhy(control, 0)).toMatch(/^In the segment since the evaluation of .+, by “Guests”\.$/);
    await control.root.getByText('Can be written to').waitFor();
    await control.rows().nth(2).dblclick();
    await control.root
      .getByText('Not in the segment yet: added to “Guests” after the last evaluation. Publish again')
      .waitFor();
  },
);

it('compares the groups, and says who never reaches the segment and what publishing would change', async () => {
  const { definition, segment } = await twoGroups();
  await publish(segment);
  await call('msdynmkt_AddStaticMembers', { SegmentId: segment, GroupId: guests, EntityIds: [third] });
  const { page, noise } = await environment.open({ definition });
  const control = new ControlPage(page);
  await control.showGroup('Guests');
  await control.button('Compare groups').click();
  await control.root.getByText('In an including and an excluding group at once: 1.').waitFor();
  await control.root.getByText('1 added to groups after the last evaluation').waitFor();
  // The groups themselves say it too.
  await control.group('Guests').filter({ hasText: 'Included and left out (1)' }).first().waitFor();
  const row = control.root.getByRole('row', { name: /^Guests/ });
  expect(await row.getByRole('cell').allTextContents()).toEqual(['3', '2', '1', '', '1']);
  expect(await axeFindings(page)).toEqual([]);
  await control.button('Close').click();
  await control.root.getByRole('grid', { name: 'Members of Guests' }).waitFor();
  expect(noise).toEqual([]);
});

itInFullForm(
  'lists everybody in the segment, of a draft what the groups alone would make, read-only',
  async () => {
    const { definition, segment } = await twoGroups();
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.group('All members').click();
    await control.root.getByText('This is who the groups alone would make members').waitFor();
    await control.rows().first().waitFor();
    expect(await control.rows().count()).toBe(1);
    expect(await control.button('Add members').count()).toBe(0);
    await publish(segment);
    await call('msdynmkt_AddStaticMembers', { SegmentId: segment, GroupId: guests, EntityIds: [third] });
    await page.reload();
    await control.group('All members').click();
    await control.root.getByText('1 added to groups after the last evaluation').waitFor();
    await control.root.getByText('Made by the groups.').waitFor();
    expect(await control.rows().count()).toBe(1);
    await control.root.getByText('As a table: 1').click();
    const row = control.root.getByRole('row', { name: /On demand/ });
    expect((await row.getByRole('cell').allTextContents()).slice(1)).toEqual(['1', 'On demand', 'Succeeded']);
    expect(await axeFindings(page)).toEqual([]);
    expect(noise).toEqual([]);
  },
);

itInFullForm(
  'makes a new group of who is in both, moves a member, and keeps one of two with the same address',
  async () => {
    const { definition } = await twoGroups();
    const { store } = environment.dataverse;
    const email = String(store.retrieve('contact', recordId(String(first)))?.['emailaddress1']);
    const before = store.retrieve('contact', recordId(String(second)))?.['emailaddress1'];
    store.update('contact', recordId(String(second)), { emailaddress1: email.toUpperCase() });
    const { page, noise } = await environment.open({ definition });
    const control = new ControlPage(page);
    await control.showGroup('Guests');
    await control.rows().nth(1).waitFor();
    await control.button('Compare groups').click();
    await control.button('New group from these').click();
    await control.root.locator('label', { hasText: 'Guests' }).click();
    await control.root.locator('label', { hasText: 'Asked not to be written to' }).click();
    await control.root.getByText('1 of 200,000').waitFor();
    await control.root.getByLabel('Name').fill('In both');
    expect(await axeFindings(page)).toEqual([]);
    await control.button('Add').click();
    await control.root
      .getByRole('region', { name: /In both/ })
      .first()
      .waitFor();
    await control.root.getByText('Done', { exact: true }).waitFor();
    await control.showGroup('Guests');
    await control.button('More commands').click();
    await page.getByRole('menuitem', { name: 'Same e-mail address more than once' }).click();
    await control.root.getByText('Addresses: 1. People with them: 2.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await control.button('Keep the chosen ones, remove the other 1').click();
    await control.root.getByText('Done', { exact: true }).waitFor();
    expect(await control.rows().count()).toBe(1);
    await control.button('More commands').click();
    await page.getByRole('menuitem', { name: 'Move to a group' }).click();
    await page.getByRole('menuitem', { name: 'In both' }).click();
    await page.getByRole('button', { name: 'Move to a group' }).click();
    await control.root.getByRole('region', { name: 'Result for In both' }).waitFor();
    await control.root.getByRole('region', { name: 'Result for Guests' }).waitFor();
    await control.root.getByText('Nobody is in this group yet').waitFor();
    store.update('contact', recordId(String(second)), { emailaddress1: before ?? null });
    expect(noise).toEqual([]);
  },
);
