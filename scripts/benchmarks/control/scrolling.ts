import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { percentile, type Measure } from './measures';
import { provideNaming } from './page-probe';

export interface ScrollRun {
  /** Selectors of the scrolling element and of a row in it. */
  readonly scroller: string;
  readonly row: string;
  /** CSS pixels from one frame to the next. */
  readonly step: number;
}

const framesPerRun = 90;

interface ScrollResult {
  readonly frames: readonly number[];
  readonly blank: number;
}

/** Scrolls frame by frame and looks at three places of each frame whether there is a row to be painted. */
async function scroll(page: Page, run: ScrollRun): Promise<ScrollResult> {
  return page.evaluate(
    async ({ scroller, row, step, count }) => {
      const element = document.querySelector<HTMLElement>(scroller);
      if (!element) throw new Error(`There is no ${scroller}.`);
      element.scrollIntoView({ block: 'center' });
      const box = element.getBoundingClientRect();
      const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const hasRow = (share: number): boolean => {
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * share);
        return at?.closest(row) !== null && at !== null;
      };
      element.scrollTop = 0;
      await nextFrame();
      const frames: number[] = [];
      let blank = 0;
      let last = await nextFrame();
      for (let frame = 0; frame < count; frame += 1) {
        element.scrollTop += step;
        const now = await nextFrame();
        frames.push(now - last);
        last = now;
        if (![0.1, 0.5, 0.9].every(hasRow)) blank += 1;
      }
      return { frames, blank };
    },
    { ...run, count: framesPerRun },
  );
}

/** The three speeds: a wheel, a bar dragged slowly, a bar dragged from one end to the other. */
export async function measureScrolling(
  page: Page,
  name: string,
  selectors: Pick<ScrollRun, 'scroller' | 'row'>,
  limits: boolean,
): Promise<readonly Measure[]> {
  const height = await page
    .locator(selectors.scroller)
    .first()
    .evaluate((element) => element.scrollHeight);
  const speeds = [
    ['wheel, 120 px a frame', 120],
    ['bar, 900 px a frame', 900],
    ['bar, end to end in 90 frames', Math.floor(height / framesPerRun)],
  ] as const;
  const measures: Measure[] = [];
  for (const [speed, step] of speeds) {
    const { frames, blank } = await scroll(page, { ...selectors, step });
    measures.push(
      {
        name: `${name}: ${speed}, p95 frame`,
        value: percentile(frames, 0.95),
        unit: 'ms',
        ...(limits ? { limit: 20 } : {}),
      },
      {
        name: `${name}: ${speed}, blank of 90`,
        value: blank,
        unit: 'frames',
        ...(limits ? { limit: 0 } : {}),
      },
    );
  }
  return measures;
}

/** Fluent's DetailsList with as many rows on a page of its own, with the same libraries. */
export async function openDetailsList(browser: Browser, root: string, rows: number): Promise<Page> {
  const library = (name: string): string => join(root, 'node_modules', 'pcf-start', 'lib', name);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await provideNaming(page);
  await page.goto('about:blank');
  await page.setContent('<div id="list" data-is-scrollable="true" style="height:432px;overflow:auto"></div>');
  await page.addScriptTag({ path: library('react_16_14_0.js') });
  await page.evaluate('window.React = Reactv16; window.ReactDOM = ReactDOMv16;');
  await page.addScriptTag({ path: library('fluent_8_121_1.js') });
  await page.evaluate(`
    const items = Array.from({ length: ${rows} }, (_, index) => ({
      key: String(index), name: 'Person ' + index, email: 'person' + index + '@example.com',
    }));
    const columns = ['name', 'email'].map((name) => ({ key: name, name, fieldName: name, minWidth: 100 }));
    ReactDOM.render(
      React.createElement(FluentUIReactv81211.DetailsList, { items, columns, selectionMode: 2 }),
      document.getElementById('list'),
    );
  `);
  await page.locator('.ms-DetailsRow').first().waitFor();
  await page.waitForTimeout(1000);
  return page;
}
