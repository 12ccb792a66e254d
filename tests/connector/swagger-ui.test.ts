import type { Browser, Page } from 'playwright-core';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { launchBrowser } from '../browser/testing/browser';
import { Environment } from './testing/environment';
import { connectorDefinition, connectorName, startWithConnector } from './testing/installed-connector';

let dataverse: LocalDataverse;
let browser: Browser;
let page: Page;
let failures: string[];

beforeAll(async () => {
  dataverse = await startWithConnector();
  new Environment(dataverse).segment('Guests of spring');
  browser = await launchBrowser();
  page = await browser.newPage();
  failures = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('requestfailed', (request) => failures.push(request.url()));
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${dataverse.url}/connectors/${connectorName}`);
  await page.waitForSelector('.opblock');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await dataverse.close();
});

describe('Swagger UI in front of the connector', () => {
  it('lists every operation, and asks nobody else for anything', async () => {
    const operations = Object.values(connectorDefinition().paths).flatMap((item) => Object.values(item));
    expect(await page.locator('.opblock').count()).toBe(operations.length);
    expect(failures).toEqual([]);
  });

  it('runs an operation through the connector', async () => {
    const operation = page.locator('#operations-Segments-ListSegments');
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    const answer = operation.locator('.live-responses-table td.response-col_description:not(.col_header)');
    await answer.waitFor();
    expect(await answer.innerText()).toContain('Guests of spring');
  });

  it('is not there for a connector that nobody imported', async () => {
    const response = await fetch(`${dataverse.url}/connectors/another`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { message: 'No such connector or page.' } });
  });

  it('is found from the list of connectors', async () => {
    const list = await browser.newPage();
    await list.goto(`${dataverse.url}/connectors`);
    await list.getByRole('link', { name: 'Segment Members' }).click();
    await list.waitForSelector('.opblock');
    await list.close();
  });
});
