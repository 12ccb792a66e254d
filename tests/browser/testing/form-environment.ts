import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import {
  startLocalDataverse,
  type LocalDataverse,
  type LocalDataverseOptions,
} from '../../../emulator/local-dataverse';
import { projectVersion } from '../../../scripts/packing';
import { importSolution } from '../../../scripts/starting';
import { launchBrowser } from './browser';

// A shared build machine stalls a browser now and then; the log shows what failed before the second try.
if (process.env['CI'] === 'true') jest.retryTimes(1, { logErrorsBeforeRetry: true });

const root = join(__dirname, '..', '..', '..');

/** A page with a form on it, and what it said to the console. */
export interface OpenForm {
  readonly page: Page;
  /** Console messages, uncaught errors and refused resources; a quiet control leaves it empty. */
  readonly noise: readonly string[];
  /** Requests to the Web API since the form was opened, as `METHOD path`. */
  readonly requests: string[];
}

export interface FormEnvironment {
  readonly url: string;
  readonly dataverse: LocalDataverse;
  readonly browser: Browser;
  /** Opens the form of a record; more of the address as in `&lcid=1031`. Resolves once the control is there. */
  open(record: FormRecordAddress, more?: string, options?: OpenOptions): Promise<OpenForm>;
  close(): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Role of the account to sign in with, where the environment asks for one. */
  readonly as?: string;
  /** What to do with the page before it goes to the form. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export type FormRecordAddress =
  | { readonly definition: string }
  | { readonly segment: string }
  | { readonly new: 'msdynmkt_segmentdefinition' | 'msdynmkt_segment' };

/** A local Dataverse with the packed solution imported into it, and a browser. */
export async function startFormEnvironment(options: LocalDataverseOptions = {}): Promise<FormEnvironment> {
  const zip = join(root, 'dist', `SegmentMembers_${projectVersion(root)}_managed.zip`);
  if (!existsSync(zip)) throw new Error(`${zip} is missing. Run npm run pack first; npm test does.`);
  const dataverse = await startLocalDataverse({ sampleData: 'standard', ...options });
  await importSolution(dataverse.url, zip, await accessToken(dataverse));
  const browser = await launchBrowser();
  return {
    url: dataverse.url,
    dataverse,
    browser,
    open: (record, more = '', options = {}) =>
      openForm(browser, `${dataverse.url}${addressOf(record)}${more}`, options, dataverse.accounts),
    async close() {
      await browser.close();
      await dataverse.close();
    },
  };
}

/** A token of the account that may write; undefined where nobody has to sign in. */
async function accessToken({ url, accounts }: LocalDataverse): Promise<string | undefined> {
  const account = accounts.find(({ canWrite }) => canWrite);
  if (account === undefined) return undefined;
  const response = await fetch(`${url}/organizations/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: account.clientId,
      client_secret: account.clientSecret,
      scope: `${url}/.default`,
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

function addressOf(record: FormRecordAddress): string {
  const page = '/main.aspx?pagetype=entityrecord&etn=';
  if ('new' in record) return page + record.new;
  if ('segment' in record) return `${page}msdynmkt_segment&id=${record.segment}`;
  return `${page}msdynmkt_segmentdefinition&id=${record.definition}`;
}

/** FORM_REACT=17 runs every browser test on the React of model-driven apps instead of the one declared. */
function withReact(address: string): string {
  const react = process.env['FORM_REACT'];
  return react === undefined || address.includes('&react=') ? address : `${address}&react=${react}`;
}

async function openForm(
  browser: Browser,
  address: string,
  { as, prepare, ...options }: OpenOptions,
  accounts: LocalDataverse['accounts'],
): Promise<OpenForm> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 750 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await prepare?.(page);
  const noise: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/'))
      requests.push(`${request.method()} ${decodeURIComponent(pathname + search)}`);
  });
  await page.goto(withReact(address));
  if (as !== undefined) {
    const secret = accounts.find(({ role }) => role === as)?.clientSecret ?? '';
    await page.getByLabel('Secret of the application').fill(secret);
    await page.getByRole('button', { name: `(${as})` }).click();
  }
  await page.locator('.control-container > *').first().waitFor();
  return { page, noise, requests };
}
