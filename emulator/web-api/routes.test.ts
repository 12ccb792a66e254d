import { request } from 'node:http';
import { startLocalDataverse } from '../local-dataverse';
import { errorWith, TestDataverse, type Json } from './testing/test-dataverse';

let dataverse: TestDataverse;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
});

afterAll(() => dataverse.close());

describe('messages', () => {
  it.each([
    [
      { SegmentId: 'x', GroupId: 'x', EntityIds: [], Other: 1 },
      "'Other' in the request payload is not a valid parameter",
    ],
    [{ SegmentId: 'x', EntityIds: [] }, "'GroupId'"],
    [{ SegmentId: 5, GroupId: 'x', EntityIds: [] }, "literal '5' to the expected type 'Edm.String'"],
    [{ SegmentId: 'x', GroupId: 'x', EntityIds: 'y' }, "a 'StartArray' node was expected"],
    [{ SegmentId: 'x', GroupId: 'x', EntityIds: [1] }, "literal '1'"],
  ])('refuse %j', async (body, words) => {
    const { status, json } = await dataverse.send('POST', 'msdynmkt_AddStaticMembers', body);
    expect(status).toBe(400);
    expect((json['error'] as Json)['message']).toContain(words);
  });

  it('count the rows of whole tables', async () => {
    const { json } = await dataverse.get("RetrieveTotalRecordCount(EntityNames=['systemuser','contact'])");
    expect(json['EntityRecordCountCollection']).toMatchObject({
      Keys: ['systemuser', 'contact'],
      Values: [1, 0],
    });
    for (const [inside, words] of [
      ["'contact'", 'takes a collection in square brackets'],
      ['@names', "The parameter alias '@names' was not found in the request URI."],
      ['contact', "has to be a constant, at position 12 in 'EntityNames=contact'"],
      ['[1]', "Cannot convert the literal '1' to the expected type 'Edm.String'"],
    ]) {
      const { status, json: refused } = await dataverse.get(
        `RetrieveTotalRecordCount(EntityNames=${inside})`,
      );
      expect({ status, refused }).toEqual({ status: 400, refused: errorWith('0x80060888', words ?? '') });
    }
    const byAlias = await dataverse.get('RetrieveTotalRecordCount(EntityNames=@names)?@names=["contact"]');
    expect(byAlias.json['EntityRecordCountCollection']).toMatchObject({ Count: 1 });
  });

  it('answer to their own method only, and 404 to a name that is none', async () => {
    expect((await dataverse.get('msdynmkt_AddStaticMembers')).status).toBe(405);
    expect((await dataverse.send('POST', 'WhoAmI', {})).status).toBe(405);
    expect((await dataverse.send('POST', 'msdynmkt_Nothing', {})).json).toEqual(
      errorWith('0x8006088a', 'msdynmkt_Nothing'),
    );
  });
});

describe('the server', () => {
  it('lists its entity sets at the root, in every version', async () => {
    for (const version of ['v9.0', 'v9.1', 'v9.2']) {
      const { value } = (await (await fetch(`${dataverse.url}/api/data/${version}/`)).json()) as {
        value: Json[];
      };
      expect(value).toContainEqual({ name: 'contacts', kind: 'EntitySet', url: 'contacts' });
    }
    expect((await fetch(`${dataverse.url}/api/data/v8.0/`)).status).toBe(404);
  });

  it('names the content type as Dataverse does', async () => {
    const { headers } = await dataverse.get('WhoAmI');
    expect(headers.get('content-type')).toBe('application/json; odata.metadata=minimal');
  });

  it('refuses other hosts and pages of other origins', async () => {
    const { hostname, port } = new URL(dataverse.url);
    const status = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        request({ hostname, port, path: '/api/data/v9.2/WhoAmI', headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
    expect(await status({ Host: `127.0.0.1:${port}` })).toBe(200);
    expect(await status({ Host: 'evil.example' })).toBe(403);
    expect(await status({ Origin: 'http://evil.example' })).toBe(403);
    expect(await status({ Origin: dataverse.url })).toBe(200);
  });

  it('says which port is in use, and which file', async () => {
    const port = Number(new URL(dataverse.url).port);
    await expect(startLocalDataverse({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
