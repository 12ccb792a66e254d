import { startLocalDataverse, type LocalDataverse } from '../../local-dataverse';
import { sampleSegments } from '../../sample-data';
import { createXrmWebApi, type XrmWebApi } from './xrm-web-api';

const { newsletter } = sampleSegments;
const [vip] = newsletter.groups;
let environment: LocalDataverse;
let webApi: XrmWebApi;
let sent: string[];

beforeAll(async () => {
  environment = await startLocalDataverse({ sampleData: 'standard' });
});

afterAll(() => environment.close());

beforeEach(() => {
  sent = [];
  webApi = createXrmWebApi(environment.url, (input, init) => {
    sent.push(`${init?.method ?? 'GET'} ${String(input).replace(environment.url, '')}`);
    return fetch(input, init);
  });
});

const listMembers = {
  SegmentId: newsletter.segmentId,
  GroupId: vip?.id,
  PageNo: 1,
  PageSize: 3,
  getMetadata: () => ({
    boundParameter: null,
    operationType: 0 as const,
    operationName: 'msdynmkt_ListGroupMembers',
    parameterTypes: {
      SegmentId: { typeName: 'Edm.String', structuralProperty: 1 as const },
      GroupId: { typeName: 'Edm.String', structuralProperty: 1 as const },
      PageNo: { typeName: 'Edm.Int32', structuralProperty: 1 as const },
      PageSize: { typeName: 'Edm.Int32', structuralProperty: 1 as const },
    },
  }),
};

describe('Xrm.WebApi', () => {
  it('creates, reads, changes and deletes a record', async () => {
    const { id, entityType } = await webApi.createRecord('contact', { lastname: 'Ünsal' });
    expect(entityType).toBe('contact');
    await webApi.updateRecord('contact', `{${id.toUpperCase()}}`, { firstname: 'Ada' });
    const row = await webApi.retrieveRecord('contact', id, '?$select=fullname');
    expect(row['fullname']).toBe('Ada Ünsal');
    await webApi.deleteRecord('contact', id);
    await expect(webApi.retrieveRecord('contact', id)).rejects.toMatchObject({ errorCode: 0x80040217 });
  });

  it('does not create what an update does not find', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    await expect(webApi.updateRecord('contact', id, { firstname: 'Ada' })).rejects.toMatchObject({
      errorCode: 0x80040217,
    });
  });

  it('asks for the entity set name of a table once', async () => {
    await webApi.retrieveMultipleRecords('lead', '?$select=fullname&$top=1');
    await webApi.retrieveMultipleRecords('lead', '?$select=fullname&$top=1');
    expect(sent).toEqual([
      "GET /api/data/v9.2/EntityDefinitions(LogicalName='lead')?$select=EntitySetName",
      'GET /api/data/v9.2/leads?$select=fullname&$top=1',
      'GET /api/data/v9.2/leads?$select=fullname&$top=1',
    ]);
  });

  it('gives pages with a link to the next one, and none on the last', async () => {
    const query = `?$select=msdynmkt_name&$orderby=msdynmkt_name`;
    const first = await webApi.retrieveMultipleRecords('msdynmkt_segmentdefinition', query, 3);
    expect(first.entities).toHaveLength(3);
    const next = new URL(first.nextLink ?? '').search;
    const second = await webApi.retrieveMultipleRecords('msdynmkt_segmentdefinition', next, 3);
    expect(second.entities).toHaveLength(1);
    expect(second).not.toHaveProperty('nextLink');
  });

  it('executes an action and answers with a response', async () => {
    const response = await webApi.online.execute(listMembers);
    expect(response.ok).toBe(true);
    const { Response: text } = (await response.json()) as { Response: string };
    expect((JSON.parse(text) as { entityIds: string[] }).entityIds).toHaveLength(3);
  });

  it('refuses parameters that getMetadata does not describe as they are', async () => {
    const described = listMembers.getMetadata();
    await expect(
      webApi.execute({ ...listMembers, Extra: 1, getMetadata: () => described }),
    ).rejects.toMatchObject({ message: expect.stringContaining("'Extra'") as string });
    await expect(webApi.execute({ ...listMembers, SegmentId: ['x'] })).rejects.toMatchObject({
      message: expect.stringContaining("'SegmentId'") as string,
    });
    expect(sent).toEqual([]);
  });

  it('rejects with the code and the words of the server, and no more than is documented', async () => {
    const error: unknown = await webApi.execute({ ...listMembers, PageNo: 0 }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(Object.keys(error as object)).toEqual(['errorCode']);
    expect((error as Error).message).not.toBe('');
  });

  it('rejects with the status and headers as well when asked to, as apps were seen to do', async () => {
    const full = createXrmWebApi(environment.url, undefined, { errorDetail: 'full' });
    const error: unknown = await full
      .execute({ ...listMembers, PageNo: 0 })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ httpStatusCode: 400, raw: expect.stringContaining('_headers') as string });
  });

  it('rejects when no answer comes', async () => {
    const nowhere = createXrmWebApi('http://127.0.0.1:9');
    await expect(nowhere.retrieveRecord('contact', newsletter.segmentId)).rejects.toMatchObject({
      errorCode: 0,
    });
  });
});
