import type { BrowserContextOptions, Page } from 'playwright-core';
import { sampleSegments } from '../../emulator/sample-data';
import { isFullForm, itInFullForm } from '../testing/full-form';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { isTakingPictures, takeScreenshot } from './testing/screenshot';

const record = { definition: sampleSegments.newsletter.definitionId };
let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

interface Look {
  readonly name: string;
  readonly address?: string;
  readonly options?: BrowserContextOptions;
}

const looks: readonly Look[] = [
  { name: 'narrow', options: { viewport: { width: 320, height: 900 } } },
  { name: 'roomy', options: { viewport: { width: 1200, height: 900 } } },
  // 200 % zoom is half the CSS pixels at twice the density.
  { name: 'zoomed', options: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 } },
  { name: 'dark', address: '&theme=dark', options: { colorScheme: 'dark' } },
  { name: 'forced-colours', options: { forcedColors: 'active' } },
  { name: 'without-theme', address: '&theme=none' },
  { name: 'arabic', address: '&lcid=1025' },
  { name: 'german', address: '&lcid=1031' },
];

/** The short form has every third one. */
const triedLooks = isFullForm || isTakingPictures ? looks : looks.filter((_, place) => place % 3 === 0);

describe('the look', () => {
  it.each(triedLooks)(
    '$name shows groups and members with nothing cut off',
    async ({ name, address, options }) => {
      const { page, noise } = await environment.open(record, address, options);
      const control = new ControlPage(page);
      await control.grid.getByText('@').first().waitFor();
      await takeScreenshot(page, name);
      expect(await overflowing(page)).toEqual([]);
      expect(noise).toEqual([]);
      await page.context().close();
    },
  );

  it('stands still while groups, counts, members and names arrive', async () => {
    const { page } = await environment.open(record, '&controls=1');
    const control = new ControlPage(page);
    await page.route('**/api/data/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await route.continue();
    });
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: false });
      window.recordPage?.unmount();
      window.recordPage?.mount();
    });
    await control.group('Webinar guests').filter({ hasText: 'Members: 0' }).waitFor();
    await control.grid.getByText('@').first().waitFor();
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.1);
    await page.context().close();
  });

  itInFullForm('is mirrored in a language from right to left', async () => {
    const { page } = await environment.open(record, '&lcid=1025');
    const control = new ControlPage(page);
    await control.grid.waitFor();
    const left = async (selector: string) =>
      (await control.root.locator(selector).first().boundingBox())?.x ?? 0;
    expect(await left('.sgm-groups')).toBeGreaterThan(await left('.sgm-main'));
    await page.context().close();
  });

  it('keeps the selection visible in forced colours', async () => {
    const { page } = await environment.open(record, '', { forcedColors: 'active' });
    const control = new ControlPage(page);
    await control.grid.getByText('@').first().waitFor();
    await control.rows().nth(1).click();
    const look = (row: number) =>
      control
        .rows()
        .nth(row)
        .evaluate((found) => {
          const { backgroundColor, outlineColor, outlineStyle, color } = getComputedStyle(found);
          return [backgroundColor, outlineColor, outlineStyle, color].join(' ');
        });
    await page.mouse.move(0, 0);
    expect(await look(1)).not.toBe(await look(3));
    await page.context().close();
  });

  itInFullForm('marks the chosen table alone in forced colours', async () => {
    const { page } = await environment.open(record, '', { forcedColors: 'active' });
    const marked = await page.locator('.site-map a').evaluateAll((links) =>
      links
        .filter((link) => {
          const canvas = getComputedStyle(document.body).backgroundColor;
          return getComputedStyle(link).borderInlineStartColor !== canvas;
        })
        .map((link) => link.textContent),
    );
    expect(marked).toEqual(['Segment definitions']);
    await page.context().close();
  });
});

/** Elements of the control that stick out of it, and the page when it scrolls sideways. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`page ${scrollWidth} > ${clientWidth}`);
    const frame = document.querySelector('.control-container')?.getBoundingClientRect();
    for (const inside of document.querySelectorAll('.control-container *')) {
      const box = inside.getBoundingClientRect();
      const isHidden = box.width <= 1 || inside.closest('.sgm-hidden, [role=grid]') !== null;
      if (!frame || isHidden) continue;
      if (box.left < frame.left - 1 || box.right > frame.right + 1) {
        found.push(`${inside.tagName} ${inside.className.slice(0, 60)} ${inside.textContent.slice(0, 30)}`);
      }
    }
    return found;
  });
}
