import { source as axeSource, type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { startFormEnvironment, type FormEnvironment } from './form-environment';
import { takeScreenshot } from './screenshot';
import { controlStates, openState } from './states';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

describe('axe finds nothing', () => {
  it.each(controlStates)(
    'in the state $name',
    async (state) => {
      const { page, noise } = await openState(environment, state);
      await takeScreenshot(page, state.name);
      expect(await findings(page)).toEqual([]);
      expect(noise.filter((line) => !state.expects?.test(line))).toEqual([]);
      await page.context().close();
    },
    90_000,
  );
});

/** What axe finds on the whole page, a line each. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
