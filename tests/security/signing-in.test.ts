import type { LocalDataverse } from '../../emulator/local-dataverse';
import { startLocalDataverse } from '../../emulator/local-dataverse';
import { postForm, statusWithHost, withDataverse } from './testing/local-server';

const tenant = '20000000-0000-4000-8000-0000000000f1';
let time = Date.parse('2026-03-01T10:00:00Z');
let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true, faults: { rules: [] }, now: () => new Date(time) });
});
afterAll(() => dataverse.close());

function accountOf(role: string): { readonly clientId: string; readonly clientSecret: string } {
  const account = dataverse.accounts.find((known) => known.role === role);
  if (account === undefined) throw new Error(`There is no account with the role ${role}.`);
  return account;
}

async function tokenOf(role: string, at = dataverse): Promise<string> {
  const account = at.accounts.find((known) => known.role === role);
  const answer = await postForm(`${at.url}/${tenant}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: account?.clientId ?? '',
    client_secret: account?.clientSecret ?? '',
    scope: `${at.url}/.default`,
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const status = async (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number> =>
  (await fetch(dataverse.url + path, { method, headers, redirect: 'manual' })).status;
const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

async function signIn(role: string, secret: string, back = '/'): Promise<Response> {
  return postForm(`${dataverse.url}/sign-in`, { account: accountOf(role).clientId, secret, return: back });
}

async function sessionOf(role: string): Promise<{ Cookie: string }> {
  const answer = await signIn(role, accountOf(role).clientSecret);
  return { Cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

it.each([
  '/api/data/v9.2/contacts',
  '/connectors/sgm_a/connection/api/data/v9.2/WhoAmI',
  '/connectors/sgm_a/swagger.json',
  '/connectors/sgm_a/ui/start.js',
  '/admin/faults',
  '/form/page.js',
  '/form/control/bundle.js',
  '/nowhere',
])('nobody reaches %s without a token', async (path) => {
  expect(await status(path)).toBe(401);
});

it.each(['/', '/main.aspx?etn=contact', '/connectors', '/connectors/sgm_a'])(
  'whoever opens %s without a session is led to the sign-in',
  async (path) => {
    const answer = await fetch(dataverse.url + path, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`/sign-in?return=${encodeURIComponent(path)}`);
  },
);

it('a role that only reads may not plan faults, nor see the plan', async () => {
  expect(await status('/admin/faults', bearer(await tokenOf('Reader')), 'DELETE')).toBe(403);
  expect(await status('/admin/faults', bearer(await tokenOf('Marketing user')))).toBe(200);
});

it('nobody signs in on the page without the secret of the account', async () => {
  const refused = await signIn('Reader', 'guess');
  expect(refused.status).toBe(403);
  expect(refused.headers.get('set-cookie')).toBeNull();
  expect(await refused.text()).not.toContain(accountOf('Reader').clientSecret);
});

it.each(['//evil.test', '/\\evil.test', '/\t/evil.test', 'https://evil.test'])(
  'signing in leads nowhere else, not even to %j',
  async (back) => {
    const answer = await signIn('Reader', accountOf('Reader').clientSecret, back);
    expect(answer.headers.get('location')).toBe('/');
  },
);

it('a session ends when it is signed out, and its cookie is worth nothing to whoever kept it', async () => {
  const session = await sessionOf('Reader');
  expect(await status('/api/data/v9.2/WhoAmI', session)).toBe(200);
  await fetch(`${dataverse.url}/sign-out`, { method: 'POST', headers: session, redirect: 'manual' });
  expect(await status('/api/data/v9.2/WhoAmI', session)).toBe(401);
});

it('a session ends after an hour', async () => {
  const answer = await signIn('Reader', accountOf('Reader').clientSecret);
  expect(answer.headers.get('set-cookie')).toContain('Max-Age=3599; HttpOnly; SameSite=Strict');
  const session = { Cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  time += 3_599_000;
  expect(await status('/api/data/v9.2/WhoAmI', session)).toBe(401);
});

it('a token of another local Dataverse opens nothing here', async () => {
  await withDataverse({ auth: true }, async (other) => {
    expect(await status('/api/data/v9.2/WhoAmI', bearer(await tokenOf('Marketing user', other)))).toBe(401);
  });
});

it('a request for another port of this machine is refused, so that no token is made for it', async () => {
  const { port } = new URL(dataverse.url);
  expect(await statusWithHost(`${dataverse.url}/sign-in`, `127.0.0.1:${Number(port) === 1 ? 2 : 1}`)).toBe(
    403,
  );
  expect(await statusWithHost(`${dataverse.url}/sign-in`, 'localhost')).toBe(403);
  expect(await statusWithHost(`${dataverse.url}/sign-in`, `localhost:${port}`)).toBe(200);
});

it('a secret that was given is that of every account', async () => {
  await withDataverse({ auth: { secret: 'the-same-every-time' } }, async (fixed) => {
    expect(fixed.accounts.map(({ clientSecret }) => clientSecret)).toEqual(
      fixed.accounts.map(() => 'the-same-every-time'),
    );
    expect(await tokenOf('Reader', fixed)).toMatch(/^ey/);
  });
});
