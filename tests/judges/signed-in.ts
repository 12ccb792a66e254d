import type { Config } from 'dynamics-web-api';
import type { LocalDataverse } from '../../emulator/local-dataverse';

/** A client's configuration that signs in as the first account may: with its secret. */
export function signedIn(dataverse: LocalDataverse): Config {
  const [account] = dataverse.accounts;
  if (account === undefined) throw new Error('There is nobody who may sign in.');
  return {
    serverUrl: `${dataverse.url}/`,
    dataApi: { version: '9.2' },
    onTokenRefresh: async () => {
      const response = await fetch(`${dataverse.url}/common/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: account.clientId,
          client_secret: account.clientSecret,
          scope: `${dataverse.url}/.default`,
        }),
      });
      return ((await response.json()) as { access_token: string }).access_token;
    },
  };
}
