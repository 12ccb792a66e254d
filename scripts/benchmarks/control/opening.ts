import { largeSampleSegment } from '../../../emulator/sample-data';
import { ControlPage } from '../../../tests/browser/testing/control-page';
import type { FormEnvironment } from '../../../tests/browser/testing/form-environment';
import type { Measure, MeasuredPart } from './measures';
import { forgetRequests, heapInUse, longestTask, probe, requestsWith } from './page-probe';
import { measureScrolling, openDetailsList } from './scrolling';

const members = 200_000;

/** A group of 200,000: opening it, scrolling through it beside Fluent's list, searching it. */
export async function measureLargeGroup(
  environment: FormEnvironment,
  root: string,
  say: (line: string) => void,
): Promise<MeasuredPart> {
  say('Opening, scrolling and searching a group of 200,000 ...');
  const { page, requests } = await environment.open({ definition: largeSampleSegment.definitionId }, '', {
    prepare: probe,
  });
  const control = new ControlPage(page);
  const started = Date.now();
  await control.grid.getByText('@').first().waitFor();
  const firstRows = Date.now() - started;
  const before = requests.findIndex((request) => request.includes('/contacts?'));
  await control.root.getByText('200,000 of 200,000', { exact: true }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
  const measures: Measure[] = [
    { name: 'requests until the first names', value: before, unit: 'requests', limit: 3 },
    { name: 'first names after the control is there', value: firstRows, unit: 'ms' },
    { name: 'longest task while opening', value: await longestTask(page), unit: 'ms', limit: 50 },
    { name: 'rows in the page', value: await control.rows().count(), unit: 'rows', limit: 60 },
    {
      name: 'heap with all members read',
      value: (await heapInUse(page)) / 1024 / 1024,
      unit: 'MB',
      limit: 80,
    },
  ];
  const ours = { scroller: '.sgm-rows', row: '.sgm-member' };
  measures.push(...(await measureScrolling(page, 'ours', ours, true)));
  measures.push({
    name: 'longest task while scrolling',
    value: await longestTask(page),
    unit: 'ms',
    limit: 50,
  });
  measures.push(...(await measureSearch(control)));
  measures.push(...(await measureConfirming(control)));

  const fluent = await openDetailsList(environment.browser, root, members);
  const theirs = { scroller: '#list', row: '.ms-DetailsRow' };
  measures.push(...(await measureScrolling(fluent, 'DetailsList', theirs, false)));
  await fluent.close();
  await page.context().close();
  return { part: 'group of 200,000', measures };
}

/** Takes one member out: before that the whole group is read once more, so that nobody is overlooked. */
async function measureConfirming(control: ControlPage): Promise<readonly Measure[]> {
  const { page } = control;
  await control.root.getByRole('searchbox').fill('');
  await page.keyboard.press('Enter');
  await control.rows().nth(0).click();
  await control.button('Remove').click();
  await longestTask(page);
  await forgetRequests(page);
  const started = Date.now();
  await page.getByRole('button', { name: 'Remove (1)' }).click();
  await control.button('Close').waitFor({ timeout: 60_000 });
  const total = Date.now() - started;
  const { count, span } = await requestsWith(page, 'ListGroupMembers');
  return [
    { name: 'pages read to confirm the group before a change', value: count, unit: 'requests', limit: 60 },
    { name: 'time of these', value: span, unit: 'ms' },
    { name: 'one member removed, with these', value: total, unit: 'ms' },
    { name: 'longest task meanwhile', value: await longestTask(page), unit: 'ms', limit: 50 },
  ];
}

async function measureSearch(control: ControlPage): Promise<readonly Measure[]> {
  const { page } = control;
  await forgetRequests(page);
  await control.root.getByRole('searchbox').fill('marta');
  const started = Date.now();
  await page.keyboard.press('Enter');
  await control.root.getByText(/Found in this group/).waitFor();
  const total = Date.now() - started;
  const { sum } = await requestsWith(page, '/contacts');
  return [
    { name: 'search without the server', value: Math.max(0, total - sum), unit: 'ms', limit: 1000 },
    { name: 'search with the server', value: total, unit: 'ms' },
    { name: 'longest task while searching', value: await longestTask(page), unit: 'ms', limit: 50 },
  ];
}
