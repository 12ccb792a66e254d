import type { Page } from 'playwright-core';

interface ProbedWindow extends Window {
  longTasks: number[];
}

/** The compiler that runs this file wraps functions in a call of `__name`, which functions sent to a page lack. */
export async function provideNaming(page: Page): Promise<void> {
  await page.addInitScript('globalThis.__name = (value) => value;');
}

/** Has the page remember tasks over 50 ms and every request; before it is opened. */
export async function probe(page: Page): Promise<void> {
  await provideNaming(page);
  await page.addInitScript(() => {
    const probed = window as unknown as ProbedWindow;
    probed.longTasks = [];
    performance.setResourceTimingBufferSize(10_000);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) probed.longTasks.push(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The longest task since the last call in milliseconds, 0 when none took 50 ms or more. */
export async function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, ...(window as unknown as ProbedWindow).longTasks.splice(0)));
}

export interface RequestsTaken {
  readonly count: number;
  /** Milliseconds from the start of the first to the end of the last. */
  readonly span: number;
  /** Milliseconds of all of them added up. */
  readonly sum: number;
}

/** The requests since `forgetRequests` whose address has this text in it. */
export async function requestsWith(page: Page, text: string): Promise<RequestsTaken> {
  return page.evaluate((wanted) => {
    const entries = performance.getEntriesByType('resource').filter(({ name }) => name.includes(wanted));
    const start = Math.min(...entries.map((entry) => entry.startTime));
    const end = Math.max(...entries.map((entry) => entry.startTime + entry.duration));
    return {
      count: entries.length,
      span: entries.length === 0 ? 0 : end - start,
      sum: entries.reduce((sum, entry) => sum + entry.duration, 0),
    };
  }, text);
}

export async function forgetRequests(page: Page): Promise<void> {
  await page.evaluate(() => performance.clearResourceTimings());
}

/** Bytes that JavaScript holds after everything unused has been let go. */
export async function heapInUse(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
