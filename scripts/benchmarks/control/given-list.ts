import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleSegments } from '../../../emulator/sample-data';
import { ControlPage } from '../../../tests/browser/testing/control-page';
import type { FormEnvironment } from '../../../tests/browser/testing/form-environment';
import { forgetRequests, longestTask, probe } from './page-probe';

/** Milliseconds for which a step with 200,000 entries may keep this program waiting. */
const patience = 120_000;

/** The form with a list in it whose column has been recognised. */
export interface GivenList {
  readonly control: ControlPage;
  /** Milliseconds of the longest task while the file was read. */
  readonly longestTask: number;
}

/** Opens the form on the empty group of the sample and gives it a file with these lines. */
export async function giveList(environment: FormEnvironment, lines: readonly string[]): Promise<GivenList> {
  const record = { definition: sampleSegments.newsletter.definitionId };
  const { page } = await environment.open(record, '', { prepare: probe });
  page.setDefaultTimeout(patience);
  const control = new ControlPage(page);
  await control.showGroup('Webinar guests');
  await control.button('Add members').click();
  const folder = mkdtempSync(join(tmpdir(), 'segment-members-bench-'));
  try {
    const file = join(folder, 'list.csv');
    writeFileSync(file, lines.join('\n'));
    await longestTask(page);
    // By path, because contents would be carried into the page by a long task of the test driver's own.
    await control.root.locator('input[type=file]').setInputFiles(file);
    await control.button('Check list').waitFor();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await forgetRequests(page);
  return { control, longestTask: await longestTask(page) };
}
