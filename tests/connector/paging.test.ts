import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { clientOfConnector, type ConnectorClient } from './testing/connector-client';
import { Environment } from './testing/environment';
import { connectorName, startWithConnector } from './testing/installed-connector';

interface Page {
  readonly value: readonly unknown[];
  readonly '@odata.nextLink'?: string;
}

let dataverse: LocalDataverse;
let environment: Environment;
let client: ConnectorClient;

beforeAll(async () => {
  dataverse = await startWithConnector();
  environment = new Environment(dataverse);
  client = await clientOfConnector(dataverse.url);
});
afterAll(() => dataverse.close());

/** All pages as a flow with pagination reads them: the next link, called with the connection. */
async function pagesFrom(first: unknown, headers: Record<string, string> = {}): Promise<readonly Page[]> {
  const pages = [first as Page];
  for (
    let link = pages[0]?.['@odata.nextLink'];
    link !== undefined;
    link = pages.at(-1)?.['@odata.nextLink']
  ) {
    expect(link.startsWith(`${dataverse.url}/connectors/${connectorName}/connection/`)).toBe(true);
    pages.push((await (await fetch(link, { headers })).json()) as Page);
  }
  return pages;
}

describeWithDotnet('pages of rows', () => {
  it.each([
    ['ListSegments', 'msdynmkt_segmentid'],
    ['ListSegmentDefinitions', 'msdynmkt_segmentdefinitionid'],
    ['ListOutboundSegments', 'msdyncrm_segmentid'],
  ])('%s goes on through the connection until every row was listed once', async (operation, id) => {
    for (let index = 0; index < 5; index++) {
      environment.segment();
      environment.outboundSegment();
    }
    const Prefer = 'odata.maxpagesize=2';
    const { body } = await client.call(operation, { parameters: { Prefer } });
    const rows = (await pagesFrom(body, { prefer: Prefer })).flatMap(
      ({ value }) => value as Record<string, unknown>[],
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(new Set(rows.map((row) => row[id])).size).toBe(rows.length);
  });
});

describeWithDotnet('pages of group members through the connector', () => {
  it('go on through the connection until every id was listed once', async () => {
    const { segmentId, groupId } = environment.segment();
    const ids = environment.contacts(5);
    await client.call('AddStaticMembers', {
      body: { SegmentId: segmentId, GroupId: groupId, EntityIds: ids },
    });
    const { body } = await client.call('ListGroupMembers', {
      parameters: { segmentId, groupId, pageSize: 2 },
    });
    const pages = await pagesFrom(body);
    expect(pages.map(({ value }) => value.length)).toEqual([2, 2, 1, 0]);
    expect(pages).toMatchObject([
      { pageNumber: 1, hasMore: true },
      { pageNumber: 2, hasMore: true },
      { pageNumber: 3, hasMore: true },
      { pageNumber: 4, hasMore: false },
    ]);
    expect(pages.flatMap(({ value }) => value).sort()).toEqual([...ids].sort());
  });
});
