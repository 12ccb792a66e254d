import { chooseSignIn } from './sign-in';

const application = { AZURE_TENANT_ID: 'tenant', AZURE_CLIENT_ID: 'client' };

test('a person signs in by a device code, with an application of their own if they name one', () => {
  expect(chooseSignIn({})).toEqual({
    kind: 'device code',
    tenantId: 'organizations',
    clientId: '51f81489-12ee-4a9e-aaae-a2591f45987d',
  });
  expect(chooseSignIn({}, { tenantId: 't', clientId: 'c' })).toEqual({
    kind: 'device code',
    tenantId: 't',
    clientId: 'c',
  });
});

test('a pipeline signs in as an application, by what its variables hold', () => {
  expect(chooseSignIn({ ...application, AZURE_CLIENT_SECRET: 's' })).toMatchObject({ kind: 'client secret' });
  expect(chooseSignIn({ ...application, AZURE_FEDERATED_TOKEN_FILE: '/token' })).toMatchObject({
    kind: 'federated token file',
    tokenFile: '/token',
  });
  expect(
    chooseSignIn({
      ...application,
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
    }),
  ).toMatchObject({ kind: 'GitHub Actions' });
});

test('a secret without tenant or application is an error, not a device code in a pipeline', () => {
  expect(() => chooseSignIn({ AZURE_CLIENT_SECRET: 's', AZURE_TENANT_ID: 't' })).toThrow('AZURE_CLIENT_ID');
});
