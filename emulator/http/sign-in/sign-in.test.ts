import fc from 'fast-check';
import { sampleSegments } from '../../sample-data';
import { startLocalDataverse, type LocalDataverse } from '../../local-dataverse';
import type { Account } from './accounts';
import { TENANT } from './access-tokens';

let dataverse: LocalDataverse;
const start = Date.parse('2026-03-01T10:00:00Z');
let time = start;

beforeEach(() => {
  time = start;
});

beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true, now: () => new Date(time) });
});

afterAll(() => dataverse.close());

function account(role: Account['role']): Account {
  const found = dataverse.accounts.find((candidate) => candidate.role === role);
  if (found === undefined) throw new Error(`There is no account with the role ${role}.`);
  return found;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function post(
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${dataverse.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
    redirect: 'manual',
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    body: isJson ? (JSON.parse(text) as Answer['body']) : {},
    headers: response.headers,
  };
}

const tokenPath = `/${TENANT}/oauth2/v2.0/token`;

const credentials = (of: Account): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_id: of.clientId,
  client_secret: of.clientSecret,
  scope: `${dataverse.url}/.default`,
});

async function tokenFor(role: Account['role']): Promise<string> {
  const { body } = await post(tokenPath, credentials(account(role)));
  return String(body['access_token']);
}

async function callApi(
  token: string | undefined,
  path: string,
  method = 'GET',
  body?: object,
  more: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...more,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Answer['body']),
    headers: response.headers,
  };
}

const errorOf = ({ body }: Answer): { code: string; message: string } =>
  body['error'] as { code: string; message: string };

describe('the token endpoint', () => {
  it('gives an application a token that the Web API takes as its user', async () => {
    const { status, body, headers } = await post(tokenPath, credentials(account('Marketing user')));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(headers.get('cache-control')).toBe('no-store');
    const who = await callApi(String(body['access_token']), 'WhoAmI');
    expect(who.body['UserId']).toBe(account('Marketing user').userId);
  });

  it('takes the credentials in the header and the older address with a resource, too', async () => {
    const { clientId, clientSecret } = account('Reader');
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const form = { grant_type: 'client_credentials', resource: dataverse.url };
    expect((await post('/common/oauth2/token', form, { Authorization: `Basic ${basic}` })).status).toBe(200);
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 'AADSTS7000215'],
    ['an unknown application', { client_id: TENANT }, 400, 'unauthorized_client', 'AADSTS700016'],
    [
      'another resource',
      { scope: 'https://graph.microsoft.com/.default' },
      400,
      'invalid_resource',
      'AADSTS500011',
    ],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
  ])('refuses %s in the words of Entra', async (_what, change, status, error, code) => {
    const answer = await post(tokenPath, { ...credentials(account('Reader')), ...change });
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toBe(error);
    expect(answer.body['error_description']).toContain(code);
  });

  it('gives a device its token once a person has entered the code', async () => {
    const { clientId, clientSecret } = account('Reader');
    const asked = await post(`/${TENANT}/oauth2/v2.0/devicecode`, {
      client_id: clientId,
      scope: `${dataverse.url}/.default`,
    });
    expect(asked.body).toMatchObject({ verification_uri: `${dataverse.url}/devicelogin`, expires_in: 900 });
    expect(asked.body['message']).toContain(asked.body['user_code']);
    const question = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: clientId,
      device_code: String(asked.body['device_code']),
      scope: `${dataverse.url}/.default`,
    };
    expect((await post(tokenPath, question)).body['error']).toBe('authorization_pending');
    const entered = {
      user_code: String(asked.body['user_code']).toLowerCase(),
      account: clientId,
      secret: clientSecret,
    };
    expect((await post('/devicelogin', { ...entered, secret: 'wrong' })).status).toBe(403);
    expect((await post('/devicelogin', entered)).status).toBe(200);
    const { body } = await post(tokenPath, question);
    expect((await callApi(String(body['access_token']), 'WhoAmI')).body['UserId']).toBe(
      account('Reader').userId,
    );
    expect((await post(tokenPath, question)).body['error']).toBe('bad_verification_code');
    expect((await post('/devicelogin', entered)).status).toBe(400);
  });

  it('ends a code after 15 minutes', async () => {
    const { clientId } = account('Reader');
    const scope = `${dataverse.url}/.default`;
    const { body } = await post('/common/oauth2/v2.0/devicecode', { client_id: clientId, scope });
    time += 900_000;
    const question = {
      grant_type: 'device_code',
      client_id: clientId,
      device_code: String(body['device_code']),
      scope,
    };
    expect((await post(tokenPath, question)).body['error']).toBe('expired_token');
  });
});

