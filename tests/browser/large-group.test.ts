import { largeSampleSegment } from '../../emulator/sample-data';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment({ sampleData: 'large' });
});

afterAll(() => environment.close());

describe('a group of 200,000 members', () => {
  it('shows its first rows after at most three requests of the control', async () => {
    const { page, noise, requests } = await environment.open({ definition: largeSampleSegment.definitionId });
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
    const { page } = await environment.open({ definition: largeSampleSegment.definitionId });
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
