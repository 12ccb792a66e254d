import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = join(__dirname, '..', '..', '..', 'docs', 'images');

/** Whether the documentation has a picture of this name. */
export function hasScreenshot(name: string): boolean {
  return existsSync(join(folder, `${name}.png`));
}

export const isTakingPictures = process.env['UPDATE_SCREENSHOTS'] === '1';

/**
 * Rewrites a picture of the documentation, only when UPDATE_SCREENSHOTS=1, so that a test run leaves the work
 * tree as it is.
 */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  if (!isTakingPictures) return;
  await page.mouse.move(0, 0);
  // Menus and dialogs fade in; spinners never end.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
