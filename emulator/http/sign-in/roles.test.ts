import { sampleSegments } from '../../sample-data';
import { AskingServer, errorOf } from './testing/asking-server';

const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';
let server: AskingServer;

beforeAll(async () => {
  server = await AskingServer.start();
});

afterAll(() => server.close());

describe('the role Reader', () => {
  it('reads and calls what only reads', async () => {
    const token = await server.tokenFor('Reader');
    expect((await server.callApi(token, 'contacts')).status).toBe(200);
    expect((await server.callApi(token, 'WhoAmI')).status).toBe(200);
    const answer = await server.callApi(token, 'msdynmkt_ListGroupMembers', 'POST', {
      SegmentId: sampleSegments.newsletter.segmentId,
      GroupId: id,
      PageNo: 1,
      PageSize: 1,
    });
    expect(errorOf(answer).code).not.toBe('0x80040220');
  });

  it.each([
    ['POST', 'contacts', 'prvCreateContact'],
    ['PATCH', `msdynmkt_segments(${id})`, 'prvWritemsdynmkt_segment'],
    ['DELETE', `accounts(${id})`, 'prvDeleteAccount'],
    ['PUT', `contacts(${id})/firstname`, 'prvWriteContact'],
    ['PUT', `accounts(${id})/primarycontactid/$ref`, 'prvWriteAccount'],
    ['POST', 'msdynmkt_AddStaticMembers', 'prvWritemsdynmkt_segment'],
    ['POST', 'msdynmkt_PublishSegmentDefinition', 'prvWritemsdynmkt_segment'],
    ['POST', 'msdyncrm_SegmentMembersUpdate', 'prvWritemsdyncrm_segment'],
    ['POST', 'ImportSolution', 'prvImportCustomization'],
  ])('may not %s %s', async (method, path, privilege) => {
    const answer = await server.callApi(await server.tokenFor('Reader'), path, method, {});
    expect(answer.status).toBe(403);
    expect(errorOf(answer).code).toBe('0x80040220');
    expect(errorOf(answer).message).toContain(`is missing ${privilege} privilege`);
    expect(errorOf(answer).message).toContain(`Id=${server.account('Reader').userId}`);
  });

  it('may not change anything in a batch either', async () => {
    const count = (): number => server.dataverse.store.count({ table: 'contact', select: [] });
    const before = count();
    const body =
      '--b\r\nContent-Type: application/http\r\n\r\nPOST contacts HTTP/1.1\r\n\r\n{"lastname":"x"}\r\n--b--\r\n';
    const response = await fetch(`${server.dataverse.url}/api/data/v9.2/$batch`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await server.tokenFor('Reader')}`,
        'Content-Type': 'multipart/mixed; boundary=b',
      },
      body,
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('prvCreateContact');
    expect(count()).toBe(before);
  });

  it('is not that of a marketing user, whose rows are its own', async () => {
    const token = await server.tokenFor('Marketing user');
    const answer = await server.callApi(
      token,
      'contacts',
      'POST',
      { lastname: 'Byron' },
      { Prefer: 'return=representation' },
    );
    expect(answer.status).toBe(201);
    expect(answer.body['_ownerid_value']).toBe(server.account('Marketing user').userId);
  });
});

describe('the role Basic User', () => {
  it.each([
    ['GET', 'msdynmkt_segments', 'prvReadmsdynmkt_segment'],
    ['GET', `msdynmkt_segmentdefinitions(${id})/msdynmkt_name`, 'prvReadmsdynmkt_segmentdefinition'],
    ['GET', `msdyncrm_segments(${id})`, 'prvReadmsdyncrm_segment'],
    ['GET', `msdynmkt_segments(${id})/owningbusinessunit`, 'prvReadmsdynmkt_segment'],
    ['POST', 'msdynmkt_ListGroupMembers', 'prvReadmsdynmkt_segment'],
    ['POST', 'msdynmkt_AddStaticMembers', 'prvWritemsdynmkt_segment'],
    ['PATCH', `contacts(${id})`, 'prvWriteContact'],
  ])('may not %s %s', async (method, path, privilege) => {
    const body = method === 'GET' ? undefined : {};
    const answer = await server.callApi(await server.tokenFor('Basic User'), path, method, body);
    expect(answer.status).toBe(403);
    expect(errorOf(answer).message).toContain(`is missing ${privilege} privilege`);
  });

  it.each(['contacts?$top=1', 'businessunits', 'WhoAmI', "EntityDefinitions(LogicalName='contact')"])(
    'may read %s',
    async (path) => {
      expect((await server.callApi(await server.tokenFor('Basic User'), path)).status).toBe(200);
    },
  );
});
