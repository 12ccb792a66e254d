import { MemberSets } from '../../emulator/membership/member-sets';
import { sampleContactId, sampleCounts } from '../../emulator/sample-data';
import { limits, newStaticGroup, recordId, serialiseStaticGroups, type RecordId } from '../../segments';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { freshSegment } from './testing/fresh-segment';

const group = newStaticGroup(recordId('30000000-0000-4000-8000-000000000001'), 'Everybody', 'Include');
let environment: FormEnvironment;
let definitionId: string;

beforeAll(async () => {
  environment = await startFormEnvironment();
  definitionId = freshSegment(environment, serialiseStaticGroups([group])).definition;
  const sets = MemberSets.in(environment.dataverse.store.database);
  sets.add({ kind: 'group', owner: recordId(definitionId), group: group.id }, manyIds());
});

afterAll(() => environment.close());

/** As many as a group takes: first and last people of the sample, and in between ids whose records are gone. */
function manyIds(): readonly RecordId[] {
  const people = Array.from({ length: sampleCounts.standard.contacts }, (_, index) => sampleContactId(index));
  const gone = Array.from({ length: limits.membersPerGroup - people.length }, (_, index) =>
    recordId(`${people[0]?.slice(0, 4)}8000-0000-4000-8000-${String(index).padStart(12, '0')}`),
  );
  return [...people.slice(0, 100), ...gone, ...people.slice(100)];
}

describe('a group of 200,000 members', () => {
  it('shows its first rows after at most three requests of the control', async () => {
    const { page, noise, requests } = await environment.open({ definition: definitionId });
    const control = new ControlPage(page);
    await control.grid.getByText('@').first().waitFor();
    // The first request is the form's own, for the record.
    const untilNames = requests.findIndex((request) => request.includes('/contacts?'));
    expect(requests[0]).toMatch(/^GET \/api\/data\/v9\.2\/msdynmkt_segmentdefinitions\(/);
    expect(untilNames).toBeGreaterThan(0);
    expect(untilNames).toBeLessThanOrEqual(3);
    expect(noise).toEqual([]);
  });

  it('is counted whole, keeps only a screenful of rows on the page, and shows the last by name', async () => {
    const { page } = await environment.open({ definition: definitionId });
    const control = new ControlPage(page);
    await control.root.getByText('200,000 of 200,000', { exact: true }).waitFor();
    expect(await control.grid.getAttribute('aria-rowcount')).toBe('200001');
    expect(await control.rows().count()).toBeLessThan(60);
    await control.rows().first().focus();
    await page.keyboard.press('End');
    const last = control.grid.locator('[role=row][aria-rowindex="200001"]');
    await last.getByText('@').waitFor();
    expect(await last.evaluate((row) => row === document.activeElement)).toBe(true);
  });
});