it('answers whatever is sent to its endpoints', async () => {
  const paths = fc.constantFrom(
    tokenPath,
    '/common/oauth2/v2.0/devicecode',
    '/devicelogin',
    '/sign-in',
    '/x/oauth2/token',
  );
  const names = fc.constantFrom(
    'grant_type',
    'client_id',
    'client_secret',
    'scope',
    'resource',
    'device_code',
    'user_code',
    'account',
    'return',
  );
  const values = fc.oneof(
    fc.constantFrom('client_credentials', 'device_code', '__proto__', '/', 'https://evil.test'),
    fc.constant(null).map(() => account('Reader').clientId),
    fc.constant(null).map(() => dataverse.url),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(paths, fc.dictionary(names, values), fc.string(), async (path, form, header) => {
      const authorization = `Basic ${Buffer.from(header).toString('base64')}`;
      expect((await post(path, form, { Authorization: authorization })).status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
});

describe('the Web API with sign-in', () => {
  it.each([
    ['no token', undefined],
    ['a token that is none', 'nonsense'],
    ['a token with three empty parts', '..'],
  ])('answers %s with 401 and the address to sign in at', async (_what, token) => {
    const answer = await callApi(token, 'contacts');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer authorization_uri=${dataverse.url}/${TENANT}/oauth2/authorize, resource_id=${dataverse.url}/`,
    );
  });

  it('asks for a token however the address is written', async () => {
    for (const path of [
      '/%61pi/data/v9.2/contacts',
      '/api/%64ata/v9.2/contacts',
      '/api/data//v9.2/contacts',
      '/API/data/v9.2/contacts',
    ]) {
      const { status } = await fetch(`${dataverse.url}${path}`);
      expect([401, 404]).toContain(status);
    }
    const page = await fetch(`${dataverse.url}/main%2Easpx?pagetype=entityrecord`, { redirect: 'manual' });
    expect([302, 404]).toContain(page.status);
  });

  it('refuses a token that was changed and one that is out of date', async () => {
    const token = await tokenFor('Reader');
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...claims, appid: account('Marketing user').clientId }));
    expect((await callApi(`${header}.${forged.toString('base64url')}.${signature}`, 'contacts')).status).toBe(
      401,
    );
    time += 3_599_000;
    expect((await callApi(token, 'contacts')).status).toBe(401);
  });

  it('lets pages of the record form in by a session, which asks to sign in first', async () => {
    const page = `${dataverse.url}/main.aspx?pagetype=entityrecord&etn=msdynmkt_segment`;
    const asked = await fetch(page, { redirect: 'manual' });
    expect(asked.status).toBe(302);
    expect(asked.headers.get('location')).toMatch(/^\/sign-in\?return=%2Fmain\.aspx/);
    const overview = await fetch(dataverse.url, { redirect: 'manual' });
    expect(overview.headers.get('location')).toBe('/sign-in?return=%2F');
    const { clientId, clientSecret } = account('Reader');
    const entered = await post('/sign-in', {
      account: clientId,
      secret: clientSecret,
      return: '/main.aspx?a=b',
    });
    expect(entered.headers.get('location')).toBe('/main.aspx?a=b');
    const session = entered.headers.get('set-cookie') ?? '';
    expect(session).toContain('HttpOnly; SameSite=Strict');
    const who = await callApi(undefined, 'WhoAmI', 'GET', undefined, { Cookie: session.split(';')[0] ?? '' });
    expect(who.body['UserId']).toBe(account('Reader').userId);
  });
});

describe('the role Reader', () => {
  const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';

  it('reads and calls what only reads', async () => {
    const token = await tokenFor('Reader');
    expect((await callApi(token, 'contacts')).status).toBe(200);
    expect((await callApi(token, 'WhoAmI')).status).toBe(200);
    const answer = await callApi(token, 'msdynmkt_ListGroupMembers', 'POST', {
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
    const answer = await callApi(await tokenFor('Reader'), path, method, {});
    expect(answer.status).toBe(403);
    expect(errorOf(answer).code).toBe('0x80040220');
    expect(errorOf(answer).message).toContain(`is missing ${privilege} privilege`);
    expect(errorOf(answer).message).toContain(`Id=${account('Reader').userId}`);
  });

  it('may not change anything in a batch either', async () => {
    const count = (): number => dataverse.store.count({ table: 'contact', select: [] });
    const before = count();
    const body =
      '--b\r\nContent-Type: application/http\r\n\r\nPOST contacts HTTP/1.1\r\n\r\n{"lastname":"x"}\r\n--b--\r\n';
    const response = await fetch(`${dataverse.url}/api/data/v9.2/$batch`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await tokenFor('Reader')}`,
        'Content-Type': 'multipart/mixed; boundary=b',
      },
      body,
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('prvCreateContact');
    expect(count()).toBe(before);
  });

  it('is not that of a marketing user, whose rows are its own', async () => {
    const token = await tokenFor('Marketing user');
    const answer = await callApi(
      token,
      'contacts',
      'POST',
      { lastname: 'Byron' },
      { Prefer: 'return=representation' },
    );
    expect(answer.status).toBe(201);
    expect(answer.body['_ownerid_value']).toBe(account('Marketing user').userId);
  });
});

describe('the role Basic User', () => {
  const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';

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
    const answer = await callApi(await tokenFor('Basic User'), path, method, body);
    expect(answer.status).toBe(403);
    expect(errorOf(answer).message).toContain(`is missing ${privilege} privilege`);
  });

  it.each(['contacts?$top=1', 'businessunits', 'WhoAmI', "EntityDefinitions(LogicalName='contact')"])(
    'may read %s',
    async (path) => {
      expect((await callApi(await tokenFor('Basic User'), path)).status).toBe(200);
    },
  );
});
