import { source, type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds on the whole page, a line each. Evaluated as the developer tools do, past the page's policy. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => {
    const { axe } = window as unknown as {
      axe: { run(within: Document, options: { resultTypes: string[] }): Promise<AxeResults> };
    };
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
