import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import type { SignIn } from './sign-in';
import { tokenSource } from './token-source';
import { connectWebApi } from './web-api';

const tenantId = '20000000-0000-4000-8000-0000000000f1';
let environment: LocalDataverse;

beforeAll(async () => {
  environment = await startLocalDataverse({ auth: true });
});

afterAll(async () => {
  await environment.close();
});

function application() {
  const account = environment.accounts.find(({ canWrite }) => canWrite);
  if (!account) throw new Error('There is no application that may write.');
  return account;
}

const address = () => ({ url: environment.url, isLocal: true });
const wait = () => Promise.resolve();

function whoAmI(token: () => Promise<string | undefined>): Promise<{ UserId: string }> {
  return connectWebApi({ environment: environment.url, token, wait }).get('WhoAmI()');
}

test('an application signs in with its secret through @azure/identity', async () => {
  const { clientId, clientSecret, userId } = application();
  const signIn: SignIn = { kind: 'client secret', tenantId, clientId, clientSecret };
  expect((await whoAmI(tokenSource(address(), signIn, fail))).UserId).toBe(userId);
});

test('a wrong secret is refused in Entra’s words', async () => {
  const { clientId } = application();
  const signIn: SignIn = { kind: 'client secret', tenantId, clientId, clientSecret: 'wrong' };
  await expect(whoAmI(tokenSource(address(), signIn, fail))).rejects.toThrow(
    /Invalid client secret provided/,
  );
});

test('a person enters the code that is shown, on the page that is shown', async () => {
  const { clientId, clientSecret, userId } = application();
  const signIn: SignIn = { kind: 'device code', tenantId, clientId };
  const enterCode = (message: string) => {
    const code = /enter the code (\w+)/.exec(message)?.[1] ?? '';
    void fetch(`${environment.url}/devicelogin`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user_code: code, account: clientId, secret: clientSecret }).toString(),
    });
  };
  expect((await whoAmI(tokenSource(address(), signIn, enterCode))).UserId).toBe(userId);
});

test('a local Dataverse without sign-in is not asked for a token', async () => {
  const open = await startLocalDataverse();
  try {
    const signIn: SignIn = { kind: 'device code', tenantId, clientId: 'none' };
    expect(await tokenSource({ url: open.url, isLocal: true }, signIn, fail)()).toBeUndefined();
  } finally {
    await open.close();
  }
});

test('a sign-in that cannot be reached is named', async () => {
  const signIn: SignIn = { kind: 'client secret', tenantId, clientId: 'x', clientSecret: 'y' };
  process.env['AZURE_AUTHORITY_HOST'] = 'https://127.0.0.1:1';
  try {
    const token = tokenSource({ url: 'https://contoso.crm4.dynamics.com', isLocal: false }, signIn, fail);
    await expect(token()).rejects.toThrow(
      /^https:\/\/127\.0\.0\.1:1, where the sign-in is, cannot be reached: /,
    );
  } finally {
    delete process.env['AZURE_AUTHORITY_HOST'];
  }
});

function fail(line: string): void {
  throw new Error(`Nothing was to be said: ${line}`);
}
