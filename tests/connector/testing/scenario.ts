import type { Answer, ConnectorClient } from './connector-client';
import type { Environment, SegmentWithGroup } from './environment';

export interface Bench {
  readonly environment: Environment;
  readonly client: ConnectorClient;
}

/** Carries out an operation, holds its answer against the database, and says how it went in a few words. */
export type Scenario = (bench: Bench) => Promise<string>;

export interface Page {
  readonly value: readonly unknown[];
  readonly '@odata.nextLink'?: string;
}

export const sorted = (ids: readonly unknown[]) => ids.map(String).sort();
export const refused = ({ status }: Answer) => `refused (${status}), nothing changed`;
export const inputOf = ({ segmentId, groupId }: SegmentWithGroup) => ({ segmentId, groupId });

/** All pages that the links lead through. */
export async function allOf(first: Answer): Promise<readonly unknown[]> {
  expect(first.status).toBe(200);
  let page = first.body as Page;
  const found = [...page.value];
  for (let link = page['@odata.nextLink']; link !== undefined; link = page['@odata.nextLink']) {
    page = (await (await fetch(link)).json()) as Page;
    found.push(...page.value);
  }
  return found;
}

/** The segment as GetSegment shows it when it is finished, or the refusal. */
export async function publish(
  { client }: Bench,
  segmentId: string,
): Promise<Record<string, unknown> | Answer> {
  const published = await client.call('PublishSegment', { body: { SegmentId: segmentId } });
  if (published.status >= 400) return published;
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    const { body } = await client.call('GetSegment', { parameters: { segmentId } });
    const segment = body as Record<string, unknown>;
    if (segment['isFinished'] === true) return segment;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The segment was neither ready nor failed within 10 seconds.');
}

/** Contacts with addresses of their own, so that they are found one by one. */
export function people({ environment }: Bench, count: number, name: string) {
  return Array.from({ length: count }, (_, nth) => {
    const address = `${name}${nth}@example.com`;
    return { address, id: environment.contact(address) };
  });
}
