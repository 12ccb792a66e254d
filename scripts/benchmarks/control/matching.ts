import type { FormEnvironment } from '../../../tests/browser/testing/form-environment';
import { giveList } from './given-list';
import type { MeasuredPart } from './measures';
import { longestTask, requestsWith } from './page-probe';

const entries = 200_000;

/** Addresses of this length, with their share of a query, fit so often into a URL of 30,000 characters. */
const valuesThatFit = 900;

/** A file of 200,000 e-mail addresses is looked up. */
export async function measureMatching(environment: FormEnvironment): Promise<MeasuredPart> {
  const given = await giveList(environment, await differentEmails(environment));
  const { page } = given.control;
  const started = Date.now();
  await given.control.button('Check list').click();
  await given.control.tab('To add').waitFor();
  const seconds = (Date.now() - started) / 1000;
  const { count } = await requestsWith(page, '/contacts?');
  const longest = await longestTask(page);
  await page.context().close();
  return {
    part: 'matching 200,000 e-mails',
    measures: [
      { name: 'longest task while reading the file', value: given.longestTask, unit: 'ms', limit: 50 },
      { name: 'requests', value: count, unit: 'requests', limit: Math.ceil(entries / valuesThatFit) },
      { name: 'values a request', value: entries / count, unit: 'values' },
      { name: 'time, local server', value: seconds, unit: 's' },
      { name: 'longest task', value: longest, unit: 'ms', limit: 50 },
    ],
  };
}

/** Letters beyond ASCII make the local Dataverse compare by scanning, which would measure the server. */
const ascii = /^[ -~]+$/;

/** Different addresses: those of the sample, and some that nobody has. */
async function differentEmails({ url }: FormEnvironment): Promise<readonly string[]> {
  const emails = new Set<string>();
  let next: string | undefined = `${url}/api/data/v9.2/contacts?$select=emailaddress1`;
  while (next !== undefined && emails.size < entries) {
    const response: Response = await fetch(next, { headers: { Prefer: 'odata.maxpagesize=5000' } });
    const page = (await response.json()) as {
      value: { emailaddress1: string | null }[];
      '@odata.nextLink'?: string;
    };
    for (const { emailaddress1: email } of page.value) {
      if (email !== null && ascii.test(email)) emails.add(email.toLowerCase());
    }
    next = page['@odata.nextLink'];
  }
  for (let number = 0; emails.size < entries; number += 1) emails.add(`nobody${number}@nowhere.example.com`);
  return [...emails].slice(0, entries);
}
