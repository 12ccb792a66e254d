// Its package names itself for ES modules only, though it is none; its own requests can name no port.
import * as client from '../../node_modules/dataverse-webapi/lib/webapi';
import {
  WebApiConfig,
  type WebApiRequestConfig,
  type WebApiRequestResult,
} from '../../node_modules/dataverse-webapi/lib/models';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { sampleSegments } from '../../emulator/sample-data';
import { accessToken } from './testing/signed-in';

let dataverse: LocalDataverse;
let api: WebApiConfig;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true, sampleData: 'standard' });
  api = new WebApiConfig('9.2', await accessToken(dataverse), dataverse.url);
});

afterAll(() => dataverse.close());

/** Sends what the client made of a call; its own doors add a slash to next links, which ends their tokens wrongly. */
function send(request: WebApiRequestConfig, answer: (result: WebApiRequestResult) => void): void {
  const address = [request.apiConfig.url ?? '', request.queryString].filter((part) => part !== '').join('/');
  void fetch(address, {
    method: request.method,
    headers: client.getHeaders(request),
    ...(request.body === undefined ? {} : { body: request.body }),
  }).then(async (response) => {
    const headers = Object.fromEntries(response.headers);
    answer({ error: !response.ok, response: await response.text(), headers });
  });
}

describe('dataverse-webapi', () => {
  it('creates, reads, changes and deletes a row', async () => {
    const { contactid } = await client.createWithReturnData(
      api,
      'contacts',
      { lastname: 'Byron' },
      '$select=contactid',
      send,
    );
    const id = String(contactid);
    await client.update(api, 'contacts', id, { firstname: 'Ada' }, send);
    await client.updateProperty(api, 'contacts', id, 'jobtitle', 'Countess', send);
    expect(await client.retrieve(api, 'contacts', id, send, '$select=fullname,jobtitle')).toMatchObject({
      fullname: 'Ada Byron',
      jobtitle: 'Countess',
    });
    await client.deleteProperty(api, 'contacts', id, 'firstname', send);
    expect(
      await client.updateWithReturnData(
        api,
        'contacts',
        id,
        { lastname: 'Lovelace' },
        '$select=fullname',
        send,
      ),
    ).toMatchObject({ fullname: 'Lovelace' });
    await client.deleteRecord(api, 'contacts', id, send);
    await expect(client.retrieve(api, 'contacts', id, send)).rejects.toMatchObject({ code: '0x80040217' });
  });

  it('goes through pages', async () => {
    const seen = new Set<unknown>();
    const size = { maxPageSize: 2000 };
    // It takes the next link for its own address.
    const ofPages = new WebApiConfig('9.2', api.accessToken, dataverse.url);
    let page = await client.retrieveMultiple(api, 'leads', send, '$select=leadid', size);
    for (;;) {
      for (const { leadid } of page.value) seen.add(leadid);
      const next = page['@odata.nextLink'] as string | undefined;
      if (next === undefined) break;
      page = await client.retrieveMultipleNextPage(ofPages, next, send, size);
    }
    expect(seen.size).toBe(5000);
  });

  it('links rows and unlinks them', async () => {
    const account = await client.create(api, 'accounts', { name: 'Fabrikam' }, send);
    const contact = await client.create(api, 'contacts', { lastname: 'Turing' }, send);
    const linked = () =>
      client.retrieve(api, 'accounts', account, send, '$expand=contact_customer_accounts($select=lastname)');
    await client.associate(api, 'accounts', account, 'contact_customer_accounts', 'contacts', contact, send);
    expect(await linked()).toMatchObject({ contact_customer_accounts: [{ lastname: 'Turing' }] });
    await client.disassociate(api, 'accounts', account, 'contact_customer_accounts', send, contact);
    expect(await linked()).toMatchObject({ contact_customer_accounts: [] });
  });

  it('calls functions and actions', async () => {
    const { segmentId, groups } = sampleSegments.newsletter;
    expect(await client.unboundFunction(api, 'WhoAmI', send)).toHaveProperty('UserId');
    const contact = await client.create(api, 'contacts', { lastname: 'Member' }, send);
    const group = { SegmentId: segmentId, GroupId: groups[0]?.id };
    await client.unboundAction(api, 'msdynmkt_AddStaticMembers', send, { ...group, EntityIds: [contact] });
    expect(
      await client.unboundAction(api, 'msdynmkt_ListGroupMembers', send, {
        ...group,
        PageNo: 1,
        PageSize: 5000,
      }),
    ).toMatchObject({ Response: expect.stringContaining(contact) as string });
  });

  it('sends batches of a change set and queries', async () => {
    const changes = ['Hopper', 'Hamilton'].map((lastname) => ({
      method: 'POST',
      queryString: 'contacts',
      entity: { lastname, jobtitle: 'Admiral' },
    }));
    const answers = await client.batchOperation(
      api,
      'b1',
      'c1',
      changes,
      ["contacts?$select=lastname&$filter=jobtitle eq 'Admiral'&$orderby=lastname"],
      send,
    );
    expect(answers).toMatchObject([
      { httpStatus: 204, contentId: '1' },
      { httpStatus: 204, contentId: '2' },
      { httpStatus: 200, data: { value: [{ lastname: 'Hamilton' }, { lastname: 'Hopper' }] } },
    ]);
  });
});
