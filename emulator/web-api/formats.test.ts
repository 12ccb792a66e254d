import { errorWith, TestDataverse } from './testing/test-dataverse';

let dataverse: TestDataverse;

beforeAll(async () => {
  dataverse = await TestDataverse.start();
  await dataverse.create('contacts', { lastname: 'Ada' });
});

afterAll(() => dataverse.close());

describe('a version or a format that the Web API does not speak is refused', () => {
  it.each([
    ['OData-MaxVersion', '3.0'],
    ['OData-MaxVersion', 'four'],
    ['OData-Version', '3.0'],
    ['OData-Version', '5.0'],
    ['DataServiceVersion', '3.0'],
    ['MaxDataServiceVersion', '3.0'],
  ])('%s: %s', async (header, version) => {
    const answer = await dataverse.get('contacts', { [header]: version });
    expect({ status: answer.status, json: answer.json }).toEqual({
      status: 400,
      json: errorWith('0x80060888', `The version '${version}' in the header`),
    });
  });

  it.each([
    ['contacts?$format=xml', {}],
    ['contacts?$format=atom', { Accept: 'application/json' }],
    ['contacts?$select=fullname&$format=application/atom%2Bxml', {}],
    ['contacts', { Accept: 'application/atom+xml' }],
    ['EntityDefinitions?$select=LogicalName', { Accept: 'text/html' }],
    ['$metadata', { Accept: 'application/json' }],
    ['$metadata?$format=json', {}],
  ])('%s %j', async (path, headers) => {
    const answer = await dataverse.get(path, headers);
    expect({ status: answer.status, json: answer.json }).toEqual({
      status: 415,
      json: errorWith('0x80060888', 'A supported MIME type could not be found that matches the acceptable'),
    });
  });

  it.each([
    ['contacts?$top=1&$format=json', { Accept: 'application/xml' }],
    ['contacts?$top=1&$format=application/json;odata.metadata=minimal', {}],
    ['contacts?$top=1', { Accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' }],
    ['contacts/$count', { Accept: 'application/json' }],
    ['$metadata', { Accept: 'application/xml' }],
    ['contacts?$top=1', { 'OData-Version': '4.0', 'OData-MaxVersion': '4.01' }],
  ])('but not %s %j', async (path, headers) => {
    expect((await dataverse.get(path, headers)).status).toBe(200);
  });

  it('for a request in a batch as well, whose own type is that of the batch', async () => {
    const batch = (lines: string): string =>
      `--b\r\nContent-Type: application/http\r\n\r\nGET contacts?$top=1 HTTP/1.1\r\n${lines}\r\n\r\n--b--\r\n`;
    const headers = { 'Content-Type': 'multipart/mixed; boundary=b', Accept: 'multipart/mixed' };
    expect((await dataverse.send('POST', '$batch', batch(''), headers)).status).toBe(200);
    const refused = await dataverse.send('POST', '$batch', batch('Accept: application/xml\r\n'), headers);
    expect(refused.status).toBe(415);
  });
});
