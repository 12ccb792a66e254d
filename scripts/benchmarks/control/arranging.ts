import { largeSampleSegment } from '../../../emulator/sample-data';
import { ControlPage } from '../../../tests/browser/testing/control-page';
import type { FormEnvironment } from '../../../tests/browser/testing/form-environment';
import type { MeasuredPart } from './measures';
import { forgetRequests, heapInUse, longestTask, probe, requestsWith } from './page-probe';

const latency = 250;

/** A group of 200,000 is sorted by name, read with as much latency as a far region has, then by another column. */
export async function measureArranging(environment: FormEnvironment): Promise<MeasuredPart> {
  const { page } = await environment.open({ definition: largeSampleSegment.definitionId }, '', {
    prepare: probe,
  });
  const control = new ControlPage(page);
  await control.root.getByText('200,000 of 200,000', { exact: true }).waitFor({ timeout: 60_000 });
  await page.route('**/contacts?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, latency));
    await route.continue();
  });
  await longestTask(page);
  await forgetRequests(page);
  const sortBy = async (heading: string): Promise<number> => {
    const started = Date.now();
    await control.grid.getByRole('button', { name: heading }).click();
    await control.root.getByText(`Sorted by ${heading}`).waitFor();
    await page.locator('.sgm-list[aria-busy=false]').waitFor({ timeout: 120_000 });
    return (Date.now() - started) / 1000;
  };
  const first = await sortBy('Name');
  const { count } = await requestsWith(page, '/contacts?');
  const again = await sortBy('E-mail');
  const longest = await longestTask(page);
  const heap = (await heapInUse(page)) / 1024 / 1024;
  await page.context().close();
  return {
    part: 'sorting 200,000 members',
    measures: [
      { name: `by name, with ${latency} ms latency`, value: first, unit: 's', limit: 12 },
      { name: 'requests', value: count, unit: 'requests' },
      { name: 'by e-mail, all known by then', value: again, unit: 's' },
      { name: 'longest task', value: longest, unit: 'ms', limit: 50 },
      { name: 'heap afterwards', value: heap, unit: 'MB', limit: 80 },
    ],
  };
}
