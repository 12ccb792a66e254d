import { setTimeout as delay } from 'node:timers/promises';
import type { Page, Route } from 'playwright-core';

/** What happens to a call, by its number from 0. */
export type Trouble = 'none' | 'throttled' | 'cutBefore' | 'cutAfter';

/**
 * Answers every call that adds members after a fixed time, and says who was added, so that the control is measured and
 * not the server.
 */
export interface AddServer {
  readonly members: ReadonlySet<string>;
  readonly calls: () => number;
  /** Milliseconds from the first call to the last answer. */
  readonly span: () => number;
}

export async function answerAdding(
  page: Page,
  latency: number,
  troubleOf: (call: number) => Trouble,
): Promise<AddServer> {
  const members = new Set<string>();
  let calls = 0;
  let first = 0;
  let last = 0;

  async function answer(route: Route): Promise<void> {
    if (calls === 0) first = performance.now();
    const trouble = troubleOf(calls);
    calls += 1;
    if (trouble === 'throttled') return refuse(route);
    await delay(latency);
    if (trouble === 'cutBefore') return route.abort('connectionreset');
    const { EntityIds } = route.request().postDataJSON() as { EntityIds: readonly string[] };
    EntityIds.forEach((id) => members.add(id));
    if (trouble === 'cutAfter') return route.abort('connectionreset');
    await route.fulfill({ status: 204 });
    last = performance.now();
  }

  /** The control reads the group after a change, to say only what it has seen. */
  async function list(route: Route): Promise<void> {
    const { PageNo, PageSize } = route.request().postDataJSON() as { PageNo: number; PageSize: number };
    const entityIds = [...members].slice((PageNo - 1) * PageSize, PageNo * PageSize);
    await route.fulfill({ json: { Response: JSON.stringify({ entityIds }) } });
  }

  await page.route('**/msdynmkt_AddStaticMembers', answer);
  await page.route('**/msdynmkt_ListGroupMembers', list);
  return { members, calls: () => calls, span: () => last - first };
}

/** Dataverse's answer when there were too many requests. */
function refuse(route: Route): Promise<void> {
  const message = 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.';
  return route.fulfill({
    status: 429,
    headers: { 'Retry-After': '1' },
    json: { error: { code: '0x80072322', message } },
  });
}
