import { sampleContactId } from '../../../emulator/sample-data';
import type { ControlPage } from './control-page';
import type { OpenForm } from './form-environment';

export const contacts = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(first + index));

export async function openImport(control: ControlPage): Promise<void> {
  await control.button('Add members').click();
  await control.root.getByLabel('Paste a list').waitFor();
}

export async function chooseCommand(control: ControlPage, name: string | RegExp): Promise<void> {
  await control.button('More commands').click();
  await control.page.getByRole('menuitem', { name }).click();
}

export async function preview(control: ControlPage, csv: string): Promise<void> {
  await openImport(control);
  await control.chooseFile('guests.csv', csv);
  await control.button('Check list').click();
  await control.button(/^Add \(/).waitFor();
}

/** A list with some of each: found, twice, unknown, not valid. */
export const mixedList = [
  'email,note',
  'ibrahim.cetin0@example.com,first',
  'ibrahim.cetin0@example.com,again',
  'zoe.baker7@example.com,',
  'nobody.at.all@example.com,unknown',
  'no address,',
].join('\n');

/** Holds back every AddStaticMembers until the page is closed. */
async function holdAdding({ page }: OpenForm): Promise<void> {
  await page.route('**/msdynmkt_AddStaticMembers', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue().catch(() => undefined);
  });
}

export async function startAdding(control: ControlPage, form: OpenForm): Promise<void> {
  await holdAdding(form);
  await preview(control, `contactid\n${contacts(0, 8000).join('\n')}`);
  await control.button('Add (8,000)').click();
  await control.root.getByRole('progressbar').waitFor();
}
