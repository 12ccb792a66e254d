import fc from 'fast-check';
import { TENANT } from './access-tokens';
import { AskingServer, tokenPath } from './testing/asking-server';

let server: AskingServer;
const start = Date.parse('2026-03-01T10:00:00Z');
let time = start;

beforeEach(() => {
  time = start;
});

beforeAll(async () => {
  server = await AskingServer.start(() => new Date(time));
});

afterAll(() => server.close());

describe('the token endpoint', () => {
  it('gives an application a token that the Web API takes as its user', async () => {
    const { status, body, headers } = await server.post(tokenPath, server.credentials('Marketing user'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(headers.get('cache-control')).toBe('no-store');
    const who = await server.callApi(String(body['access_token']), 'WhoAmI');
    expect(who.body['UserId']).toBe(server.account('Marketing user').userId);
  });

  it('takes the credentials in the header and the older address with a resource, too', async () => {
    const { clientId, clientSecret } = server.account('Reader');
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const form = { grant_type: 'client_credentials', resource: server.dataverse.url };
    expect(
      (await server.post('/common/oauth2/token', form, { Authorization: `Basic ${basic}` })).status,
    ).toBe(200);
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
    const answer = await server.post(tokenPath, { ...server.credentials('Reader'), ...change });
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toBe(error);
    expect(answer.body['error_description']).toContain(code);
  });

  it('gives a device its token once a person has entered the code', async () => {
    const { clientId, clientSecret } = server.account('Reader');
    const asked = await server.post(`/${TENANT}/oauth2/v2.0/devicecode`, {
      client_id: clientId,
      scope: `${server.dataverse.url}/.default`,
    });
    expect(asked.body).toMatchObject({
      verification_uri: `${server.dataverse.url}/devicelogin`,
      expires_in: 900,
    });
    expect(asked.body['message']).toContain(asked.body['user_code']);
    const question = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: clientId,
      device_code: String(asked.body['device_code']),
      scope: `${server.dataverse.url}/.default`,
    };
    expect((await server.post(tokenPath, question)).body['error']).toBe('authorization_pending');
    const entered = {
      user_code: String(asked.body['user_code']).toLowerCase(),
      account: clientId,
      secret: clientSecret,
    };
    expect((await server.post('/devicelogin', { ...entered, secret: 'wrong' })).status).toBe(403);
    expect((await server.post('/devicelogin', entered)).status).toBe(200);
    const { body } = await server.post(tokenPath, question);
    expect((await server.callApi(String(body['access_token']), 'WhoAmI')).body['UserId']).toBe(
      server.account('Reader').userId,
    );
    expect((await server.post(tokenPath, question)).body['error']).toBe('bad_verification_code');
    expect((await server.post('/devicelogin', entered)).status).toBe(400);
  });

  it('ends a code after 15 minutes', async () => {
    const { clientId } = server.account('Reader');
    const scope = `${server.dataverse.url}/.default`;
    const { body } = await server.post('/common/oauth2/v2.0/devicecode', { client_id: clientId, scope });
    time += 900_000;
    const question = {
      grant_type: 'device_code',
      client_id: clientId,
      device_code: String(body['device_code']),
      scope,
    };
    expect((await server.post(tokenPath, question)).body['error']).toBe('expired_token');
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
    fc.constant(null).map(() => server.account('Reader').clientId),
    fc.constant(null).map(() => server.dataverse.url),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(paths, fc.dictionary(names, values), fc.string(), async (path, form, header) => {
      const authorization = `Basic ${Buffer.from(header).toString('base64')}`;
      expect((await server.post(path, form, { Authorization: authorization })).status).toBeLessThan(500);
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
    const answer = await server.callApi(token, 'contacts');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer authorization_uri=${server.dataverse.url}/${TENANT}/oauth2/authorize, resource_id=${server.dataverse.url}/`,
    );
  });

  it('asks for a token however the address is written', async () => {
    for (const path of [
      '/%61pi/data/v9.2/contacts',
      '/api/%64ata/v9.2/contacts',
      '/api/data//v9.2/contacts',
      '/API/data/v9.2/contacts',
    ]) {
      const { status } = await fetch(`${server.dataverse.url}${path}`);
      expect([401, 404]).toContain(status);
    }
    const page = await fetch(`${server.dataverse.url}/main%2Easpx?pagetype=entityrecord`, {
      redirect: 'manual',
    });
    expect([302, 404]).toContain(page.status);
  });

  it('refuses a token that was changed and one that is out of date', async () => {
    const token = await server.tokenFor('Reader');
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(
      JSON.stringify({ ...claims, appid: server.account('Marketing user').clientId }),
    );
    expect(
      (await server.callApi(`${header}.${forged.toString('base64url')}.${signature}`, 'contacts')).status,
    ).toBe(401);
    time += 3_599_000;
    expect((await server.callApi(token, 'contacts')).status).toBe(401);
  });

  it('lets pages of the record form in by a session, which asks to sign in first', async () => {
    const page = `${server.dataverse.url}/main.aspx?pagetype=entityrecord&etn=msdynmkt_segment`;
    const asked = await fetch(page, { redirect: 'manual' });
    expect(asked.status).toBe(302);
    expect(asked.headers.get('location')).toMatch(/^\/sign-in\?return=%2Fmain\.aspx/);
    const overview = await fetch(server.dataverse.url, { redirect: 'manual' });
    expect(overview.headers.get('location')).toBe('/sign-in?return=%2F');
    const { clientId, clientSecret } = server.account('Reader');
    const entered = await server.post('/sign-in', {
      account: clientId,
      secret: clientSecret,
      return: '/main.aspx?a=b',
    });
    expect(entered.headers.get('location')).toBe('/main.aspx?a=b');
    const session = entered.headers.get('set-cookie') ?? '';
    expect(session).toContain('HttpOnly; SameSite=Strict');
    const who = await server.callApi(undefined, 'WhoAmI', 'GET', undefined, {
      Cookie: session.split(';')[0] ?? '',
    });
    expect(who.body['UserId']).toBe(server.account('Reader').userId);
  });
});
