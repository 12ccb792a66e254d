import type { Page, Request } from 'playwright-core';
import { sampleSegments } from '../../emulator/sample-data';
import { isFullForm } from '../testing/full-form';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

interface Held {
  readonly listeners: number;
  readonly timers: number;
  readonly nodes: number;
  readonly heap: number;
}

/** Counts timers, and listeners on the window and the document, from before the page's own scripts. */
function countWhatIsHeld(): void {
  const timers = new Set<unknown>();
  const listeners = new Map<string, number>();
  Object.assign(window, { held: { timers, listeners } });
  for (const [start, end] of [
    ['setTimeout', 'clearTimeout'],
    ['setInterval', 'clearInterval'],
  ] as const) {
    const [set, clear] = [window[start].bind(window), window[end].bind(window)];
    Object.assign(window, {
      [start]: (work: () => void, wait: number, ...rest: unknown[]) => {
        const id: unknown = set(
          () => {
            if (start === 'setTimeout') timers.delete(id);
            work();
          },
          wait,
          ...rest,
        );
        timers.add(id);
        return id;
      },
      [end]: (id: number) => {
        timers.delete(id);
        clear(id);
      },
    });
  }
  for (const target of [window, document]) {
    const [add, remove] = [target.addEventListener.bind(target), target.removeEventListener.bind(target)];
    // Weak, so that counting keeps nothing itself.
    const kept = new WeakMap<object, Set<string>>();
    target.addEventListener = (type: string, listener: never, options?: never) => {
      const types = kept.get(listener) ?? new Set();
      if (!types.has(type)) listeners.set(type, (listeners.get(type) ?? 0) + 1);
      kept.set(listener, types.add(type));
      add(type, listener, options);
    };
    target.removeEventListener = (type: string, listener: never, options?: never) => {
      if (kept.get(listener)?.delete(type)) listeners.set(type, (listeners.get(type) ?? 0) - 1);
      remove(type, listener, options);
    };
  }
}

/** Requests that were sent and not answered. */
class RequestsUnderWay {
  readonly #sent = new Set<Request>();

  constructor(private readonly page: Page) {
    page.on('request', (request) => this.#sent.add(request));
    page.on('requestfinished', (request) => this.#sent.delete(request));
    page.on('requestfailed', (request) => this.#sent.delete(request));
  }

  async none(): Promise<void> {
    while (this.#sent.size > 0) {
      const [request] = this.#sent;
      await request?.response().catch(() => undefined);
      // The page's own code gets its turn between two looks.
      await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    }
  }
}

const rounded = isFullForm ? 100 : 20;

describe(`${rounded} times on the form and off it`, () => {
  it('leave no listener, no timer, no node and no memory behind', async () => {
    const { page, noise } = await environment.open({ definition: sampleSegments.newsletter.definitionId });
    await page.addInitScript(countWhatIsHeld);
    await page.reload();
    const control = new ControlPage(page);
    const underWay = new RequestsUnderWay(page);
    const session = await page.context().newCDPSession(page);
    const rounds = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round += 1) {
        await page.evaluate(() => window.recordPage?.mount());
        await control.grid.getByText('@').first().waitFor();
        await page.evaluate(() => window.recordPage?.unmount());
      }
    };
    const held = async (): Promise<Held> => {
      await underWay.none();
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes } = await session.send('Memory.getDOMCounters');
      const { timers, listeners } = await page.evaluate(() => {
        const { held: counted } = window as unknown as {
          held: { timers: Set<unknown>; listeners: Map<string, number> };
        };
        return {
          timers: counted.timers.size,
          listeners: [...counted.listeners.values()].reduce((a, b) => a + b, 0),
        };
      });
      return { listeners, timers, nodes, heap: usedSize };
    };

    await control.grid.getByText('@').first().waitFor();
    await page.evaluate(() => window.recordPage?.unmount());
    // Caches of React and Fluent fill up in the first rounds.
    await rounds(10);
    const before = await held();
    await rounds(rounded - 10);
    const after = await held();
    expect(after.listeners).toBe(before.listeners);
    expect(after.timers).toBeLessThanOrEqual(before.timers);
    expect(after.nodes).toBeLessThan(before.nodes * 1.1 + 100);
    expect(after.heap - before.heap).toBeLessThan(1_000_000);
    expect(noise).toEqual([]);
  }, 120_000);
});
